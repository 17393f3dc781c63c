"""The hands that a photo can be painted with, in the place of a menu's buttons."""

from __future__ import annotations

from typing import get_args

from telegram import InlineKeyboardMarkup

from bot.chat.context import ChatContext
from bot.storage.drafts import Draft
from bot.transport.callback_data import Verb, button, in_rows, press_data
from engine.options.strokes import Hand

HANDS: tuple[Hand, ...] = get_args(Hand)


async def show_hands(context: ChatContext, draft: Draft) -> None:
    """Ask for the hand in the draft's menu, with a button for each."""
    if draft.message_id is None:
        return
    await context.bot.edit_message_caption(
        context.chat.id,
        draft.message_id,
        caption=context.text("menu.hands"),
        reply_markup=hands_keyboard(draft.id, context.language),
    )


def hands_keyboard(draft_id: int, language: str) -> InlineKeyboardMarkup:
    """A press paints."""
    hands = [
        button(f"hands.{hand}", language, press_data(Verb.STROKES, draft_id, hand))
        for hand in HANDS
    ]
    close = button("buttons.never_mind", language, press_data(Verb.CLOSE, draft_id))
    return InlineKeyboardMarkup([*in_rows(hands, width=2), [close]])
