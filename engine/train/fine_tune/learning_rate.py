"""The learning rate's strategy: a rising loss makes it smaller, a stuck one larger.

Source: the advice to those who fine-tuned bvlc_googlenet by hand: watch the first 1000 steps,
divide the rate by five when the loss rises, multiply it by five when it is stuck.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import fmean, pvariance
from typing import Any, Literal

from engine.train.fine_tune.recipe import LEAST_RATE, MOST_RATE

FACTOR = 5.0
WINDOWS_PER_RUN = 20
SHORTEST_WINDOW, LONGEST_WINDOW = 5, 1000  # the longest: the 1000 steps that are watched by hand
MOST_RISE = 0.5  # of the loss: more is no chance, however the loss jumps
LEAST_FALL = 0.02  # of the loss from one window to the next, or it is stuck
NOISE = 2.0  # standard errors: a smaller change may be chance
LEARNT = 0.01  # a loss this small cannot fall much further, and is not stuck


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A new learning rate, and why."""

    rate: float
    reason: Literal["rising", "stuck"]
    earlier: float
    later: float

    def __str__(self) -> str:
        seen = f"the loss is {self.reason} ({self.earlier:.4g} → {self.later:.4g})"
        return f"{seen}: learning rate {self.rate:.3g}"


@dataclass(slots=True)
class PlateauSchedule:
    """Compares the mean loss of each window of steps with that of the one before.

    Attributes:
        window: in steps.
        too_fast: a rate that was tried and made the loss rise; it is not tried again.
        was_raised: whether the last change made the rate larger.
    """

    window: int
    rate: float
    too_fast: float = math.inf
    was_raised: bool = False
    earlier: list[float] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)

    @classmethod
    def for_run(cls, steps: int, *, rate: float) -> PlateauSchedule:
        """That of a run of so many steps."""
        window = min(max(steps // WINDOWS_PER_RUN, SHORTEST_WINDOW), LONGEST_WINDOW)
        return cls(window=window, rate=rate)

    def after(self, loss: float, *, may_rise: bool = True) -> Change | None:
        """Note a step's loss; at a window's end, what is to change.

        Args:
            may_rise: whether a stuck loss may make the rate larger: not near the end of a run,
                where there is no time left to find out that it was too much.
        """
        self.losses.append(loss)
        if len(self.losses) < self.window:
            return None
        earlier, later = self.earlier, self.losses
        self.earlier, self.losses = later, []
        reason = _verdict(earlier, later) if earlier else None
        if reason == "rising":
            if self.was_raised:
                self.too_fast = self.rate
            return self._changed(self.rate / FACTOR, reason, earlier, later)
        if reason == "stuck" and may_rise:
            return self._changed(self.rate * FACTOR, reason, earlier, later)
        return None

    def _changed(
        self,
        rate: float,
        reason: Literal["rising", "stuck"],
        earlier: list[float],
        later: list[float],
    ) -> Change | None:
        """The change, unless the bounds leave nothing of it."""
        rate = min(max(rate, LEAST_RATE), MOST_RATE)
        if rate == self.rate or rate >= self.too_fast:
            return None
        self.rate, self.was_raised = rate, rate > self.rate
        return Change(rate=rate, reason=reason, earlier=fmean(earlier), later=fmean(later))

    def state_dict(self) -> dict[str, Any]:
        """For a checkpoint."""
        names = ("window", "rate", "too_fast", "was_raised", "earlier", "losses")
        return {name: getattr(self, name) for name in names}

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> PlateauSchedule:
        """As :meth:`state_dict` told it."""
        return cls(**state)


def _verdict(earlier: list[float], later: list[float]) -> Literal["rising", "stuck"] | None:
    """None: the loss falls, or is as good as nothing."""
    before, after = fmean(earlier), fmean(later)
    error = math.sqrt(pvariance(earlier) / len(earlier) + pvariance(later) / len(later))
    if after < LEARNT or before - after > LEAST_FALL * before:
        return None
    rise = after - before
    is_rising = rise > max(NOISE * error, LEAST_FALL * before) or rise > MOST_RISE * before
    return "rising" if is_rising else "stuck"
