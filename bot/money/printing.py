"""What becomes of money for a print: an order, once, by Telegram's charge id, and its file's job.

In money of a country, through a provider: no account of the ledger knows of it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.domain.fair_queue import score_of
from bot.domain.jobs import NewJob
from bot.domain.money.current_tiers import CurrentTiers
from bot.domain.payments import PaymentKeys
from bot.domain.prints.current_prints import CurrentPrints
from bot.domain.prints.orders import (
    PrintOffer,
    PrintPayment,
    check_print,
    file_key,
    print_offer_of,
)
from bot.domain.prints.source import print_order, print_source
from bot.queue.estimates import Estimates
from bot.storage.database import Database
from bot.storage.jobs import job_queries, jobs
from bot.storage.prints import offers, orders
from bot.storage.prints.orders import PrintReceipt
from engine.errors import OptionError

logger = logging.getLogger(__name__)

# A row of another version of ours.
_UNREADABLE = (OptionError, LookupError, TypeError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What a payment is checked against."""

    db: Database
    estimates: Estimates
    tiers: CurrentTiers
    prints: CurrentPrints
    payment_keys: PaymentKeys
    clock: Callable[[], datetime]


async def take(press: Press, payment: PrintPayment, *, language: str) -> PrintReceipt:
    """Make an order of what was paid; what cannot be made is noted for its operator to give back.

    Raises: StorageError.
    """
    now = press.clock()
    offer = await offers.get(press.db, print_offer_of(payment.payload))
    refusal = check_print(
        offer, payload=payment.payload, keys=press.payment_keys, user_id=payment.user_id
    )
    offer = offer if refusal is None else None
    job = await _job(press, offer, payment, language=language) if offer else None
    boost_s = press.tiers.now.all[-1].boost_s
    score = now
    if job is not None:
        hands = await press.estimates.hands(job.order)
        due = partial(score_of, now=now, boost_s=boost_s, hands=hands)
        score = await job_queries.score_now(press.db, job, due, now=now)
    receipt = await orders.record(
        press.db,
        payment,
        offer=offer,
        language=language,
        shipping=_shipping_words(press, offer, payment),
        job=job,
        now=now,
        score=score,
    )
    if receipt.order.problem is not None:
        facts = {"order": receipt.order.number, "problem": receipt.order.problem.value}
        logger.error("a print is to be paid back by hand", extra=facts)
    return receipt


def _shipping_words(press: Press, offer: PrintOffer | None, payment: PrintPayment) -> str:
    country = press.prints.now.country(offer.country) if offer else None
    way = country.shipping_of(payment.shipping) if country else None
    return f"{way.title} ({way.days})" if way else payment.shipping or ""


async def _job(
    press: Press, offer: PrintOffer, payment: PrintPayment, *, language: str
) -> NewJob | None:
    """The job of the file; None when what is to be printed cannot be read any more."""
    try:
        parent = await jobs.get(press.db, offer.parent_job_id)
        source = print_source(parent) if parent else None
        if parent is None or source is None:
            return None
        order = print_order(parent, source, offer.spec, most_px=press.prints.now.render_px)
    except _UNREADABLE as exc:
        logger.error("cannot print", extra={"job_id": offer.parent_job_id, "why": repr(exc)})
        return None
    return NewJob(
        request_key=file_key(payment.charge_id),
        chat_id=offer.chat_id,
        user_id=offer.user_id,
        language=language,
        order=order,
        tier=press.tiers.now.all[-1].name,
        reply_to=parent.status.message_id if parent.status else None,
        parent_id=parent.id,
        thread_id=parent.thread_id,
        expected_s=await press.estimates.expected_s(order),
    )
