"""What a CPU has time for: fewer steps, or fewer frames."""

from __future__ import annotations

import time
from collections.abc import Callable

from engine.studio.studio import Studio


def affordable_steps(
    asked: int, cost_s: Callable[[int], float], *, budget_s: float, share: float = 0.75
) -> int:
    """As many of the asked steps as the budget pays for.

    Args:
        cost_s: the estimate for so many steps.
        share: of the budget, once steps are cut: the rest is for what a busy machine adds.
    """
    if cost_s(asked) <= budget_s:
        return asked
    return next((steps for steps in range(asked, 1, -1) if cost_s(steps) <= budget_s * share), 1)


class FrameBudget:
    """Leaves frames out at the end of a film, where at its pace they cannot be paid for.

    Attributes:
        frames: how many to make.
    """

    def __init__(self, studio: Studio, *, frames: int) -> None:
        self.frames = frames
        self._budget_s = studio.budget_s
        self._started = self._lap = time.perf_counter()

    def spend(self, made: int) -> None:
        """So many frames are made, their encoding included."""
        now = time.perf_counter()
        if made > 1:  # the first also pays for warming up
            self._keep(made, spent_s=now - self._started, frame_s=now - self._lap)
        self._lap = now

    def _keep(self, made: int, *, spent_s: float, frame_s: float) -> None:
        if self._budget_s is None or made >= self.frames:
            return
        left_s = self._budget_s - spent_s
        if left_s < frame_s:
            self.frames = made
            return
        self.frames = made + affordable_steps(
            self.frames - made, lambda count: count * frame_s, budget_s=left_s
        )
