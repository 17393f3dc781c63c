"""Swirls: thick strokes of night blue and gold that follow whirls in the sky and furrows below."""

import numpy as np
from PIL import Image, ImageDraw

from engine.house.fields import (
    Field,
    blur,
    colours,
    fractal_noise,
    from_picture,
    mix,
    positions,
    ramp,
    relief,
    sample,
    smoothstep,
    to_picture,
)

# x, y, radius, turn (sign: direction), whether a light burns in it
WHIRLS = (
    (0.44, 0.40, 0.21, 1.0, False),
    (0.73, 0.52, 0.15, -0.9, False),
    (0.82, 0.17, 0.15, 1.0, True),
    (0.15, 0.15, 0.10, -0.8, True),
    (0.13, 0.53, 0.08, 0.8, True),
    (0.52, 0.11, 0.07, -0.7, True),
    (0.95, 0.42, 0.07, -0.7, True),
    (0.32, 0.67, 0.06, 0.6, True),
)
NIGHT = colours("0a1440", "12236b", "1d3f94", "2f62b5", "5d93cf", "a9cbdc", "e4ead0")
LIGHT = colours("fff6c2", "fbdc5c", "f0b02a", "d98a1c", "7f9c86", "3f74b0")
EARTH = colours("0c1a33", "16375a", "2c5a5c", "5c7a3c", "b08a26", "e3b63a")
POINTS = 9


def paint_swirls(rng: np.random.Generator, side_px: int) -> Image.Image:
    x, y = positions(side_px)
    ground = smoothstep(-0.004, 0.004, y - _horizon(x))
    stream = _stream(rng, x, y, ground)
    colour = _colour(rng, x, y, stream, ground)
    down, right = np.gradient(stream)
    speed = np.hypot(down, right) + 1e-9
    across, along = -(down / speed).astype(np.float32), (right / speed).astype(np.float32)
    paint = to_picture(colour * 0.6)
    height = Image.new("L", paint.size, 60)
    for spacing, width, length in (
        (0.024, 0.022, 0.16),
        (0.019, 0.016, 0.12),
        (0.020, 0.011, 0.07),
    ):
        _lay_strokes(rng, paint, height, colour, (across, along), spacing, width, length)
    shade = relief(blur(from_picture(height), radius=0.0011), depth=7.0)
    return to_picture(from_picture(paint) * shade[..., None] * 1.04)


def _horizon(x: Field) -> Field:
    line: Field = 0.80 + 0.035 * np.sin(5.2 * x + 0.6) + 0.02 * np.sin(13 * x)
    return line


def _stream(rng: np.random.Generator, x: Field, y: Field, ground: Field) -> Field:
    """Return the stream function; strokes run along its level lines."""
    sky = 0.55 * y + 0.05 * np.sin(5.5 * x + 1.0) + 0.02 * np.sin(11 * x + 9 * y)
    for centre_x, centre_y, radius, turn, is_lit in WHIRLS:
        distance = np.hypot(x - centre_x, y - centre_y) / radius
        sky = sky + turn * (2.4 if is_lit else 1.1) * radius * np.exp(-(distance**1.5))
    sky = sky + 0.004 * fractal_noise(rng, len(x), cell=0.15, octaves=2)
    furrows = y - 0.09 * np.sin(6 * x + 9 * y) - 0.3 * (_horizon(x) - 0.8)
    return np.asarray(sky * (1 - ground) + furrows * ground, dtype=np.float32)


def _colour(rng: np.random.Generator, x: Field, y: Field, stream: Field, ground: Field) -> Field:
    """Return what the strokes are dipped in: bands along the stream, light round the lamps."""
    mottle = fractal_noise(rng, len(x), cell=0.09, octaves=3)
    band = np.sin(stream * 62) * 0.5 + 0.5
    tone = 0.10 + 0.42 * band**1.6 + 0.12 * mottle + 0.12 * smoothstep(0.3, 0.8, y)
    for centre_x, centre_y, radius, _, is_lit in WHIRLS[:2]:
        pull = np.exp(-((np.hypot(x - centre_x, y - centre_y) / radius) ** 2))
        tone = tone + (0.0 if is_lit else 0.34) * pull * (band + 0.15)
    colour = ramp(np.clip(tone, 0, 1), NIGHT)
    for centre_x, centre_y, radius, _, is_lit in WHIRLS:
        if is_lit:
            distance = np.hypot(x - centre_x, y - centre_y) / radius
            rings = distance * 0.75 + 0.10 * np.sin(distance * 16) + 0.05 * mottle
            colour = mix(colour, ramp(np.clip(rings, 0, 1), LIGHT), smoothstep(1.3, 0.7, distance))
    furrow = 0.46 + 0.36 * np.sin(stream * 95) + 0.25 * mottle
    return mix(colour, ramp(np.clip(furrow, 0, 1), EARTH), ground)


def _lay_strokes(
    rng: np.random.Generator,
    paint: Image.Image,
    height: Image.Image,
    colour: Field,
    flow: tuple[Field, Field],
    spacing: float,
    width: float,
    length: float,
) -> None:
    """Drag a brush of a few bristles along the flow from each point of a jittered grid."""
    side_px = paint.width
    start = np.arange(0, 1, spacing)
    xs, ys = (axis.ravel() for axis in np.meshgrid(start, start))
    order = rng.permutation(xs.size)
    x = (xs[order] + rng.uniform(0, spacing, xs.size)).astype(np.float32)
    y = (ys[order] + rng.uniform(0, spacing, xs.size)).astype(np.float32)
    dip = (
        sample(colour, x, y) + rng.normal(0, 0.06, (x.size, 1)) + rng.normal(0, 0.025, (x.size, 3))
    )
    stride = length / POINTS * rng.uniform(0.6, 1.2, x.size).astype(np.float32)
    line, normal = _follow(flow, x, y, stride)
    bristles = max(4, round(width * 512 / 1.1))
    pen, carve = ImageDraw.Draw(paint), ImageDraw.Draw(height)
    offsets = np.linspace(-0.5, 0.5, bristles) * width
    tufts = (line[None] + offsets[:, None, None, None] * normal[None]) * side_px
    tufts = tufts.transpose(3, 0, 1, 2).reshape(x.size, bristles, -1)
    tone = np.clip(dip[:, None] + rng.normal(0, 0.03, (x.size, bristles, 1)), 0, 1) * 255
    load = rng.uniform(110, 255, (x.size, 1)) * rng.uniform(0.7, 1.0, (x.size, bristles))
    load *= 1 - 0.35 * np.abs(np.linspace(-1, 1, bristles)) ** 3
    pen_px = max(1, round(width * side_px / bristles * 1.5))
    for points, tints, loads in zip(
        tufts.tolist(), tone.astype(int).tolist(), load.astype(int).tolist(), strict=True
    ):
        for bristle, tint, weight in zip(points, tints, loads, strict=True):
            pen.line(bristle, fill=tuple(tint), width=pen_px)
            carve.line(bristle, fill=weight, width=pen_px)


def _follow(flow: tuple[Field, Field], x: Field, y: Field, stride: Field) -> tuple[Field, Field]:
    """Walk along the flow: (points, x or y, strokes) of the path, and of its normals."""
    path, normals = [], []
    for _ in range(POINTS):
        step_x, step_y = sample(flow[0], x, y), sample(flow[1], x, y)
        path.append((x, y))
        normals.append((-step_y, step_x))
        x, y = x + step_x * stride, y + step_y * stride
    return np.array(path), np.array(normals)
