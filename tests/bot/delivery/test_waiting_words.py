"""Times to come, in a person's words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.words.waiting_words import (
    place_in_list,
    place_words,
    progress_words,
    time_words,
)
from bot.domain.waiting import Hold, Outlook


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "5 seconds"),
        (3, "5 seconds"),
        (12, "10 seconds"),
        (13, "15 seconds"),
        (57, "55 seconds"),
        (58, "1 minute"),
        (89, "1 minute"),
        (91, "2 minutes"),
        (600, "10 minutes"),
        (660, "10 minutes"),
        (800, "15 minutes"),
        (3600, "60 minutes"),
        (5400, "90 minutes"),
        (5900, "2 hours"),
        (36_000, "10 hours"),
    ],
)
def test_times_are_said_as_a_person_would(seconds: float, words: str) -> None:
    assert time_words(seconds, "en") == words


@given(seconds=st.floats(5, 1e6))
def test_what_is_said_is_off_by_a_third_at_most(seconds: float) -> None:
    count, unit = time_words(seconds, "en").split()
    said_s = int(count) * {"s": 1, "m": 60, "h": 3600}[unit[0]]
    assert abs(said_s - seconds) <= seconds / 3 + 0.1


def test_a_time_that_nobody_knows_is_not_said() -> None:
    assert place_words(Outlook(place=3), "en") == "In the queue: number 3."
    known = Outlook(place=3, ready_s=118.0)
    assert place_words(known, "en") == "In the queue: number 3. Ready in about 2 minutes."
    assert progress_words(0.4, None, "en") == "40 % done"
    assert progress_words(1.0, 2.0, "en") == "99 % done, about 5 seconds left"


@pytest.mark.parametrize("tell", [place_words, place_in_list])
def test_what_holds_a_job_is_said_in_its_own_words(tell: Callable[[Outlook, str], str]) -> None:
    said = [
        *(tell(Outlook(place=3, hold=hold), "en") for hold in (None, *Hold)),
        *(tell(Outlook(place=3, hold=hold, ready_s=60.0), "en") for hold in (None, Hold.BEHIND)),
    ]
    assert len(set(said)) == len(said)
    assert all("number 3" in words for words in said)
