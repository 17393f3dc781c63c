"""How the bot and people learn that money moved."""

from __future__ import annotations

import asyncio

from bot.local_telegram.backend import Backend
from bot.local_telegram.money.charges import refunded_payment, successful_payment
from bot.local_telegram.state.faults import PAYMENT, FaultKind
from bot.local_telegram.state.people import person
from bot.local_telegram.state.store import Json


def tell_of_payment(backend: Backend, chat_id: int, charge: Json) -> None:
    """The service message of a payment, where it was made, to people and to the bot."""
    message = backend.messages.post(
        chat_id,
        sender=person(backend.store, charge["user_id"]),
        content={"successful_payment": successful_payment(charge)},
    )
    body = backend.messages.as_bot_sees(message)
    fault = backend.faults.take(PAYMENT)
    if fault is not None and fault.kind is FaultKind.LATE:
        backend.updates.hold("message", body)
        asyncio.get_running_loop().call_later(fault.delay_s, backend.updates.release)
    else:
        for _ in range(1 if fault is None else 2):
            backend.updates.add("message", body)
    _show_everywhere(backend, charge)


def tell_of_refund(backend: Backend, charge: Json) -> None:
    """The service message of a refund, to the payer and to the bot."""
    payer = charge["user_id"]
    message = backend.messages.post(
        payer,
        sender=person(backend.store, payer),
        content={"refunded_payment": refunded_payment(charge)},
    )
    backend.updates.add("message", backend.messages.as_bot_sees(message))
    _show_everywhere(backend, charge)


def show_purse(backend: Backend, user_id: int) -> None:
    """Pages hear of a purse in its person's private chat."""
    stars = backend.payments.purses.stars(user_id)
    backend.hub.publish(user_id, "purse", stars=stars)


def _show_everywhere(backend: Backend, charge: Json) -> None:
    for shown in backend.store.messages_with_invoice(charge["invoice_id"]):
        backend.messages.refresh(shown)
    show_purse(backend, charge["user_id"])
