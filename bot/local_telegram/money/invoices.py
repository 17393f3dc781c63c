"""Invoices: what Telegram accepts as one, and those that were made."""

from __future__ import annotations

import re
import secrets
from typing import Any

from bot.local_telegram.errors import bad_request
from bot.local_telegram.state.currencies import CURRENCIES, STARS
from bot.local_telegram.state.store import Json, Store

MAX_TITLE, MAX_DESCRIPTION, MAX_PAYLOAD_BYTES = 32, 255, 128
MAX_STARS = 10_000
SUBSCRIPTION_S = 2_592_000
# What an invoice may ask the payer for, by the names of OrderInfo.
NEEDS = ("name", "phone_number", "email", "shipping_address")
# BotFather's tokens of providers' test accounts; a real one must never be tried here.
_TEST_TOKEN = re.compile(r"\d+:TEST:\S+")
# Of invoices that were kept before there was anything but Stars.
_STARS_ALONE: Json = {"currency": STARS, "needs": [], "is_flexible": False, "photo_url": None}


class Invoices:
    """Invoices by id. One can be paid again and again."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def create(self, terms: Json) -> Json:
        """Check and keep an invoice. Returns: it, with its new ``id``. Raises: BotApiError."""
        check_invoice(terms)
        is_stars = terms["currency"] == STARS
        needs = [] if is_stars else [name for name in NEEDS if terms.get(f"need_{name}")]
        invoice = {
            "id": secrets.token_urlsafe(12),
            "title": terms["title"],
            "description": terms["description"],
            "payload": terms["payload"],
            "currency": terms["currency"],
            "lines": terms["prices"],
            "amount": total(terms["prices"]),
            "needs": needs,
            # Without an address there is nothing to ask the bot about.
            "is_flexible": bool(terms.get("is_flexible")) and "shipping_address" in needs,
            "photo_url": terms.get("photo_url"),
            "subscription_period": terms.get("subscription_period"),
            "charges": [],
        }
        self._store.put("invoice", invoice["id"], invoice)
        return invoice

    def get(self, invoice_id: str) -> Json | None:
        row = self._store.get("invoice", invoice_id)
        return None if row is None else _upgraded(row)

    def add_charge(self, invoice: Json, charge_id: str) -> None:
        charges = [*invoice["charges"], charge_id]
        self._store.put("invoice", invoice["id"], {**invoice, "charges": charges})


def check_invoice(terms: Json) -> None:
    """Telegram's rules for an invoice. Raises: BotApiError."""
    for name, longest in (("title", MAX_TITLE), ("description", MAX_DESCRIPTION)):
        if not terms.get(name):
            raise bad_request(f"parameter {name} is empty")
        if len(terms[name]) > longest:
            raise bad_request(f"INVOICE_{name.upper()}_INVALID")
    if not 1 <= len((terms.get("payload") or "").encode()) <= MAX_PAYLOAD_BYTES:
        raise bad_request("INVOICE_PAYLOAD_INVALID")
    if (url := terms.get("photo_url")) and not re.match(r"https?://", url):
        raise bad_request("WEBDOCUMENT_URL_INVALID")
    check = _check_stars if terms.get("currency") == STARS else _check_money
    check(terms)


def check_lines(lines: Any) -> None:
    """A list of LabeledPrice. Raises: BotApiError."""
    if not isinstance(lines, list) or not lines or not all(map(_is_line, lines)):
        raise bad_request("can't parse labeled price")


def total(lines: list[Json]) -> int:
    return sum(line["amount"] for line in lines)


def check_total(amount: int, currency: str) -> None:
    """Whether so much can be paid at once. Raises: BotApiError."""
    if not CURRENCIES[currency].least <= amount <= CURRENCIES[currency].most:
        raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")


def _check_stars(terms: Json) -> None:
    if terms.get("provider_token"):
        raise bad_request("PAYMENT_PROVIDER_INVALID")
    prices = terms.get("prices")
    if not isinstance(prices, list) or len(prices) != 1 or not _is_line(prices[0]):
        raise bad_request("STARS_INVOICE_INVALID")
    if not 1 <= prices[0]["amount"] <= MAX_STARS:
        raise bad_request("STARS_INVOICE_INVALID")
    if terms.get("subscription_period") not in (None, SUBSCRIPTION_S):
        raise bad_request("SUBSCRIPTION_PERIOD_INVALID")


def _check_money(terms: Json) -> None:
    if not _TEST_TOKEN.fullmatch(terms.get("provider_token") or ""):
        raise bad_request("PAYMENT_PROVIDER_INVALID")
    if terms.get("currency") not in CURRENCIES:
        raise bad_request("CURRENCY_INVALID")
    if terms.get("subscription_period") is not None:
        raise bad_request("SUBSCRIPTION_PERIOD_INVALID")
    check_lines(terms.get("prices"))
    check_total(total(terms["prices"]), terms["currency"])


def _is_line(line: Any) -> bool:
    if not isinstance(line, dict) or not line.get("label"):
        return False
    amount = line.get("amount")
    return isinstance(amount, int) and not isinstance(amount, bool)


def _upgraded(row: Json) -> Json:
    if "currency" in row:
        return row
    lines = [{"label": row["title"], "amount": row["amount"]}]
    return {**_STARS_ALONE, "lines": lines, **row}
