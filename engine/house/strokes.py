"""Curves and tapered marks, as a brush or a gouge leaves them, for Pillow to fill."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Points: TypeAlias = NDArray[np.floating[Any]]
Ink: TypeAlias = int | tuple[int, int, int]


def smooth_curve(corners: Points, *, count: int) -> Points:
    """Return ``count`` points on the Catmull-Rom spline through ``corners`` (n, 2)."""
    padded = np.concatenate(
        [2 * corners[:1] - corners[1:2], corners, 2 * corners[-1:] - corners[-2:-1]]
    )
    place = np.linspace(0, len(corners) - 1 - 1e-9, count)
    index = place.astype(np.int64)
    t = (place - index)[:, None]
    a, b, c, d = (padded[index + step] for step in range(4))
    curve: Points = 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * (b - c) + d - a) * t**3
    )
    return curve


def taper(line: Points, *, width: float, blunt: float = 0.8) -> Points:
    """Return the outline of a mark along ``line``, ``width`` in the middle, thin at both ends."""
    swell = np.sin(np.pi * np.linspace(0.02, 0.98, len(line))) ** blunt
    return ribbon(line, width * swell)


def ribbon(line: Points, widths: Points | float) -> Points:
    """Return the outline of a band along ``line`` with the width given at each point."""
    ahead = np.gradient(line, axis=0)
    normal = np.stack([-ahead[:, 1], ahead[:, 0]], axis=1)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True) + 1e-12
    half = np.broadcast_to(np.asarray(widths) / 2, (len(line),))[:, None] * normal
    return np.concatenate([line + half, (line - half)[::-1]])


class Pen:
    """Fills and draws on a picture at positions and lengths that are shares of its side."""

    def __init__(self, picture: Image.Image) -> None:
        self._draw = ImageDraw.Draw(picture)
        self._side_px = picture.width

    def fill(self, outline: Points, ink: Ink) -> None:
        self._draw.polygon(self._to_pixels(outline), fill=ink)

    def line(self, line: Points, ink: Ink, *, width: float) -> None:
        self._draw.line(self._to_pixels(line), fill=ink, width=self._to_width_px(width))

    def disc(self, x: float, y: float, radius: float, ink: Ink) -> None:
        self._draw.ellipse(self._to_box(x, y, radius), fill=ink)

    def arc(self, x: float, y: float, radius: float, ink: Ink, *, width: float) -> None:
        """Draw the lower half of a ring, not quite to its ends."""
        box = self._to_box(x, y, radius)
        self._draw.arc(box, 20, 170, fill=ink, width=self._to_width_px(width))

    def _to_pixels(self, points: Points) -> list[float]:
        flat: list[float] = (points * self._side_px).ravel().tolist()
        return flat

    def _to_box(self, x: float, y: float, radius: float) -> list[float]:
        return [v * self._side_px for v in (x - radius, y - radius, x + radius, y + radius)]

    def _to_width_px(self, width: float) -> int:
        return max(1, round(width * self._side_px))
