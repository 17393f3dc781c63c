"""Brush strokes as plain numbers: curves, widths and colours, from which a picture of any size is
rendered. No torch.

Lengths are in px of the sheet that the strokes were fitted to; its size is :attr:`Strokes.sheet`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

# Of OpenCV's functions no type tells more.
Floats = NDArray[Any]
RGB = tuple[float, float, float]
# The share of the paper that a dry stick does not reach: see canvas.py.
BARE_TOOTH = 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class Brush:
    """What a stroke looks like besides its curve, width and colour.

    Attributes:
        softness: how far its edge fades, as a share of half its width.
        taper: 0: as wide at its ends as in its middle; 1: pointed at both.
        is_square: it ends straight across, as a knife or a flat brush does; else round.
        bristles: how much its hairs streak what it covers, from 0 to 1.
        dryness: how much paint is missing towards its end, from 0 to 1.
        grain: how much the tooth of the paper breaks it up, from 0 to 1.
        streaks: how far light and dark run apart across it, as a share of [0, 1].
        relief: how high its paint stands, as a share of its width; 0: flat.
    """

    softness: float = 0.0
    taper: float = 0.0
    is_square: bool = False
    bristles: float = 0.0
    dryness: float = 0.0
    grain: float = 0.0
    streaks: float = 0.0
    relief: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Strokes:
    """n strokes in the order in which they are painted.

    Attributes:
        sheet: (width, height) in px of what they were fitted to.
        paper: RGB in [0, 1] of what they are painted on.
        curves: (n, 3, 2): start, control and end of a quadratic Bezier, as x and y.
        widths: (n), whole widths.
        colours: (n, 3) RGB in [0, 1].
        opacities: (n) in (0, 1].
        grains: (n) whole numbers, which tell the hairs of one stroke from another's.
        kinds: (n) whole numbers: each stroke's place in ``brushes``.
    """

    sheet: tuple[int, int]
    paper: RGB
    curves: Floats
    widths: Floats
    colours: Floats
    opacities: Floats
    grains: NDArray[np.integer[Any]]
    kinds: NDArray[np.integer[Any]]
    brushes: tuple[Brush, ...]

    def __len__(self) -> int:
        return len(self.widths)

    @property
    def has_relief(self) -> bool:
        return any(brush.relief for brush in self.brushes)

    def boxes(self) -> Floats:
        """(n, 4): left, upper, right, lower of what each can touch; of a Bezier's three points
        and half a width around them.
        """
        # A square end's corners lie farther from its point than half a width.
        reach = self.widths[:, None] / 2 * np.sqrt(2.0)
        return np.concatenate(
            [self.curves.min(axis=1) - reach, self.curves.max(axis=1) + reach], axis=1
        )

    @classmethod
    def none(cls, sheet: tuple[int, int], paper: RGB) -> Self:
        """An empty sheet."""
        numbers = np.zeros(0, np.int64)
        return cls(
            sheet=sheet,
            paper=paper,
            curves=np.zeros((0, 3, 2)),
            widths=np.zeros(0),
            colours=np.zeros((0, 3)),
            opacities=np.zeros(0),
            grains=numbers,
            kinds=numbers,
            brushes=(),
        )


def mean_cover(brush: Brush) -> float:
    """How much of a stroke's inside is covered, hairs and paper's tooth taken together."""
    return wet_cover(brush) * (1 - dry_share(brush))


def wet_cover(brush: Brush) -> float:
    """The same where the brush is still wet."""
    return (1 - brush.bristles / 2) * (1 - brush.grain * BARE_TOOTH)


def dry_share(brush: Brush) -> float:
    """How much paint is missing because the brush runs dry: the mean of dryness t^2."""
    return brush.dryness / 3
