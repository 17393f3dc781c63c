"""The button without which no message goes to everybody."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup

from bot.transport.callback_data import Verb, button, press_data


def broadcast_keyboard(request_key: str, language: str) -> InlineKeyboardMarkup:
    """``request_key`` names the command that said the message."""
    data = press_data(Verb.TO_ALL, request_key)
    return InlineKeyboardMarkup([[button("buttons.send_to_all", language, data)]])
