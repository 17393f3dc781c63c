"""Subscriptions go on as time does; time can be moved."""

from __future__ import annotations

import asyncio

from bot.local_telegram.backend import Backend
from bot.local_telegram.receipts import show_purse, tell_of_payment

EVERY_S = 60.0


async def keep_renewing(backend: Backend) -> None:
    """Run for ever: renew what is due."""
    while True:
        _renew(backend, until=backend.now())
        await asyncio.sleep(EVERY_S)


def advance(backend: Backend, seconds: int) -> None:
    """Move the clock; each renewal on the way happens at its own time."""
    at = backend.now() + seconds
    _renew(backend, until=at)
    backend.clock.move_to(at)


def _renew(backend: Backend, *, until: int) -> None:
    payments = backend.payments
    while (subscription := payments.subscriptions.next_due(by=until)) is not None:
        backend.clock.move_to(subscription["until"])
        payer = subscription["user_id"]
        with backend.store.together():
            charge = payments.renew(subscription)
            if charge is not None:
                tell_of_payment(backend, payer, charge)  # it began in the payer's private chat
        show_purse(backend, payer)
