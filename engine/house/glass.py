"""Glass: a window of jewel-coloured pieces in lead, a great rose with leaves, light behind it."""

import math

import numpy as np
from PIL import Image

from engine.house.fields import (
    Field,
    Labels,
    blur,
    cells,
    colours,
    fractal_noise,
    mix,
    positions,
    relief,
    sample,
    smoothstep,
    to_picture,
)

PETALS = colours("ffd34a", "ff9a24", "ee4a20", "cf1630", "8f0d3c", "c81e5a", "f08a2a")
NIGHT = colours("1238a8", "1f63d0", "2a8fd8", "0d2a7a", "3b49c0", "5a2fa8", "1f9aa8")
LEAVES = colours("1c8f4a", "5ab83a", "0f6b4f", "9fd04a", "17a07a")
LEAD = colours("15161c")[0]
CENTRE_X, CENTRE_Y = 0.47, 0.45


def paint_glass(rng: np.random.Generator, side_px: int) -> Image.Image:
    x, y = positions(side_px)
    label, tint = _pieces(rng, x, y)
    light = _light(rng, x, y, label)
    leaded = _borders(label)
    came = blur(leaded, radius=0.0044)
    lead = smoothstep(0.10, 0.17, came)
    near = blur(leaded, radius=0.016)
    glow = np.clip(1.22 - 1.5 * near, 0.35, 1.25)
    glass = tint * (light * glow)[..., None] + 0.20 * np.clip(glow * light - 0.85, 0, 1)[..., None]
    metal = LEAD * (1.6 * relief(np.minimum(came, 0.6), depth=26.0) ** 2)[..., None]
    window = mix(glass, metal, lead)
    halo = blur(np.clip(window, 0, 1), radius=0.012)
    return to_picture(1 - (1 - np.clip(window, 0, 1)) * (1 - 0.30 * halo))


def _pieces(rng: np.random.Generator, x: Field, y: Field) -> tuple[Labels, Field]:
    """Return each place's piece of glass and its colour."""
    warp_x = 0.05 * fractal_noise(rng, len(x), cell=0.3, octaves=2)
    warp_y = 0.05 * fractal_noise(rng, len(x), cell=0.3, octaves=2)
    table = rng.uniform(0.08, 0.92, (11, 11, 2)).astype(np.float32)
    label, _ = cells((x + warp_x) * 11, (y + warp_y) * 11, table)
    dice = rng.random(4096)
    colour = NIGHT[(dice[label] * len(NIGHT)).astype(np.int64)]
    for leaf in (
        (0.13, 0.86, 0.23, -0.7),
        (0.83, 0.88, 0.24, 0.75),
        (0.90, 0.12, 0.20, -0.8),
        (0.06, 0.14, 0.17, 0.9),
    ):
        inside, part = _leaf(x, y, *leaf)
        number = 200 + part + int(leaf[0] * 100) * 16
        label = np.where(inside, number, label)
        pick = LEAVES[(dice[number % 4096] * len(LEAVES)).astype(np.int64)]
        colour = np.where(inside[..., None], pick, colour)
    ring, petal, is_rose = _rose(x + 0.35 * warp_x, y + 0.35 * warp_y)
    number = 2400 + ring * 40 + petal
    label = np.where(is_rose, number, label)
    shade = np.clip(ring + (dice[number % 4096] * 2.2).astype(np.int64), 0, len(PETALS) - 1)
    return label, np.where(is_rose[..., None], PETALS[shade], colour).astype(np.float32)


def _rose(x: Field, y: Field) -> tuple[Labels, Labels, Field]:
    """Rings of overlapping petals, each ring turned half a petal against the next."""
    right, down = x - CENTRE_X, y - CENTRE_Y
    radius, angle = np.hypot(right, down), np.arctan2(down, right) / (2 * np.pi) + 0.5
    ring = np.zeros(x.shape, dtype=np.int64)
    petal = np.zeros(x.shape, dtype=np.int64)
    taken = radius < 0.045
    for number, (reach, count) in enumerate(
        ((0.105, 5), (0.175, 8), (0.245, 11), (0.315, 13), (0.39, 16)), start=1
    ):
        place = angle * count + 0.5 * (number % 2) + 0.15 * number
        bulge = np.abs(np.sin(np.pi * place)) ** 0.55
        inside = (radius < reach * (0.74 + 0.26 * bulge)) & ~taken
        ring = np.where(inside, number, ring)
        petal = np.where(inside, np.floor(place).astype(np.int64) % count, petal)
        taken = taken | inside
    return ring, petal, taken


def _leaf(
    x: Field, y: Field, centre_x: float, centre_y: float, length: float, turn: float
) -> tuple[Field, Labels]:
    """An almond leaf cut along its rib and its side veins."""
    right = (x - centre_x) * math.cos(turn) + (y - centre_y) * math.sin(turn)
    down = (y - centre_y) * math.cos(turn) - (x - centre_x) * math.sin(turn)
    down = down + 0.10 * np.sin(right / length * 2.4) * length
    inside = np.abs(down) < 0.42 * length * (1 - (right / length) ** 2)
    vein = np.floor((right - 0.9 * np.abs(down)) / length * 2.2 + 0.3).astype(np.int64) + 4
    return inside, vein * 2 + (down > 0)


def _borders(label: Labels) -> Field:
    """Return 1 where two pieces meet."""
    border = np.zeros(label.shape, dtype=np.float32)
    border[:, 1:] = label[:, 1:] != label[:, :-1]
    border[1:] = np.maximum(border[1:], label[1:] != label[:-1])
    return blur(border, radius=0.0025) * 2.2


def _light(rng: np.random.Generator, x: Field, y: Field, label: Labels) -> Field:
    """Streaks and seeds in the glass, placed differently in each piece, and the day behind it."""
    streaks = fractal_noise(rng, len(x), cell=(0.14, 0.05), octaves=4, gain=0.55)
    hammer = fractal_noise(rng, len(x), cell=0.02, octaves=2)
    day = fractal_noise(rng, len(x), cell=0.3, octaves=2)
    offset_x = np.abs(np.mod(x + (label * 37 % 101) / 50, 2) - 1).astype(np.float32)
    offset_y = np.abs(np.mod(y + (label * 61 % 97) / 48, 2) - 1).astype(np.float32)
    piece = ((label * 7919) % 83) / 83
    turned = np.where(
        label % 2 == 0, sample(streaks, offset_x, offset_y), sample(streaks, offset_y, offset_x)
    )
    light = 0.84 + 0.24 * turned + 0.06 * hammer + 0.10 * day + 0.22 * (piece - 0.4)
    return np.asarray(light, dtype=np.float32)
