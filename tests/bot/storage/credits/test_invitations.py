"""Both have something of an invitation: once, within limits, and of a picture that arrived."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.jobs import JobState
from bot.domain.money.products import Invitations
from bot.domain.orders import Art, Order
from bot.storage import bans, people
from bot.storage.credits import invitations
from bot.storage.database import Database
from bot.storage.jobs.job_changes import set_columns
from engine.options.interpret import WhatOptions
from tests.bot.storage.credits.purses import has
from tests.bot.storage.examples import NOW, PHOTO, add
from tests.bot.storage.ledger.books import assert_clean

LIMITS = Invitations(credits=10, per_person=5, per_day=3)
DAY = timedelta(days=1)
WHAT = Order(art=Art.WHAT, options=WhatOptions(), photo=PHOTO)


@pytest.fixture(autouse=True)
async def _inviter(db: Database) -> None:
    await people.remember(db, 1, language="en", now=NOW)


async def arrive(db: Database, user_id: int, *, inviter_id: int = 1) -> bool:
    return await invitations.arrive(db, user_id, inviter_id=inviter_id, language="en", now=NOW)


async def has_result(db: Database, user_id: int, **changes: Any) -> None:
    job = await add(db, f"u{user_id}-{len(changes)}", user_id=user_id, **changes)
    await set_columns(db, job.id, state=JobState.DONE.value)


async def reward_all(db: Database, *, days: int = 0) -> int:
    now = NOW + days * DAY
    due = await invitations.due(db, LIMITS, now=now)
    return sum([await invitations.reward(db, each, LIMITS, now=now) for each in due])


async def test_both_are_rewarded_by_the_first_picture_and_once(
    db: Database, rival: Database
) -> None:
    assert await arrive(db, 2)
    assert await reward_all(db) == 0
    await has_result(db, 2, order=WHAT)
    assert await reward_all(db) == 0
    await has_result(db, 2)
    (due,) = await invitations.due(db, LIMITS, now=NOW)
    rewarded = await asyncio.gather(
        *(invitations.reward(each, due, LIMITS, now=NOW) for each in [db, rival] * 4)
    )
    assert sum(rewarded) == 1
    assert await reward_all(db) == 0
    assert (await has(db), await has(db, 2)) == (10, 10)
    await assert_clean(db)


async def test_whoever_was_here_or_invites_themselves_or_is_invited_by_nobody_is_not(
    db: Database,
) -> None:
    await people.remember(db, 2, language="en", now=NOW)
    assert not await arrive(db, 2)
    assert not await arrive(db, 1)
    assert not await arrive(db, 3, inviter_id=99)
    assert await arrive(db, 3)
    assert not await arrive(db, 3)


@pytest.mark.parametrize("banned", [1, 2])
async def test_whoever_is_shut_out_gets_none(db: Database, banned: int) -> None:
    await arrive(db, 2)
    await has_result(db, 2)
    (due,) = await invitations.due(db, LIMITS, now=NOW)
    async with db.write() as session:
        ban = bans.Ban(user_id=banned, reason="", operator_id=9, created_at=NOW)
        await bans.ban_within(session, ban)
    assert await reward_all(db) == 0
    assert not await invitations.reward(db, due, LIMITS, now=NOW)
    assert await arrive(db, 3) is (banned == 2)


async def test_no_more_than_so_many_a_day_and_in_all_however_many_at_once(
    db: Database, rival: Database
) -> None:
    for user_id in range(2, 12):
        await arrive(db, user_id)
        await has_result(db, user_id)
    due = await invitations.due(db, LIMITS, now=NOW)
    assert len(due) == 10
    rewarded = await asyncio.gather(
        *(
            invitations.reward([db, rival][n % 2], each, LIMITS, now=NOW)
            for n, each in enumerate(due)
        )
    )
    assert sum(rewarded) == 3
    assert await invitations.due(db, LIMITS, now=NOW) == []
    due = await invitations.due(db, LIMITS, now=NOW + DAY)
    rewarded = await asyncio.gather(
        *(
            invitations.reward([db, rival][n % 2], each, LIMITS, now=NOW + DAY)
            for n, each in enumerate(due)
        )
    )
    assert sum(rewarded) == 2
    assert await reward_all(db, days=2) == 0
    assert await has(db) == 50
    await assert_clean(db)


async def test_a_link_counts_for_a_month(db: Database) -> None:
    await arrive(db, 2)
    await has_result(db, 2)
    assert await reward_all(db, days=31) == 0
    assert await reward_all(db, days=29) == 1


async def test_whoever_is_forgotten_and_comes_again_is_not_rewarded_again(db: Database) -> None:
    await arrive(db, 2)
    await has_result(db, 2)
    assert await reward_all(db) == 1
    await people.forget_person(db, 2, now=NOW)
    assert not await arrive(db, 2)
    await arrive(db, 3)
    await people.forget_person(db, 3, now=NOW)
    assert await arrive(db, 3)
    await assert_clean(db)
