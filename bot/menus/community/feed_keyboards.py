"""The buttons of the feed: under a result that may be shown, under a work, in the queue."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.community.choosing import Place
from bot.domain.community.works import Work
from bot.texts.catalogue import text
from bot.transport.callback_data import Verb, button, press_data

SIGNED, UNSIGNED = "signed", "unsigned"
RESULT, INPUTS = "result", "inputs"
BAN = "ban"


def ask_keyboard(
    job_id: str,
    language: str,
    *,
    only: str,
    inputs: str | None,
    name: str | None,
    is_signed: bool,
) -> InlineKeyboardMarkup:
    """How to show a result.

    Args:
        only: the key of the result alone.
        inputs: the key of what it was made of, where that can be shown too.
        name: what it would be signed with.
    """
    signed = SIGNED if is_signed else UNSIGNED
    rows = [[button(only, language, press_data(Verb.SHOW_IT, job_id, RESULT, signed))]]
    if inputs is not None:
        rows.append([button(inputs, language, press_data(Verb.SHOW_IT, job_id, INPUTS, signed))])
    if name is not None:
        key = "feed.button_signed" if is_signed else "feed.button_unsigned"
        other = press_data(Verb.SHOW, job_id, UNSIGNED if is_signed else SIGNED)
        rows.append([InlineKeyboardButton(text(key, language, name=name), callback_data=other)])
    return InlineKeyboardMarkup(rows)


def shown_keyboard(work_id: str, language: str, *, page: str | None) -> InlineKeyboardMarkup:
    """Under the news that a result is shown. ``page``: where it stands on the web."""
    back = button("feed.button_take_back", language, press_data(Verb.UNSHOW, work_id))
    return InlineKeyboardMarkup([[back, *_web(page, language)]])


def work_keyboard(
    work: Work, language: str, *, place: Place, is_own: bool, page: str | None
) -> InlineKeyboardMarkup:
    """Under a work of the feed."""
    number = (place.before, place.step)
    like = InlineKeyboardButton(
        text("feed.button_like", language, likes=work.likes),
        callback_data=press_data(Verb.LIKE, work.id, *number),
    )
    after = button("feed.button_next", language, press_data(Verb.NEXT, *number))
    make = button("feed.button_like_this", language, press_data(Verb.LIKE_THIS, work.id))
    last = button("feed.button_report", language, press_data(Verb.REPORT, work.id, *number))
    if is_own:
        last = button("feed.button_take_back", language, press_data(Verb.UNSHOW, work.id))
    return InlineKeyboardMarkup([[like, after], [make], [last, *_web(page, language)]])


def mine_keyboard(work: Work, language: str, *, page: str | None) -> InlineKeyboardMarkup:
    """Under one's own."""
    back = button("feed.button_take_back", language, press_data(Verb.UNSHOW, work.id))
    after = button("feed.button_next", language, press_data(Verb.MINE_NEXT, work.number))
    return InlineKeyboardMarkup([[back, after], _web(page, language)])


def queue_keyboard(work_id: str, language: str, *, is_ours: bool) -> InlineKeyboardMarkup:
    """Under what an operator is to look at. ``is_ours``: there is nobody to ban."""
    keep, drop = press_data(Verb.FEED_KEEP, work_id), press_data(Verb.FEED_DROP, work_id)
    out = [button("feed.button_drop", language, drop)]
    if not is_ours:
        out.append(button("feed.button_drop_ban", language, f"{drop}:{BAN}"))
    return InlineKeyboardMarkup([[button("feed.button_keep", language, keep)], out])


def _web(page: str | None, language: str) -> list[InlineKeyboardButton]:
    return [] if page is None else [InlineKeyboardButton(text("feed.button_open", language), page)]
