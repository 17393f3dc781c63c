"""How much one person may have of a tier: a day, and at once."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import DailyLimitError, RenderTimeLimitError, WaitingLimitError


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What one person may have of a tier; None: as much as they like.

    Attributes:
        jobs_per_day, seconds_per_day: in a UTC day; of seconds, in s of the device.
        waiting: jobs in line at once.
    """

    jobs_per_day: int | None = None
    seconds_per_day: int | None = None
    waiting: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What a person has had of a tier today, and has in line now."""

    jobs: int
    seconds: float
    waiting: int


def check_allowance(allowance: Allowance, spent: Spent) -> None:
    """Whether one more job goes.

    Raises: DailyLimitError, RenderTimeLimitError, WaitingLimitError: it does not.
    """
    if allowance.jobs_per_day is not None and spent.jobs >= allowance.jobs_per_day:
        raise DailyLimitError(jobs=allowance.jobs_per_day)
    # How long a render takes is known when it is done: the last one may go over.
    if allowance.seconds_per_day is not None and spent.seconds >= allowance.seconds_per_day:
        raise RenderTimeLimitError(seconds=allowance.seconds_per_day)
    if allowance.waiting is not None and spent.waiting >= allowance.waiting:
        raise WaitingLimitError(jobs=allowance.waiting)
