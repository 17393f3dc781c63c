"""The languages to choose from, each by its own name."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.texts.catalogue import languages, text
from bot.transport.callback_data import Verb, in_rows, press_data

# What is chosen where none is: no language has so long a code.
AS_TELEGRAM = "auto"


def language_keyboard(language: str, *, chosen: str, is_private: bool) -> InlineKeyboardMarkup:
    """``chosen``: the one with a tick."""
    own = [(each, text("language.name", each)) for each in languages()]
    rows = in_rows((_button(each, name, language, chosen) for each, name in own), width=2)
    none = text("language.telegrams" if is_private else "language.each", language)
    return InlineKeyboardMarkup([*rows, [_button(AS_TELEGRAM, none, language, chosen)]])


def _button(name: str, title: str, language: str, chosen: str) -> InlineKeyboardButton:
    if name == chosen:
        title = text("buttons.chosen", language, title=title)
    return InlineKeyboardButton(title, callback_data=press_data(Verb.LANGUAGE, name))
