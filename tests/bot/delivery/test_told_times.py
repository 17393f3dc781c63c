"""The benchmark of what people are told of their wait reads the words that they read."""

from __future__ import annotations

import pytest

from benchmarks.told_times import RIGHT, error, tellings_in
from bot.delivery.words.waiting_words import progress_words, time_words
from bot.texts.catalogue import text


@pytest.mark.parametrize("told_s", [5, 55, 60, 120, 600, 5400, 7200])
def test_it_reads_every_unit_that_a_waiting_message_speaks_in(told_s: int) -> None:
    words = text("status.queued_for", "en", place=13, time=time_words(told_s, "en"))
    (telling,) = tellings_in(words, at_s=1.0)
    assert (telling.told_s, telling.is_waiting) == (told_s, True)


def test_what_is_in_work_is_told_apart_and_no_time_is_none() -> None:
    (telling,) = tellings_in(progress_words(0.4, 25.0, "en"), at_s=1.0)
    assert (telling.told_s, telling.is_waiting) == (25, False)
    assert tellings_in(text("status.queued", "en", place=1), at_s=1.0) == []


@pytest.mark.parametrize(
    ("told_s", "real_s", "is_right"),
    [(5, 0.3, True), (10, 4.9, False), (15, 10.5, True), (15, 9.5, False), (10, 21.0, False)],
)
def test_what_is_right(told_s: float, real_s: float, is_right: bool) -> None:
    assert (error(told_s, real_s) < RIGHT) is is_right
