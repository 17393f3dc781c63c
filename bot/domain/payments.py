"""Rules of payment over plain data: what an invoice carries, and whether it may be paid.

Stars are whole numbers. A charge is credited by its own id (in storage), never by the
invoice, which can be paid twice. An invoice carries ``offer.expiry.signature``, bound to person,
product, price and expiry; those of the version before carry ``offer.signature`` and end with
their offer.
"""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import hmac
import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.domain.jobs import Job
from bot.domain.ledger import Currency, Product

CURRENCY = "XTR"
MAX_PAYLOAD_BYTES = 128
# How long an invoice can be paid.
INVOICE_FOR = timedelta(days=7)
# Telegram's clock, ours and that of another machine of ours may differ by so much.
CLOCK_SKEW = timedelta(minutes=5)
# What was let through is paid within seconds; by then it is not refused for its age.
PAYING_TAKES = timedelta(hours=1)
# A paid picture that its person does not like goes back for so long after it came,
DISLIKED_WITHIN = timedelta(hours=24)
# and that counts against them for so long.
REFUNDS_COUNTED_FOR = timedelta(days=30)
# As sentences say it.
REFUND_FACTS = {
    "hours": DISLIKED_WITHIN // timedelta(hours=1),
    "days": REFUNDS_COUNTED_FOR // timedelta(days=1),
}
_PURPOSE = b"oneiro invoices"


class ChargeState(StrEnum):
    """paid stays so, or → refund_due → refunded."""

    PAID = "paid"
    REFUND_DUE = "refund_due"
    REFUNDED = "refunded"


class Refusal(StrEnum):
    """Why an invoice cannot be paid; the value names its sentence under pay.refused."""

    EXPIRED = "expired"
    WRONG_USER = "wrong_user"
    WRONG_AMOUNT = "wrong_amount"
    ALREADY_PAID = "already_paid"
    BANNED = "banned"


class RefundReason(StrEnum):
    """What a person says who wants it back; each has its button."""

    POOR = "poor"
    DIFFERENT = "different"
    MISTAKE = "mistake"
    OTHER = "other"


class RefundAnswer(StrEnum):
    """Whether what a person paid for a picture goes back because they ask for it."""

    YES = "yes"
    UNKNOWN = "unknown"
    NOT_THEIRS = "not_theirs"
    NOT_READY = "not_ready"
    BACK_ALREADY = "back_already"
    TOO_LATE = "too_late"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentKeys:
    """What signs invoices.

    Attributes:
        own: the first one signs, and all verify, so that keys can be changed one by one.
        former: signed what the version before sent, and verifies nothing else.
    """

    own: Sequence[bytes]
    former: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An invoice for one person: the parent job's picture again, larger, at this price.

    Of another product ``parent_job_id``, ``tier`` and ``steps`` are empty.

    Attributes:
        sold: what they get for it, as the tier was then (tiers.sold_tier) or as the product
            says (money.products); None in rows from before it was noted.
        expires_at: until when the invoice that was sent last can be paid.
    """

    id: str
    user_id: int
    chat_id: int
    parent_job_id: str
    tier: str
    steps: int
    stars: int
    message_id: int | None = None
    sold: Mapping[str, Any] | None = None
    product: Product = Product.PICTURE
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What was paid, by Telegram's own id or, in credits, by ours; ``stars``: in its currency."""

    charge_id: str
    offer_id: str | None
    user_id: int
    stars: int
    state: ChargeState
    job_id: str | None
    refund_tries: int
    charged_at: datetime
    currency: Currency = Currency.STARS
    product: Product = Product.PICTURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of a payment. No job, of a picture: the Stars go back by themselves."""

    charge: Charge
    job: Job | None
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StarPayment:
    """Stars of one person for one invoice, as Telegram tells of them; ``at``: when they came.

    Attributes:
        expires_at: of a month of a subscription: when the next one is due; else None.
        is_first: it begins that subscription.
    """

    charge_id: str
    payload: str
    user_id: int
    stars: int
    at: datetime
    currency: str = CURRENCY
    expires_at: datetime | None = None
    is_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StarList:
    """Telegram's own list: what came in for invoices, what of it went back, by charge id.

    Attributes:
        amounts: of every transaction, signed, by its id: what the bot earns or spends otherwise,
            and what cannot be read, included.
    """

    came: Sequence[StarPayment]
    went: Mapping[str, StarPayment]
    amounts: Sequence[tuple[str, int]]

    @property
    def charge_ids(self) -> set[str]:
        return {charge_id for charge_id, _ in self.amounts}

    def besides(self, known: Container[str]) -> int:
        """Stars that are left of all transactions but those of the charges that we know."""
        return sum(amount for charge_id, amount in self.amounts if charge_id not in known)


def star_list(transactions: Iterable[object]) -> StarList:
    """Telegram's StarTransactions; those for something else than invoices are only counted."""
    came, went, amounts = [], {}, []
    begun: set[str] = set()
    for transaction in transactions:
        if not isinstance(transaction, Mapping):
            continue
        source, receiver = transaction.get("source"), transaction.get("receiver")
        charge_id, stars = transaction.get("id"), transaction.get("amount")
        if isinstance(charge_id, str) and isinstance(stars, int):
            amounts.append((charge_id, -stars if receiver is not None else stars))
        if (payment := _star_payment(transaction, source)) is not None:
            # The list begins with the oldest.
            is_first = payment.expires_at is not None and payment.payload not in begun
            begun.add(payment.payload)
            came.append(dataclasses.replace(payment, is_first=is_first))
        elif (payment := _star_payment(transaction, receiver)) is not None:
            went[payment.charge_id] = payment
    return StarList(came=came, went=went, amounts=amounts)


def _star_payment(transaction: Mapping[str, Any], partner: object) -> StarPayment | None:
    if not isinstance(partner, Mapping) or partner.get("type") != "user":
        return None
    user, payload = partner.get("user"), partner.get("invoice_payload")
    charge_id, stars = transaction.get("id"), transaction.get("amount")
    user_id = user.get("id") if isinstance(user, Mapping) else None
    date, period_s = transaction.get("date"), partner.get("subscription_period")
    if not (isinstance(charge_id, str) and isinstance(payload, str)):
        return None
    if not (isinstance(user_id, int) and isinstance(stars, int) and isinstance(date, int)):
        return None
    at = datetime.fromtimestamp(date, UTC)
    return StarPayment(
        charge_id=charge_id,
        payload=payload,
        user_id=user_id,
        stars=stars,
        at=at,
        expires_at=at + timedelta(seconds=period_s) if isinstance(period_s, int) else None,
    )


def fingerprint(sold: Mapping[str, Any]) -> str:
    """Short words for what an offer promises: another promise is another offer."""
    return hashlib.sha256(json.dumps(sold, sort_keys=True).encode()).hexdigest()[:12]


def payment_keys(token: str, own: Sequence[str] = ()) -> PaymentKeys:
    """A bot's keys: the operator's ``own``, else one that is derived from its ``token``.

    Each is derived for this purpose, so that neither the token nor a key itself signs anything.
    """
    former = _derived(token)
    return PaymentKeys(own=tuple(map(_derived, own)) or (former,), former=former)


def _derived(key: str) -> bytes:
    return hmac.digest(key.encode(), _PURPOSE, hashlib.sha256)


def sign_payload(offer: Offer, *, keys: PaymentKeys) -> str:
    """What the invoice carries: the offer, bound to its person, product, price and expiry.

    Raises: ValueError: the offer has no expiry.
    """
    if offer.expires_at is None:
        raise ValueError(f"offer {offer.id} has no expiry")
    return _payload(offer, int(offer.expires_at.timestamp()), keys.own[0])


def offer_id_of(payload: str) -> str:
    """Which offer an invoice names; believed only after :func:`is_signed`."""
    return payload.partition(".")[0]


def is_signed(payload: str, offer: Offer, *, keys: PaymentKeys) -> bool:
    """Whether we made this invoice for this very offer."""
    signed = payload.encode()
    return any(hmac.compare_digest(signed, ours) for ours in _ours(payload, offer, keys))


def check_payment(
    offer: Offer | None,
    *,
    payload: str,
    keys: PaymentKeys,
    user_id: int,
    currency: str,
    total_amount: int,
    at: datetime | None,
    is_paid: bool,
    is_banned: bool,
) -> Refusal | None:
    """Whether this person may pay this invoice then; None says yes.

    Asked before the charge, and after it with ``is_paid`` False, where a refusal is a refund.

    Args:
        at: None: however old the invoice is.
    """
    if offer is None or not is_signed(payload, offer, keys=keys):
        return Refusal.EXPIRED
    if user_id != offer.user_id:
        return Refusal.WRONG_USER
    if is_banned:
        return Refusal.BANNED
    if (currency, total_amount) != (CURRENCY, offer.stars):
        return Refusal.WRONG_AMOUNT
    expiry = _expiry_s(payload)
    if at is not None and expiry is not None and (at - CLOCK_SKEW).timestamp() > expiry:
        return Refusal.EXPIRED
    return Refusal.ALREADY_PAID if is_paid else None


def _ours(payload: str, offer: Offer, keys: PaymentKeys) -> Iterator[bytes]:
    """What we could have written for this offer, had we written this payload."""
    expiry = _expiry_s(payload)
    if expiry is not None:
        for key in keys.own:
            yield _payload(offer, expiry, key).encode()
        return
    bound = f"{offer.id}:{offer.user_id}:{offer.tier}:{offer.steps}:{offer.stars}"
    for key in (*keys.own, keys.former):
        yield f"{offer.id}.{_signature(bound, key)}".encode()


def _expiry_s(payload: str) -> int | None:
    """The Unix time that the invoice names; None where it names none."""
    parts = payload.split(".")
    try:
        return int(parts[1], 16) if len(parts) == 3 else None
    except ValueError:
        return None


def _payload(offer: Offer, expiry_s: int, key: bytes) -> str:
    bound = (
        f"2:{offer.id}:{offer.user_id}:{offer.product}:{offer.tier}:{offer.steps}:{offer.stars}"
        f":{expiry_s}"
    )
    return f"{offer.id}.{expiry_s:x}.{_signature(bound, key)}"


def _signature(bound: str, key: bytes) -> str:
    digest = hmac.digest(key, bound.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
