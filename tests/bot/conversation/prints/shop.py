"""A person who has a print made."""

from __future__ import annotations

from pathlib import Path

from bot.domain.jobs import JobState
from bot.domain.prints.orders import PrintOrder
from bot.storage.prints import orders
from tests.bot.conversation.talk import Talk
from tests.bot.storage.prints.sales import INFO
from tests.person import Message
from tests.pictures import photo_bytes

PRICE_LIST = Path(__file__).with_name("prints.toml")
SHOP = {"prints": PRICE_LIST, "print_provider_token": "284685063:TEST:made-up"}


async def dreamt(talk: Talk) -> Message:
    await talk.person.send("/dream seed=7", photos=[photo_bytes()])
    result = await talk.result()
    await talk.job(state=JobState.DONE)
    return result


async def menu_of(talk: Talk) -> Message:
    await talk.person.press(await dreamt(talk), "Print")
    return await talk.says("What shall it be printed on?")


async def proven(talk: Talk) -> Message:
    """The proof of a small one on paper."""
    menu = await menu_of(talk)
    await talk.person.press(menu, "Paper")
    sizes = await talk.says("How large?")
    await talk.person.press(sizes, "20 × 30 cm")  # noqa: RUF001  # as people write it
    return await talk.says("The red line")


async def invoiced(talk: Talk) -> Message:
    await talk.person.press(await proven(talk), "Order")
    return await talk.person.wait_for_message(lambda m: m["invoice"])


async def bought(talk: Talk, *, option: str = "post") -> PrintOrder:
    """One that is paid, and its file made."""
    invoice = await invoiced(talk)
    order = await talk.person.order(invoice, INFO)
    paid = await talk.person.pay(invoice, order_id=order["order_id"], shipping_option_id=option)
    assert paid["ok"], paid
    await talk.job(count=2, state=JobState.DONE)
    (row,) = await orders.newest(talk.services.db)
    return row
