"""What a person does with money: order, pay, fill the purse, go on with a subscription or not."""

from __future__ import annotations

from typing import Any

from bot.local_telegram.backend import Backend
from bot.local_telegram.errors import PersonError, TooFewStarsError
from bot.local_telegram.money.orders import Bill
from bot.local_telegram.receipts import show_purse, tell_of_payment
from bot.local_telegram.site.persons import need_message
from bot.local_telegram.state.currencies import STARS
from bot.local_telegram.state.people import person
from bot.local_telegram.state.questions import wait_for_answer
from bot.local_telegram.state.store import Json

CHECKOUT_WAIT_S = 10.0
CARDS = ("accepted", "declined")
_NOT_IN_TIME = "The bot did not answer in time."


def invoice_card(backend: Backend, invoice_id: str) -> Json:
    """An invoice as its payer sees it before paying."""
    invoice = _need_invoice(backend, invoice_id)
    names = ("id", "title", "description", "currency", "lines", "needs", "is_flexible", "photo_url")
    return {
        **{name: invoice[name] for name in names},
        "total_amount": invoice["amount"],
        "subscription_period": invoice["subscription_period"],
        "state": backend.payments.state(invoice_id),
    }


async def order(backend: Backend, user_id: int, *, invoice_id: str, info: Any) -> Json:
    """Say who it is for; if sending has a price, the bot is asked for it.

    Returns: ``{"ok", "error", "order_id", "options"}``; ``options``: ShippingOption of the Bot API.
    """
    invoice = _need_invoice(backend, invoice_id)
    placed = backend.payments.orders.place(invoice, user_id=user_id, info=info)
    if invoice["is_flexible"]:
        query_id, answer = backend.shippings.ask()
        query = {
            "id": query_id,
            "from": person(backend.store, user_id),
            "invoice_payload": invoice["payload"],
            "shipping_address": placed["info"]["shipping_address"],
        }
        backend.updates.add("shipping_query", query)
        answered = await wait_for_answer(answer, within_s=CHECKOUT_WAIT_S)
        error = _NOT_IN_TIME if answered is None else answered["error"]
        if answered is None or error is not None:
            return {"ok": False, "error": error, "order_id": None, "options": []}
        placed = backend.payments.orders.offer(placed, answered["options"])
    return {"ok": True, "error": None, "order_id": placed["id"], "options": placed["options"]}


async def pay(backend: Backend, chat_id: int, user_id: int, message_id: int, terms: Json) -> Json:
    """Pay an invoice message; ``terms`` and the result as for ``pay_invoice``."""
    message = need_message(backend, chat_id, message_id)
    if message.invoice_id is None:
        raise PersonError(f"Message {message_id} is not an invoice")
    return await pay_invoice(backend, chat_id, user_id, message.invoice_id, terms)


async def pay_invoice(
    backend: Backend, chat_id: int, user_id: int, invoice_id: str, terms: Json
) -> Json:
    """Ask the bot whether the payment may go through, take the money, tell the bot.

    Args:
        terms: ``order_id``, ``shipping_option_id`` and ``card``, where the invoice needs them.
    Returns: ``{"ok", "error", "charge_id"}``.
    """
    invoice = _need_invoice(backend, invoice_id)
    bill = backend.payments.orders.bill(
        invoice,
        user_id=user_id,
        order_id=terms.get("order_id"),
        option_id=terms.get("shipping_option_id"),
    )
    card = terms.get("card", CARDS[0])
    if card not in CARDS:
        raise PersonError(f"card must be {' or '.join(CARDS)}")
    try:
        if invoice["currency"] == STARS:
            backend.payments.purses.check(user_id, bill.amount)
        refusal = await _ask_bot(backend, user_id, invoice, bill)
        if refusal is None and invoice["currency"] != STARS and card == "declined":
            refusal = "The bank declined this card."
        if refusal is not None:
            return {"ok": False, "error": refusal, "charge_id": None}
        with backend.store.together():
            charge = backend.payments.charge(invoice_id, user_id=user_id, bill=bill)
            tell_of_payment(backend, chat_id, charge)
    except TooFewStarsError as error:
        return {"ok": False, "error": str(error), "charge_id": None}
    return {"ok": True, "error": None, "charge_id": charge["id"]}


async def _ask_bot(backend: Backend, user_id: int, invoice: Json, bill: Bill) -> str | None:
    """The checkout. Returns: why the bot wants no money; None: it does."""
    query_id, answer = backend.checkouts.ask()
    query = {
        "id": query_id,
        "from": person(backend.store, user_id),
        "currency": invoice["currency"],
        "total_amount": bill.amount,
        "invoice_payload": invoice["payload"],
        **bill.order,
    }
    backend.updates.add("pre_checkout_query", query)
    answered = await wait_for_answer(answer, within_s=CHECKOUT_WAIT_S)
    if answered is None:
        return _NOT_IN_TIME
    error: str | None = answered["error"]
    return error


def purse(backend: Backend, user_id: int) -> Json:
    """A person's Stars and subscriptions."""
    shown = ("id", "title", "amount", "until", "is_canceled", "is_canceled_by_bot", "ending")
    subscriptions = backend.payments.subscriptions.of(user_id)
    return {
        "stars": backend.payments.purses.stars(user_id),
        "subscriptions": [{name: s[name] for name in shown} for s in subscriptions],
    }


def fill_purse(backend: Backend, user_id: int, stars: int) -> Json:
    """Get test Stars for nothing. Returns: the purse."""
    backend.payments.purses.fill(user_id, stars)
    show_purse(backend, user_id)
    return purse(backend, user_id)


def edit_subscription(
    backend: Backend, user_id: int, subscription_id: str, *, is_canceled: bool
) -> Json:
    """Let a subscription run out, or go on after all. Returns: the purse."""
    backend.payments.subscriptions.edit_by_person(
        subscription_id, user_id=user_id, is_canceled=is_canceled
    )
    show_purse(backend, user_id)
    return purse(backend, user_id)


def _need_invoice(backend: Backend, invoice_id: str) -> Json:
    invoice = backend.payments.invoices.get(invoice_id)
    if invoice is None:
        raise PersonError("There is no such invoice", status=404)
    return invoice
