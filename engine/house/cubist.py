"""Cubist: a guitar on a table seen from many sides at once, in shaded planes of earth colours."""

import numpy as np
from PIL import Image, ImageDraw

from engine.house.fields import (
    Field,
    blur,
    colours,
    from_picture,
    mix,
    positions,
    relief,
    sample,
    smoothstep,
    to_picture,
)
from engine.house.still_life import WALL, draw_still_life

EARTH = colours(
    *("f0e2bb", "e3c27c", "cf9648", "a8602f", "8f9270", "64766e", "4a6172", "e8d4a4"),
    *("b8452c", "3a2c22", "7f9aa8", "d6a862", "f4ead0", "5a3a24"),
)
LINE = colours("1e1712")[0]
DIRECTIONS = (0.12, 0.62, 1.05, 1.45, 1.72, 2.2, 2.65)
EDGES = 16
PLANES = 54
DABS = 9000


def paint_cubist(rng: np.random.Generator, side_px: int) -> Image.Image:
    x, y = positions(side_px)
    edges = [_edge(rng, x, y) for _ in range(EDGES)]
    wall = np.array(WALL, dtype=np.float32) / 255
    canvas: Field = np.broadcast_to(wall, (side_px, side_px, 3)).copy()
    turn = np.zeros_like(x)
    for index in range(PLANES):
        _lay_plane(rng, canvas, turn, (x, y), size=0.40 * (1 - index / PLANES) + 0.13)
    seen = _shatter(rng, x, y, edges, from_picture(draw_still_life(side_px)))
    is_open = np.zeros(x.shape, dtype=bool)
    for depth, _ in edges[:7]:
        is_open ^= depth > 0
    thing = smoothstep(0.10, 0.22, np.abs(seen - wall).sum(axis=2))
    canvas = mix(canvas, seen, thing * np.where(is_open, 0.78, 0.22).astype(np.float32))
    light = np.ones_like(x)
    for depth, reach in edges:
        light += np.where(depth > 0, -0.42, 0.30) * np.exp(-np.abs(depth) / 0.055) * reach
    canvas = _stretch(canvas * np.clip(light, 0.5, 1.35)[..., None])
    line = np.zeros_like(x)
    for depth, reach in edges:
        line = np.maximum(line, np.clip(2 - np.abs(depth) / 0.0013, 0, 1) * reach)
    canvas = mix(canvas, LINE, 0.55 * line)
    return to_picture(canvas * _dab(rng, turn)[..., None])


def _direction(rng: np.random.Generator) -> tuple[float, float]:
    """Return the cosine and sine of one of the picture's few directions, either way round."""
    angle = (
        DIRECTIONS[rng.integers(len(DIRECTIONS))] + rng.normal(0, 0.05) + np.pi * rng.integers(2)
    )
    return float(np.cos(angle)), float(np.sin(angle))


def _edge(rng: np.random.Generator, x: Field, y: Field) -> tuple[Field, Field]:
    """Return the signed distance to a long edge, some of them arcs, and where along it it shows."""
    centre_x, centre_y = rng.uniform(0.05, 0.95, 2).tolist()
    cosine, sine = _direction(rng)
    right, down = x - centre_x, y - centre_y
    along = right * cosine + down * sine
    depth = down * cosine - right * sine
    if rng.random() < 0.35:
        radius = float(rng.uniform(0.12, 0.28))
        depth = np.hypot(along, depth - radius) - radius
    half = float(rng.uniform(0.14, 0.34))
    return depth, smoothstep(half, half * 0.55, np.abs(along))


def _lay_plane(
    rng: np.random.Generator,
    canvas: Field,
    turn: Field,
    place: tuple[Field, Field],
    *,
    size: float,
) -> None:
    """Lay a plane of four corners: solid and dark at one edge, open at the other."""
    centre_x, centre_y = rng.uniform(0.0, 1.0, 2).tolist()
    cosine, sine = _direction(rng)
    long, wide = size * float(rng.uniform(0.6, 1.0)), size * float(rng.uniform(0.3, 0.7))
    skew, pinch = float(rng.uniform(-0.5, 0.5)), float(rng.uniform(0.0, 0.7))
    tint = EARTH[rng.integers(len(EARTH))]
    stroke = float(rng.choice([-0.5, -0.2, 0.1, 0.4, 1.3]))
    side_px, reach = len(turn), float(np.hypot(0.8 * long, 0.5 * wide))
    rows, columns = (
        slice(max(0, int((centre - reach) * side_px)), int((centre + reach) * side_px))
        for centre in (centre_y, centre_x)
    )
    window = (rows, columns)
    right, down = place[0][window] - centre_x, place[1][window] - centre_y
    along, across = (right * cosine + down * sine) / long, (down * cosine - right * sine) / wide
    border = np.maximum(np.abs(along + skew * across) + pinch * across * 0.5, np.abs(across)) - 0.5
    inside = smoothstep(0.0008, -0.0008, border * wide)
    shade = np.clip(across + 0.5, 0, 1)
    cover = inside * (0.94 - 0.86 * shade**1.5)
    below = canvas[window]
    canvas[window] = mix(below, tint * (0.60 + 0.62 * shade)[..., None], cover)
    line = inside * smoothstep(-0.0045, -0.0020, border * wide) * smoothstep(1.0, 0.25, shade)
    canvas[window] = mix(canvas[window], LINE, 0.6 * line)
    turn[window] = np.where(cover > 0.3, stroke, turn[window])


def _stretch(colour: Field) -> Field:
    """Use the whole range from dark to light."""
    low, high = np.percentile(colour[::4, ::4], (1, 98.5)).tolist()
    return np.asarray(np.clip(0.04 + 0.94 * (colour - low) / (high - low), 0, 1), dtype=np.float32)


def _shatter(
    rng: np.random.Generator, x: Field, y: Field, edges: list[tuple[Field, Field]], scene: Field
) -> Field:
    """Show each plane's piece of the scene from a slightly different side."""
    shift_x, shift_y = np.zeros_like(x), np.zeros_like(y)
    for depth, reach in edges:
        slip = rng.normal(0, 0.030, 2).astype(np.float32)
        shift_x = shift_x + slip[0] * (depth > 0) * reach
        shift_y = shift_y + slip[1] * (depth > 0) * reach
    return sample(scene, (x + shift_x).astype(np.float32), (y + shift_y).astype(np.float32))


def _dab(rng: np.random.Generator, turn: Field) -> Field:
    """Return the light and dark of short flat touches, each laid in its plane's own direction."""
    side_px = len(turn)
    tone, height = (Image.new("L", (side_px, side_px), grey) for grey in (128, 110))
    pen, carve = ImageDraw.Draw(tone), ImageDraw.Draw(height)
    x, y = (rng.random(DABS).astype(np.float32) for _ in range(2))
    angle = sample(turn, x, y) + rng.normal(0, 0.12, DABS)
    half, thick = rng.uniform(0.008, 0.017, DABS), rng.uniform(0.006, 0.010, DABS)
    right, down = np.cos(angle), np.sin(angle)
    corners = [
        (x + a * half * right - b * thick / 2 * down, y + a * half * down + b * thick / 2 * right)
        for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    outlines = (np.array(corners).transpose(2, 0, 1).reshape(DABS, 8) * side_px).tolist()
    tones = np.clip(rng.normal(128, 17, DABS), 60, 200).astype(int).tolist()
    loads = rng.integers(80, 200, DABS).tolist()
    for outline, ink, load in zip(outlines, tones, loads, strict=True):
        pen.polygon(outline, fill=ink)
        carve.polygon(outline, fill=load)
    light = relief(blur(from_picture(height), radius=0.0011), depth=3.5)
    return (from_picture(tone) + 0.5) * light
