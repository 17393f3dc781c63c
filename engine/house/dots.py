"""Dots: a river evening in small touches of unmixed colour, which the eye mixes."""

import numpy as np
from PIL import Image, ImageDraw

from engine.house.fields import (
    Field,
    colours,
    fractal_noise,
    mix,
    positions,
    ramp,
    sample,
    smoothstep,
    to_picture,
)

SKY = colours("3f6fb8", "6f9fd0", "b3b9d6", "f0c2a0", "f8d78a")
WATER = colours("f3cf8a", "d7a8a0", "7f9cc6", "3d6fa8", "274f8c")
TREES = colours("1d3a5c", "22584f", "3f8047", "86a83c", "d8c94a")
MEADOW = colours("2f5e4a", "4f8a3f", "94b244", "d9cc55", "f0b95a")
SUN_X, SUN_Y = 0.66, 0.30


def paint_dots(rng: np.random.Generator, side_px: int) -> Image.Image:
    scene = _scene(rng, side_px)
    paint = to_picture(scene * 0.55 + 0.35)
    for spacing, radius in ((0.0105, 0.0075), (0.0098, 0.0056), (0.014, 0.0046)):
        _lay_dots(rng, paint, scene, spacing=spacing, radius=radius)
    return paint


def _scene(rng: np.random.Generator, side_px: int) -> Field:
    x, y = positions(side_px)
    leaf = fractal_noise(rng, side_px, cell=0.06, octaves=3)
    cloud = fractal_noise(rng, side_px, cell=(0.3, 0.08), octaves=3)
    sun = np.hypot(x - SUN_X, y - SUN_Y)
    scene = ramp(np.clip(y / 0.42 + 0.16 * cloud - 0.1, 0, 1), SKY)
    scene = mix(scene, ramp(1 - sun * 4, SKY), 0.75 * smoothstep(0.3, 0.06, sun))
    scene = mix(scene, colours("fff3b8")[0], smoothstep(0.062, 0.054, sun))
    ripple = np.sin((y + 0.012 * cloud) * 300 + 8 * np.sin(x * 7)) * 0.5
    depth = (y - 0.46) / 0.5 + 0.14 * ripple + 0.1 * cloud
    water = ramp(np.clip(depth, 0, 1), WATER)
    glitter = smoothstep(0.11, 0.0, np.abs(x - SUN_X) - 0.12 * (y - 0.46)) * (0.55 + ripple)
    water = mix(water, colours("ffe07a")[0], np.clip(glitter, 0, 0.95))
    scene = mix(scene, water, (y > 0.46).astype(np.float32))
    far = 0.46 - 0.045 * (1 + np.sin(9 * x + 1) * 0.5 + 0.5 * leaf)
    bank = ((y > far) & (y < 0.475)).astype(np.float32)
    scene = mix(scene, ramp(0.25 + 0.25 * leaf + (0.46 - y) * 4, TREES), bank)
    mirror = smoothstep(0.60, 0.47, y + 0.02 * ripple) * (y > 0.475)
    scene = mix(
        scene, colours("2a5570")[0], 0.65 * mirror * smoothstep(0.05, 0.16, np.abs(x - SUN_X))
    )
    shore = 0.80 - 0.16 * (1 - x) ** 2 + 0.02 * np.sin(14 * x)
    grass = ramp(np.clip(0.45 + 0.35 * leaf + 0.5 * (x - 0.4), 0, 1), MEADOW)
    scene = mix(scene, grass, smoothstep(0, 0.012, y - shore))
    return _plant_trees(scene, x, y, leaf)


def _plant_trees(scene: Field, x: Field, y: Field, leaf: Field) -> Field:
    """Put trunks, round crowns lit from the sun's side and shadows on the meadow."""
    crowns = ((0.10, 0.24, 0.16), (0.26, 0.30, 0.12), (0.19, 0.13, 0.12), (0.93, 0.36, 0.09))
    for root_x, root_y, width in ((0.15, 0.82, 0.016), (0.27, 0.78, 0.012), (0.93, 0.80, 0.010)):
        trunk = smoothstep(width, width * 0.6, np.abs(x - root_x - 0.03 * (y - 0.5)))
        trunk = trunk * (y > 0.3) * (y < root_y)
        scene = mix(
            scene, ramp((x - root_x) / width * 0.5 + 0.5, colours("2c2350", "a8553a")), trunk
        )
        shadow = np.hypot((x - root_x + 0.08) / 0.17, (y - root_y - 0.03) / 0.03)
        scene = mix(scene, colours("2b3f78")[0], 0.75 * smoothstep(1.1, 0.7, shadow + 0.2 * leaf))
    for crown_x, crown_y, radius in crowns:
        distance = np.hypot(x - crown_x, (y - crown_y) * 0.95) / radius + 0.22 * leaf
        light = 0.38 + 0.45 * (x - crown_x) / radius - 0.3 * (y - crown_y) / radius + 0.3 * leaf
        scene = mix(scene, ramp(np.clip(light, 0, 1), TREES), smoothstep(1.02, 0.94, distance))
    return scene


def _lay_dots(
    rng: np.random.Generator, paint: Image.Image, scene: Field, *, spacing: float, radius: float
) -> None:
    """Dab each point of a jittered hexagonal grid with a purer neighbour of the scene's colour."""
    start = np.arange(-spacing, 1 + spacing, spacing)
    columns, rows = np.meshgrid(start, np.arange(0, 1 + spacing, spacing * 0.87))
    columns[1::2] += spacing / 2
    order = rng.permutation(columns.size)
    x = columns.ravel()[order] + rng.normal(0, 0.16 * spacing, columns.size)
    y = rows.ravel()[order] + rng.normal(0, 0.16 * spacing, columns.size)
    tint = _divide(rng, sample(scene, x.astype(np.float32), y.astype(np.float32)))
    size = radius * rng.uniform(0.75, 1.15, x.size)
    boxes = np.stack([x - size, y - size, x + size, y + size], axis=1) * paint.width
    pen = ImageDraw.Draw(paint)
    for box, fill in zip(boxes.tolist(), (tint * 255).astype(int).tolist(), strict=True):
        pen.ellipse(box, fill=tuple(fill))


def _divide(rng: np.random.Generator, tint: Field) -> Field:
    """Return purer colours that scatter round ``tint``; one in nine is its complement."""
    grey = tint.mean(axis=1, keepdims=True)
    chroma = tint - grey
    turn = rng.normal(0, 0.6, (len(tint), 1)).astype(np.float32)
    sideways = np.roll(chroma, 1, axis=1) - np.roll(chroma, -1, axis=1)
    spread = chroma * np.cos(turn) * 1.4 + sideways * np.sin(turn) * 0.7
    spread = np.where(rng.random((len(tint), 1)) < 0.10, -0.6 * chroma, spread)
    light = grey + rng.normal(0.02, 0.07, (len(tint), 1)).astype(np.float32)
    return np.asarray(np.clip(light + spread, 0, 1), dtype=np.float32)
