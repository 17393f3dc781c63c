"""Telegram Stars: invoices, charges and refunds."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from bot.local_telegram.errors import bad_request
from bot.local_telegram.state.people import person
from bot.local_telegram.state.store import Json, Store

CURRENCY = "XTR"
MAX_TITLE, MAX_DESCRIPTION, MAX_PAYLOAD_BYTES = 32, 255, 128
MAX_STARS = 10_000
SUBSCRIPTION_S = 2_592_000
LARGEST_PAGE = 100


class Payments:
    """Invoices by id and charges by charge id. An invoice can be paid again and again."""

    def __init__(self, store: Store, *, now: Callable[[], int]) -> None:
        self._store = store
        self._now = now

    def create_invoice(self, terms: Json) -> Json:
        """Check and keep an invoice. Returns: it, with its new ``id``."""
        check_invoice(terms)
        invoice = {
            "id": secrets.token_urlsafe(12),
            "title": terms["title"],
            "description": terms["description"],
            "payload": terms["payload"],
            "amount": terms["prices"][0]["amount"],
            "subscription_period": terms.get("subscription_period"),
            "charges": [],
        }
        self._store.put("invoice", invoice["id"], invoice)
        return invoice

    def invoice(self, invoice_id: str) -> Json | None:
        return self._store.get("invoice", invoice_id)

    def charge(self, invoice_id: str, *, user_id: int) -> Json:
        """Take the Stars of one payment, under a charge id of its own."""
        invoice = self._store.get("invoice", invoice_id) or {}
        period_s = invoice["subscription_period"]
        charge = {
            "id": f"stx{secrets.token_urlsafe(24)}",
            "user_id": user_id,
            "amount": invoice["amount"],
            "payload": invoice["payload"],
            "date": self._now(),
            "number": self._store.count("charge"),
            "invoice_id": invoice_id,
            "refunded_at": None,
            "subscription_until": self._now() + period_s if period_s else None,
        }
        self._store.put("charge", charge["id"], charge)
        charges = [*invoice["charges"], charge["id"]]
        self._store.put("invoice", invoice_id, {**invoice, "charges": charges})
        return charge

    def refund(self, charge_id: str, *, user_id: int) -> Json:
        """Give the Stars of a charge back, once. Returns: the charge."""
        charge = self._store.get("charge", charge_id)
        if charge is None or charge["user_id"] != user_id:
            raise bad_request("CHARGE_NOT_FOUND")
        if charge["refunded_at"] is not None:
            raise bad_request("CHARGE_ALREADY_REFUNDED")
        refunded = {**charge, "refunded_at": self._now()}
        self._store.put("charge", charge_id, refunded)
        return refunded

    def state(self, invoice_id: str) -> str:
        """``unpaid``, ``paid`` (a charge stands) or ``refunded`` (every charge was given back)."""
        invoice = self.invoice(invoice_id)
        charges = [self._store.get("charge", c) for c in invoice["charges"]] if invoice else []
        if not charges:
            return "unpaid"
        return "paid" if any(c and c["refunded_at"] is None for c in charges) else "refunded"

    def transactions(self, *, offset: int, limit: int) -> list[Json]:
        """StarTransactions in the order they happened: each charge and each refund."""
        happened: list[tuple[int, int, Json]] = []
        for charge in self._store.all("charge"):
            incoming = {**_transaction(charge), "date": charge["date"], "source": _partner(charge)}
            happened.append((charge["date"], charge["number"], incoming))
            if (date := charge["refunded_at"]) is not None:
                outgoing = {**_transaction(charge), "date": date, "receiver": _partner(charge)}
                happened.append((date, charge["number"], outgoing))
        happened.sort(key=lambda entry: entry[:2])
        return [entry[2] for entry in happened][offset : offset + min(limit, LARGEST_PAGE)]

    def balance(self) -> int:
        kept = [c for c in self._store.all("charge") if c["refunded_at"] is None]
        return sum(charge["amount"] for charge in kept)


def check_invoice(terms: Json) -> None:
    """Telegram's rules for an invoice in Stars. Raises: BotApiError."""
    for name, longest in (("title", MAX_TITLE), ("description", MAX_DESCRIPTION)):
        if not terms.get(name):
            raise bad_request(f"parameter {name} is empty")
        if len(terms[name]) > longest:
            raise bad_request(f"INVOICE_{name.upper()}_INVALID")
    if not 1 <= len((terms.get("payload") or "").encode()) <= MAX_PAYLOAD_BYTES:
        raise bad_request("INVOICE_PAYLOAD_INVALID")
    if terms.get("currency") != CURRENCY or terms.get("provider_token"):
        raise bad_request("PAYMENT_PROVIDER_INVALID")  # there is no provider but Stars here
    _check_prices(terms.get("prices"))
    if terms.get("subscription_period") not in (None, SUBSCRIPTION_S):
        raise bad_request("SUBSCRIPTION_PERIOD_INVALID")


def _check_prices(prices: Any) -> None:
    if not isinstance(prices, list) or len(prices) != 1:
        raise bad_request("STARS_INVOICE_INVALID")
    amount = prices[0].get("amount")
    if not isinstance(amount, int) or not 1 <= amount <= MAX_STARS or not prices[0].get("label"):
        raise bad_request("STARS_INVOICE_INVALID")


def _transaction(charge: Json) -> Json:
    return {"id": charge["id"], "amount": charge["amount"]}


def _partner(charge: Json) -> Json:
    return {
        "type": "user",
        "transaction_type": "invoice_payment",
        "user": person(charge["user_id"]),
        "invoice_payload": charge["payload"],
    }
