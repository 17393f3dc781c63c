"""A person who subscribes, before a bot that sells it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.money.products import Products
from bot.domain.money.subscriptions import PERIOD
from bot.money.subscribers import Subscribers
from tests.bot.conversation.credits.shop import ALL, answer, has, open_shop
from tests.bot.conversation.talk import Talk
from tests.bot.storage.subscriptions.plans import PLAN
from tests.person import Message

SOLD = Products(subscription=PLAN)
MONTH_S = int(PERIOD.total_seconds())


def link_of(offer: Message) -> str:
    ((button,),) = offer["buttons"]
    link: str = button["url"]
    return link


async def offered(talk: Talk, products: Products = SOLD) -> Message:
    """What /subscribe says, with the link under it."""
    open_shop(talk, products)
    return await answer(talk, "/subscribe")


async def subscribed(talk: Talk) -> str:
    """Returns: the charge id of the first month."""
    paid = await talk.person.pay_link(link_of(await offered(talk)))
    assert paid["ok"], paid
    await talk.says("now and each month")
    charge_id: str = paid["charge_id"]
    return charge_id


async def renewed(talk: Talk, months: int = 1) -> None:
    """So many months pass; each of their credits has come."""
    credits, told = await has(talk), _told(await talk.person.messages())
    for month in range(1, months + 1):
        await talk.person.advance(MONTH_S)
        wanted = told + month
        await talk.person.wait_for(lambda messages, wanted=wanted: _told(messages) == wanted)
        assert await has(talk) == credits + month * PLAN.credits


def _told(messages: list[Message]) -> int:
    """Of how many further months."""
    return sum("Another month of Dreamer" in (message["text"] or "") for message in messages)


async def at_telegram(talk: Talk) -> dict[str, Any]:
    """The one subscription, as Telegram has it."""
    (subscription,) = (await talk.person.purse())["subscriptions"]
    found: dict[str, Any] = subscription
    return found


def subscribers_of(talk: Talk, *, later: timedelta = timedelta()) -> Subscribers:
    clock: Callable[[], datetime] = lambda: datetime.now(UTC) + later  # noqa: E731  # its type
    return Subscribers(db=talk.services.db, bot=talk.chat.app.bot, clock=clock)


def dearer() -> Products:
    return replace(ALL, subscription=replace(PLAN, stars=400))
