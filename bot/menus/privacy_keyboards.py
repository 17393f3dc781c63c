"""Buttons about what is kept of a person, and before a door that is closed to them."""

from __future__ import annotations

from datetime import datetime, timedelta

from telegram import InlineKeyboardMarkup

from bot.commands.values import whole_number
from bot.transport.callback_data import Press, Verb, button, press_data

# After that, what was told before Delete may not be so any more.
ASKED_FOR = timedelta(hours=1)
# What the press is about, where the person alone is.
ALL = "all"


def privacy_keyboard(language: str) -> InlineKeyboardMarkup:
    """Under what is told of privacy."""
    return InlineKeyboardMarkup(
        [
            [button("buttons.export", language, press_data(Verb.EXPORT, ALL))],
            [button("buttons.delete_me", language, press_data(Verb.DELETE_ME, ALL))],
        ]
    )


def delete_me_keyboard(language: str, *, question: str, now: datetime) -> InlineKeyboardMarkup:
    """``question``: a name that is drawn for it, so that it is answered once."""
    data = press_data(Verb.FORGET, question, round(now.timestamp()))
    yes = button("buttons.forget", language, data)
    no = button("buttons.keep_all", language, press_data(Verb.KEEP_ALL, question))
    return InlineKeyboardMarkup([[yes, no]])


def is_still_asked(press: Press, *, now: datetime) -> bool:
    """Whether the question of :func:`delete_me_keyboard` may be answered with Delete now."""
    asked_at = whole_number(press.argument, most_digits=11)
    return asked_at is not None and abs(now.timestamp() - asked_at) <= ASKED_FOR.total_seconds()


def waiting_keyboard(language: str) -> InlineKeyboardMarkup:
    """Before a closed door."""
    data = press_data(Verb.TELL_ME, ALL)
    return InlineKeyboardMarkup([[button("buttons.tell_me", language, data)]])
