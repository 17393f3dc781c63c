"""What becomes of Stars that came in: the picture that was bought, or the Stars back.

By whatever way we learn of a payment, it is credited here, once: by Telegram's own charge id.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.domain.current_tiers import CurrentTiers
from bot.domain.fair_queue import score_of
from bot.domain.jobs import NewJob
from bot.domain.payments import Offer, Receipt, StarPayment, check_payment, offer_id_of
from bot.domain.tiers import Tier, Tiers, bigger_order, is_still_sold, sold_tier
from bot.metrics import STARS
from bot.queue.estimates import Estimates
from bot.storage import payments
from bot.storage.database import Database
from bot.storage.jobs import job_queries, jobs
from engine.errors import OptionError

logger = logging.getLogger(__name__)

# A row of another version of ours.
_UNREADABLE = (OptionError, LookupError, TypeError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Till:
    """What a payment is checked against."""

    db: Database
    estimates: Estimates
    tiers: CurrentTiers
    payment_key: bytes
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """The receipt; ``is_second``: this picture was bought already, so the Stars go back."""

    receipt: Receipt
    is_second: bool


async def credit(till: Till, payment: StarPayment, *, language: str) -> Credit:
    """Order what was paid for, or make the Stars due for refund. Raises: StorageError."""
    now = till.clock()
    offer = await payments.get_offer(till.db, offer_id_of(payment.payload))
    refusal = check_payment(
        offer,
        payload=payment.payload,
        secret=till.payment_key,
        user_id=payment.user_id,
        currency=payment.currency,
        total_amount=payment.stars,
        is_paid=False,
    )
    tier = tier_of(till.tiers.now, offer) if offer else None
    new = None
    if refusal is None and offer is not None and tier is not None:
        new = await _bigger_job(till, offer, tier, payment=payment, language=language)
    receipt = await payments.record_charge(
        till.db,
        charge_id=payment.charge_id,
        offer_id=offer.id if offer else None,
        user_id=payment.user_id,
        stars=payment.stars,
        job=new,
        now=now,
        score=await _score(till, new, now=now, boost_s=tier.boost_s if tier else 0.0),
    )
    if receipt.is_new:
        STARS.labels(kind="charged").inc(payment.stars)
    return Credit(receipt=receipt, is_second=new is not None and receipt.job is None)


def tier_of(tiers: Tiers, offer: Offer) -> Tier | None:
    """What was sold, whatever the tiers say today; None when nobody can know it any more."""
    try:
        if offer.sold is not None:
            return sold_tier(offer.sold)
    except TypeError as exc:
        logger.error("cannot read what was sold", extra={"offer_id": offer.id, "why": exc})
    is_same = is_still_sold(tiers, name=offer.tier, steps=offer.steps, stars=offer.stars)
    return tiers.get(offer.tier) if is_same else None


async def _score(till: Till, new: NewJob | None, *, now: datetime, boost_s: float) -> datetime:
    if new is None:
        return now
    hands = await till.estimates.hands(new.order)
    due = partial(score_of, now=now, boost_s=boost_s, hands=hands)
    return await job_queries.score_now(till.db, new, due)


async def _bigger_job(
    till: Till, offer: Offer, tier: Tier, *, payment: StarPayment, language: str
) -> NewJob | None:
    """What was bought; None when it cannot be made any more, so that the Stars go back."""
    try:
        parent = await jobs.get(till.db, offer.parent_job_id)
        order = bigger_order(parent, tier=tier, steps=offer.steps) if parent else None
    except _UNREADABLE as exc:
        logger.error("cannot enlarge", extra={"job_id": offer.parent_job_id, "why": repr(exc)})
        return None
    if parent is None or order is None:
        return None
    return NewJob(
        request_key=f"p{payment.charge_id}",
        chat_id=offer.chat_id,
        user_id=offer.user_id,
        language=language,
        order=order,
        tier=tier.name,
        reply_to=parent.status.message_id if parent.status else None,
        charge_id=payment.charge_id,
        parent_id=parent.id,
        thread_id=parent.thread_id,
        expected_s=await till.estimates.expected_s(order),
    )
