"""The nearest point of a curve, against a search along it."""

from __future__ import annotations

import numpy as np
import pytest

from engine.strokes import bezier
from engine.strokes.trace import MOST_BEND

CURVES = [
    ((4.0, 5.0), (10.0, 5.0), (16.0, 5.0)),
    ((4.0, 12.0), (10.0, 12.0 - 24 * MOST_BEND), (16.0, 12.0)),
    ((3.0, 17.0), (14.0, 14.0), (15.0, 3.0)),
]


@pytest.mark.parametrize("points", CURVES)
def test_the_nearest_point_is_the_nearest(points: tuple[tuple[float, float], ...]) -> None:
    curve = np.array(points)
    start = curve[0].copy()
    y, x = (side.astype(np.float32) for side in np.mgrid[0:20, 0:20])
    t, aside, beyond = bezier.nearest(
        curve - start, (x - start[0]).astype(np.float32), (y - start[1]).astype(np.float32)
    )
    along = bezier.at(curve[None], np.linspace(0, 1, 2001))[0]
    true = np.hypot(x[..., None] - along[:, 0], y[..., None] - along[:, 1]).min(axis=2)
    found = np.hypot(aside, beyond)
    near = true < 5  # a brush is no wider than its curve bends
    assert np.abs(found - true)[near].max() < 0.02
    assert ((t >= 0) & (t <= 1)).all()


def test_beyond_its_ends_a_point_lies_beyond_and_not_aside() -> None:
    curve = np.array([[0.0, 0.0], [5.0, 0.0], [10.0, 0.0]])
    t, aside, beyond = bezier.nearest(curve, np.float32([-3, 5, 12]), np.float32([0, 2, -1]))
    assert t.tolist() == [0, 0.5, 1]
    assert aside.tolist() == [0, 2, -1]
    assert beyond.tolist() == [3, 0, 2]


def test_the_first_part_of_a_curve_lies_on_it() -> None:
    curve = np.array(CURVES[2])
    part = bezier.first_part(curve, 0.6)
    inner = bezier.at(part[None], np.linspace(0, 1, 5))
    assert np.allclose(inner, bezier.at(curve[None], np.linspace(0, 0.6, 5)))


def test_a_point_for_a_stroke_breaks_nothing() -> None:
    curve = np.full((3, 2), 4.0)
    found = bezier.nearest(curve, np.float32([1.0]), np.float32([1.0]))
    assert all(np.isfinite(part).all() for part in found)
    assert np.isfinite(bezier.outlines(curve[None], np.array([2.0]))).all()
