"""A gift ends once, opened or back, whoever does what at once."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.errors import NotEnoughError
from bot.storage import people
from bot.storage.credits import balance, gifts
from bot.storage.credits.gifts import LIES_FOR, Gift, Opened
from bot.storage.database import Database
from bot.storage.ledger import checking
from bot.storage.tables.gifts import GiftRow
from tests.bot.storage.credits.purses import give, has
from tests.bot.storage.examples import NOW
from tests.bot.storage.ledger.books import assert_clean, balances

WEEK = NOW + LIES_FOR


async def gift(db: Database, credits: int = 20) -> Gift | None:
    return await gifts.create(db, "g1", giver_id=1, credits=credits, now=NOW)


async def opened(db: Database, user_id: int = 2) -> Opened:
    return (await gifts.open_link(db, "g1", user_id=user_id, now=NOW))[0]


async def test_it_is_put_aside_once_and_waits(db: Database, rival: Database) -> None:
    await give(db, 50)
    made = await gift(db)
    assert await gift(rival) == made
    found = await balance.look(db, 1, entries=5)
    assert (found.credits, found.given, found.held) == (30, 20, 0)
    assert [entry.kind for entry in found.entries] == ["gift_given", "operator"]
    await assert_clean(db)


async def test_nobody_gives_more_than_they_have(db: Database) -> None:
    await give(db, 19)
    with pytest.raises(NotEnoughError):
        await gift(db)
    assert await opened(db) is Opened.GONE
    await assert_clean(db)


async def test_of_many_who_open_it_one_has_it(db: Database, rival: Database) -> None:
    await give(db, 20)
    await gift(db)
    results = await asyncio.gather(*(opened([db, rival][n % 2], n) for n in range(2, 12)))
    assert results.count(Opened.RECEIVED) == 1
    assert results.count(Opened.GONE) == 9
    lucky = 2 + results.index(Opened.RECEIVED)
    assert await opened(db, lucky) is Opened.YOURS
    assert (await has(db), await has(db, lucky)) == (0, 20)
    (line,) = (await balance.look(db, lucky, entries=5)).entries
    assert (line.kind, line.amount) == ("gift_received", 20)
    await assert_clean(db)


async def test_its_giver_cannot_open_it_and_may_take_it_back(db: Database) -> None:
    await give(db, 20)
    await gift(db)
    assert await opened(db, 1) is Opened.OWN
    assert await gifts.take_back(db, "g1", user_id=2, now=NOW) is None
    assert await gifts.take_back(db, "g1", user_id=1, now=NOW) is not None
    assert await gifts.take_back(db, "g1", user_id=1, now=NOW) is None
    assert await opened(db) is Opened.GONE
    assert await has(db) == 20
    assert (await balance.look(db, 1, entries=1)).entries[0].kind == "gift_back"
    await assert_clean(db)


async def test_opened_taken_back_and_run_out_at_once_it_ends_once(
    db: Database, rival: Database
) -> None:
    await give(db, 20)
    await gift(db)
    await asyncio.gather(
        opened(db),
        gifts.take_back(rival, "g1", user_id=1, now=NOW),
        opened(rival, 3),
        gifts.end_expired(db, now=WEEK),
        gifts.end_expired(rival, now=WEEK),
    )
    assert sum([await has(db), await has(db, 2), await has(db, 3)]) == 20
    await assert_clean(db)


async def test_what_nobody_opens_is_back_after_a_week(db: Database) -> None:
    await give(db, 20)
    await gift(db)
    assert await gifts.end_expired(db, now=WEEK - timedelta(seconds=1)) == []
    (ended,) = await gifts.end_expired(db, now=WEEK)
    assert not ended.is_open
    assert await gifts.end_expired(db, now=WEEK) == []
    assert await has(db) == 20
    await assert_clean(db)


async def test_past_its_time_it_is_not_opened_though_nobody_has_ended_it(db: Database) -> None:
    await give(db, 20)
    await gift(db)
    assert (await gifts.open_link(db, "g1", user_id=2, now=WEEK))[0] is Opened.GONE


async def test_open_gifts_of_whoever_is_forgotten_end_and_what_was_opened_stays(
    db: Database,
) -> None:
    await give(db, 50)
    await gift(db)
    await gifts.create(db, "g2", giver_id=1, credits=10, now=NOW)
    await gifts.open_link(db, "g2", user_id=2, now=NOW)
    await people.forget_person(db, 1, now=NOW)
    assert await opened(db) is Opened.GONE
    assert (await has(db), await has(db, 2)) == (0, 10)
    assert (await balances(db))["credits:forfeited"] == 40
    await people.forget_person(db, 2, now=NOW)
    await assert_clean(db)


async def test_an_old_order_makes_no_gift_anew_of_one_that_was_forgotten(db: Database) -> None:
    """Its credits were put aside and came back once; a second time none would be held for it."""
    await give(db, 50)
    await gift(db)
    await people.forget_person(db, 1, now=NOW)
    await give(db, 50, name="later")
    assert await gift(db) is None
    assert await opened(db) is Opened.GONE
    assert await has(db) == 50
    await assert_clean(db)


@pytest.mark.parametrize("is_open", [True, False])
async def test_a_gift_that_is_open_without_its_hold_is_told(db: Database, is_open: bool) -> None:
    await give(db, 20)
    await gift(db)
    if is_open:
        await gifts.take_back(db, "g1", user_id=1, now=NOW)
    async with db.write() as session:
        await session.execute(update(GiftRow).values(ended_at=None if is_open else NOW))
    (difference,) = (await checking.check(db, now=NOW)).differences
    assert difference.key == ("ledger.gift_not_held" if is_open else "ledger.gift_not_open")
