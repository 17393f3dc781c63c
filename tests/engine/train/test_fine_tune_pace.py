"""The learning rate's strategy, on losses that are known."""

from __future__ import annotations

import math

import pytest

from engine.train.fine_tune.learning_rate import Change, PlateauSchedule
from engine.train.fine_tune.recipe import LEAST_RATE, MOST_RATE

WINDOW = 4


def changes(pace: PlateauSchedule, *windows: float, may_rise: bool = True) -> list[Change | None]:
    """What each window whose losses are all this large leads to."""
    found = []
    for loss in windows:
        said = [pace.after(loss, may_rise=may_rise) for _ in range(WINDOW)]
        assert said[:-1] == [None] * (WINDOW - 1)
        found.append(said[-1])
    return found


def pace(rate: float = 5e-4) -> PlateauSchedule:
    return PlateauSchedule(window=WINDOW, rate=rate)


def test_a_falling_loss_changes_nothing() -> None:
    assert changes(pace(), 3.0, 2.5, 2.0, 1.0) == [None] * 4


def test_a_rising_loss_divides_the_rate_by_five() -> None:
    run = pace()
    first, second = changes(run, 2.0, 2.5)
    assert first is None
    assert second == Change(rate=1e-4, reason="rising", earlier=2.0, later=2.5)
    assert run.rate == 1e-4


def test_a_stuck_loss_multiplies_the_rate_by_five() -> None:
    run = pace()
    _, found = changes(run, 2.0, 1.99)
    assert found == Change(rate=2.5e-3, reason="stuck", earlier=2.0, later=1.99)
    assert run.rate == 2.5e-3


def test_the_rate_keeps_to_its_bounds() -> None:
    high, low = pace(rate=5e-3), pace(rate=2e-6)
    changes(high, 2.0, 2.0, 2.0, 2.0)
    assert high.rate == MOST_RATE
    changes(low, 2.0, 3.0, 4.0, 5.0)
    assert low.rate == LEAST_RATE


def test_a_rate_that_made_the_loss_rise_is_not_tried_again() -> None:
    run = pace()
    _, raised, lowered, again = changes(run, 2.0, 2.0, 3.0, 3.0)
    assert raised is not None
    assert lowered is not None
    assert (raised.rate, lowered.rate, again) == (2.5e-3, pytest.approx(5e-4), None)


def test_what_is_learnt_is_not_stuck() -> None:
    assert changes(pace(), 0.5, 0.004, 0.004, 0.006) == [None] * 4


def test_chance_is_not_a_rise() -> None:
    """The mean rises by 4 %, and single losses scatter far more than that."""
    run = pace()
    for loss in (1.0, 3.0, 1.0, 3.0, 1.1, 3.0, 1.2, 3.0):
        found = run.after(loss, may_rise=False)
    assert found is None


def test_near_its_end_a_stuck_run_is_left_alone_but_a_rising_one_is_not() -> None:
    run = pace()
    assert changes(run, 2.0, 2.0, may_rise=False) == [None, None]
    assert changes(run, 3.0, may_rise=False)[0] is not None


@pytest.mark.parametrize(("steps", "window"), [(30, 5), (400, 20), (200_000, 1000)])
def test_the_window_goes_with_the_length_of_the_run(steps: int, window: int) -> None:
    assert PlateauSchedule.for_run(steps, rate=5e-4).window == window


def test_it_goes_on_from_its_state() -> None:
    whole, cut = pace(), pace()
    losses = [2.0, 2.1, 1.9, 2.0, 2.0, 2.2, 1.9, 2.1, 2.6, 2.5, 2.7, 2.9]
    for loss in losses[:6]:
        whole.after(loss)
        cut.after(loss)
    cut = PlateauSchedule.from_state(cut.state_dict())
    assert [whole.after(loss) for loss in losses[6:]] == [cut.after(loss) for loss in losses[6:]]
    assert cut == whole
    assert cut.too_fast != math.inf


def test_a_change_says_why() -> None:
    said = str(Change(rate=1e-4, reason="rising", earlier=2.0, later=2.5))
    assert said == "the loss is rising (2 → 2.5): learning rate 0.0001"
