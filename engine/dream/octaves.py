"""The ladder of sizes that a dream climbs, the steps on each rung, and jitter."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.ops.sizes import output_size
from engine.options.bounds import DEFAULT_SIZE_PX
from engine.options.dream import AscentOptions

# Octaves of films are numbered through all frames; no picture has more of them than this.
OCTAVES_PER_FRAME = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Octave:
    """One rung. ``index`` counts from the small end and, with the seed, draws the jitter."""

    index: int
    width: int
    height: int
    steps: int


def plan_octaves(
    width: int, height: int, options: AscentOptions, *, min_side_px: int = 1
) -> tuple[Octave, ...]:
    """The octaves of a dream of a photo this large, small to large.

    The ladder stands on its small end, which does not depend on the size asked for beyond
    DEFAULT_SIZE_PX: a larger order has the same small octaves and adds some on top, so that
    its dream, shrunk, is the smaller order's. Differs from google/deepdream, which divides
    the full size down.

    Args:
        min_side_px: of the layer; octaves in which it would see less than a pixel are left out.
    """
    out_w, out_h = output_size(width, height, options.size_px)
    size = max(out_w, out_h)
    base = min(max(output_size(width, height, DEFAULT_SIZE_PX)), size)
    sides = [base / options.octave_scale**k for k in reversed(range(options.octaves))]
    sides += _sides_above(base, size, options.octave_scale)
    rungs = [
        (index, *((out_w, out_h) if side == size else _fit(width, height, side)))
        for index, side in enumerate(sides)
    ]
    rungs = [rung for rung in rungs if min(rung[1:]) >= min_side_px]
    steps = share_steps([options.steps_per_octave] * len(rungs), options.steps)
    return tuple(
        Octave(index=index, width=w, height=h, steps=count)
        for (index, w, h), count in zip(rungs, steps, strict=True)
    )


def octaves_of_frame(octaves: Sequence[Octave], number: int) -> tuple[Octave, ...]:
    """The octaves of a film's frame, with draws of their own."""
    return tuple(
        replace(octave, index=number * OCTAVES_PER_FRAME + octave.index) for octave in octaves
    )


def share_steps(ceilings: Sequence[int], steps: int | None) -> list[int]:
    """At most ``steps`` in all, evenly, never more than each ceiling; small octaves first."""
    shares = [0] * len(ceilings)
    left = sum(ceilings) if steps is None else min(steps, sum(ceilings))
    while left:
        for index, ceiling in enumerate(ceilings):
            if left and shares[index] < ceiling:
                shares[index] += 1
                left -= 1
    return shares


def _sides_above(base: float, size: int, scale: float) -> list[float]:
    """Evenly spaced longest sides above ``base``, the last of them ``size`` itself."""
    if size <= base:
        return []
    count = max(1, round(math.log(size / base) / math.log(scale)))
    ratio = (size / base) ** (1 / count)
    return [base * ratio**k for k in range(1, count)] + [size]


def _fit(width: int, height: int, side: float) -> tuple[int, int]:
    shrink = side / max(width, height)
    return max(1, round(width * shrink)), max(1, round(height * shrink))
