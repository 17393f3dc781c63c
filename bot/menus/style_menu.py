"""What is chosen in the style menu: what it means, and what each press makes of it.

Choices are those of draft_choices, with ``styles``, ``mixes`` while a press adds a style instead of
painting in it, ``page``, and ``mask``, a picture, with ``awaits_mask`` while the person's next
picture is to become it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from bot.delivery.words.style_words import USUAL_COLOURS, USUAL_SCALE, treatment
from bot.domain.orders import StyleRef
from bot.menus.draft_choices import (
    Choices,
    chosen_picture,
    next_notch,
    options_of,
    strength_of,
    with_options,
)
from bot.texts.catalogue import text
from engine.errors import OptionError
from engine.options.base import check_choice
from engine.options.style import COLOURS
from engine.texts.phrase import Phrase

# Of the size that strokes usually have.
SCALES = (0.5, 0.75, 1.0, 1.5, 2.0)
MOST_SHARE = 3
SHARES = tuple(str(share) for share in range(MOST_SHARE + 1))
PAGES = ("styles", "dials")
# Whose colours a painting can have, and what its button says.
COLOUR_NAMES: Mapping[str, str] = {
    "style": "buttons.colours_style",
    "keep": "buttons.colours_keep",
    "match": "buttons.colours_match",
    "luma": "buttons.colours_luma",
}
_SHOWN = ("strength", "scale", "colours", "palette", "region", "keep_faces")


def chosen_styles(choices: Choices) -> tuple[StyleRef, ...]:
    return tuple(StyleRef.from_json(style) for style in choices.get("styles", ()))


def with_styles(choices: Choices, styles: Sequence[StyleRef]) -> dict[str, Any]:
    return {**choices, "styles": [dataclasses.asdict(style) for style in styles]}


def with_share(choices: Choices, name: str, share: float) -> dict[str, Any]:
    """With this much of a style in the mix; 0: without it. ``name``: of one that there is."""
    styles = chosen_styles(choices)
    if share and name not in [style.name for style in styles]:
        return with_styles(choices, [*styles, StyleRef(name=name, weight=share)])
    changed = [
        dataclasses.replace(style, weight=share) if style.name == name else style
        for style in styles
    ]
    return with_styles(choices, [style for style in changed if style.weight > 0])


def share_pressed(share: str) -> float:
    """The share that a button carries. Raises: OptionError: none does."""
    if share not in SHARES:
        rule = Phrase("rules.range", low=0, high=MOST_SHARE)
        raise OptionError(option="share", value=share, rule=rule)
    return float(share)


def next_share(share: float) -> float:
    """What one more press makes of a style's share: it grows, then the style is left out."""
    return 0.0 if share >= MOST_SHARE else float(int(share) + 1)


def mixes(choices: Choices) -> bool:
    """Whether a press on a style adds it, instead of painting in it."""
    return bool(choices.get("mixes"))


def with_mixing(choices: Choices, *, is_on: bool) -> dict[str, Any]:
    """Given up, the mix is forgotten."""
    return {**choices, "mixes": True} if is_on else {**choices, "mixes": False, "styles": []}


def shows_dials(choices: Choices) -> bool:
    """Whether the menu's message shows the dials instead of the styles."""
    return choices.get("page") == "dials"


def with_page(choices: Choices, page: str) -> dict[str, Any]:
    """Raises: OptionError: there is none called so."""
    check_choice("page", page, PAGES)
    return {**choices, "page": page}


def with_scale(choices: Choices, scale: float | None) -> dict[str, Any]:
    """``scale`` None: as usual."""
    return with_options(choices, scale=None if scale == USUAL_SCALE else scale)


def next_scale(choices: Choices, *, is_more: bool) -> float | None:
    """The next on the scale; None at its end."""
    return next_notch(SCALES, options_of(choices).get("scale", USUAL_SCALE), is_more=is_more)


def scale_of(choices: Choices) -> float | None:
    """Of the size that strokes usually have; None: that size."""
    scale = float(options_of(choices).get("scale", USUAL_SCALE))
    return None if scale == USUAL_SCALE else scale


def with_colours(choices: Choices, colours: str) -> dict[str, Any]:
    """Raises: OptionError: there are none called so."""
    check_choice("colours", colours, COLOURS)
    return with_options(choices, colours=None if colours == USUAL_COLOURS else colours)


def colours_of(choices: Choices) -> str:
    return str(options_of(choices).get("colours", USUAL_COLOURS))


def with_faces(choices: Choices, *, are_kept: bool) -> dict[str, Any]:
    return with_options(choices, keep_faces=are_kept or None)


def keeps_faces(choices: Choices) -> bool:
    return bool(options_of(choices).get("keep_faces"))


def chosen_words(choices: Choices, language: str, *, styles: str) -> str:
    """All that is chosen, in one line; empty where all is as usual. ``styles``: their titles."""
    options, parts = options_of(choices), [styles] if styles else []
    times = strength_of(choices)
    if times is not None:
        parts.append(text("menu.strength", language, times=round(times, 2)))
    has_mask = chosen_picture(choices, "mask") is not None
    parts += treatment(
        options, language, has_mask=has_mask, style_count=len(chosen_styles(choices))
    )
    if any(name not in _SHOWN for name in options):
        if not parts:
            return text("menu.words_alone", language)
        parts.append(text("menu.and_words", language))
    return text("menu.chosen", language, what=" · ".join(parts)) if parts else ""


def paints_a_part(choices: Choices) -> bool:
    """Whether a mask is chosen or awaited, or a region is."""
    has_mask = chosen_picture(choices, "mask") is not None or bool(choices.get("awaits_mask"))
    return has_mask or options_of(choices).get("region", "all") != "all"
