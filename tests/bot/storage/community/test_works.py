"""Shown works: each once, and gone with all that hangs on them."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.community.works import Size, Work
from bot.storage import people
from bot.storage.bans import Ban, ban_within
from bot.storage.community import opinions, works
from bot.storage.community.works import COPYING, Refusal
from bot.storage.database import Database
from bot.storage.jobs.deleted import mark_deleted
from tests.bot.storage.community.shown import new_work, shown
from tests.bot.storage.examples import NOW, add


async def test_a_work_is_stored_as_it_is(db: Database) -> None:
    job = await add(db)
    photo = Size(width=320, height=200)
    new = new_work(job.id, signature="Ada", photo=photo)
    await works.begin(db, new.token, now=NOW)
    work = await works.show(db, new, now=NOW)
    assert isinstance(work, Work)
    assert await works.get(db, new.id) == await works.of_job(db, job.id) == work
    assert (work.signature, work.photo, work.style) == ("Ada", photo, None)
    assert (work.likes, work.reports, work.is_hidden, work.shown_at) == (0, 0, False, NOW)
    assert work.recipe == new.recipe
    assert await works.is_public(db, new.token)
    assert await works.leftovers(db, now=NOW + COPYING, count=9) == []


async def test_one_result_is_shown_once(db: Database, rival: Database) -> None:
    work = await shown(db)
    second = new_work(work.job_id)
    await works.begin(rival, second.token, now=NOW)
    assert await works.show(rival, second, now=NOW) is Refusal.SHOWN
    assert await works.leftovers(db, now=NOW, count=9) == [second.token]


async def test_what_was_deleted_or_whose_maker_is_banned_is_not_shown(db: Database) -> None:
    job, other = await add(db), await add(db, "u2", user_id=2)
    await mark_deleted(db, job.id)
    async with db.write() as session:
        await ban_within(session, Ban(user_id=2, reason="", operator_id=9, created_at=NOW))
    assert await works.show(db, new_work(job.id), now=NOW) is Refusal.GONE
    assert await works.show(db, new_work("nobody"), now=NOW) is Refusal.GONE
    assert await works.show(db, new_work(other.id, user_id=2), now=NOW) is Refusal.BANNED
    assert await works.newest(db, before=None, count=9) == []


async def test_copies_of_a_process_that_died_are_left_over(db: Database) -> None:
    await works.begin(db, "t" * 24, now=NOW)
    assert await works.leftovers(db, now=NOW, count=9) == []
    assert await works.leftovers(db, now=NOW + timedelta(hours=1), count=9) == ["t" * 24]
    await works.forget_leftovers(db, ["t" * 24])
    assert await works.leftovers(db, now=NOW + timedelta(hours=1), count=9) == []


async def test_only_its_maker_takes_it_back(db: Database) -> None:
    work = await shown(db)
    await opinions.like(db, work.id, user_id=2, now=NOW)
    assert not await works.take_back(db, work.id, user_id=2)
    assert await works.take_back(db, work.id, user_id=1)
    assert not await works.take_back(db, work.id, user_id=1)
    assert await works.get(db, work.id) is None
    assert not await works.is_public(db, work.token)
    assert await works.leftovers(db, now=NOW, count=9) == [work.token]
    # It can be shown anew.
    assert isinstance(await works.show(db, new_work(work.job_id), now=NOW), Work)


async def test_delete_takes_the_work_with_it(db: Database) -> None:
    work, other = await shown(db), await shown(db, "u2")
    await mark_deleted(db, work.job_id)
    assert await works.newest(db, before=None, count=9) == [other]
    assert await works.leftovers(db, now=NOW, count=9) == [work.token]


async def test_a_person_is_forgotten_with_all_they_show_and_like(db: Database) -> None:
    own, others = await shown(db), await shown(db, "u2", user_id=2)
    for user_id in (1, 3):
        await opinions.like(db, others.id, user_id=user_id, now=NOW)
    await opinions.report(db, others.id, user_id=1, hide_after=9, now=NOW)
    await people.forget_person(db, 1, now=NOW)
    assert await works.get(db, own.id) is None
    kept = await works.get(db, others.id)
    assert kept is not None
    assert kept.likes == 1
    liked = await opinions.like(db, others.id, user_id=1, now=NOW)
    assert liked == opinions.Liked(likes=2, is_new=True)


async def test_the_newest_come_first_page_by_page(db: Database) -> None:
    every = [await shown(db, f"u{n}", user_id=n % 2) for n in range(5)]
    newest = every[::-1]
    assert await works.newest(db, before=None, count=2) == newest[:2]
    assert await works.newest(db, before=newest[1].number, count=9) == newest[2:]
    await opinions.report(db, newest[0].id, user_id=7, hide_after=1, now=NOW)
    assert await works.newest(db, before=None, count=1) == newest[1:2]
    mine = await works.newest(db, before=None, count=9, user_id=newest[0].user_id)
    assert [work.id for work in mine] == [work.id for work in newest[::2]]


async def test_what_few_have_seen_is_drawn_first(db: Database) -> None:
    every = [await shown(db, f"u{n}") for n in range(4)]
    await works.note_seen(db, every[0].id)
    await works.take_back(db, every[2].id, user_id=1)
    numbers = [every[0].number, every[2].number, every[2].number]
    found = await works.near(db, numbers)
    assert [work.id for work in found] == [every[1].id, every[0].id]
    assert await works.near(db, [every[0].number - 1]) == []
