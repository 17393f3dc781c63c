"""The sizes at which a painting is optimised, one after another, and their steps."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from engine.ops.sizes import elongation
from engine.options.bounds import DEFAULT_SIZE_PX, DEFAULT_STYLE_STEPS

MIN_SCALE_PX = 96
SCALE_RATIO = 2**0.5
# The last rung is the output size itself; one closer to it than this would be spent for nothing.
SMALLEST_LAST_RATIO = 1.2
# Each scale gets this share of the next smaller one's steps, but no less than the floor:
# structure is settled while steps are cheap, and even a large print gets its fine strokes.
STEP_RATIO = 0.62
STEP_FLOOR = 0.1
LEAST_STEPS_ABOVE = 2  # on each scale above DEFAULT_SIZE_PX, where there are steps for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """One rung of the ladder: an image size and the steps made there.

    ``is_held``: what was painted by its end stays; larger scales only add finer detail.
    """

    width: int
    height: int
    steps: int
    is_held: bool = False

    @property
    def work(self) -> int:
        """What it costs, in steps times pixels."""
        return self.steps * self.width * self.height


def plan_scales(*, width: int, height: int, steps: int, min_side_px: int = 1) -> tuple[Scale, ...]:
    """The scales of a transfer of this size, small to large, sharing ``steps`` out.

    Anchored at the small end: a picture larger than DEFAULT_SIZE_PX is first painted at that
    size, in the steps that it has by default if there are enough, so that it is the same
    picture; the other steps add detail on larger scales. The last scale, the output size, always
    gets a step; small scales whose shorter side is below ``min_side_px``, and those without a
    step, are left out.
    """
    longest = max(width, height)
    base = min(longest, round(DEFAULT_SIZE_PX * elongation(width, height)))
    sides = [
        side
        for side in (*_sides_below(base), *_sides_above(base, longest))
        if side == longest or round(min(width, height) * side / longest) >= min_side_px
    ]
    above = sum(side > base for side in sides)
    return tuple(
        Scale(
            width=round(width * side / longest),
            height=round(height * side / longest),
            steps=share,
            is_held=side == base < longest,
        )
        for side, share in zip(sides, _share_steps(steps, len(sides), above=above), strict=True)
        if share
    )


def _sides_below(base: float) -> list[float]:
    """Longest sides from MIN_SCALE_PX up to ``base`` itself."""
    sides = [float(MIN_SCALE_PX)]
    while sides[-1] * SCALE_RATIO * SMALLEST_LAST_RATIO < base:
        sides.append(sides[-1] * SCALE_RATIO)
    return [side for side in sides if side * SMALLEST_LAST_RATIO < base] + [base]


def _sides_above(base: float, longest: float) -> list[float]:
    """Evenly spaced longest sides above ``base`` up to ``longest`` itself."""
    if longest <= base:
        return []
    count = max(1, round(math.log(longest / base, SCALE_RATIO)))
    between = [base * (longest / base) ** (rung / count) for rung in range(1, count)]
    return [*between, longest]


def _share_steps(steps: int, scales: int, *, above: int = 0) -> list[int]:
    """Steps of each scale; ``above``: how many of them lie above DEFAULT_SIZE_PX."""
    if steps == 0 or scales == 1:
        return [0] * (scales - 1) + [steps]
    weights = [max(STEP_RATIO**rung, STEP_FLOOR) for rung in range(scales)]
    last = max(1, round(steps * weights[-1] / sum(weights)))
    shares = [*_split(steps - last, weights[:-1]), last]
    if not above or above == scales:
        return shares
    # Even a few steps more or fewer at a small scale send the painting another way: the ladder
    # up to DEFAULT_SIZE_PX keeps its counts, and only its last rung gives some of its steps up.
    ladder = _share_steps(min(steps, DEFAULT_STYLE_STEPS), scales - above)
    spare = steps - sum(ladder)
    given = max(0, min(ladder[-1] // 2, LEAST_STEPS_ABOVE * above - spare))
    if spare + given == 0:
        return shares
    ladder[-1] -= given
    last = math.ceil((spare + given) / above)
    return [*ladder, *_split(spare + given - last, [1.0] * (above - 1)), last]


def _split(steps: int, weights: Sequence[float]) -> list[int]:
    """``steps`` shared out by ``weights``, none lost to rounding."""
    total = sum(weights)  # zero without weights, where there is nothing to share
    marks = [round(steps * sum_so_far / total) for sum_so_far in itertools.accumulate(weights)]
    return [after - before for before, after in itertools.pairwise([0, *marks])]
