"""The buttons around the monthly subscription."""

from __future__ import annotations

from datetime import datetime

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.money.subscriptions import Plan, Subscription
from bot.texts.catalogue import text
from bot.transport.callback_data import Verb, button, press_data

# What the press is about, where nobody has anything yet.
NEW = "new"
Row = list[InlineKeyboardButton]


def plan_rows(
    language: str, *, plan: Plan | None, subscription: Subscription | None, now: datetime
) -> list[Row]:
    """What can be done: with a subscription that runs, else with the ``plan`` that is sold."""
    if subscription is not None and subscription.is_running(now):
        return _own_rows(language, subscription)
    if plan is None:
        return []
    words = text("buttons.plan", language, title=plan.title, stars=plan.stars)
    return [[InlineKeyboardButton(words, callback_data=press_data(Verb.PLAN, NEW))]]


def keyboard_of(rows: list[Row]) -> InlineKeyboardMarkup | None:
    """None where there is nothing to press."""
    return InlineKeyboardMarkup(rows) if rows else None


def subscribe_keyboard(language: str, *, plan: Plan, link: str) -> InlineKeyboardMarkup:
    """Telegram's own screen opens behind the link; no invoice of it can be sent."""
    words = text("buttons.plan_pay", language, stars=plan.stars)
    return InlineKeyboardMarkup([[InlineKeyboardButton(words, url=link)]])


def stopped_keyboard(language: str, subscription: Subscription) -> InlineKeyboardMarkup:
    """A way back."""
    return InlineKeyboardMarkup([_go_on_row(language, subscription)])


def _own_rows(language: str, subscription: Subscription) -> list[Row]:
    if subscription.charge_id is None:
        return []  # Telegram knows it by its first month, of which we have not heard yet
    if subscription.is_cancelled:
        return [_go_on_row(language, subscription)]
    data = press_data(Verb.PLAN_STOP, subscription.offer_id)
    return [[button("buttons.plan_stop", language, data)]]


def _go_on_row(language: str, subscription: Subscription) -> Row:
    return [
        button("buttons.plan_go_on", language, press_data(Verb.PLAN_GO_ON, subscription.offer_id))
    ]
