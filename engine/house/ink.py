"""Ink: mountains in washes of black on absorbent paper, mist between them, bamboo in front."""

import numpy as np
from PIL import Image

from engine.house.fields import (
    Field,
    blur,
    colours,
    fractal_noise,
    from_picture,
    mix,
    positions,
    sample,
    smooth_noise,
    smoothstep,
    to_picture,
)
from engine.house.strokes import Pen, Points, ribbon, smooth_curve, taper

PAPER = colours("efe6d2")[0]
INK = colours("14161a")[0]
SEAL = colours("b3271e")[0]
# Each range: foot, tone of the wash, then its peaks as (x, height, half width).
RANGES = (
    (0.46, 0.30, ((0.10, 0.20, 0.16), (0.36, 0.34, 0.13), (0.62, 0.30, 0.20), (0.92, 0.36, 0.17))),
    (0.60, 0.48, ((0.52, 0.44, 0.13), (0.68, 0.30, 0.12), (0.22, 0.22, 0.20), (0.99, 0.24, 0.16))),
    (
        0.76,
        0.66,
        (
            (0.84, 0.46, 0.12),
            (0.97, 0.36, 0.12),
            (0.70, 0.22, 0.12),
            (0.40, 0.15, 0.16),
            (0.10, 0.24, 0.18),
        ),
    ),
    (0.98, 0.92, ((0.05, 0.26, 0.22), (0.30, 0.12, 0.20), (0.98, 0.20, 0.24), (0.66, 0.08, 0.2))),
)


def paint_ink(rng: np.random.Generator, side_px: int) -> Image.Image:
    x, y = positions(side_px)
    fibre = fractal_noise(rng, side_px, cell=(0.02, 0.004), octaves=2) + fractal_noise(
        rng, side_px, cell=(0.004, 0.02), octaves=2
    )
    grain = fractal_noise(rng, side_px, cell=0.008, octaves=3)
    cloud = fractal_noise(rng, side_px, cell=(0.35, 0.12), octaves=4)
    wash = 0.10 + 0.09 * cloud + 0.10 * _backruns(rng, side_px)
    for foot, tone, peaks in RANGES:
        wash = _lay_range(rng, wash, x, y, foot, tone, peaks)
    wash = wash + _water(rng, x, y)
    for tone, seed_x in ((0.42, 0.24), (1.15, 0.075)):
        wash = wash + tone * _bamboo(rng, side_px, root_x=seed_x, grain=grain) * (1.1 - 0.35 * wash)
    wash = np.clip(wash, 0, 1.15) * (1 + 0.11 * grain + 0.025 * fibre)
    paper = PAPER * (1 + 0.014 * fibre + 0.02 * cloud)[..., None]
    tint = mix(colours("51606c")[0], INK, np.clip(wash * 1.1, 0, 1).astype(np.float32))
    density = 1 - np.exp(-2.5 * np.clip(wash, 0, 2))
    picture = mix(paper, tint, density.astype(np.float32))
    return to_picture(_stamp_seal(picture, x, y, grain))


def _backruns(rng: np.random.Generator, side_px: int) -> Field:
    """Return the dark rims that water leaves where it creeps into a drying wash."""
    pool = fractal_noise(rng, side_px, cell=0.22, octaves=5, gain=0.55)
    rims = np.exp(-np.abs(pool - 0.15) / 0.03) + 0.7 * np.exp(-np.abs(pool + 0.35) / 0.03)
    return np.asarray(rims, dtype=np.float32)


def _ridge(
    rng: np.random.Generator, x: Field, foot: float, peaks: tuple[tuple[float, float, float], ...]
) -> Field:
    """Return the ridge's y over the top row's x: steep rounded peaks with broken shoulders."""
    line = x[0]
    height = np.zeros_like(line)
    for centre, high, half in peaks:
        away = np.abs(line - centre) / half
        height = np.maximum(
            height,
            high * np.exp(-(away**1.7) * 1.5) + 0.12 * high * np.exp(-((away - 0.55) ** 2) * 40),
        )
    rough = fractal_noise(rng, 256, cell=0.09, octaves=5, gain=0.6)[128]
    rough_line = np.interp(line, np.linspace(0, 1, 256), rough)
    return np.asarray(foot - height + 0.018 * rough_line, dtype=np.float32)


def _lay_range(
    rng: np.random.Generator,
    wash: Field,
    x: Field,
    y: Field,
    foot: float,
    tone: float,
    peaks: tuple[tuple[float, float, float], ...],
) -> Field:
    """Lay one range: a wet edge, a wash that pales into mist, and dry strokes down its sides."""
    side_px = len(x)
    bleed = 0.004 * fractal_noise(rng, side_px, cell=0.02, octaves=3)
    ridge = _ridge(rng, x, foot, peaks)[None, :]
    depth = y - ridge + bleed
    inside = smoothstep(-0.002, 0.0035, depth)
    pool = fractal_noise(rng, side_px, cell=0.08, octaves=4)
    mist = smoothstep(foot + 0.05, foot - 0.16, y + 0.05 * pool)
    body = 0.34 * np.exp(-depth / 0.14) + 0.18 + 0.13 * pool
    edge = 0.55 * np.exp(-np.abs(depth - 0.004) / 0.0045)
    lean = fractal_noise(rng, side_px, cell=0.2, octaves=2)
    streak = fractal_noise(rng, side_px, cell=(0.022, 0.075), octaves=4, gain=0.6)
    slant = np.mod(x + 0.75 * np.gradient(ridge[0])[None, :] * side_px * depth + 0.03 * lean, 1)
    dry = sample(streak, slant.astype(np.float32), np.clip(y, 0, 1))
    grit = smooth_noise(rng, side_px, cell=0.004)
    strokes = smoothstep(0.18, 0.62, dry + 0.35 * grit + 0.15 * pool) * np.exp(-depth / 0.22)
    moss = smoothstep(
        0.55, 0.75, smooth_noise(rng, side_px, cell=0.013) + 0.4 * pool - 9 * np.abs(depth - 0.012)
    )
    laid = tone * (body + edge + 0.62 * strokes + 0.5 * moss) * (0.12 + 0.88 * mist)
    covered = wash * (1 - 0.63 * inside * mist) + laid * inside
    return np.asarray(covered, dtype=np.float32)


def _water(rng: np.random.Generator, x: Field, y: Field) -> Field:
    """Return a few pale strokes of current between the near shores."""
    ripple = fractal_noise(rng, len(x), cell=(0.22, 0.012), octaves=3)
    band = smoothstep(0.76, 0.84, y) * smoothstep(0.97, 0.90, y)
    return (0.35 * smoothstep(0.35, 0.9, ripple) * band).astype(np.float32)


def _bamboo(rng: np.random.Generator, side_px: int, *, root_x: float, grain: Field) -> Field:
    """Return the ink of stems in joints and of leaves in fans of tapered strokes."""
    mask = Image.new("L", (side_px, side_px), 0)
    pen = Pen(mask)
    for stem in range(2):
        x, y = root_x + 0.075 * stem + rng.uniform(-0.01, 0.01), 1.05
        lean, width = rng.uniform(-0.015, 0.03), 0.017 - 0.004 * stem
        while y > -0.05:
            length = rng.uniform(0.13, 0.19)
            line = np.array(
                [(x, y), (x + lean * 0.5, y - length * 0.5), (x + lean, y - length + 0.008)]
            )
            pen.fill(
                ribbon(line, width * np.array([1.12, 0.86, 1.12])), int(rng.integers(150, 200))
            )
            x, y = x + lean, y - length
            if y < 0.72:
                _leaves(rng, pen, np.array([x, y]), 1.0 if rng.random() < 0.75 else -1.0)
    ink = blur(from_picture(mask), radius=0.0009)
    return (ink * (0.95 + 0.10 * grain)).astype(np.float32)


def _leaves(rng: np.random.Generator, pen: Pen, joint: Points, side: float) -> None:
    """Hang fans of leaves from a thin twig."""
    end = joint + np.array([side * rng.uniform(0.06, 0.14), rng.uniform(-0.06, 0.0)])
    twig = smooth_curve(np.array([joint, (joint + end) / 2 + (0, -0.012), end]), count=10)
    pen.fill(ribbon(twig, 0.0035), 190)
    for share in (0.45, 0.75, 1.0):
        root = joint + (end - joint) * share
        for _ in range(int(rng.integers(2, 5))):
            angle = rng.normal(0.95, 0.5)
            length = rng.uniform(0.06, 0.13)
            tip = root + np.array([side * np.cos(angle), np.sin(angle)]) * length
            bend = (root + tip) / 2 + rng.normal(0, 0.008, 2)
            leaf = smooth_curve(np.array([root, bend, tip]), count=14)
            pen.fill(taper(leaf, width=rng.uniform(0.012, 0.019)), int(rng.integers(150, 255)))


def _stamp_seal(picture: Field, x: Field, y: Field, grain: Field) -> Field:
    """Press a small red seal with white lines into the lower right."""
    right, down = (x - 0.905) / 0.035, (y - 0.90) / 0.042
    square = smoothstep(1.0, 0.93, np.maximum(np.abs(right), np.abs(down)) + 0.05 * grain)
    carved = (np.abs(right) > 0.78) | (np.abs(down) > 0.78)
    strokes = (np.abs(np.mod(right * 1.6 + 0.2, 1) - 0.5) < 0.16) & (np.abs(down) < 0.55)
    bar = (np.abs(np.abs(down) - 0.36) < 0.10) & (np.abs(right) < 0.62)
    white = ((strokes | bar) & ~carved).astype(np.float32)
    return mix(picture, SEAL, square * (1 - 0.9 * white) * (0.9 + 0.1 * grain))
