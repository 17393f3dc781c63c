from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.domain.ledger import (
    CreditSource,
    Currency,
    Product,
    Transfer,
    held,
    issued,
    purse,
    revenue,
)
from bot.errors import NotEnoughError
from bot.storage.database import Database
from bot.storage.ledger.posting import post, resolve
from tests.bot.storage.examples import NOW
from tests.bot.storage.ledger.books import assert_clean, balances

OWN, HELD = purse(1, Currency.CREDITS), held(1, Currency.CREDITS)
SPENT = revenue(Product.PICTURE, Currency.CREDITS)


def given(name: str = "gift", amount: int = 10) -> Transfer:
    return Transfer(
        id=name, source=issued(CreditSource.PROMO), target=OWN, amount=amount, event_at=NOW
    )


def hold(name: str = "hold", amount: int = 10) -> Transfer:
    return Transfer(id=name, source=OWN, target=HELD, amount=amount, event_at=NOW)


async def book(db: Database, *transfers: Transfer) -> bool:
    async with db.write() as session:
        return await post(session, *transfers, now=NOW)


async def end(db: Database, amount: int) -> bool:
    async with db.write() as session:
        return await resolve(session, "hold", to=SPENT, back_to=OWN, amount=amount, now=NOW)


async def test_a_transfer_is_booked_once_whoever_tells_of_it(db: Database, rival: Database) -> None:
    news = await asyncio.gather(*(book(database, given()) for database in [db, rival] * 5))
    assert sum(news) == 1
    assert await balances(db) == {OWN.name: 10, "credits:promo": -10}
    await assert_clean(db)


async def test_nobody_spends_more_than_they_have_however_many_try(
    db: Database, rival: Database
) -> None:
    await book(db, given(amount=35))
    tried = await asyncio.gather(
        *(book(each, hold(f"h{number}")) for number, each in enumerate([db, rival] * 5)),
        return_exceptions=True,
    )
    assert sum(result is True for result in tried) == 3
    assert all(isinstance(each, NotEnoughError) for each in tried if each is not True)
    assert (await balances(db))[OWN.name] == 5
    await assert_clean(db)


@pytest.mark.parametrize("amount", [10, 99, 4, 0])
async def test_a_hold_ends_once_whoever_ends_it(db: Database, rival: Database, amount: int) -> None:
    await book(db, given(), hold())
    ends = await asyncio.gather(end(db, amount), end(rival, amount), end(db, 10), end(rival, 0))
    assert sum(ends) == 1
    assert not await end(db, 10)
    after = await balances(db)
    assert HELD.name not in after
    assert after.get(SPENT.name, 0) + after.get(OWN.name, 0) == 10
    await assert_clean(db)


@pytest.mark.parametrize(("amount", "left"), [(10, (0, 10)), (4, (6, 4)), (0, (10, 0))])
async def test_what_goes_on_and_what_goes_back(
    db: Database, amount: int, left: tuple[int, int]
) -> None:
    await book(db, given(), hold())
    assert await end(db, amount)
    after = await balances(db)
    assert (after.get(OWN.name, 0), after.get(SPENT.name, 0)) == left


async def test_transfers_that_cross_wait_for_nobody_for_ever(db: Database, rival: Database) -> None:
    one, two = purse(1, Currency.CREDITS), purse(2, Currency.CREDITS)
    for number, own in enumerate((one, two)):
        source = issued(CreditSource.PROMO)
        await book(
            db, Transfer(id=f"g{number}", source=source, target=own, amount=50, event_at=NOW)
        )
    crossing = [
        book(each, Transfer(id=f"x{n}", source=a, target=b, amount=1, event_at=NOW))
        for n, (each, a, b) in enumerate([(db, one, two), (rival, two, one)] * 10)
    ]
    assert all(await asyncio.gather(*crossing))
    await assert_clean(db)


@pytest.mark.parametrize("deed", ["UPDATE {0} SET amount = 1", "DELETE FROM {0}"])
@pytest.mark.parametrize("table", ["ledger_transfers", "ledger_entries"])
async def test_what_is_booked_is_never_changed(db: Database, deed: str, table: str) -> None:
    await book(db, given())
    with pytest.raises(DBAPIError, match="only added to"):
        async with db.write() as session:
            await session.execute(text(deed.format(table)))
    await assert_clean(db)
