"""What an operator does from the chat: looked up or done once, noted, and told in words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from bot.community.copies import open_feed, open_styles
from bot.community.sweeping import OF_STYLES, OF_WORKS, sweep_now
from bot.delivery.outboxes.region_news import regions_of
from bot.operations.admin_words import Asked, Deed
from bot.operations.desk import Desk
from bot.operations.money import deeds as money_deeds
from bot.operations.snapshot import take
from bot.operations.status import summary
from bot.storage import bans, costs
from bot.storage.bans import Ban
from bot.storage.community import opinions, saved_styles, works
from bot.storage.operators import actions, broadcasts, person, region_waits, switches
from bot.texts.catalogue import fact_text


async def do(desk: Desk, asked: Asked) -> str:
    """Do all but a broadcast, which is asked about first; what to tell. Raises: StorageError."""
    return await _DEEDS[asked.deed](desk, asked)


async def _queue(desk: Desk, asked: Asked) -> str:
    await actions.note(desk.db, desk.action("queue"))
    snapshot = await take(desk.settings, now=desk.now)
    lines = [fact_text(problem, desk.language) for problem in snapshot.problems]
    lines += summary(snapshot, desk.settings, desk.language)
    lines.append(desk.text("admin.workers", count=len(snapshot.workers)))
    if await switches.is_on(desk.db, switches.PAUSED):
        lines.append(desk.text("admin.is_paused"))
    return "\n".join(lines)


async def _user(desk: Desk, asked: Asked) -> str:
    await actions.note(desk.db, desk.action("user", user_id=asked.user_id))
    seen = await person.look_at(desk.db, asked.user_id)
    today = await costs.by_person(desk.db, now=desk.now, user_id=asked.user_id)
    jobs = ", ".join(f"{state} {count}" for state, count in sorted(seen.jobs.items()))
    lines = [
        desk.text(
            "admin.user",
            user_id=seen.user_id,
            language=seen.language or "?",
            since=_day(seen.first_seen_at),
            last=_day(seen.last_seen_at),
            jobs=jobs or "0",
            stars=seen.stars,
            seconds=f"{sum(cost.seconds for cost in today):.1f}",
        )
    ]
    if seen.ban_reason is not None:
        lines.append(desk.text("admin.is_banned", reason=seen.ban_reason or "?"))
    return "\n".join(lines)


def _day(time: datetime | None) -> str:
    return "?" if time is None else time.date().isoformat()


async def _ban(desk: Desk, asked: Asked) -> str:
    if asked.user_id in desk.settings.operators:
        return desk.text("admin.no_ban_of_operators")
    shut_out = Ban(
        user_id=asked.user_id,
        reason=asked.words,
        operator_id=desk.operator_id,
        created_at=desk.now,
    )
    action = desk.action("ban", user_id=asked.user_id, reason=asked.words)
    async with desk.db.write() as session:
        if await actions.note_within(session, action):
            await bans.ban_within(session, shut_out)
            await works.remove_person_within(session, asked.user_id)
            await saved_styles.remove_person_within(session, asked.user_id)
    await sweep_now(OF_WORKS, desk.db, open_feed(desk.settings), now=desk.now)
    await sweep_now(OF_STYLES, desk.db, open_styles(desk.settings), now=desk.now)
    return desk.text("admin.banned", user_id=asked.user_id)


async def keep_work(desk: Desk, work_id: str) -> str:
    """What was reported may stay."""
    kept = await opinions.keep(desk.db, work_id, desk.action("feed keep", work_id=work_id))
    return desk.text("feed.kept" if kept else "feed.gone")


async def drop_work(desk: Desk, work_id: str) -> str:
    """It is shown no more."""
    await actions.note(desk.db, desk.action("feed drop", work_id=work_id))
    gone = await works.remove(desk.db, work_id)
    await sweep_now(OF_WORKS, desk.db, open_feed(desk.settings), now=desk.now)
    return desk.text("feed.dropped" if gone else "feed.gone")


async def ban_maker(desk: Desk, work_id: str) -> str:
    """As :func:`drop_work`, with all else that its person shows, who is shut out."""
    work = await works.get(desk.db, work_id)
    if work is None:
        return desk.text("feed.gone")
    if work.is_ours:
        return await drop_work(desk, work_id)
    return await _ban(desk, Asked(deed=Deed.BAN, user_id=work.user_id, words="feed"))


async def _unban(desk: Desk, asked: Asked) -> str:
    async with desk.db.write() as session:
        if await actions.note_within(session, desk.action("unban", user_id=asked.user_id)):
            await bans.unban_within(session, asked.user_id)
    return desk.text("admin.unbanned", user_id=asked.user_id)


async def _regions(desk: Desk, asked: Asked) -> str:
    """How many wait for us to open, by language."""
    await actions.note(desk.db, desk.action("regions"))
    regions, waiting = regions_of(desk.settings), await region_waits.by_language(desk.db)
    lines = [
        desk.text(
            "regions.waiting_open" if regions.is_open(language) else "regions.waiting",
            language=language or "?",
            people=count,
        )
        for language, count in sorted(waiting.items(), key=lambda each: (-each[1], each[0]))
    ]
    return "\n".join(lines) or desk.text("regions.nobody")


async def _pause(desk: Desk, asked: Asked) -> str:
    await _turn(desk, is_paused=True)
    return desk.text("admin.paused")


async def _resume(desk: Desk, asked: Asked) -> str:
    await _turn(desk, is_paused=False)
    return desk.text("admin.resumed")


async def _turn(desk: Desk, *, is_paused: bool) -> None:
    async with desk.db.write() as session:
        action = desk.action("pause" if is_paused else "resume")
        if await actions.note_within(session, action):
            await switches.turn_within(session, switches.PAUSED, is_on=is_paused, now=desk.now)


async def propose_broadcast(desk: Desk, words: str) -> str:
    """Note the words, which a press on :func:`begin_broadcast`'s button sends; what to ask."""
    await actions.note(desk.db, desk.action("broadcast asked", words=words))
    people = await broadcasts.how_many_people(desk.db)
    return desk.text("admin.broadcast_ask", people=people)


async def last_broadcast(desk: Desk) -> str:
    """How far the last one has come."""
    last = await broadcasts.last(desk.db)
    if last is None:
        return desk.text("admin.usage")
    key = "admin.broadcast_done" if last.is_finished else "admin.broadcast_goes_on"
    return desk.text(key, sent=last.sent, failed=last.failed)


async def begin_broadcast(desk: Desk, proposal_key: str) -> str | None:
    """Send what was proposed by that command, once; None: there is no such proposal."""
    proposal = await actions.find(desk.db, proposal_key)
    if proposal is None or "words" not in proposal.facts:
        return None
    async with desk.db.write() as session:
        await actions.note_within(session, desk.action("broadcast", of=proposal_key))
        await broadcasts.begin_within(
            session,
            request_key=proposal_key,
            operator_id=desk.operator_id,
            words=proposal.facts["words"],
            now=desk.now,
        )
    return desk.text("admin.broadcast_begun")


_DEEDS: Mapping[Deed, Callable[[Desk, Asked], Awaitable[str]]] = {
    Deed.QUEUE: _queue,
    Deed.USER: _user,
    Deed.BAN: _ban,
    Deed.UNBAN: _unban,
    Deed.REFUND: money_deeds.refund,
    Deed.CREDIT: money_deeds.credit,
    Deed.COSTS: money_deeds.look_at_costs,
    Deed.REGIONS: _regions,
    Deed.PAUSE: _pause,
    Deed.RESUME: _resume,
}
