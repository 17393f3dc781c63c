"""The things on the cubist's table, whole, before they are broken up."""

import numpy as np
from PIL import Image

from engine.house.strokes import Ink, Pen, Points, smooth_curve

WALL = (150, 124, 80)
LINE = (34, 26, 20)
SHEET = np.array([(0.08, 0.62), (0.44, 0.56), (0.50, 0.86), (0.12, 0.93)])
NECK = np.array([(0.595, 0.55), (0.60, 0.02), (0.66, 0.02), (0.665, 0.55)])
BRIDGE = np.array([(0.55, 0.77), (0.71, 0.77), (0.71, 0.795), (0.55, 0.795)])
# The left half of the bottle and of the guitar, from top to bottom; the right half mirrors it.
BOTTLE_X, BOTTLE = 0.185, np.array([(0.155, 0.08), (0.15, 0.20), (0.10, 0.30), (0.10, 0.58)])
GUITAR_X = 0.63
GUITAR_TOP = ((0.56, 0.27), (0.48, 0.36), (0.52, 0.46), (0.51, 0.54))
GUITAR_BELLY = ((0.41, 0.63), (0.40, 0.77), (0.52, 0.90))
GUITAR = np.array([*GUITAR_TOP, *GUITAR_BELLY])


def draw_still_life(side_px: int) -> Image.Image:
    """Return a guitar, a bottle and a sheet of music on a plain ``WALL``."""
    picture = Image.new("RGB", (side_px, side_px), WALL)
    pen = Pen(picture)
    pen.fill(SHEET, (233, 221, 186))
    for row in range(12):
        y = 0.64 + 0.022 * row + (0.012 if row > 5 else 0)
        pen.line(np.array([(0.12, y), (0.44, y - 0.05)]), (52, 44, 38), width=0.004)
    _draw_thing(pen, BOTTLE, BOTTLE_X, (70, 92, 74))
    _draw_thing(pen, GUITAR, GUITAR_X, (190, 116, 56))
    pen.disc(GUITAR_X, 0.56, 0.085, (226, 190, 120))
    pen.disc(GUITAR_X, 0.56, 0.066, (26, 20, 18))
    pen.fill(NECK, (58, 42, 32))
    for string in range(5):
        x = 0.603 + 0.0135 * string
        pen.line(np.array([(x, 0.03), (x, 0.78)]), (236, 224, 190), width=0.0033)
    pen.fill(BRIDGE, (40, 28, 22))
    return picture


def _draw_thing(pen: Pen, left: Points, middle: float, ink: Ink) -> None:
    """Fill and outline a thing that is the same left and right of ``middle``."""
    right = np.stack([2 * middle - left[:, 0], left[:, 1]], axis=1)[::-1]
    curve = smooth_curve(np.concatenate([left, right, left[:1]]), count=120)
    pen.fill(curve, ink)
    pen.line(curve, LINE, width=0.0077)
