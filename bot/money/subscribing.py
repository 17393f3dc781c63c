"""What becomes of a month of a subscription that was paid: credits and time, or the Stars back."""

from __future__ import annotations

from datetime import datetime

from bot.domain.money.subscriptions import PERIOD, PlanRefusal, plan_of
from bot.domain.payments import Offer, Receipt, StarPayment
from bot.storage.database import Database
from bot.storage.subscriptions import months
from bot.storage.subscriptions.months import Month, Recorded
from engine.texts.phrase import Phrase


async def take_month(
    db: Database, payment: StarPayment, offer: Offer | None, *, now: datetime
) -> tuple[Receipt, Phrase | None]:
    """Record it once, whoever tells of it. Raises: StorageError.

    Args:
        offer: what it was paid for; None: nothing of ours, and it goes back.
    Returns: the receipt, and words for what is new to the person.
    """
    month = Month(
        charge_id=payment.charge_id,
        offer_id=offer.id if offer is not None else None,
        user_id=payment.user_id,
        stars=payment.stars,
        # As it was sold, whatever is sold today.
        plan=plan_of(offer.sold) if offer is not None else None,
        expires_at=payment.expires_at or payment.at + PERIOD,
        is_first=payment.is_first,
    )
    recorded = await months.record(db, month, now=now)
    return recorded.receipt, _words(recorded, is_first=payment.is_first)


def _words(recorded: Recorded, *, is_first: bool) -> Phrase | None:
    charge = recorded.receipt.charge
    if not recorded.receipt.is_new:
        return None
    if recorded.refusal is not None or recorded.subscription is None:
        refusal = recorded.refusal or PlanRefusal.UNKNOWN
        return Phrase(f"pay.plan_back.{refusal}", stars=charge.stars)
    subscription = recorded.subscription
    return Phrase(
        "pay.plan_begun" if is_first else "pay.plan_another",
        title=subscription.plan.title,
        credits=subscription.plan.credits,
        stars=charge.stars,
        date=subscription.expires_at.date(),
    )
