"""A style's maker has credits for others' pictures in it: once for each, and so many a day."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.domain.community.saved_styles import SavedStyle, Sharing
from bot.domain.jobs import JobState
from bot.domain.money.products import StyleUses
from bot.storage import people
from bot.storage.community import saved_styles
from bot.storage.credits import style_uses
from bot.storage.database import Database
from tests.bot.storage.community.saved import painted, saved
from tests.bot.storage.community.test_saved_styles import ban
from tests.bot.storage.credits.purses import has
from tests.bot.storage.examples import NOW
from tests.bot.storage.ledger.books import assert_clean

LIMITS = StyleUses(credits=2, per_day=3)


@pytest.fixture
async def style(db: Database) -> SavedStyle:
    return await saved(db, sharing=Sharing.LINK)


async def count_all(db: Database, limits: StyleUses | None = LIMITS, *, days: int = 0) -> int:
    now = NOW + timedelta(days=days)
    return sum(
        [await style_uses.count(db, use, limits, now=now) for use in await style_uses.due(db)]
    )


async def uses(db: Database, style: SavedStyle) -> int:
    found = await saved_styles.usable(db, style.id, user_id=style.user_id)
    assert found is not None
    return found.uses


async def test_a_finished_picture_counts_and_pays_once_whoever_counts(
    db: Database, rival: Database, style: SavedStyle
) -> None:
    await painted(db, style, "u1")
    (due,) = await style_uses.due(db)
    paid = await asyncio.gather(
        *(style_uses.count(each, due, LIMITS, now=NOW) for each in [db, rival] * 4)
    )
    assert sum(paid) == 1
    assert await count_all(db) == 0
    assert (await uses(db, style), await has(db)) == (1, 2)
    await assert_clean(db)


async def test_the_makers_own_and_what_is_not_finished_count_for_nothing(
    db: Database, style: SavedStyle
) -> None:
    await painted(db, style, "own", user_id=1)
    for state in (JobState.WAITING, JobState.FAILED, JobState.CANCELLED, JobState.RENDERED):
        await painted(db, style, state.value, state=state)
    assert await count_all(db) == 0
    assert (await uses(db, style), await has(db)) == (0, 0)


async def test_a_day_pays_so_many_and_counts_all(db: Database, style: SavedStyle) -> None:
    for number in range(5):
        await painted(db, style, f"u{number}", user_id=2 + number)
    assert await count_all(db) == 3
    assert (await uses(db, style), await has(db)) == (5, 6)
    await painted(db, style, "next", user_id=2)
    assert await count_all(db, days=1) == 1
    await assert_clean(db)


async def test_nobody_gets_round_the_day_by_deleting(db: Database, style: SavedStyle) -> None:
    for number in range(3):
        await painted(db, style, f"u{number}")
    assert await count_all(db) == 3
    await people.forget_person(db, 2, now=NOW)
    await saved_styles.remove(db, style.id, user_id=1)
    again = await saved(db, sharing=Sharing.LINK)
    await painted(db, again, "again")
    assert await count_all(db) == 0
    assert await has(db) == 6


async def test_without_the_product_uses_count_and_are_never_paid(
    db: Database, style: SavedStyle
) -> None:
    await painted(db, style, "u1")
    assert await count_all(db, None) == 0
    assert await count_all(db) == 0
    assert (await uses(db, style), await has(db)) == (1, 0)


async def test_what_was_deleted_or_whose_maker_is_shut_out_pays_nothing(db: Database) -> None:
    deleted = await saved(db, sharing=Sharing.LINK)
    banned = await saved(db, user_id=3, sharing=Sharing.LINK)
    await painted(db, deleted, "u1")
    await painted(db, banned, "u2")
    await saved_styles.remove(db, deleted.id, user_id=1)
    await ban(db, 3)
    assert await count_all(db) == 0
    assert await style_uses.due(db) == []
    assert (await has(db), await has(db, 3)) == (0, 0)


async def test_what_will_never_count_is_forgotten(db: Database, style: SavedStyle) -> None:
    await painted(db, style, "failed", state=JobState.FAILED)
    await painted(db, style, "waits", state=JobState.WAITING)
    await style_uses.forget(db, now=NOW)
    job = await painted(db, style, "done")
    assert [use.job_id for use in await style_uses.due(db)] == [job.id]
    await style_uses.forget(db, now=NOW + timedelta(days=31))
    assert await style_uses.due(db) == []
