"""What is asked of a colouring, checked before torch is loaded: words, colours and places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from PIL import ImageColor

from engine.catalogue.imagenet_classes import find_classes, known_classes
from engine.errors import OptionError
from engine.texts.phrase import Phrase

EXAMPLE = "car=red"
# With what phones make of the x.
_PLACE = re.compile(r"(\d*\.?\d+)\s*[x,×\N{CYRILLIC SMALL LETTER HA}]\s*(\d*\.?\d+)")  # noqa: RUF001
Rgb = tuple[int, int, int]
# Things that no class is of, and everybody names.
Scenery = Literal["sky", "skin"]
_SCENERY: Mapping[str, Scenery] = {
    **dict.fromkeys(("sky", "небо", "ciel", "cielo"), "sky"),
    **dict.fromkeys(("skin", "face", "кожа", "лицо", "peau", "visage", "pelle", "viso"), "skin"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """A thing and its colour.

    Attributes:
        indices: of the classes that a network knows it as; none for ``scenery``.
    """

    word: str
    indices: tuple[int, ...]
    scenery: Scenery | None
    colour: Rgb


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """A point, as shares of the photo's width and height from its top left, and its colour."""

    x: float
    y: float
    colour: Rgb


def read_hints(texts: Sequence[str]) -> tuple[tuple[Hint, ...], tuple[Tap, ...]]:
    """``car=red`` names a thing; ``0.3x0.8=red`` a point, as does ``0.3,0.8=red``.

    Raises: OptionError: no colour, or two for one thing or point, or a point outside of the
        photo; UnknownNameError: no such thing is known.
    """
    things: dict[Scenery | tuple[int, ...], Hint] = {}
    taps: dict[tuple[float, float], Tap] = {}
    for text in texts:
        word, equals, name = (part.strip() for part in text.replace(":", "=", 1).partition("="))
        if not (word and equals and name):
            rule = Phrase("rules.example", example=EXAMPLE)
            raise OptionError(option="hint", value=text, rule=rule)
        place, colour = _place(word), read_colour(name)
        said: Hint | Tap
        if place is None:
            scenery = _SCENERY.get(word.casefold())
            indices = () if scenery else find_classes(word).indices
            hint = Hint(word=word, indices=indices, scenery=scenery, colour=colour)
            said = things.setdefault(scenery or indices, hint)
        else:
            said = taps.setdefault(place, Tap(x=place[0], y=place[1], colour=colour))
        if said.colour != colour:
            rule = Phrase("rules.two_colours", word=word)
            raise OptionError(option="hint", value=text, rule=rule)
    return tuple(things.values()), tuple(taps.values())


def is_thing(word: str) -> bool:
    """Whether :func:`read_hints` knows the word."""
    return word.casefold() in _SCENERY or known_classes(word) is not None


def is_place(word: str) -> bool:
    """Whether a hint of that left side is of a point."""
    return _PLACE.fullmatch(word) is not None


def _place(word: str) -> tuple[float, float] | None:
    """Raises: OptionError: a point outside of the photo."""
    match = _PLACE.fullmatch(word)
    if match is None:
        return None
    x, y = float(match[1]), float(match[2])
    if max(x, y) > 1:
        rule = Phrase("rules.position_example")
        raise OptionError(option="hint", value=word, rule=rule)
    return x, y


def is_colour(name: str) -> bool:
    """Whether :func:`read_colour` reads it."""
    try:
        read_colour(name)
    except OptionError:
        return False
    return True


def read_colour(name: str) -> Rgb:
    """``red``, ``dark green`` or ``#884422``. Raises: OptionError."""
    try:
        return ImageColor.getrgb(name.lower().replace(" ", "").replace("_", ""))[:3]
    except ValueError:
        rule = Phrase("rules.colour_example")
        raise OptionError(option="hint", value=name, rule=rule) from None
