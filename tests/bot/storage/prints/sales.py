"""Prints that are offered and paid for, as rows."""

from __future__ import annotations

import dataclasses
from typing import Any

from bot.domain.prints.orders import PrintOffer, PrintPayment
from bot.domain.prints.spec import PrintSpec
from bot.storage.database import Database
from bot.storage.prints import offers, orders
from bot.storage.prints.orders import PrintReceipt
from tests.bot.storage.examples import NOW, new_job
from tests.person import ADDRESS

SPEC = PrintSpec(
    material="paper", title="Paper", short_cm=20, long_cm=30, bleed_mm=3, safe_mm=5, dpi=20
)
# As Telegram tells of a buyer.
INFO: dict[str, Any] = {"name": "Ada Lovelace", "shipping_address": ADDRESS}
PAYMENT = PrintPayment(
    charge_id="c1",
    provider_charge_id="p1",
    payload="",
    user_id=1,
    chat_id=1,
    currency="EUR",
    amount=2090,
    shipping="post",
    address=INFO,
    at=NOW,
)


async def offer_in(db: Database, request_key: str = "o1") -> PrintOffer:
    return await offers.create(
        db,
        request_key=request_key,
        user_id=1,
        chat_id=1,
        parent_job_id="parent",
        spec=SPEC,
        country="DE",
        currency="EUR",
        amount=1500,
        now=NOW,
    )


async def paid(
    db: Database, offer: PrintOffer | None, charge_id: str = "c1", *, key: str = "pc1", **facts: Any
) -> PrintReceipt:
    """``facts`` of the payment that are otherwise."""
    return await orders.record(
        db,
        dataclasses.replace(PAYMENT, charge_id=charge_id, **facts),
        offer=offer,
        language="en",
        shipping="Post (2 to 4 days)",
        job=new_job(key) if offer else None,
        now=NOW,
        score=NOW,
    )
