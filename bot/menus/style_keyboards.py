"""The buttons of the style menu: the styles, and the dials behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.menus.dream_keyboards import dial
from bot.menus.style_menu import COLOUR_NAMES, next_share
from bot.texts.catalogue import text
from bot.transport.callback_data import Verb, button, in_rows, press_data


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleChoice:
    """One style in the menu; ``share``: of the mix, 0 where it is not chosen."""

    name: str
    title: str
    share: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Dials:
    """What the dials show; None: as usual."""

    strength: float | None
    scale: float | None
    colours: str
    keeps_faces: bool
    has_mask: bool


def style_menu_keyboard(
    draft_id: int, language: str, *, styles: Sequence[StyleChoice], mixes: bool, can_paint: bool
) -> InlineKeyboardMarkup:
    """The styles by name, the way to the dials and to mixing, and Paint where styles are chosen.

    ``mixes``: a press adds a style to the mix instead of painting in it.
    """
    rows = in_rows((_style(draft_id, language, style, mixes=mixes) for style in styles), width=2)
    if can_paint:
        rows.append([_paint(draft_id, language)])
    rows.append(
        [
            button("buttons.adjust", language, press_data(Verb.PAGE, draft_id, "dials")),
            _switch(Verb.MIX, draft_id, language, key="buttons.mix", is_on=mixes),
            button("buttons.never_mind", language, press_data(Verb.CLOSE, draft_id)),
        ]
    )
    return InlineKeyboardMarkup(rows)


def style_dials_keyboard(
    draft_id: int, language: str, *, dials: Dials, can_paint: bool
) -> InlineKeyboardMarkup:
    """How strong, how large the strokes, whose colours, faces and the mask."""
    strength, scale = (
        text("buttons.strength_usual", language),
        text("buttons.scale_usual", language),
    )
    if dials.strength is not None:
        strength = text("buttons.strength_now", language, times=round(dials.strength, 2))
    if dials.scale is not None:
        scale = text("buttons.scale_now", language, percent=round(dials.scale * 100, 1))
    rows = [
        dial(Verb.STRENGTH, draft_id, language, now=strength),
        dial(Verb.SCALE, draft_id, language, now=scale),
        *in_rows(
            (_colours(draft_id, language, name, chosen=dials.colours) for name in COLOUR_NAMES),
            width=2,
        ),
        [
            _switch(Verb.FACES, draft_id, language, key="buttons.faces", is_on=dials.keeps_faces),
            _switch(Verb.MASK, draft_id, language, key="buttons.mask", is_on=dials.has_mask),
        ],
    ]
    last = [button("buttons.to_styles", language, press_data(Verb.PAGE, draft_id, "styles"))]
    if can_paint:
        last.insert(0, _paint(draft_id, language))
    return InlineKeyboardMarkup([*rows, last])


def _style(
    draft_id: int, language: str, style: StyleChoice, *, mixes: bool
) -> InlineKeyboardButton:
    title = style.title
    if style.share:
        if style.share != 1:
            title = text("buttons.share", language, share=round(style.share, 2), title=title)
        title = text("buttons.chosen", language, title=title)
    # What it leads to stands in the button: pressed twice, it does the same once.
    share = (f"{next_share(style.share):g}",) if mixes else ()
    return InlineKeyboardButton(
        title, callback_data=press_data(Verb.PICK, draft_id, style.name, *share)
    )


def _colours(draft_id: int, language: str, name: str, *, chosen: str) -> InlineKeyboardButton:
    title = text(COLOUR_NAMES[name], language)
    if name == chosen:
        title = text("buttons.chosen", language, title=title)
    return InlineKeyboardButton(title, callback_data=press_data(Verb.COLOURS, draft_id, name))


def _switch(
    verb: Verb, draft_id: int, language: str, *, key: str, is_on: bool
) -> InlineKeyboardButton:
    title = text(key, language)
    if is_on:
        title = text("buttons.chosen", language, title=title)
    wanted = "off" if is_on else "on"
    return InlineKeyboardButton(title, callback_data=press_data(verb, draft_id, wanted))


def _paint(draft_id: int, language: str) -> InlineKeyboardButton:
    return button("buttons.paint", language, press_data(Verb.PAINT, draft_id))
