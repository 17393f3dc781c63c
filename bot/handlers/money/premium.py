"""/premium: what the larger sizes give, one dream in each of them, and how it is paid."""

from __future__ import annotations

from importlib import resources
from typing import Any

from bot.chat.context import ChatContext
from bot.menus.money.credit_keyboards import pack_rows
from bot.menus.money.plan_keyboards import keyboard_of, plan_rows
from bot.storage.subscriptions import running

PICTURE = resources.files("bot") / "assets" / "premium.jpg"


async def premium(context: ChatContext) -> None:
    """One message: the picture, each tier in a line, and buttons for what is sold beside."""
    services, language = context.services, context.language
    tiers, now = services.tiers.now, services.clock()
    lines = [
        context.text(
            "premium.tier",
            title=tier.title,
            size=tier.size_px,
            steps=tier.most_steps,
            price=_price(context, tier.least_stars, tier.most_stars),
        )
        for tier in tiers.all
    ]
    subscription = await running.of(services.db, context.person_id)
    products = tiers.products
    rows = plan_rows(language, plan=products.subscription, subscription=subscription, now=now)
    picture = PICTURE.read_bytes()
    how: dict[str, Any] = {
        "caption": "\n".join([*lines, "", context.text("premium.how")]),
        "reply_markup": keyboard_of([*pack_rows(language, packs=products.packs), *rows]),
    }
    if await context.whisper(context.bot.send_photo, picture, **how) is None:
        await context.bot.send_photo(
            context.chat.id, picture, message_thread_id=context.thread_id, **how
        )


def _price(context: ChatContext, least: int, most: int) -> str:
    if most == 0:
        return context.text("premium.free")
    return f"{most} ⭐" if least == most else f"{least}–{most} ⭐"  # noqa: RUF001  # a range
