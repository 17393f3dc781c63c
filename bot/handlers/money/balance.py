"""/balance: what credits there are, what became of them, and packs where they are sold."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat.context import ChatContext
from bot.chat.links import speaks_for_themselves
from bot.chat.plans import plan_lines
from bot.domain.money.entries import CreditEntry
from bot.menus.money.credit_keyboards import pack_rows
from bot.menus.money.plan_keyboards import keyboard_of, plan_rows
from bot.storage.credits.balance import Balance, look
from bot.storage.subscriptions import running

SHOWN = 10


async def balance(context: ChatContext) -> None:
    """One text, of whoever asks; packs below it."""
    if not await speaks_for_themselves(context):
        return
    db, language, now = context.services.db, context.language, context.services.clock()
    found = await look(db, context.user.id, entries=SHOWN)
    products = context.services.tiers.now.products
    subscription = await running.of(db, context.user.id)
    rows = plan_rows(language, plan=products.subscription, subscription=subscription, now=now)
    lines = [*_lines(context, found)]
    if subscription is not None:
        lines = [*plan_lines(subscription, language, now=now), *lines]
    keyboard = keyboard_of([*pack_rows(language, packs=products.packs), *rows])
    await context.say_alone("\n".join(lines), keyboard=keyboard)


def _lines(context: ChatContext, found: Balance) -> Iterator[str]:
    key = "balance.credits" if found.credits else "balance.none"
    yield context.text(key, credits=found.credits)
    if found.held:
        yield context.text("balance.held", credits=found.held)
    if found.given:
        yield context.text("balance.given", credits=found.given)
    if found.entries:
        yield ""
        yield context.text("balance.entries")
    for entry in found.entries:
        yield context.text(
            "balance.line",
            date=entry.at.date(),
            amount=f"{entry.amount:+d}".replace("-", "−"),  # noqa: RUF001  # as it is printed
            what=_what(context, entry),
        )


def _what(context: ChatContext, entry: CreditEntry) -> str:
    words = context.text(f"balance.entry.{entry.kind}")
    if not entry.note:
        return words
    return context.text("balance.with_note", what=words, note=entry.note)
