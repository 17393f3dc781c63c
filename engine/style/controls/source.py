"""A style picture as an art is given it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.errors import OptionError
from engine.media.pictures import Picture
from engine.options.base import check_range
from engine.texts.phrase import Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleSource:
    """One style picture; ``weight``: its share among several."""

    name: str
    picture: Picture
    weight: float = 1.0

    def __post_init__(self) -> None:
        check_range("weight", self.weight, 0.001, 1000.0)


def check_some(styles: Sequence[object]) -> None:
    """Raise OptionError where there is no style at all."""
    if not styles:
        raise OptionError(option="style", value="", rule=Phrase("rules.no_style"))
