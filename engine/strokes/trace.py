"""Curves that follow a picture's forms from where they are begun. No torch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.strokes.stroke import Floats

STEPS = 12  # to each side
# A curve turns no more than this from one step to the next, as a share of its new way.
_STEADY = 0.45
# How far aside the middle of a stroke may lie, as a share of its chord: Newton's steps and the
# brush's outline are right up to here.
MOST_BEND = 0.35
# What bends less is straight.
LEAST_BEND = 0.015


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What curves are traced over.

    Attributes:
        ways: (h, w, 2) unit vectors; their sign means nothing.
        picture: (h, w, 3) in [0, 1]: a curve ends where its colour does.
        tolerance: so far, in RGB, may a colour be from the first.
        margin_px: so far beyond the picture's edge may a curve end.
    """

    ways: Floats
    picture: Floats
    tolerance: float
    margin_px: float = 0.0


def trace(ground: Ground, seeds: Floats, lengths: Floats, *, jitter: Floats) -> Floats:
    """Quadratic Beziers through the seeds.

    Args:
        seeds: (n, 2) x and y in px.
        lengths: (n), the longest that each may be.
        jitter: (n) radians by which each runs off its way.
    Returns: (n, 3, 2).
    """
    first = _colours(ground, seeds)
    forward = _walk(ground, seeds, first, lengths / 2, jitter=jitter, sign=1)
    backward = _walk(ground, seeds, first, lengths / 2, jitter=jitter, sign=-1)
    path = np.concatenate([backward[::-1], seeds[None], forward])
    return _fitted(path)


def _walk(
    ground: Ground, seeds: Floats, first: Floats, far: Floats, *, jitter: Floats, sign: int
) -> Floats:
    """(STEPS, n, 2): one side of each curve; once at its end it stays there."""
    places, ways = seeds.copy(), _turned(_ways(ground, seeds), jitter) * sign
    is_on = np.ones(len(seeds), bool)
    walked = np.empty((STEPS, *seeds.shape))
    for step in range(STEPS):
        own = _turned(_ways(ground, places), jitter)
        own *= np.where((own * ways).sum(axis=1) < 0, -1, 1)[:, None]
        ways = _STEADY * own + (1 - _STEADY) * ways if step else ways
        ways = ways / np.maximum(np.linalg.norm(ways, axis=1, keepdims=True), 1e-9)
        ahead = places + ways * (far / STEPS)[:, None]
        distance = np.linalg.norm(_colours(ground, ahead) - first, axis=1)
        is_on &= (distance < ground.tolerance) & _is_inside(ground, ahead)
        places = np.where(is_on[:, None], ahead, places)
        walked[step] = places
    return walked


def _fitted(path: Floats) -> Floats:
    """(m, n, 2) -> (n, 3, 2): from the first point to the last by way of the middle one."""
    parts = np.linalg.norm(np.diff(path, axis=0), axis=2)
    gone = np.concatenate([np.zeros((1, path.shape[1])), np.cumsum(parts, axis=0)])
    middle = (gone < gone[-1] / 2).sum(axis=0).clip(1, len(path) - 1)
    each = np.arange(path.shape[1])
    before, after = gone[middle - 1, each], gone[middle, each]
    share = ((gone[-1] / 2 - before) / np.maximum(after - before, 1e-9))[:, None]
    half_way = path[middle - 1, each] * (1 - share) + path[middle, each] * share
    start, end = path[0], path[-1]
    chord = end - start
    aside = half_way - (start + end) / 2
    size = np.linalg.norm(chord, axis=1)
    bend = np.linalg.norm(aside, axis=1)
    allowed = np.where(bend < LEAST_BEND * size, 0, np.minimum(bend, MOST_BEND * size))
    aside = aside * (allowed / np.maximum(bend, 1e-9))[:, None]
    return np.stack([start, (start + end) / 2 + 2 * aside, end], axis=1)


def _turned(ways: Floats, radians: Floats) -> Floats:
    cos, sin = np.cos(radians), np.sin(radians)
    return np.stack(
        [ways[:, 0] * cos - ways[:, 1] * sin, ways[:, 0] * sin + ways[:, 1] * cos], axis=1
    )


def _is_inside(ground: Ground, places: Floats) -> Floats:
    height, width = ground.picture.shape[:2]
    beyond = ground.margin_px
    end = np.array((width, height)) + beyond
    inside: Floats = np.all((places >= -beyond) & (places < end), axis=1)
    return inside


def _pixels(ground: Ground, places: Floats) -> tuple[Floats, Floats]:
    height, width = ground.picture.shape[:2]
    x = np.clip(places[:, 0].astype(np.int64), 0, width - 1)
    y = np.clip(places[:, 1].astype(np.int64), 0, height - 1)
    return y, x


def _ways(ground: Ground, places: Floats) -> Floats:
    ways: Floats = ground.ways[_pixels(ground, places)].astype(np.float64)
    return ways


def _colours(ground: Ground, places: Floats) -> Floats:
    colours: Floats = ground.picture[_pixels(ground, places)].astype(np.float64)
    return colours
