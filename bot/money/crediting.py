"""What becomes of what was paid: what was bought, or the Stars back.

By whatever way we learn of a payment, it is credited here, once: by Telegram's own charge id.
What is paid with credits goes the same way, by the id of the press.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.domain.fair_queue import score_of
from bot.domain.jobs import NewJob
from bot.domain.ledger import Product
from bot.domain.money.current_tiers import CurrentTiers
from bot.domain.money.products import credits_of
from bot.domain.payments import (
    CURRENCY,
    PAYING_TAKES,
    ChargeState,
    Offer,
    PaymentKeys,
    Receipt,
    Refusal,
    StarPayment,
    check_payment,
    offer_id_of,
)
from bot.domain.tiers import Tier, Tiers, bigger_order, is_still_sold, sold_tier
from bot.metrics import STARS
from bot.money.subscribing import take_month
from bot.queue.estimates import Estimates
from bot.storage import bans, payments
from bot.storage.credits import spending
from bot.storage.database import Database
from bot.storage.jobs import job_queries, jobs
from engine.errors import OptionError
from engine.texts.phrase import Phrase

logger = logging.getLogger(__name__)

# A row of another version of ours.
_UNREADABLE = (OptionError, LookupError, TypeError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Till:
    """What a payment is checked against."""

    db: Database
    estimates: Estimates
    tiers: CurrentTiers
    payment_keys: PaymentKeys
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """The receipt, and ``words`` for what is new to the person, where no picture tells it."""

    receipt: Receipt
    words: Phrase | None


async def credit(till: Till, payment: StarPayment, *, language: str) -> Credit:
    """Order or give what was paid for, or make the Stars due for refund. Raises: StorageError."""
    now = till.clock()
    offer = await payments.get_offer(till.db, offer_id_of(payment.payload))
    is_month = payment.expires_at is not None or (
        offer is not None and offer.product is Product.SUBSCRIPTION
    )
    refusal = check_payment(
        offer,
        payload=payment.payload,
        keys=till.payment_keys,
        user_id=payment.user_id,
        currency=payment.currency,
        total_amount=payment.stars,
        # Further months are told by the invoice that began them; who is banned also loses the rest.
        at=None if is_month else payment.at - PAYING_TAKES,
        is_paid=False,
        is_banned=not is_month
        and await bans.is_banned(
            till.db, payment.user_id, offer.chat_id if offer else payment.user_id
        ),
    )
    if is_month:
        fits = refusal is None or _is_renewal(payment, offer)
        return await _month(till, payment, offer if fits else None, now=now)
    new, tier, credits = None, None, 0
    if offer is None or refusal is not None:
        logger.warning("a payment fits no offer", extra={"charge_id": payment.charge_id})
    elif offer.product is Product.PACK:
        credits = credits_of(offer.sold) or 0
    elif (tier := tier_of(till.tiers.now, offer)) is not None:
        charge_id = payment.charge_id
        new = await _bigger_job(till, offer, tier, charge_id=charge_id, language=language)
    receipt = await payments.record_charge(
        till.db,
        charge_id=payment.charge_id,
        offer_id=offer.id if offer else None,
        user_id=payment.user_id,
        stars=payment.stars,
        job=new,
        now=now,
        score=await _score(till, new, now=now, boost_s=tier.boost_s if tier else 0.0),
        product=offer.product if offer else Product.PICTURE,
        credits=credits,
    )
    if receipt.is_new:
        STARS.labels(kind="charged").inc(payment.stars)
    is_second = receipt.job is None if new is not None else credits > 0
    words = _words(receipt, credits, is_second=is_second, refusal=refusal)
    return Credit(receipt=receipt, words=words)


def _is_renewal(payment: StarPayment, offer: Offer | None) -> bool:
    """Whether it goes on with what was signed when it began, whatever key signs today."""
    if offer is None or offer.product is not Product.SUBSCRIPTION or payment.is_first:
        return False
    paid = (payment.user_id, payment.currency, payment.stars)
    return paid == (offer.user_id, CURRENCY, offer.stars)


async def _month(till: Till, payment: StarPayment, offer: Offer | None, *, now: datetime) -> Credit:
    """Of a subscription."""
    receipt, words = await take_month(till.db, payment, offer, now=now)
    if receipt.is_new:
        STARS.labels(kind="charged").inc(payment.stars)
    return Credit(receipt=receipt, words=words)


def _words(
    receipt: Receipt, credits: int, *, is_second: bool, refusal: Refusal | None
) -> Phrase | None:
    charge = receipt.charge
    if not receipt.is_new or receipt.job is not None:
        return None
    if charge.state is ChargeState.PAID:
        return Phrase("pay.pack_paid", credits=credits, stars=charge.stars)
    if refusal is Refusal.BANNED:
        return Phrase("pay.comes_back_banned", stars=charge.stars)
    if is_second:
        return Phrase("pay.paid_twice", stars=charge.stars)
    is_pack = charge.product is Product.PACK
    return Phrase("pay.pack_comes_back" if is_pack else "pay.comes_back", stars=charge.stars)


async def buy_with_credits(
    till: Till, offer: Offer, tier: Tier, *, charge_id: str, language: str
) -> Receipt | None:
    """Order the offered picture of ``tier`` and take its price in credits, once for ``charge_id``.

    Returns: None, and nothing is taken: it is paid already, or can be made no more.
    Raises: NotEnoughError, StorageError; as check_allowance. Nothing is taken.
    """
    now = till.clock()
    new = await _bigger_job(till, offer, tier, charge_id=charge_id, language=language)
    if new is None:
        return None
    score = await _score(till, new, now=now, boost_s=tier.boost_s)
    return await spending.pay(
        till.db,
        offer,
        new,
        charge_id=charge_id,
        now=now,
        score=score,
        allowance=tier.allowance,
    )


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
    return await job_queries.score_now(till.db, new, due, now=now)


async def _bigger_job(
    till: Till, offer: Offer, tier: Tier, *, charge_id: str, language: str
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
        request_key=f"p{charge_id}",
        chat_id=offer.chat_id,
        user_id=offer.user_id,
        language=language,
        order=order,
        tier=tier.name,
        reply_to=parent.status.message_id if parent.status else None,
        charge_id=charge_id,
        parent_id=parent.id,
        thread_id=parent.thread_id,
        expected_s=await till.estimates.expected_s(order),
    )
