"""Orders of prints: what was offered, what was paid, and how far each has come.

They are paid in a country's own money through a provider, which Telegram cannot give back: so they
stand in no account of the ledger, whose currencies are Stars and credits. An order keeps its amount
and currency itself, and every change of its state with who made it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.jobs import Job
from bot.domain.payments import PaymentKeys
from bot.domain.prints.price_list import Country, Prints, Shipping
from bot.domain.prints.spec import PrintSpec

# Of the payloads of prints; those of other invoices have no colon.
_MARK = "print:"
# Of the request keys of their files.
_FILE = "print:"


def file_key(charge_id: str, *, after: str = "") -> str:
    """The request key of the job of an order's file; ``after``: the id of the one before it."""
    return f"{_FILE}{charge_id}:{after}" if after else f"{_FILE}{charge_id}"


def is_of_order(job: Job) -> bool:
    """Whether a job makes the file of an order that was paid."""
    return job.order.printed is not None and job.request_key.startswith(_FILE)


class PrintState(StrEnum):
    """paid → checked → sent → posted → arrived; from each but the last also → refunded."""

    PAID = "paid"
    CHECKED = "checked"
    SENT = "sent"
    POSTED = "posted"
    ARRIVED = "arrived"
    REFUNDED = "refunded"

    @property
    def is_open(self) -> bool:
        return self not in (PrintState.ARRIVED, PrintState.REFUNDED)

    @property
    def nexts(self) -> tuple[PrintState, ...]:
        """What may come after it."""
        if self is PrintState.REFUNDED:
            return ()
        following = _WAY[_WAY.index(self) + 1 :][:1]
        return (*following, PrintState.REFUNDED)


_WAY = tuple(PrintState)[:-1]


class Problem(StrEnum):
    """Why an order that was paid is not to be made: its operator pays it back."""

    SECOND = "second"  # its invoice was paid before
    UNKNOWN = "unknown"  # no invoice of ours, or none that is left


class Refusal(StrEnum):
    """Why a print cannot be paid; the value names its sentence under print_refused."""

    EXPIRED = "expired"
    WRONG_USER = "wrong_user"
    WRONG_AMOUNT = "wrong_amount"
    ALREADY_PAID = "already_paid"
    OTHER_COUNTRY = "other_country"
    NO_SHIPPING = "no_shipping"
    NO_ADDRESS = "no_address"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOffer:
    """An invoice of one print for one person; ``amount``: without the shipping."""

    id: str
    user_id: int
    chat_id: int
    parent_job_id: str
    spec: PrintSpec
    country: str
    currency: str
    amount: int
    message_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintPayment:
    """Money of one person for one invoice, as Telegram tells of it; ``address``: its OrderInfo."""

    charge_id: str
    provider_charge_id: str
    payload: str
    user_id: int
    chat_id: int
    currency: str
    amount: int
    shipping: str | None
    address: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOrder:
    """What was paid. ``number`` is told to its person; ``address`` is gone once it is not needed.

    Attributes:
        amount: with the shipping.
        shipping: in words.
        checksum: SHA-256 of the file that was checked.
    """

    number: int
    charge_id: str
    provider_charge_id: str
    offer_id: str | None
    user_id: int
    chat_id: int
    language: str
    job_id: str | None
    spec: PrintSpec | None
    country: str
    currency: str
    amount: int
    shipping: str
    address: Mapping[str, Any] | None
    state: PrintState
    problem: Problem | None
    checksum: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintChange:
    """A state that an order came to; ``operator``: who says so, "" for the payment itself."""

    state: PrintState
    at: datetime
    operator: str
    note: str


def sign_print(offer: PrintOffer, *, key: bytes) -> str:
    """What the invoice carries: the offer, bound to its person, size, country and price."""
    bound = (
        f"{offer.id}:{offer.user_id}:{offer.spec.material}:{offer.spec.size}:{offer.country}"
        f":{offer.currency}:{offer.amount}"
    )
    digest = hmac.new(key, f"{_MARK}{bound}".encode(), hashlib.sha256).digest()
    return f"{_MARK}{offer.id}.{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


def print_offer_of(payload: str) -> str:
    """Which offer an invoice names; believed only after :func:`check_print`."""
    return payload.removeprefix(_MARK).partition(".")[0]


def check_print(
    offer: PrintOffer | None, *, payload: str, keys: PaymentKeys, user_id: int
) -> Refusal | None:
    """Whether this is our invoice, and this person's. None says yes."""
    if offer is None:
        return Refusal.EXPIRED
    signed = payload.encode()
    ours = (sign_print(offer, key=key).encode() for key in keys.own)
    if not any(hmac.compare_digest(signed, each) for each in ours):
        return Refusal.EXPIRED
    return None if user_id == offer.user_id else Refusal.WRONG_USER


def check_country(prints: Prints, offer: PrintOffer, code: str | None) -> Country | Refusal:
    """The country to send to, by the code of the address."""
    country = prints.country(code or "")
    if country is None:
        return Refusal.NO_SHIPPING if code else Refusal.NO_ADDRESS
    return country if country.code == offer.country else Refusal.OTHER_COUNTRY


def check_price(
    country: Country, offer: PrintOffer, *, shipping: str | None, currency: str, amount: int
) -> Shipping | Refusal:
    """The way to send it, if this is still its price, all included."""
    way = country.shipping_of(shipping)
    price = country.prices.get((offer.spec.material, offer.spec.size))
    if way is None or price is None:
        return Refusal.EXPIRED
    if (price, country.currency) != (offer.amount, offer.currency):
        return Refusal.WRONG_AMOUNT
    if (amount, currency) != (price + way.price, country.currency):
        return Refusal.WRONG_AMOUNT
    return way
