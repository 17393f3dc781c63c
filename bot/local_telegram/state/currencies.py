"""What can be paid in: Telegram Stars, and money through a payment provider."""

from __future__ import annotations

from dataclasses import dataclass

STARS = "XTR"


@dataclass(frozen=True, slots=True)
class Currency:
    """``digits`` past the decimal point; the least and most of one payment, in smallest units.

    Telegram's bounds are about 1 and 10,000 US dollars at the day's rate:
    https://core.telegram.org/bots/payments#supported-currencies. These are rounded.
    """

    digits: int
    least: int
    most: int


CURRENCIES = {
    "USD": Currency(2, 100, 1_000_000),
    "EUR": Currency(2, 100, 1_000_000),
    "GBP": Currency(2, 100, 1_000_000),
    "CHF": Currency(2, 100, 1_000_000),
    "CAD": Currency(2, 150, 1_500_000),
    "AUD": Currency(2, 150, 1_500_000),
    "SEK": Currency(2, 1_000, 10_000_000),
    "PLN": Currency(2, 400, 4_000_000),
    "RUB": Currency(2, 8_000, 80_000_000),
    "JPY": Currency(0, 150, 1_500_000),
}


def amount_text(amount: int, currency: str) -> str:
    """``amount`` smallest units in words: "⭐️25", "12.50 EUR", "1,500 JPY"."""
    if currency == STARS:
        return f"⭐️{amount:,}"
    digits = CURRENCIES[currency].digits
    return f"{amount / 10**digits:,.{digits}f} {currency}"
