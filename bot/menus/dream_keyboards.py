"""The buttons under a photo's prompt and under the dream menu."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.texts.catalogue import text
from bot.transport.callback_data import Verb, button, in_rows, press_data
from engine.options.bounds import MAX_DEPTH
from engine.options.strokes import Hand

HANDS: tuple[Hand, ...] = get_args(Hand)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One named thing to choose in a menu."""

    name: str
    title: str


def prompt_keyboard(
    draft_id: int, language: str, *, is_grey: bool, can_save: bool
) -> InlineKeyboardMarkup:
    """Under "what shall I do with it?". ``can_save``: as a style, to paint with."""
    rows = [
        [
            button("buttons.dream", language, press_data(Verb.DREAM, draft_id)),
            button("buttons.style", language, press_data(Verb.STYLE, draft_id)),
            button("buttons.texture", language, press_data(Verb.TEXTURE, draft_id)),
            button("buttons.more", language, press_data(Verb.MORE, draft_id)),
        ]
    ]
    if is_grey:
        rows.insert(0, [button("buttons.colour", language, press_data(Verb.COLOUR, draft_id))])
    if can_save:
        save = press_data(Verb.SAVE_PICTURE, draft_id)
        rows.append([button("saved.button_save_picture", language, save)])
    return InlineKeyboardMarkup(rows)


def hands_keyboard(draft_id: int, language: str) -> InlineKeyboardMarkup:
    """A press paints."""
    hands = [
        button(f"hands.{hand}", language, press_data(Verb.STROKES, draft_id, hand))
        for hand in HANDS
    ]
    close = button("buttons.never_mind", language, press_data(Verb.CLOSE, draft_id))
    return InlineKeyboardMarkup([*in_rows(hands, width=2), [close]])


def dream_menu_keyboard(
    draft_id: int,
    language: str,
    *,
    presets: Sequence[Choice],
    chosen: str | None,
    networks: Sequence[Choice],
    network: str | None,
    strength: float | None,
    depth: int | None,
    has_guide: bool,
    has_photo: bool,
) -> InlineKeyboardMarkup:
    """Kinds of dream, networks trained here, the dials, the guide, and Dream once there is a photo.

    ``strength``, ``depth``: what the dials show; None: as usual, as it comes.
    """
    rows = [
        *in_rows(
            (_choice(Verb.PRESET, draft_id, language, preset, chosen) for preset in presets),
            width=3,
        ),
        *in_rows(
            (_choice(Verb.NETWORK, draft_id, language, trained, network) for trained in networks),
            width=2,
        ),
    ]
    now = text("buttons.strength_usual", language)
    if strength is not None:
        now = text("buttons.strength_now", language, times=round(strength, 2))
    rows.append(dial(Verb.STRENGTH, draft_id, language, now=now))
    now = text("buttons.depth_usual", language)
    if depth is not None:
        now = text("buttons.depth_now", language, depth=depth, most=MAX_DEPTH)
    rows.append(dial(Verb.DEPTH, draft_id, language, now=now))
    guide = "buttons.guide_chosen" if has_guide else "buttons.guide"
    last = [
        button(guide, language, press_data(Verb.GUIDE, draft_id)),
        button("buttons.never_mind", language, press_data(Verb.CLOSE, draft_id)),
    ]
    if has_photo:
        last.insert(0, button("buttons.dream", language, press_data(Verb.DREAM, draft_id)))
        others = (("buttons.strokes", Verb.STROKES), ("buttons.colour", Verb.COLOUR))
        rows.append([button(key, language, press_data(verb, draft_id)) for key, verb in others])
    rows.append(last)
    return InlineKeyboardMarkup(rows)


def _choice(
    verb: Verb, draft_id: int, language: str, choice: Choice, chosen: str | None
) -> InlineKeyboardButton:
    title = choice.title
    if choice.name == chosen:
        title = text("buttons.chosen", language, title=title)
    return InlineKeyboardButton(title, callback_data=press_data(verb, draft_id, choice.name))


_DIALS = {
    Verb.STRENGTH: ("buttons.softer", "buttons.bolder"),
    Verb.DEPTH: ("buttons.shallower", "buttons.deeper"),
    Verb.SCALE: ("buttons.finer", "buttons.coarser"),
}


def dial(verb: Verb, draft_id: int, language: str, *, now: str) -> list[InlineKeyboardButton]:
    """Less, what it is now, more; a press in the middle sets it back."""
    less, more = _DIALS[verb]
    return [
        button(less, language, press_data(verb, draft_id, "less")),
        InlineKeyboardButton(now, callback_data=press_data(verb, draft_id, "usual")),
        button(more, language, press_data(verb, draft_id, "more")),
    ]
