"""The buttons under a person's film."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.delivery.job_keyboards import Choice, Verb, press_data
from bot.texts.catalogue import text

_STYLES_IN_A_ROW = 2


def film_prompt_keyboard(draft_id: int, language: str) -> InlineKeyboardMarkup:
    """Under "what shall I do with it?", asked of a film."""
    paint = press_data(Verb.FILM_STYLES, draft_id)
    return InlineKeyboardMarkup(
        [
            [
                _dream_it(draft_id, language),
                InlineKeyboardButton(text("buttons.paint_it", language), callback_data=paint),
            ]
        ]
    )


def film_menu_keyboard(
    draft_id: int, language: str, *, styles: Sequence[Choice]
) -> InlineKeyboardMarkup:
    """The house styles by name, and the dream for who would rather have that."""
    buttons = [
        InlineKeyboardButton(
            style.title, callback_data=press_data(Verb.FILM_PICK, draft_id, style.name)
        )
        for style in styles
    ]
    width = _STYLES_IN_A_ROW
    rows = [buttons[i : i + width] for i in range(0, len(buttons), width)]
    close = press_data(Verb.CLOSE, draft_id)
    never_mind = InlineKeyboardButton(text("buttons.never_mind", language), callback_data=close)
    return InlineKeyboardMarkup([*rows, [_dream_it(draft_id, language), never_mind]])


def _dream_it(draft_id: int, language: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        text("buttons.dream_it", language), callback_data=press_data(Verb.FILM_DREAM, draft_id)
    )
