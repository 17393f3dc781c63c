"""A style picture as an art is given it."""

from __future__ import annotations

from dataclasses import dataclass

from engine.options import check_range
from engine.pictures import Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleSource:
    """One style picture; ``weight``: its share among several."""

    name: str
    picture: Picture
    weight: float = 1.0

    def __post_init__(self) -> None:
        check_range("weight", self.weight, 0.001, 1000.0)
