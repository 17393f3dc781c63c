"""Strokes -> pixels of any size, a tile at a time. No torch."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import cv2
import numpy as np
from PIL import Image

from engine.strokes import bezier
from engine.strokes.stroke import Brush, Floats, Strokes
from engine.strokes.textures import HAIR_COLUMNS, HAIR_ROWS, MOST_LEVEL, hairs, look_up, tooth

TILE_PX = 1024
# So far beyond its outline a stroke is looked at, in px: what an edge's antialiasing needs.
_MARGIN_PX = 2.0
_CORNERS = 1.1  # a square end's, which its outline must not cut off
_SHIFT = 4  # OpenCV's corners in sixteenths of a px
# Light from the upper left on paint that stands high.
_LIGHT = np.float32(0.5)
_MOST_LIGHT = np.float32(0.22)
_RELIEF_MARGIN = 1  # px: the slope at a pixel is seen in its neighbours
_RIDGE_FROM = 0.72  # of half the width: there a brush pushes the paint aside
# What remains to be seen of lower strokes' relief through one that is painted over them.
_SHOWS_THROUGH = np.float32(0.35)
Box = tuple[int, int, int, int]


class Canvas:
    """A part of the picture, on which strokes are painted one after another."""

    def __init__(self, strokes: Strokes, *, scale: float, box: Box) -> None:
        """Empty paper.

        Args:
            scale: px of the picture for each of the sheet.
            box: left, upper, right, lower in px of the picture: the part that this is.
        """
        self._strokes, self._scale = strokes, scale
        self._left, self._upper, right, lower = box
        size = (lower - self._upper, right - self._left)
        self._colour = np.empty((*size, 3), np.float32)
        self._colour[:] = strokes.paper
        self._height = np.zeros(size, np.float32) if strokes.has_relief else None
        self._lengths = bezier.lengths(strokes.curves) * scale
        # Round all around, and wider: nothing that a brush touches is outside of it.
        is_square = np.array([brush.is_square for brush in strokes.brushes], bool)
        wide = strokes.widths * np.where(is_square[strokes.kinds], _CORNERS, 1)
        outlines = bezier.outlines(strokes.curves * scale, wide * scale + 2 * _MARGIN_PX)
        self._outlines = outlines - (self._left + 0.5, self._upper + 0.5)

    def paint(self, index: int) -> None:
        """Paint one stroke over what there is."""
        strokes = self._strokes
        brush = strokes.brushes[strokes.kinds[index]]
        curve = strokes.curves[index] * self._scale
        width = float(strokes.widths[index]) * self._scale
        found = self._pixels_near(index)
        if found is None:
            return
        rows, columns = found
        # Measured from the stroke's start: in float32 all tiles reckon alike.
        start = curve[0].copy()
        x = (columns + (self._left + 0.5 - start[0])).astype(np.float32)
        y = (rows + (self._upper + 0.5 - start[1])).astype(np.float32)
        t, aside, beyond = bezier.nearest(curve - start, x, y)
        half = np.maximum(width / 2 * bezier.swell(t, brush.taper), 1e-3).astype(np.float32)
        if brush.is_square:  # within, a pixel lies before its end
            beyond = beyond - np.minimum(t, 1 - t) * np.float32(self._lengths[index])
        cover = _cover(brush, half, aside, beyond) * np.float32(strokes.opacities[index])
        hair = None
        if brush.bristles or brush.streaks or brush.relief or brush.dryness:
            along = t * np.float32(self._lengths[index] / max(width, 1e-3))
            hair = _hair(int(strokes.grains[index]), along, aside / half, width)
            cover *= _hairy(brush, hair, t)
        if brush.grain:
            cover *= self._toothy(brush, rows, columns)
        self._lay(index, brush, (rows, columns), cover, hair, np.abs(aside) / half)

    def pixels(self) -> Floats:
        """(h, w, 3) in [0, 1]: how it looks now."""
        if self._height is None:
            return self._colour
        return _lit(self._colour, self._height * np.float32(self._scale))

    def _pixels_near(self, index: int) -> tuple[Floats, Floats] | None:
        """(rows, columns) of this part's pixels that the stroke may touch."""
        polygon = self._outlines[index]
        left, upper = np.floor(polygon.min(axis=0)).astype(int)
        right, lower = np.ceil(polygon.max(axis=0)).astype(int) + 1
        height, width_px = self._colour.shape[:2]
        left, upper = max(left, 0), max(upper, 0)
        right, lower = min(right, width_px), min(lower, height)
        if left >= right or upper >= lower:
            return None
        mask = np.zeros((lower - upper, right - left), np.uint8)
        corners = np.round((polygon - (left, upper)) * (1 << _SHIFT)).astype(np.int32)
        cv2.fillPoly(mask, [corners], 1, shift=_SHIFT)
        rows, columns = np.nonzero(mask)
        return (rows + upper, columns + left) if len(rows) else None

    def _toothy(self, brush: Brush, rows: Floats, columns: Floats) -> Floats:
        """How much of each pixel a dry stick leaves on the paper's tooth."""
        x = ((columns + (self._left + 0.5)) / self._scale % 512).astype(np.float32)
        y = ((rows + (self._upper + 0.5)) / self._scale % 512).astype(np.float32)
        return 1 - np.float32(brush.grain) * _step(0.35, 0.75, look_up(tooth(), x, y))

    def _lay(
        self,
        index: int,
        brush: Brush,
        place: tuple[Floats, Floats],
        cover: Floats,
        hair: Floats | None,
        across: Floats,
    ) -> None:
        cover = cover[:, None]
        paint = np.broadcast_to(self._strokes.colours[index].astype(np.float32), (len(cover), 3))
        if hair is not None and brush.streaks:
            paint = np.clip(paint + (hair - 0.5)[:, None] * np.float32(2 * brush.streaks), 0, 1)
        under = self._colour[place]
        self._colour[place] = under + (paint - under) * cover
        if self._height is not None:
            ridge = _step(_RIDGE_FROM, 0.95, across) * np.float32(0.5)
            own = np.float32(brush.relief * self._strokes.widths[index]) * (
                ridge + (0 if hair is None else hair)
            )
            old = self._height[place]
            self._height[place] = old + (own + old * _SHOWS_THROUGH - old) * cover[:, 0]


def _cover(brush: Brush, half: Floats, aside: Floats, beyond: Floats) -> Floats:
    """How much of each pixel the brush covers, in [0, 1]."""
    fade = np.maximum(1.0, brush.softness * half)
    if brush.is_square:
        sides = np.clip((half - np.abs(aside)) / fade + 0.5, 0, 1)
        return sides * np.clip(0.5 - beyond, 0, 1)
    return np.clip((half - np.hypot(aside, beyond)) / fade + 0.5, 0, 1)


def _hair(grain: int, along: Floats, across: Floats, width_px: float) -> Floats:
    """How much paint each hair carries, of mean 0.5; hairs finer than a pixel are seen together."""
    level = np.clip(np.ceil(np.log2(HAIR_ROWS / max(width_px, 1e-3))), 0, MOST_LEVEL)
    column, row = grain * 37 % 1024, grain * 101 % 256
    x = along * np.float32(HAIR_COLUMNS) + np.float32(column)
    y = across * np.float32(HAIR_ROWS / 2) + np.float32(row)
    return look_up(hairs(int(level)), x, y)


def _hairy(brush: Brush, hair: Floats, t: Floats) -> Floats:
    """Where the hairs leave paint: less and less of it towards the end of a dry brush."""
    left = 1 - np.float32(brush.bristles) * (1 - hair)
    if not brush.dryness:
        return left
    missing = np.float32(brush.dryness) * t * t
    return left * _step(-0.12, 0.12, hair - missing)


def _step(low: float, high: float, value: Floats) -> Floats:
    """From 0 at ``low`` to 1 at ``high``, smoothly."""
    share: Floats = np.clip((value - np.float32(low)) / np.float32(high - low), 0, 1)
    step: Floats = share * share * (3 - 2 * share)
    return step


def _lit(colour: Floats, height: Floats) -> Floats:
    """Paint that stands high, with light from the upper left."""
    slope = np.zeros_like(height)
    slope[:, 1:-1] += (height[:, 2:] - height[:, :-2]) / 2
    slope[1:-1] += (height[2:] - height[:-2]) / 2
    light = np.clip(slope * _LIGHT, -_MOST_LIGHT, _MOST_LIGHT)[..., None]
    shine, shade = np.maximum(light, 0), np.minimum(light, 0)
    lit: Floats = colour * (1 + shade) + (1 - colour) * shine
    return lit


def size_of(strokes: Strokes, longest_px: int) -> tuple[tuple[int, int], float]:
    """((width, height), px for each of the sheet) of the picture with that longest side."""
    scale = longest_px / max(strokes.sheet)
    width, height = (max(1, round(side * scale)) for side in strokes.sheet)
    return (width, height), scale


def paint(
    strokes: Strokes,
    *,
    longest_px: int,
    tile_px: int = TILE_PX,
    on_fraction: Callable[[float], None] | None = None,
) -> Image.Image:
    """The picture, RGB. Besides it, memory holds a tile alone."""
    size, scale = size_of(strokes, longest_px)
    picture = Image.new("RGB", size)
    for box, tile in tiles(strokes, size=size, scale=scale, tile_px=tile_px):
        picture.paste(tile, box[:2])
        if on_fraction is not None:
            on_fraction(box[3] / size[1])
    return picture


def tiles(
    strokes: Strokes, *, size: tuple[int, int], scale: float, tile_px: int = TILE_PX
) -> Iterator[tuple[Box, Image.Image]]:
    """The picture's parts, each with its place, row by row."""
    boxes = strokes.boxes() * scale
    reach = _MARGIN_PX + 1 + _RELIEF_MARGIN
    for upper in range(0, size[1], tile_px):
        for left in range(0, size[0], tile_px):
            right, lower = min(left + tile_px, size[0]), min(upper + tile_px, size[1])
            margin = _RELIEF_MARGIN
            wide = (left - margin, upper - margin, right + margin, lower + margin)
            canvas = Canvas(strokes, scale=scale, box=wide)
            touched = (
                (boxes[:, 0] < right + reach)
                & (boxes[:, 2] > left - reach)
                & (boxes[:, 1] < lower + reach)
                & (boxes[:, 3] > upper - reach)
            )
            for index in np.flatnonzero(touched):
                canvas.paint(int(index))
            pixels = canvas.pixels()[margin:-margin, margin:-margin]
            yield (left, upper, right, lower), to_picture(pixels)


def to_picture(pixels: Floats) -> Image.Image:
    """(h, w, 3) in [0, 1] as an 8-bit picture."""
    return Image.fromarray(np.round(np.clip(pixels, 0, 1) * 255).astype(np.uint8))
