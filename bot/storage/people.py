"""Who has talked to us, and how all of it is forgotten."""

from __future__ import annotations

import contextlib
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.jobs import Job
from bot.errors import UnreadableRowError
from bot.storage import updates
from bot.storage.community import saved_styles
from bot.storage.community.works import remove_person_within
from bot.storage.credits import forfeits, gifts, invitations, style_uses
from bot.storage.database import Database, insert_once
from bot.storage.delights import packs
from bot.storage.guests import uploads
from bot.storage.jobs.job_rows import OPEN_STATES, to_job
from bot.storage.old_rows import delete_some
from bot.storage.prints import orders as print_orders
from bot.storage.privacy import erasures
from bot.storage.refunds import make_due
from bot.storage.subscriptions import running
from bot.storage.tables.conversation import DraftRow, PersonRow, PhotoRow, UpdateRow
from bot.storage.tables.delights import StickerPackRow, StickerRow
from bot.storage.tables.jobs import CachedResultRow, JobRow, RenderDayRow
from bot.storage.tables.live import LiveDreamRow, LiveWishRow
from bot.storage.tables.money import OfferRow
from bot.storage.tables.operators import ChatOptionsRow, ChatSettingsRow
from bot.storage.tables.prints import PrintOfferRow
from bot.storage.tables.privacy import ExportRow, RegionWaitRow

# Besides their jobs.
_PERSONAL = (
    CachedResultRow,
    DraftRow,
    PhotoRow,
    OfferRow,
    PrintOfferRow,
    PersonRow,
    LiveDreamRow,
    LiveWishRow,
    RenderDayRow,
    ExportRow,
    RegionWaitRow,
    StickerPackRow,
    StickerRow,
)
_PASSING = (DraftRow, PhotoRow, LiveDreamRow, LiveWishRow)
# What another process was told counts here after so long at the latest.
BELIEVED_S = 30.0
MOST_KNOWN = 10_000


async def remember(db: Database, user_id: int, *, language: str, now: datetime) -> None:
    """This person was here, and reads this language."""
    async with db.write() as session:
        await remember_within(session, user_id, language=language, now=now)


async def remember_within(
    session: AsyncSession, user_id: int, *, language: str, now: datetime, is_own: bool = True
) -> None:
    """As :func:`remember`, within somebody's transaction.

    ``is_own``: it may be a group's language instead, which says less of whom we know already.
    """
    is_new = await insert_once(
        session,
        PersonRow,
        user_id=user_id,
        language=language,
        first_seen_at=now,
        last_seen_at=now,
    )
    if is_new is None:
        own = func.coalesce(PersonRow.chosen_language, language if is_own else PersonRow.language)
        await session.execute(
            update(PersonRow)
            .where(PersonRow.user_id == user_id)
            .values(language=own, last_seen_at=now)
        )


async def language_of(db: Database, user_id: int) -> str | None:
    """The language that this person reads; None for one who never ordered."""
    async with db.read() as session:
        row = await session.get(PersonRow, user_id)
        return row.language if row else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenLanguages:
    """What a person chose for themselves, and administrators for a group; None: nothing."""

    person: str | None = None
    chat: str | None = None


async def chosen_languages(db: Database, user_id: int, *, group_id: int | None) -> ChosenLanguages:
    """``group_id``: where it is asked; None: in a private chat, of which the person decides."""
    async with db.read() as session:
        person = await session.get(PersonRow, user_id)
        group = None if group_id is None else await session.get(ChatSettingsRow, group_id)
        return ChosenLanguages(
            person=person.chosen_language if person else None,
            chat=group.language if group else None,
        )


class LanguageBook:
    """What was chosen, remembered for a while: asked of every update, and rarely anything new."""

    def __init__(self, db: Database, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._db = db
        self._clock = clock
        self._known: OrderedDict[tuple[int, int | None], tuple[float, ChosenLanguages]]
        self._known = OrderedDict()

    async def look_up(self, user_id: int, *, group_id: int | None) -> ChosenLanguages:
        """As :func:`chosen_languages`. Raises: StorageError."""
        asked, now = (user_id, group_id), self._clock()
        known = self._known.get(asked)
        if known is None or now - known[0] >= BELIEVED_S:
            known = now, await chosen_languages(self._db, user_id, group_id=group_id)
            self._known[asked] = known
            self._known.move_to_end(asked)
        while len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)
        return known[1]

    def forget(self) -> None:
        """Somebody has just chosen."""
        self._known.clear()


async def choose_language(
    db: Database, user_id: int, language: str | None, *, otherwise: str, now: datetime
) -> None:
    """From now on this one; of None what Telegram says, which is ``otherwise`` today."""
    async with db.write() as session:
        await remember_within(session, user_id, language=otherwise, now=now)
        await session.execute(
            update(PersonRow)
            .where(PersonRow.user_id == user_id)
            .values(chosen_language=language, language=language or otherwise)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """``job_ids``: whose files are to be deleted; ``open_jobs``: those that were to be made."""

    job_ids: Sequence[str]
    open_jobs: Sequence[Job]


async def forget_person(
    db: Database, user_id: int, *, now: datetime, key: str | None = None
) -> Forgotten | None:
    """Delete all of a person's rows but bans, what money was moved, and prints that go on.

    The one place where it is done: whoever keeps something of a person has it deleted from here.
    Open jobs are paid back, credits are given up, and Telegram is to take no more Stars for a
    subscription. A print in work keeps its address, job and file until it ends.

    Args:
        key: of the question that was answered. None: nobody asked.
    Returns: None: that question was answered before, and nothing is done.
    """
    async with db.write() as session:
        if key is not None and not await erasures.is_first_within(session, key, now=now):
            return None
        # In the order in which a payment takes them, so that neither waits for the other.
        await session.execute(
            select(OfferRow.id).where(OfferRow.user_id == user_id).with_for_update()
        )
        kept = await print_orders.forget_within(session, user_id)
        jobs = await _jobs_within(session, user_id, besides=kept)
        await erasures.keep_day_within(session, user_id, now=now)
        for job in jobs:
            if job.state in OPEN_STATES:
                await make_due(session, job.id, now=now)
        await gifts.forget_within(session, user_id, now=now)
        await invitations.forget_within(session, user_id)
        await style_uses.forget_within(session, user_id)
        await running.forget_within(session, user_id, now=now)
        # Once all that comes back is there.
        await forfeits.give_up_within(session, user_id, now=now)
        await session.execute(
            delete(JobRow).where(JobRow.user_id == user_id, JobRow.id.not_in(kept))
        )
        await remove_person_within(session, user_id)
        await saved_styles.remove_person_within(session, user_id)
        await packs.forget_within(session, user_id, now=now)
        for table in _PERSONAL:
            await session.execute(delete(table).where(table.user_id == user_id))
        # Of the private chat, which has its person's id.
        await session.execute(delete(ChatOptionsRow).where(ChatOptionsRow.chat_id == user_id))
        await updates.forget_within(session, user_id)
        job_ids = [job.id for job in jobs]
        await erasures.add_results_within(session, job_ids, now=now)
        await uploads.end_within(session, job_ids, now=now)
        return Forgotten(job_ids=job_ids, open_jobs=_open_jobs(jobs))


async def _jobs_within(
    session: AsyncSession, user_id: int, *, besides: Collection[str]
) -> Sequence[JobRow]:
    """Held until the end, so that a worker comes before or after."""
    rows = await session.scalars(
        select(JobRow)
        .where(JobRow.user_id == user_id, JobRow.id.not_in(besides))
        .order_by(JobRow.id)
        .with_for_update()
    )
    return rows.all()


def _open_jobs(rows: Sequence[JobRow]) -> Sequence[Job]:
    found = []
    for row in rows:
        # One of another version has no message that we could put right.
        with contextlib.suppress(UnreadableRowError):
            found += [to_job(row)] if row.state in OPEN_STATES else []
    return found


async def forget_ended_prints(db: Database, *, now: datetime) -> None:
    """Of people who had all else deleted: what their prints needed, once they have ended."""
    async with db.write() as session:
        job_ids = await print_orders.forget_ended_within(session)
        if job_ids:
            await session.execute(delete(JobRow).where(JobRow.id.in_(job_ids)))
            await erasures.add_results_within(session, job_ids, now=now)


async def forget_old(db: Database, *, before: datetime) -> None:
    """Delete menus, picture names, live dreams and updates from before that time, done or not.

    A payment that nobody dealt with stays: by it Stars can be given back by hand.
    """
    for table in _PASSING:
        await delete_some(db, table.id, table.created_at < before)
    may_go = or_(UpdateRow.payload.is_(None), ~updates.is_money())
    await delete_some(db, UpdateRow.update_id, UpdateRow.received_at < before, may_go)
