"""Woodcut: breaking waves cut in lines and printed in a few inks on cream paper."""

import numpy as np
from PIL import Image

from engine.house.fields import (
    Field,
    colours,
    fractal_noise,
    from_picture,
    mix,
    positions,
    smoothstep,
    to_picture,
)
from engine.house.strokes import Ink, Pen, Points, ribbon, smooth_curve, taper

PAPER, INDIGO, BLUE, PALE, RED, SAND = (
    (241, 229, 203),
    (18, 34, 74),
    (38, 84, 138),
    (142, 180, 196),
    (205, 72, 48),
    (228, 190, 126),
)
# The outline of a breaker of height 1, from its foot up the back to the tip, and up the hollow.
BACK = np.array(
    [
        (-1.5, 0.0),
        (-1.0, 0.09),
        (-0.62, 0.30),
        (-0.30, 0.66),
        (0.02, 0.92),
        (0.34, 1.0),
        (0.62, 0.90),
        (0.76, 0.68),
        (0.72, 0.50),
    ]
)
HOLLOW = np.array(
    [
        (1.1, 0.0),
        (0.60, 0.05),
        (0.24, 0.16),
        (0.06, 0.36),
        (0.06, 0.58),
        (0.20, 0.76),
        (0.40, 0.82),
        (0.58, 0.74),
        (0.72, 0.50),
    ]
)


def paint_woodcut(rng: np.random.Generator, side_px: int) -> Image.Image:
    block = Image.new("RGB", (side_px, side_px), SAND)
    pen = Pen(block)
    _cut_sky(rng, pen)
    _cut_swell(rng, pen, top=0.50, inks=(PALE, BLUE))
    _cut_breaker(rng, pen, foot=(0.84, 0.72), height=0.36)
    _cut_swell(rng, pen, top=0.63, inks=(BLUE, INDIGO))
    _cut_breaker(rng, pen, foot=(0.36, 0.84), height=0.60)
    _cut_swell(rng, pen, top=0.77, inks=(PALE, BLUE))
    _cut_breaker(rng, pen, foot=(0.80, 1.00), height=0.28)
    _cut_swell(rng, pen, top=0.89, inks=(BLUE, INDIGO))
    return _print(rng, from_picture(block))


def _cut_sky(rng: np.random.Generator, pen: Pen) -> None:
    """Wind lines of two inks that part round a red sun."""
    sun = np.array([0.72, 0.24])
    for index in range(46):
        level = index * 0.0135 - 0.01
        ink = (
            (INDIGO if index % 6 == 0 else BLUE)
            if index < 16
            else (RED if index % 5 == 0 else PAPER)
        )
        start = -0.1 - rng.uniform(0, 0.2)
        while start < 1.05:
            length = rng.uniform(0.12, 0.42)
            x = np.linspace(start, start + length, 24)
            y = level + 0.012 * np.sin(6 * x + 0.25 * index) + 0.006 * np.sin(15 * x + index)
            line = np.stack([x, y], axis=1)
            away = line - sun
            reach = np.linalg.norm(away, axis=1, keepdims=True)
            line = line + away / (reach + 1e-6) * 0.10 * np.exp(-((reach / 0.17) ** 2))
            pen.fill(taper(line, width=rng.uniform(0.005, 0.0105)), ink)
            start += length + rng.uniform(0.0, 0.02)
    for radius, ink in ((0.132, INDIGO), (0.126, PAPER), (0.116, RED)):
        pen.disc(sun[0], sun[1], radius, ink)
    for index in range(11):
        y = sun[1] + 0.005 + index * 0.0105
        half = np.sqrt(max(0.0, 0.112**2 - (y - sun[1]) ** 2)) * rng.uniform(0.75, 1.0)
        line = np.stack([np.linspace(sun[0] - half, sun[0] + half, 16), np.full(16, y)], axis=1)
        pen.fill(taper(line, width=0.0012 + 0.0006 * index), SAND)


def _cut_swell(
    rng: np.random.Generator,
    pen: Pen,
    *,
    top: float,
    inks: tuple[Ink, Ink],
) -> None:
    """A band of running sea: a foam edge, then gouged lines that follow it."""
    x = np.linspace(-0.05, 1.05, 160)
    phase, pace = rng.uniform(0, 6), rng.uniform(9, 13)

    def level(x: Points, depth: float) -> Points:
        flat = np.exp(-depth / 0.12)
        crest = np.abs(np.sin(0.5 * pace * x + phase)) ** 0.8
        line: Points = (
            top + depth - 0.055 * flat * crest + 0.012 * np.sin(2.1 * pace * x + 3 * depth)
        )
        return line

    crest = np.stack([x, level(x, 0.0)], axis=1)
    floor = np.array([(1.05, 1.1), (-0.05, 1.1)])
    pen.fill(np.concatenate([crest, floor]), INDIGO)
    pen.fill(np.concatenate([crest + np.array([0, 0.004]), floor]), PAPER)
    pen.fill(np.concatenate([crest + np.array([0, 0.013]), floor]), inks[0])
    for index in range(15):
        depth = 0.020 + index * 0.0125
        ink = PAPER if index % 4 == 2 else inks[1]
        start = -0.1 - rng.uniform(0, 0.2)
        while start < 1.05:
            length = rng.uniform(0.10, 0.38)
            run = np.linspace(start, start + length, 22)
            line = np.stack([run, level(run, depth)], axis=1)
            width = rng.uniform(0.004, 0.0095) * (0.6 if ink == PAPER else 1.0)
            pen.fill(taper(line, width=width), ink)
            start += length + rng.uniform(0.0, 0.03)


def _cut_breaker(
    rng: np.random.Generator,
    pen: Pen,
    *,
    foot: tuple[float, float],
    height: float,
) -> None:
    """A wave whose lines run from its foot up into the curl, with claws of foam."""
    scale = np.array([height, -height])
    back = np.array(foot) + smooth_curve(BACK, count=90) * scale
    hollow = np.array(foot) + smooth_curve(HOLLOW, count=90) * scale
    body = np.concatenate([back, hollow[::-1]])
    pen.fill(body, BLUE)
    lines = round(10 + 34 * height)
    for index in range(lines + 1):
        share = (index + 0.5) / (lines + 1)
        line = back + (hollow - back) * share
        ink, width = ((PALE, 0.5), (INDIGO, 0.34), (PAPER, 0.40))[index % 3]
        gap = np.linalg.norm(hollow - back, axis=1) / lines
        begin, end = rng.integers(0, 12), rng.integers(70, 90)
        swell = np.sin(np.pi * np.linspace(0.06, 0.97, end - begin)) ** 0.5
        pen.fill(
            ribbon(line[begin:end], np.minimum(gap[begin:end] * 1.5 * width, 0.03) * swell), ink
        )
    for edge, thick in ((back, 0.007), (hollow, 0.005)):
        pen.fill(ribbon(edge, thick), INDIGO)
    _cut_foam(rng, pen, back=back, height=height)


def _cut_foam(rng: np.random.Generator, pen: Pen, *, back: Points, height: float) -> None:
    """White scallops and hooks along the crest, each with a dark line, and spray before it."""
    crest = back[42:]
    ahead = np.gradient(crest, axis=0)
    out = np.stack([ahead[:, 1], -ahead[:, 0]], axis=1)
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    _cut_scallops(rng, pen, crest, out, height)
    for index in range(14, len(crest), 3):
        step = (out[index] * rng.uniform(0.3, 0.9) + np.array([0.35, 0.65])) * 0.075 * height
        start = crest[index] + out[index] * 0.04 * height
        tip = start + step + np.array([0.012, 0.035]) * height
        hook = smooth_curve(np.array([start, start + step * 0.6, tip]), count=10)
        widths = np.linspace(0.034, 0.006, 10) * height
        pen.fill(ribbon(hook, widths + 0.0055), INDIGO)
        pen.fill(ribbon(hook, widths), PAPER)
    for _ in range(round(190 * height)):
        x, y = crest[-1] + rng.normal((0.10, -0.10), 0.26) * height
        pen.disc(x, y, rng.uniform(0.0022, 0.0062), PAPER)


def _cut_scallops(
    rng: np.random.Generator, pen: Pen, crest: Points, out: Points, height: float
) -> None:
    """Heap discs of foam along the crest, more towards its tip; every other one has a fold."""
    spots: list[tuple[float, float, float]] = []
    for index in np.repeat(np.arange(0, len(crest), 2), 3):
        lean = index / len(crest)
        reach = rng.uniform(-0.05, 0.012 + 0.055 * lean) * height
        x, y = crest[index] + out[index] * reach + rng.normal(0, 0.008 * height, 2)
        spots.append((x, y, height * rng.uniform(0.018, 0.034 + 0.014 * lean)))
    for x, y, radius in spots:
        pen.disc(x, y, radius + 0.0036, INDIGO)
    for x, y, radius in spots:
        pen.disc(x, y, radius, PAPER)
    for x, y, radius in spots[::2]:
        pen.arc(x, y, radius * 0.6, BLUE, width=0.0025)


def _print(rng: np.random.Generator, block: Field) -> Image.Image:
    """Print the block: the grain of the plank shows in the ink, the fibres in the paper."""
    side_px = len(block)
    _, y = positions(side_px)
    bend = fractal_noise(rng, side_px, cell=(0.5, 0.12), octaves=2)
    grain = np.sin((y + 0.02 * bend) * 520 + 5 * bend) * fractal_noise(
        rng, side_px, cell=(0.12, 0.006), octaves=2
    )
    speck = fractal_noise(rng, side_px, cell=0.006, octaves=2)
    paper = np.asarray(PAPER, dtype=np.float32) / 255
    inked = np.clip(np.abs(block - paper).sum(axis=2) * 1.2, 0, 1)
    worn = np.clip(0.09 + 0.16 * grain + 0.16 * smoothstep(0.55, 1.2, speck), 0, 0.6) * inked
    printed = mix(block, paper, worn)
    bokashi = smoothstep(0.26, 0.0, y) * 0.35
    printed = printed * (1 - bokashi[..., None] * (1 - colours("5a83b0")[0]))
    return to_picture(printed * (1 + 0.025 * speck)[..., None])
