"""The buttons around credits: packs to buy, a gift to take back."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.money.products import Pack
from bot.texts.catalogue import text
from bot.transport.callback_data import Verb, button, press_data


def pack_rows(language: str, *, packs: Sequence[Pack]) -> list[list[InlineKeyboardButton]]:
    """One row a pack, each with its price."""
    return [
        [
            InlineKeyboardButton(
                text("buttons.pack", language, credits=pack.credits, stars=pack.stars),
                callback_data=press_data(Verb.PACK, pack.credits, pack.stars),
            )
        ]
        for pack in packs
    ]


def gift_keyboard(gift_id: str, language: str) -> InlineKeyboardMarkup:
    """Under a gift that nobody has opened yet."""
    take_back = press_data(Verb.TAKE_BACK, gift_id)
    return InlineKeyboardMarkup([[button("buttons.take_back", language, take_back)]])
