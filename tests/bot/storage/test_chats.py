"""A group that became a supergroup takes all that is its own along."""

from __future__ import annotations

from sqlalchemy import update

from bot.domain.groups.group_settings import USUAL, GroupSettings
from bot.domain.jobs import StatusMessage
from bot.domain.live import Ending
from bot.storage import chat_options, chats, live_dreams, people
from bot.storage.bans import Ban, ban_within, is_banned
from bot.storage.database import Database
from bot.storage.groups import group_settings
from bot.storage.jobs import jobs
from bot.storage.tables.jobs import JobRow
from tests.bot.storage.examples import NOW, new_job
from tests.bot.storage.test_live import CHAT, begin


async def test_a_job_moves_with_its_chat_and_forgets_the_messages(db: Database) -> None:
    status = StatusMessage(message_id=5, has_media=True)
    job, _ = await jobs.create(db, new_job(status=status, reply_to=4), now=NOW, score=NOW)
    for is_first in (True, False):
        known = await chats.move(db, old_chat_id=job.chat_id, new_chat_id=-1009, now=NOW)
        assert known is is_first
    moved = await jobs.get(db, job.id)
    assert moved is not None
    assert (moved.chat_id, moved.status, moved.reply_to) == (-1009, None, None)


async def test_another_chat_stays_where_it_is(db: Database) -> None:
    job, _ = await jobs.create(db, new_job(), now=NOW, score=NOW)
    assert await chats.move(db, old_chat_id=-77, new_chat_id=-1009, now=NOW)
    assert await jobs.get(db, job.id) == job


async def test_what_is_usual_moves_with_its_chat_unless_something_is_there(db: Database) -> None:
    await chat_options.put(db, -7, "dream", {"octaves": 5})
    await chat_options.put(db, -7, "style", {"region": "person", "style_layers": ("a", "b")})
    await chat_options.put(db, -1009, "dream", {"octaves": 2})
    await chats.move(db, old_chat_id=-7, new_chat_id=-1009, now=NOW)
    assert await chat_options.of_chat(db, -1009) == {
        "dream": {"octaves": 2},
        "style": {"region": "person", "style_layers": ("a", "b")},
    }
    assert await chat_options.of_chat(db, -7) == {}


async def test_what_was_usual_with_somebody_is_forgotten_with_them(db: Database) -> None:
    for chat_id in (1, 2):
        await chat_options.put(db, chat_id, "dream", {"octaves": 5})
    await people.forget_person(db, 1, now=NOW)
    assert await chat_options.of_art(db, 1, "dream") == {}
    assert await chat_options.of_art(db, 2, "dream") == {"octaves": 5}


async def test_of_two_open_dreams_the_one_that_moves_in_ends(db: Database) -> None:
    moving = await begin(db, "u1")
    there = await begin(db, "u2", chat_id=-1009)
    await chats.move(db, old_chat_id=CHAT, new_chat_id=-1009, now=NOW)
    ended = await live_dreams.get(db, moving.id)
    assert ended is not None
    assert ended.ending is Ending.STOPPED
    assert [one.id for one in await live_dreams.running(db)] == [there.id]


async def test_a_chat_is_closed_from_when_something_waits_for_it_until_it_is_let_in(
    db: Database,
) -> None:
    job, _ = await jobs.create(db, new_job(), now=NOW, score=NOW)
    now_s = 0.0
    closed = chats.ClosedChats(db, clock=lambda: now_s)
    assert not await closed.has(job.chat_id)
    await shut_out(db, job.id)
    assert not await closed.has(job.chat_id)  # believed for a while
    now_s += chats.BELIEVED_S
    assert await closed.has(job.chat_id)
    assert not await closed.has(job.chat_id + 1)
    await chats.let_in(db, job.chat_id)
    closed.forget()
    assert not await closed.has(job.chat_id)


async def shut_out(db: Database, job_id: str) -> None:
    async with db.write() as session:
        await session.execute(
            update(JobRow).where(JobRow.id == job_id).values(unreachable_since=NOW)
        )


async def test_a_groups_language_moves_with_it_unless_one_is_set_there(db: Database) -> None:
    for chat_id, language in ((-7, "fr"), (-8, "it"), (-1008, "ru"), (-9, "fr"), (-9, None)):
        await group_settings.choose(db, chat_id, language=language)
    for old, new in ((-7, -1007), (-8, -1008), (-9, -1009)):
        await chats.move(db, old_chat_id=old, new_chat_id=new, now=NOW)
    spoken = [
        (await people.chosen_languages(db, 1, group_id=chat_id)).chat
        for chat_id in (-7, -8, -1007, -1008, -1009)
    ]
    assert spoken == [None, None, "fr", "ru", None]


async def test_all_settings_move_unless_some_are_made_there(db: Database) -> None:
    await group_settings.choose(db, -7, has_spoiler=True, pictures_per_day=25)
    await group_settings.choose(db, -8, is_quiet=True)
    await group_settings.choose(db, -1008, only_administrators=True)
    for _ in range(2):
        await chats.move(db, old_chat_id=-7, new_chat_id=-1007, now=NOW)
        await chats.move(db, old_chat_id=-8, new_chat_id=-1008, now=NOW)
    moved = await group_settings.settings_of(db, -1007)
    assert moved == GroupSettings(has_spoiler=True, pictures_per_day=25)
    assert await group_settings.settings_of(db, -1008) == GroupSettings(only_administrators=True)
    assert await group_settings.settings_of(db, -7) == USUAL


async def test_a_ban_moves_and_what_was_asked_on_behalf_of_the_group(db: Database) -> None:
    ban = Ban(user_id=-7, reason="noise", operator_id=1, created_at=NOW)
    async with db.write() as session:
        await ban_within(session, ban)
    job, _ = await jobs.create(db, new_job(chat_id=-7, user_id=-7), now=NOW, score=NOW)
    for _ in range(2):
        await chats.move(db, old_chat_id=-7, new_chat_id=-1007, now=NOW)
    assert await is_banned(db, -1007)
    assert not await is_banned(db, -7)
    moved = await jobs.get(db, job.id)
    assert moved is not None
    assert (moved.chat_id, moved.user_id) == (-1007, -1007)


async def test_what_a_group_speaks_is_not_what_its_people_do(db: Database) -> None:
    await people.remember(db, 1, language="en", now=NOW)
    async with db.write() as session:
        await people.remember_within(session, 1, language="fr", now=NOW, is_own=False)
    assert await people.language_of(db, 1) == "en"
