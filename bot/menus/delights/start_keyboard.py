"""Under the first words to somebody."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup

from bot.transport.callback_data import Verb, button, press_data

# Whose photo: of whoever presses.
ME = "me"


def start_keyboard(language: str) -> InlineKeyboardMarkup:
    """For whoever shows a photo of themselves."""
    return InlineKeyboardMarkup(
        [[button("my_photo.button", language, press_data(Verb.MY_PHOTO, ME))]]
    )
