from __future__ import annotations

from datetime import timedelta

from bot.domain.ledger import Currency, Product
from bot.domain.payments import RefundReason
from bot.storage.database import Database
from bot.storage.money import dislikes, earnings
from bot.storage.money.earnings import Earned
from tests.bot.storage.examples import NOW
from tests.bot.storage.money.sales import delivered, sold


async def test_a_day_earns_what_was_delivered_less_what_went_back(db: Database) -> None:
    assert await earnings.today(db, now=NOW) == []
    await delivered(db, "yesterday", now=NOW - timedelta(days=1))
    await sold(db, "not made yet")
    await delivered(db, "c1")
    await delivered(db, "c2", price=25)
    await delivered(db, "c3", price=30, currency=Currency.CREDITS)
    job_id = await delivered(db, "c4", user_id=2)
    await dislikes.give_back(db, job_id, user_id=2, reason=RefundReason.MISTAKE, most=1, now=NOW)
    assert await earnings.today(db, now=NOW) == [
        Earned(product=Product.PICTURE, stars=100, credits=30)
    ]
