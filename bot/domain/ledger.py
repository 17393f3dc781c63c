"""The ledger's accounts and transfers: what stands where, and what an event moves. Plain data.

Every transfer takes whole units of one currency out of one account and puts them into another, so
all balances of a currency are 0 together. Accounts where a currency enters or leaves our world
stand below zero: ``telegram:stars`` by what Telegram holds for us, ``credits:...`` by the credits
that came from there. All others never do.

Source: pgledger's entries, TigerBeetle's two-phase transfers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# A hold without an end is looked into after so long: longer than any job waits for its person.
HOLD_FOR = timedelta(days=30)


class Currency(StrEnum):
    """Whole Stars of Telegram's, and our own credits."""

    STARS = "stars"
    CREDITS = "credits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """``is_source``: it may stand below zero."""

    name: str
    currency: Currency
    is_source: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """``amount`` of ``source``'s currency goes to ``target``.

    Attributes:
        id: of what caused it, so that whatever is told twice is booked once.
        resolves: the hold that it ends, as the only one.
        expires_at: of a hold: by when something else should have ended it.
        event_at: when it happened, which may be before it is booked.
        note: why, in an operator's words or a person's.
    """

    id: str
    source: Account
    target: Account
    amount: int
    event_at: datetime
    user_id: int | None = None
    charge_id: str | None = None
    resolves: str | None = None
    expires_at: datetime | None = None
    note: str = ""


class Product(StrEnum):
    """What is sold; each has its revenue."""

    PICTURE = "picture"
    PACK = "pack"
    SUBSCRIPTION = "subscription"
    PRINT = "print"


class CreditSource(StrEnum):
    """Where credits come from."""

    SOLD = "sold"
    SUBSCRIPTION = "subscription"
    PROMO = "promo"
    INVITATION = "invitation"
    STYLE_USE = "style_use"
    OPERATOR = "operator"
    # For steps that were paid in Stars and not made: Telegram gives a charge back as a whole.
    SHORTFALL = "shortfall"


TELEGRAM = Account(name="telegram:stars", currency=Currency.STARS, is_source=True)
REFUNDS_DUE = Account(name="refunds:due", currency=Currency.STARS)
# Credits that were sold for Stars since given back, and spent by then.
WRITTEN_OFF = Account(name="credits:written_off", currency=Currency.CREDITS, is_source=True)
# Credits of people who had everything deleted.
FORFEITED = Account(name="credits:forfeited", currency=Currency.CREDITS)


def purse(user_id: int, currency: Currency) -> Account:
    """What a person has with us; of Stars: on their way to what they pay for."""
    return Account(name=f"person:{user_id}:{currency}", currency=currency)


def held(user_id: int, currency: Currency) -> Account:
    """What a person has pending: paid for something that is not delivered yet."""
    return Account(name=f"person:{user_id}:{currency}:held", currency=currency)


def revenue(product: Product, currency: Currency) -> Account:
    return Account(name=f"revenue:{product}:{currency}", currency=currency)


def issued(source: CreditSource) -> Account:
    return Account(name=f"credits:{source}", currency=Currency.CREDITS, is_source=True)


def hold_id(charge_id: str) -> str:
    """The hold of what was paid by this charge."""
    return f"hold:{charge_id}"
