"""What something cost, and what was paid for it, in words."""

from __future__ import annotations

from bot.domain.jobs import Job
from bot.domain.ledger import Currency
from bot.domain.payments import Charge, ChargeState
from bot.domain.prints.orders import is_of_order
from bot.texts.catalogue import text
from engine.texts.phrase import Fact


def amount_words(charge: Charge, language: str) -> str:
    """Whole Stars, or credits."""
    if charge.currency is Currency.CREDITS:
        return text("names.credits", language, credits=charge.stars)
    return text("names.stars", language, stars=charge.stars)


def with_refund(key: str, job: Job, charge: Charge | None, **facts: Fact) -> str:
    """That a job ended early, and what becomes of what was paid for it."""
    if is_of_order(job):
        words = text(key, job.language, **facts)
        return f"{words}\n{text('status.order_stands', job.language)}"
    if charge is None:
        return text(key, job.language, **facts)
    if charge.currency is Currency.CREDITS:
        return text(f"{key}_credits_back", job.language, credits=charge.stars, **facts)
    return text(f"{key}_refunded", job.language, stars=charge.stars, **facts)


def paid_words(charge: Charge, language: str, *, missing: int) -> str:
    """A receipt in a line; ``missing``: so much of it went back as credits for steps not made."""
    amount = amount_words(charge, language)
    if charge.state is not ChargeState.PAID:
        return text("caption.paid_back", language, amount=amount)
    if missing:
        return text("caption.paid_in_part", language, amount=amount, credits=missing)
    return text("caption.paid", language, amount=amount)
