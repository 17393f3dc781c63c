"""Lines of one ink: along outlines, or hatching where it is dark. No torch."""

from __future__ import annotations

import cv2
import numpy as np

from engine.strokes import bezier
from engine.strokes.field import directions, light
from engine.strokes.hands import Lines
from engine.strokes.seeds import worst_of_cells
from engine.strokes.stroke import Floats
from engine.strokes.trace import Ground, trace

# How fine an outline is: darker than around it (Winnemoeller et al. 2012, differences of
# Gaussians), in px of the sheet.
_FINE_PX, _WIDE_PX = 0.9, 4.5
_CELL_PX = 4
# The share of a photo that has outlines, and how dark one must be beside its surroundings.
_OUTLINED, _LEAST_EDGE = 0.2, 0.025
# Shorter ones, in widths, are specks.
_SHORTEST = 2.5
_TONE_PX = 2.5  # hatching follows forms larger than this


def draw_lines(
    target: Floats, lines: Lines, *, most: int, random: np.random.Generator
) -> list[tuple[Floats, float]]:
    """(curve, width) of each, at most ``most``."""
    tone = light(target)
    if lines.darkness is None:
        seeds, ground = _outlines(target, tone)
    else:
        seeds, ground = _hatching(tone, lines, lines.darkness, random)
    seeds = seeds[: max(most, 0)]
    if len(seeds) == 0:
        return []
    lengths = lines.length * random.uniform(0.65, 1.0, len(seeds))
    jitter = np.deg2rad(lines.stray_deg) * random.standard_normal(len(seeds))
    curves = trace(ground, seeds, lengths, jitter=jitter)
    widths = lines.width * random.uniform(0.7, 1.2, len(curves))
    is_long = bezier.lengths(curves) >= _SHORTEST * lines.width
    return [(curves[index], float(widths[index])) for index in np.flatnonzero(is_long)]


def _outlines(target: Floats, tone: Floats) -> tuple[Floats, Ground]:
    edge = _blurred(tone, _WIDE_PX) - _blurred(tone, _FINE_PX)
    threshold = max(_LEAST_EDGE, float(np.quantile(edge, 1 - _OUTLINED)))
    ways = directions(target, sigma_px=2.0, usual_deg=0.0)
    # A line ends where the outline does.
    ridge = np.clip(edge / threshold, 0, 1)[..., None]
    ground = Ground(ways=ways, picture=ridge, tolerance=0.43)
    return worst_of_cells(edge, _CELL_PX, threshold), ground


def _hatching(
    tone: Floats, lines: Lines, darkness: float, random: np.random.Generator
) -> tuple[Floats, Ground]:
    height, width = tone.shape
    soft = _blurred(tone, _TONE_PX)
    angle = np.deg2rad(lines.angle_deg)
    along = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-along[1], along[0]])
    reach, step = np.hypot(height, width) / 2, lines.length * 0.8
    v, u = np.meshgrid(
        np.arange(-reach, reach, lines.spacing), np.arange(-reach, reach, step), indexing="ij"
    )
    u = u + random.uniform(-0.5, 0.5, u.shape) * step
    v = v + random.uniform(-0.15, 0.15, v.shape) * lines.spacing
    seeds = u.reshape(-1, 1) * along + v.reshape(-1, 1) * across + (width / 2, height / 2)
    seeds = seeds[((seeds >= 0) & (seeds < (width, height))).all(axis=1)]
    dark = soft[seeds[:, 1].astype(int), seeds[:, 0].astype(int)]
    order = np.argsort(dark, kind="stable")
    seeds = seeds[order[dark[order] < darkness]]
    ways = np.empty((height, width, 2))
    ways[:] = along
    is_dark = (soft < darkness).astype(np.float32)[..., None]
    return seeds, Ground(ways=ways, picture=is_dark, tolerance=0.5)


def _blurred(image: Floats, sigma_px: float) -> Floats:
    blurred: Floats = cv2.GaussianBlur(image, (0, 0), sigmaX=sigma_px)
    return blurred
