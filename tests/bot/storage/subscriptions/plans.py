"""A subscription to test with, and its months."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.domain.ledger import Product
from bot.domain.money.subscriptions import PERIOD, Plan, Subscription
from bot.domain.payments import Offer
from bot.storage import payments
from bot.storage.database import Database
from bot.storage.subscriptions import months, running
from bot.storage.subscriptions.months import Month, Recorded
from tests.bot.storage.examples import NOW

PLAN = Plan(title="Dreamer", stars=300, credits=350, boost_s=120.0)


def month_end(number: int) -> datetime:
    """When so many months are over."""
    return NOW + PERIOD * number


async def offer_plan(db: Database, *, name: str = "plan:u1", user_id: int = 1) -> Offer:
    offer, _ = await payments.create_offer(
        db,
        request_key=name,
        user_id=user_id,
        chat_id=user_id,
        stars=PLAN.stars,
        now=NOW,
        sold=PLAN.to_sold(),
        product=Product.SUBSCRIPTION,
    )
    return offer


async def pay_month(
    db: Database, offer: Offer | None, number: int, *, now: datetime = NOW, **changes: Any
) -> Recorded:
    """The month of that number is paid, from 1 on: by the charge ``m1`` and so on."""
    values: dict[str, Any] = {
        "charge_id": f"m{number}",
        "offer_id": offer.id if offer else None,
        "user_id": offer.user_id if offer else 1,
        "stars": PLAN.stars,
        "plan": PLAN if offer else None,
        "expires_at": month_end(number),
        "is_first": number == 1,
    }
    return await months.record(db, Month(**(values | changes)), now=now)


async def owned(db: Database, user_id: int = 1) -> Subscription:
    subscription = await running.of(db, user_id)
    assert subscription is not None
    return subscription


async def boost_of(db: Database, user_id: int = 1, *, now: datetime) -> float:
    async with db.read() as session:
        return await running.boost_within(session, user_id, now=now)
