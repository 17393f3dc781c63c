"""What else can be had of a result, in the place of its buttons until Back is pressed."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.transport.callback_data import Verb, button, press_data

BACK = "back"


def extras_keyboard(job_id: str, language: str, *, snapshot: int) -> InlineKeyboardMarkup:
    """``snapshot``: the number of the one that is shown."""

    def shape(name: str) -> InlineKeyboardButton:
        data = press_data(Verb.SHAPE, job_id, snapshot, name)
        return button(f"shapes.{name}_button", language, data)

    return InlineKeyboardMarkup(
        [
            [button("stickers.button", language, press_data(Verb.STICKER, job_id)), shape("story")],
            [shape("phone"), shape("desk")],
            [button("buttons.back", language, press_data(Verb.EXTRAS, job_id, snapshot, BACK))],
        ]
    )
