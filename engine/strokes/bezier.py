"""Quadratic Beziers: points, lengths, outlines, and how far a pixel lies from one. No torch."""

from __future__ import annotations

import numpy as np

from engine.strokes.stroke import Floats

# From its foot on the chord a pixel's nearest point is found to a hundredth of a px in so many
# steps, on curves that bend no more than ours.
NEWTON_STEPS = 3
# Of an outline: along each side, and around each end.
OUTLINE_POINTS, ROUND_POINTS = 9, 5
_TINY = 1e-9


def at(curves: Floats, t: Floats) -> Floats:
    """Points (n, m, 2) of the curves (n, 3, 2) at ``t`` (m)."""
    t = t[:, None]
    start, control, end = (curves[:, None, index] for index in range(3))
    points: Floats = (1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end
    return points


def first_part(curve: Floats, t: float) -> Floats:
    """The curve (3, 2) up to ``t``, by de Casteljau."""
    start, control, end = curve
    first, second = start + t * (control - start), control + t * (end - control)
    return np.stack([start, first, first + t * (second - first)])


def lengths(curves: Floats) -> Floats:
    """(n), by eight chords."""
    points = at(curves, np.linspace(0, 1, 9))
    total: Floats = np.linalg.norm(np.diff(points, axis=1), axis=2).sum(axis=1)
    return total


def swell(t: Floats, taper: float) -> Floats:
    """How wide a stroke is at ``t``, as a share of its width: 4t(1-t) where it tapers wholly."""
    return 1 - taper * (2 * t - 1) ** 2


def nearest(curve: Floats, x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    """Where on the curve each point's nearest is, and how the point lies to it.

    The nearest is where the way to it stands square on the curve: a root of a cubic, by Newton.

    Args:
        curve: (3, 2), in float64, from which ``x`` and ``y``, float32 of any one shape, are
            measured too.
    Returns: (t, aside, beyond) of that shape: t in [0, 1]; how far the point lies to the right of
        the curve (negative: to its left), and how far beyond its ends.
    """
    start, control, end = curve
    ahead, bend, whole = control - start, start - 2 * control + end, end - start
    ax, ay, bx, by = (np.float32(value) for value in (*ahead, *bend))
    square = np.float32(max(float(whole @ whole), _TINY))
    dx, dy = np.float32(start[0]) - x, np.float32(start[1]) - y
    t = np.clip(-(dx * np.float32(whole[0]) + dy * np.float32(whole[1])) / square, 0, 1)
    constant = dx * ax + dy * ay
    linear = 2 * (ax * ax + ay * ay) + dx * bx + dy * by
    middle, cubic = 3 * (ax * bx + ay * by), bx * bx + by * by
    if cubic > _TINY * square:
        for _ in range(NEWTON_STEPS):
            value = ((cubic * t + middle) * t + linear) * t + constant
            slope = (3 * cubic * t + 2 * middle) * t + linear
            t = np.clip(t - value / np.maximum(slope, np.float32(0.05) * square), 0, 1)
    off_x, off_y = -dx - t * (2 * ax + t * bx), -dy - t * (2 * ay + t * by)
    way_x, way_y = ax + t * bx, ay + t * by
    size = np.sqrt(np.maximum(way_x * way_x + way_y * way_y, np.float32(_TINY)))
    aside = (way_x * off_y - way_y * off_x) / size
    beyond = np.abs(way_x * off_x + way_y * off_y) / size
    return t, aside, beyond


def outlines(
    curves: Floats, widths: Floats, *, taper: float = 0.0, is_square: bool = False
) -> Floats:
    """(n, m, 2): the polygons around strokes of these widths (n) along the curves (n, 3, 2)."""
    t = np.linspace(0, 1, OUTLINE_POINTS)
    points = at(curves, t)
    ways = np.gradient(points, axis=1)
    ways /= np.maximum(np.linalg.norm(ways, axis=2, keepdims=True), _TINY)
    half = (widths[:, None] / 2 * swell(t, taper))[..., None]
    normals = np.stack([-ways[..., 1], ways[..., 0]], axis=2) * half
    left, right = points + normals, (points - normals)[:, ::-1]
    if is_square:
        return np.concatenate([left, right], axis=1)
    angles = np.linspace(0, np.pi, ROUND_POINTS + 2)[1:-1, None]
    caps = [
        points[:, index, None]
        + sign
        * (
            np.cos(angles) * normals[:, index, None]
            + np.sin(angles) * (ways[:, index] * half[:, index])[:, None]
        )
        for index, sign in ((-1, 1), (0, -1))
    ]
    return np.concatenate([left, caps[0], right, caps[1]], axis=1)
