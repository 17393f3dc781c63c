"""Marble: drops of ink on water, drawn with a stylus and combed, then lifted on paper.

Source: Lu, Jaffer, Jin, Zhao, Mao, "Mathematical Marbling" (IEEE CG&A 2012): each movement of the
ink has an exact inverse, so every pixel asks where its ink came from.
"""

import numpy as np
from PIL import Image

from engine.house.fields import Field, colours, fractal_noise, positions, relief, to_picture

INKS = colours("8c1c2a", "f1e3c6", "16305e", "d99a2b", "1f6f78", "9fc2bd", "2a1a20", "c9563c")
SQUARES = 5


def paint_marble(rng: np.random.Generator, side_px: int) -> Image.Image:
    x, y = positions(side_px)
    paper = fractal_noise(rng, side_px, cell=0.01, octaves=3)
    drops = _drops(rng)
    curls = [(*rng.uniform(0.1, 0.9, 2), turn) for turn in (3.4, -3.0, 2.8)]
    for centre_x, centre_y, turn in curls:
        x, y = _curl(x, y, centre_x=centre_x, centre_y=centre_y, turn=turn)
    y = y + _comb(x + 0.012 * np.sin(9 * y), spacing=0.074, pull=0.085)
    x = x + _comb(y, spacing=0.21, pull=0.16) * _alternate(y, spacing=0.21)
    y = y + _comb(x, spacing=0.17, pull=0.15) * _alternate(x, spacing=0.17)
    colour = _lift(x, y, drops)
    light = relief(paper * 0.012, depth=9.0)
    return to_picture(colour * (light * (1 + 0.035 * paper))[..., None])


def _drops(rng: np.random.Generator) -> list[tuple[float, float, float, int]]:
    """Return centre, radius and ink of each drop, in the order in which they fall."""
    drops = []
    squares = rng.permutation(SQUARES * SQUARES)
    for square in squares:
        corner = np.array([square % SQUARES, square // SQUARES])
        centre = (corner + rng.uniform(0, 1, 2)) / SQUARES * 1.4 - 0.2
        first = int(rng.integers(len(INKS)))
        for ring in range(5):
            radius = float(rng.uniform(0.06, 0.11))
            wobble = centre + rng.normal(0, 0.006, 2)
            drops.append((float(wobble[0]), float(wobble[1]), radius, (first + ring) % len(INKS)))
    return drops


def _comb(across: Field, *, spacing: float, pull: float) -> Field:
    """Return how far teeth ``spacing`` apart dragged the ink, most where a tooth passed."""
    distance = np.abs(np.mod(across, spacing) - spacing / 2)
    return (pull * np.exp(-distance / (0.28 * spacing))).astype(np.float32)


def _alternate(across: Field, *, spacing: float) -> Field:
    """Return the direction of each tooth: every other one goes back."""
    return np.asarray(1 - 2 * np.mod(np.floor(across / spacing), 2), dtype=np.float32)


def _curl(
    x: Field, y: Field, *, centre_x: float, centre_y: float, turn: float
) -> tuple[Field, Field]:
    """Undo a turn of the stylus round a centre; it fades with distance."""
    right, down = x - centre_x, y - centre_y
    angle = -turn * np.exp(-np.hypot(right, down) / 0.10)
    sine, cosine = np.sin(angle), np.cos(angle)
    return centre_x + right * cosine - down * sine, centre_y + right * sine + down * cosine


def _lift(x: Field, y: Field, drops: list[tuple[float, float, float, int]]) -> Field:
    """Return the ink at each place: later drops pushed earlier ones outwards."""
    side_px = len(x)
    colour = np.empty((side_px * side_px, 3), dtype=np.float32)
    open_pixels = np.arange(side_px * side_px)
    x, y = x.ravel(), y.ravel()
    for centre_x, centre_y, radius, ink in reversed(drops):
        right, down = x - np.float32(centre_x), y - np.float32(centre_y)
        squared = right * right + down * down
        inside = squared < radius * radius
        colour[open_pixels[inside]] = INKS[ink]
        outside = ~inside
        open_pixels = open_pixels[outside]
        right, down = right[outside], down[outside]
        shrink = np.sqrt(1 - np.float32(radius * radius) / squared[outside])
        x, y = centre_x + right * shrink, centre_y + down * shrink
    # Where no drop fell the water carries thin bands of all inks.
    band = np.floor(14 * (x + 0.3 * np.sin(7 * y)) + 9 * y).astype(np.int64)
    colour[open_pixels] = INKS[band % len(INKS)]
    return colour.reshape(side_px, side_px, 3)
