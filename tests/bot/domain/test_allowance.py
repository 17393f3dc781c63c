"""How much one person may have of a tier."""

from __future__ import annotations

import pytest

from bot.domain.allowance import Allowance, Spent, check_allowance
from bot.errors import DailyLimitError, RenderTimeLimitError, WaitingLimitError

LIMITS = Allowance(jobs_per_day=20, seconds_per_day=600, waiting=3)


def spent(*, jobs: int = 0, seconds: float = 0.0, waiting: int = 0) -> Spent:
    return Spent(jobs=jobs, seconds=seconds, waiting=waiting)


def test_up_to_every_limit_one_more_goes() -> None:
    check_allowance(LIMITS, spent(jobs=19, seconds=599.9, waiting=2))


@pytest.mark.parametrize(
    ("had", "error", "facts"),
    [
        (spent(jobs=20), DailyLimitError, {"jobs": 20}),
        (spent(seconds=600.0), RenderTimeLimitError, {"seconds": 600}),
        (spent(waiting=3), WaitingLimitError, {"jobs": 3}),
    ],
)
def test_at_each_limit_none_goes(had: Spent, error: type[Exception], facts: object) -> None:
    with pytest.raises(error) as caught:
        check_allowance(LIMITS, had)
    assert caught.value.facts == facts


def test_what_is_left_out_is_no_limit() -> None:
    check_allowance(Allowance(), spent(jobs=10_000, seconds=1e6, waiting=1_000))
