"""Strokes that are known by hand."""

from __future__ import annotations

import numpy as np

from engine.strokes.stroke import Brush, Strokes

Line = tuple[tuple[float, float], tuple[float, float]]


def sheet_of(
    *lines: Line,
    width: float = 10.0,
    brush: Brush | None = None,
    opacity: float = 1.0,
    colours: tuple[tuple[float, float, float], ...] = ((0.0, 0.0, 0.0),),
    size: tuple[int, int] = (100, 60),
) -> Strokes:
    """Straight strokes on white, one after another."""
    count = len(lines)
    curves = [[start, np.mean([start, end], axis=0), end] for start, end in lines]
    return Strokes(
        sheet=size,
        paper=(1.0, 1.0, 1.0),
        curves=np.array(curves, float),
        widths=np.full(count, width),
        colours=np.array([colours[index % len(colours)] for index in range(count)]),
        opacities=np.full(count, opacity),
        grains=np.arange(count),
        kinds=np.zeros(count, int),
        brushes=(brush or Brush(),),
    )
