"""What is asked of a colouring, checked before torch is loaded: words, colours and places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import ImageColor

from engine.catalogue.imagenet_classes import ClassGroup, find_classes
from engine.errors import OptionError
from engine.texts.phrase import Phrase

EXAMPLE = "car=red"
Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """A thing, by the classes that a network knows it as, and its colour."""

    word: str
    group: ClassGroup
    colour: Rgb


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """A point, as shares of the photo's width and height from its top left, and its colour."""

    x: float
    y: float
    colour: Rgb


def read_hints(texts: Sequence[str]) -> tuple[Hint, ...]:
    """``car=red`` and so on.

    Raises: OptionError: no colour, or two for one thing; UnknownNameError: no such thing is known.
    """
    colours: dict[tuple[int, ...], Hint] = {}
    for text in texts:
        word, equals, name = (part.strip() for part in text.replace(":", "=", 1).partition("="))
        if not (word and equals and name):
            rule = Phrase("rules.example", example=EXAMPLE)
            raise OptionError(option="hint", value=text, rule=rule)
        hint = Hint(word=word, group=find_classes(word), colour=read_colour(name))
        other = colours.setdefault(hint.group.indices, hint)
        if other.colour != hint.colour:
            rule = Phrase("rules.two_colours", word=word)
            raise OptionError(option="hint", value=text, rule=rule)
    return tuple(colours.values())


def read_colour(name: str) -> Rgb:
    """``red``, ``dark green`` or ``#884422``. Raises: OptionError."""
    try:
        return ImageColor.getrgb(name.lower().replace(" ", "").replace("_", ""))[:3]
    except ValueError:
        rule = Phrase("rules.colour_example")
        raise OptionError(option="hint", value=name, rule=rule) from None
