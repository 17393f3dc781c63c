"""Charges: one for each payment; and what Telegram tells of them."""

from __future__ import annotations

import secrets

from bot.local_telegram.errors import bad_request
from bot.local_telegram.money.orders import Bill
from bot.local_telegram.state.clock import Clock
from bot.local_telegram.state.currencies import STARS
from bot.local_telegram.state.people import person
from bot.local_telegram.state.store import Json, Store

LARGEST_PAGE = 100
# Of charges that were kept before there was anything but Stars.
_STARS_ALONE: Json = {
    "currency": STARS,
    "provider_charge_id": "",
    "order": {},
    "subscription_id": None,
    "subscription_period": None,
    "refund_number": None,
}


class Charges:
    """Charges by id; ``number`` and ``refund_number`` tell the order in which Stars moved."""

    def __init__(self, store: Store, *, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def get(self, charge_id: str) -> Json | None:
        row = self._store.get("charge", charge_id)
        return None if row is None else {**_STARS_ALONE, **row}

    def create(
        self, invoice: Json, *, user_id: int, bill: Bill, subscription: Json | None = None
    ) -> Json:
        """Write a charge under an id of its own. ``subscription``: the one that it goes on with."""
        charge_id = f"stx{secrets.token_urlsafe(24)}"
        period_s = invoice["subscription_period"]
        starts_at = subscription["until"] if subscription else self._clock.now()
        is_stars = invoice["currency"] == STARS
        charge = {
            "id": charge_id,
            "user_id": user_id,
            "amount": bill.amount,
            "currency": invoice["currency"],
            "payload": invoice["payload"],
            "date": self._clock.now(),
            "number": self._store.count("charge"),
            "invoice_id": invoice["id"],
            "provider_charge_id": "" if is_stars else f"ch_{secrets.token_hex(12)}",
            "order": bill.order,
            "refunded_at": None,
            "refund_number": None,
            "subscription_period": period_s,
            "subscription_id": (subscription["id"] if subscription else charge_id)
            if period_s
            else None,
            "subscription_until": starts_at + period_s if period_s else None,
        }
        self._store.put("charge", charge_id, charge)
        return charge

    def refund(self, charge_id: str, *, user_id: int) -> Json:
        """Mark the Stars of a charge as given back, once. Returns: it. Raises: BotApiError."""
        charge = self.get(charge_id)
        if charge is None or charge["user_id"] != user_id or charge["currency"] != STARS:
            raise bad_request("CHARGE_NOT_FOUND")
        if charge["refunded_at"] is not None:
            raise bad_request("CHARGE_ALREADY_REFUNDED")
        number = self._store.count("charge")
        refunded = {**charge, "refunded_at": self._clock.now(), "refund_number": number}
        self._store.put("charge", charge_id, refunded)
        return refunded

    def transactions(self, *, offset: int, limit: int) -> list[Json]:
        """StarTransactions in the order they happened: each charge and each refund."""
        happened: list[tuple[int, int, Json]] = []
        for charge in self._in_stars():
            told = {"id": charge["id"], "amount": charge["amount"]}
            incoming = {**told, "date": charge["date"], "source": _partner(self._store, charge)}
            happened.append((charge["date"], charge["number"], incoming))
            if (date := charge["refunded_at"]) is not None:
                outgoing = {**told, "date": date, "receiver": _partner(self._store, charge)}
                number = charge["refund_number"] or charge["number"]
                happened.append((date, number, outgoing))
        happened.sort(key=lambda entry: entry[:2])
        return [entry[2] for entry in happened][offset : offset + min(limit, LARGEST_PAGE)]

    def balance(self) -> int:
        """The bot's Stars."""
        return sum(c["amount"] for c in self._in_stars() if c["refunded_at"] is None)

    def _in_stars(self) -> list[Json]:
        charges = [{**_STARS_ALONE, **row} for row in self._store.all("charge")]
        return [charge for charge in charges if charge["currency"] == STARS]


def is_renewal(charge: Json) -> bool:
    return charge["subscription_id"] not in (None, charge["id"])


def successful_payment(charge: Json) -> Json:
    """The Bot API's SuccessfulPayment."""
    payment = {
        **_money(charge),
        "provider_payment_charge_id": charge["provider_charge_id"],
        **charge["order"],
    }
    if charge["subscription_id"] is None:
        return payment
    until = {"subscription_expiration_date": charge["subscription_until"], "is_recurring": True}
    first = {} if is_renewal(charge) else {"is_first_recurring": True}
    return {**payment, **until, **first}


def refunded_payment(charge: Json) -> Json:
    """The Bot API's RefundedPayment."""
    return _money(charge)


def _money(charge: Json) -> Json:
    return {
        "currency": charge["currency"],
        "total_amount": charge["amount"],
        "invoice_payload": charge["payload"],
        "telegram_payment_charge_id": charge["id"],
    }


def _partner(store: Store, charge: Json) -> Json:
    period = charge["subscription_period"]
    return {
        "type": "user",
        "transaction_type": "invoice_payment",
        "user": person(store, charge["user_id"]),
        "invoice_payload": charge["payload"],
        **({"subscription_period": period} if period else {}),
    }
