"""Orders of goods: what the payer told of themselves, and how it can be sent to them."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from typing import Any

from bot.local_telegram.errors import BotApiError, PersonError, bad_request
from bot.local_telegram.money.invoices import check_lines, check_total, total
from bot.local_telegram.state.store import Json, Store

_ADDRESS_LINES = ("country_code", "state", "city", "street_line1", "street_line2", "post_code")
_MAY_BE_EMPTY = frozenset({"state", "street_line2"})
_SHAPES = {
    "name": (re.compile(r"\S.*"), "Give your name"),
    "phone_number": (re.compile(r"\+?[\d ()-]{5,20}"), "Give a phone number"),
    "email": (re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"), "Give an e-mail address"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """What one payment comes to. ``order``: its fields in PreCheckoutQuery and the like."""

    amount: int
    order: Json = field(default_factory=dict)


class Orders:
    """Orders by id: each is of one invoice and one payer."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def place(self, invoice: Json, *, user_id: int, info: Any) -> Json:
        """Check and keep what a payer told. Raises: PersonError: something is missing."""
        order = {
            "id": secrets.token_urlsafe(9),
            "invoice_id": invoice["id"],
            "user_id": user_id,
            "info": checked_info(info, invoice["needs"]),
            "options": [],
        }
        self._store.put("order", order["id"], order)
        return order

    def offer(self, order: Json, options: list[Json]) -> Json:
        """Keep the ways of sending that the bot named. Returns: the order with them."""
        offered = {**order, "options": options}
        self._store.put("order", order["id"], offered)
        return offered

    def bill(
        self, invoice: Json, *, user_id: int, order_id: str | None, option_id: str | None
    ) -> Bill:
        """What a payment comes to, sending included. Raises: PersonError: not ordered yet."""
        if not invoice["needs"]:
            return Bill(amount=invoice["amount"])
        order = self._store.get("order", order_id or "")
        if order is None or (order["invoice_id"], order["user_id"]) != (invoice["id"], user_id):
            raise PersonError("Say first where it should go")
        told = {"order_info": order["info"]}
        if not invoice["is_flexible"]:
            return Bill(amount=invoice["amount"], order=told)
        option = next((o for o in order["options"] if o["id"] == option_id), None)
        if option is None:
            raise PersonError("Choose how it should be sent")
        amount = invoice["amount"] + total(option["prices"])
        try:
            check_total(amount, invoice["currency"])
        except BotApiError:
            raise PersonError("So much cannot be paid at once") from None
        return Bill(amount=amount, order={**told, "shipping_option_id": option_id})


def check_options(options: Any) -> list[Json]:
    """A list of ShippingOption. Raises: BotApiError."""
    if not isinstance(options, list) or not options:
        raise bad_request("can't parse shipping options")
    for option in options:
        if not isinstance(option, dict) or not option.get("id") or not option.get("title"):
            raise bad_request("can't parse shipping option")
        check_lines(option.get("prices"))
    return options


def checked_info(info: Any, needs: list[str]) -> Json:
    """OrderInfo with what the invoice needs, and no more. Raises: PersonError."""
    if not isinstance(info, dict):
        raise PersonError("order_info must be an object")
    told: Json = {}
    for name in needs:
        if name == "shipping_address":
            told[name] = _checked_address(info.get(name))
            continue
        shape, request = _SHAPES[name]
        value = _line(info.get(name))
        if not shape.fullmatch(value):
            raise PersonError(request)
        told[name] = value
    return told


def _checked_address(address: Any) -> Json:
    if not isinstance(address, dict):
        raise PersonError("Give an address")
    told = {name: _line(address.get(name)) for name in _ADDRESS_LINES}
    if not re.fullmatch(r"[A-Z]{2}", told["country_code"]):
        raise PersonError("A country is two capital letters, such as DE")
    if missing := [name for name in told if not told[name] and name not in _MAY_BE_EMPTY]:
        words = {"city": "city", "street_line1": "street", "post_code": "post code"}
        raise PersonError(f"The address lacks its {words[missing[0]]}")
    return told


def _line(value: Any) -> str:
    """What was typed into one line of a form."""
    return " ".join(value.replace("\0", "").split()) if isinstance(value, str) else ""
