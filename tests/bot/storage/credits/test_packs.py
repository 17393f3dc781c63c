"""A pack is delivered as it is paid, once; given back, it takes its credits with it."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.payments import ChargeState
from bot.storage import payments, refunds
from bot.storage.database import Database
from bot.storage.ledger import charges
from bot.storage.operators import overview
from tests.bot.storage.credits.purses import give, has, offer_pack, offer_picture, pay_stars, spend
from tests.bot.storage.examples import NOW
from tests.bot.storage.ledger.books import assert_clean, balances


async def test_its_credits_come_once_whoever_tells_of_the_payment(
    db: Database, rival: Database
) -> None:
    offer = await offer_pack(db)
    receipts = await asyncio.gather(*(pay_stars(each, offer) for each in [db, rival] * 5))
    assert sum(receipt.is_new for receipt in receipts) == 1
    assert await has(db) == 50
    after = await balances(db)
    assert (after["revenue:pack:stars"], after["telegram:stars"]) == (40, -40)
    assert after["credits:sold"] == -50
    assert await payments.imbalance_stars(db, since=NOW) == 0
    await assert_clean(db)


async def test_an_invoice_that_is_paid_twice_gives_one_pack_and_comes_back_once(
    db: Database,
) -> None:
    offer = await offer_pack(db)
    first, second = await pay_stars(db, offer), await pay_stars(db, offer, "c2")
    assert first.charge.state is ChargeState.PAID
    assert second.charge.state is ChargeState.REFUND_DUE
    assert await has(db) == 50
    await assert_clean(db)


@pytest.mark.parametrize("spent", [0, 25])
@pytest.mark.parametrize("by_telegram", [True, False])
async def test_given_back_it_takes_its_credits_or_what_is_left_of_them(
    db: Database, spent: int, by_telegram: bool
) -> None:
    await pay_stars(db, await offer_pack(db))
    if spent:
        await spend(db, await offer_picture(db, stars=spent))
    if by_telegram:
        assert await payments.book_refund(db, charge_id="c1", user_id=1, stars=40, now=NOW)
    else:
        async with db.write() as session:
            given = await payments.give_back_within(session, "c1", now=NOW)
        assert given is not None
        charge, is_news = given
        assert is_news
        assert charge.state is ChargeState.REFUND_DUE
        await assert_clean(db)
        assert await refunds.mark_refunded(db, "c1", now=NOW)
    after = await balances(db)
    assert await has(db) == 0
    assert after.get("credits:written_off", 0) == -spent
    assert "telegram:stars" not in after
    assert "revenue:pack:stars" not in after
    await assert_clean(db)


@pytest.mark.parametrize("spent", [0, 50])
async def test_its_credits_are_taken_once(db: Database, spent: int) -> None:
    paid = await pay_stars(db, await offer_pack(db))
    if spent:
        await spend(db, await offer_picture(db, stars=spent))
    for _ in range(2):
        async with db.write() as session:
            await charges.go_back(session, paid.charge, now=NOW)
        await give(db, 30)
    assert await has(db) == 30
    assert (await balances(db)).get("credits:written_off", 0) == -spent


async def test_operators_count_no_credits_as_stars(db: Database) -> None:
    await pay_stars(db, await offer_pack(db))
    await give(db, 30)
    await spend(db, await offer_picture(db))
    stars = await overview.stars(db, now=NOW)
    assert (stars.came, stars.went) == (40, 0)
    assert await overview.stars_by_person(db, now=NOW, limit=3) == {1: 40}
