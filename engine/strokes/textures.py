"""Hairs of a brush and the tooth of paper: noise that repeats without a seam. No torch."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np

from engine.strokes.stroke import Floats

# A stroke's width spans so many rows of the hairs, and its length so many columns for each width.
HAIR_ROWS = 20
HAIR_COLUMNS = 20
MOST_LEVEL = 4
_ROWS, _COLUMNS = 256, 1024
_TOOTH_SIDE = 512
_TOOTH_PX = 0.6  # of the sheet: how coarse paper is
_TILE_COLUMNS = 4096  # OpenCV looks up no more than 32,767 places a row


@cache
def hairs(level: int) -> Floats:
    """(256, 1024), of mean 0.5: rows are hairs of unlike thickness, and run almost level.

    ``level``: blurred across for brushes whose hairs are so many octaves finer than a pixel.
    """
    draw = np.random.default_rng(1)
    fine, tufts = (draw.standard_normal((_ROWS, _COLUMNS)).astype(np.float32) for _ in range(2))
    hair, tuft = draw.standard_normal((2, _ROWS, 1)).astype(np.float32)
    hair, tuft = _blurred(np.tile(hair, _COLUMNS), 1, 0.7), _blurred(np.tile(tuft, _COLUMNS), 1, 3)
    parts = [_blurred(fine, 40, 0.7), _blurred(tufts, 60, 3.0), hair, tuft]
    noise = sum(part / part.std() for part in parts)
    even = _even(np.asarray(noise, np.float32))
    return _blurred(even, 0.5 * 2**level, 0.5 * 2**level) if level else even


@cache
def tooth() -> Floats:
    """(512, 512) in [0, 1], evenly spread: how high the paper stands, a cell for each px."""
    noise = np.random.default_rng(3).standard_normal((_TOOTH_SIDE, _TOOTH_SIDE))
    return _even(_blurred(noise.astype(np.float32), _TOOTH_PX, _TOOTH_PX))


def look_up(texture: Floats, x: Floats, y: Floats) -> Floats:
    """The texture at columns ``x`` and rows ``y``, both (n) float32, smoothly and repeating."""
    count = len(x)
    rows = -(-count // _TILE_COLUMNS) or 1
    if rows == 1:
        found = _remap(texture, x[None], y[None])
    else:
        size = rows * _TILE_COLUMNS
        x, y = (np.resize(each, size).reshape(rows, -1) for each in (x, y))
        found = _remap(texture, x, y)
    return found.reshape(-1)[:count]


def _remap(texture: Floats, x: Floats, y: Floats) -> Floats:
    wrapped: Floats = cv2.remap(
        texture, x, y, interpolation=cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP
    )
    return wrapped


def _blurred(noise: Floats, x_px: float, y_px: float) -> Floats:
    """Blurred around the edges, so that it repeats."""
    pad = int(4 * max(x_px, y_px)) + 1
    padded = np.pad(noise, pad, mode="wrap")
    blurred = cv2.GaussianBlur(padded, (0, 0), sigmaX=x_px, sigmaY=y_px)
    return blurred[pad:-pad, pad:-pad].copy()


def _even(noise: Floats) -> Floats:
    """Every value as often as every other."""
    ranks = np.empty(noise.size, np.float32)
    ranks[np.argsort(noise, axis=None, kind="stable")] = np.linspace(
        0, 1, noise.size, dtype=np.float32
    )
    return ranks.reshape(noise.shape)
