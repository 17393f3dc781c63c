"""Likes and reports: one of each person, whatever happens at the same moment."""

from __future__ import annotations

import asyncio

from bot.storage import people
from bot.storage.community import opinions, works
from bot.storage.database import Database
from bot.storage.operators.actions import Action
from bot.storage.tables.community import FeedLikeRow, FeedReportRow
from tests.bot.storage.community.shown import shown
from tests.bot.storage.examples import NOW

ACTION = Action(request_key="u9", operator_id=9, name="feed keep", at=NOW)


async def test_a_person_likes_a_work_once(db: Database, rival: Database) -> None:
    work = await shown(db)
    liked = await asyncio.gather(
        *(opinions.like(each, work.id, user_id=2, now=NOW) for each in (db, rival) * 4)
    )
    assert sorted(each.is_new for each in liked if each) == [False] * 7 + [True]
    assert {each.likes for each in liked if each} == {1}


async def test_likes_at_the_same_moment_all_count(db: Database, rival: Database) -> None:
    work = await shown(db)
    people = range(2, 22)
    await asyncio.gather(
        *(
            opinions.like(each, work.id, user_id=user_id, now=NOW)
            for user_id, each in zip(people, (db, rival) * 10, strict=True)
        )
    )
    kept = await works.get(db, work.id)
    assert kept is not None
    assert kept.likes == 20


async def test_a_work_that_is_gone_is_liked_by_nobody(db: Database) -> None:
    work = await shown(db)
    await works.take_back(db, work.id, user_id=1)
    assert await opinions.like(db, work.id, user_id=2, now=NOW) is None
    assert await opinions.like(db, "nobody", user_id=2, now=NOW) is None
    assert await opinions.report(db, work.id, user_id=2, hide_after=1, now=NOW) is None
    async with db.read() as session:
        assert await session.get(FeedLikeRow, (work.id, 2)) is None
        assert await session.get(FeedReportRow, (work.id, 2)) is None


async def test_a_like_and_the_end_of_a_work_meet(db: Database, rival: Database) -> None:
    for number in range(8):
        work = await shown(db, f"u{number}")
        await asyncio.gather(
            opinions.like(db, work.id, user_id=2, now=NOW),
            works.take_back(rival, work.id, user_id=1),
        )
        async with db.read() as session:
            assert await session.get(FeedLikeRow, (work.id, 2)) is None


async def test_reports_hide_until_somebody_has_looked(db: Database) -> None:
    work, other = await shown(db), await shown(db, "u2")

    async def report(user_id: int) -> bool | None:
        return await opinions.report(db, work.id, user_id=user_id, hide_after=2, now=NOW)

    await opinions.report(db, other.id, user_id=5, hide_after=2, now=NOW)
    assert [await report(user_id) for user_id in (2, 2)] == [False, False]
    assert await works.is_public(db, work.token)
    assert await report(3) is True
    assert not await works.is_public(db, work.token)
    assert await report(4) is None
    assert await opinions.like(db, work.id, user_id=4, now=NOW) is None
    waiting = await opinions.next_reported(db)
    assert waiting is not None
    assert (waiting.id, waiting.reports, waiting.is_hidden) == (work.id, 2, True)
    assert await opinions.keep(db, work.id, ACTION)
    assert await works.is_public(db, work.token)
    # Whoever reported it has been heard.
    assert [await report(user_id) for user_id in (2, 3, 4)] == [False, False, False]
    assert await report(5) is True


async def test_nobody_hides_a_work_by_coming_back_again_and_again(db: Database) -> None:
    work = await shown(db)
    for _ in range(3):
        await opinions.report(db, work.id, user_id=2, hide_after=2, now=NOW)
        await people.forget_person(db, 2, now=NOW)
    assert await works.is_public(db, work.token)
    assert await opinions.next_reported(db) is None
    for user_id in (2, 3):
        await opinions.report(db, work.id, user_id=user_id, hide_after=2, now=NOW)
        await people.forget_person(db, user_id, now=NOW)
    assert await works.is_public(db, work.token)


async def test_whoever_was_heard_and_leaves_takes_nobody_elses_report_along(db: Database) -> None:
    work = await shown(db)
    await opinions.report(db, work.id, user_id=2, hide_after=3, now=NOW)
    assert await opinions.keep(db, work.id, ACTION)
    await opinions.report(db, work.id, user_id=3, hide_after=3, now=NOW)
    await people.forget_person(db, 2, now=NOW)
    waiting = await opinions.next_reported(db)
    assert waiting is not None
    assert waiting.reports == 1


async def test_a_hidden_work_waits_for_somebody_though_its_reporters_are_gone(db: Database) -> None:
    work = await shown(db)
    assert await opinions.report(db, work.id, user_id=2, hide_after=1, now=NOW)
    await people.forget_person(db, 2, now=NOW)
    waiting = await opinions.next_reported(db)
    assert waiting is not None
    assert waiting.is_hidden


async def test_the_queue_ends(db: Database) -> None:
    work = await shown(db)
    await opinions.report(db, work.id, user_id=2, hide_after=1, now=NOW)
    await works.remove(db, work.id)
    assert await opinions.next_reported(db) is None
    assert not await opinions.keep(db, work.id, ACTION)
