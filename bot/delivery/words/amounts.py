"""What something cost, and what was paid for it, in words."""

from __future__ import annotations

from bot.domain.ledger import Currency
from bot.domain.payments import Charge, ChargeState
from bot.texts.catalogue import text


def amount_words(charge: Charge, language: str) -> str:
    """Whole Stars, or credits."""
    if charge.currency is Currency.CREDITS:
        return text("names.credits", language, credits=charge.stars)
    return text("names.stars", language, stars=charge.stars)


def paid_words(charge: Charge, language: str, *, missing: int) -> str:
    """A receipt in a line; ``missing``: so much of it went back as credits for steps not made."""
    amount = amount_words(charge, language)
    if charge.state is not ChargeState.PAID:
        return text("caption.paid_back", language, amount=amount)
    if missing:
        return text("caption.paid_in_part", language, amount=amount, credits=missing)
    return text("caption.paid", language, amount=amount)
