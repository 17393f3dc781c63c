"""Fairness of the line, by property: random people come at random moments, nothing is rendered."""

from __future__ import annotations

import dataclasses
import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.fair_queue import (
    FAIR_SHARE,
    LONGEST_DELAY,
    Turn,
    called,
    score,
    score_of,
)

START = datetime(2026, 3, 1, tzinfo=UTC)
BOOST_S = 300.0
FAIR_ENOUGH = 0.95
QUICKLY = settings(max_examples=80, deadline=None)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A job to be ordered; times in s."""

    at_s: float
    person: int
    takes_s: float
    boost_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    wish: Wish
    score: datetime
    number: int
    is_first: bool

    @property
    def line(self) -> tuple[int, float]:
        """Whose jobs come one after the other."""
        return self.wish.person, self.wish.boost_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    wish: Wish
    score: datetime
    begun_s: float
    is_first: bool


def serve(wishes: Sequence[Wish], *, hands: int) -> list[Served]:
    """Who is begun when, in that order, by workers that always take the earliest score."""
    coming = sorted(wishes, key=lambda wish: wish.at_s)
    free_at = [0.0] * hands
    waiting: list[Waiting] = []
    served: list[Served] = []
    now_s = 0.0
    while coming or waiting:
        # A worker that idles takes whatever has come by now.
        now_s = max(now_s, free_at[0]) if waiting else max(now_s, free_at[0], coming[0].at_s)
        while coming and coming[0].at_s <= now_s:
            waiting.append(
                join(coming.pop(0), waiting, hands=hands, number=len(wishes) - len(coming))
            )
        taken = min(waiting, key=lambda job: (job.score, job.number))
        waiting.remove(taken)
        # No two are called at the same moment.
        call_next(taken, waiting, now=at(now_s) + timedelta(microseconds=len(served)))
        heapq.heapreplace(free_at, now_s + taken.wish.takes_s)
        served.append(
            Served(wish=taken.wish, score=taken.score, begun_s=now_s, is_first=taken.is_first)
        )
    return served


def join(wish: Wish, waiting: Sequence[Waiting], *, hands: int, number: int) -> Waiting:
    """A job as it is ordered."""
    own = [job.score for job in waiting if job.line == (wish.person, wish.boost_s)]
    turn = Turn()
    if own:
        earliest = min(max(own), score(at(wish.at_s), boost_s=wish.boost_s))
        work_s = sum(job.wish.takes_s for job in waiting if job.score < earliest)
        turn = Turn(latest=max(own), work_s=work_s)
    due = score_of(turn, now=at(wish.at_s), boost_s=wish.boost_s, hands=hands)
    return Waiting(wish=wish, score=due, number=number, is_first=not own)


def call_next(taken: Waiting, waiting: list[Waiting], *, now: datetime) -> None:
    behind = sorted(
        (job for job in waiting if job.line == taken.line), key=lambda job: (job.score, job.number)
    )
    scores = called([job.score for job in behind], now=now, boost_s=taken.wish.boost_s)
    for job, due in zip(behind, scores, strict=True):
        waiting[waiting.index(job)] = dataclasses.replace(job, score=due)


def jains_index(shares: Sequence[float]) -> float:
    """1 where all are equal, 1/n where one has all. Source: Jain, Chiu, Hawe 1984."""
    return sum(shares) ** 2 / (len(shares) * sum(share**2 for share in shares))


BOOSTS = st.sampled_from([0.0, BOOST_S])
HANDS = st.integers(1, 3)


def crowds(boosts: st.SearchStrategy[float]) -> st.SearchStrategy[list[Wish]]:
    """Up to ten people within an hour."""
    wish = st.builds(
        Wish,
        at_s=st.floats(0, 3600),
        person=st.integers(0, 9),
        takes_s=st.floats(1, 300),
        boost_s=boosts,
    )
    return st.lists(wish, min_size=2, max_size=60)


@QUICKLY
@given(crowds(BOOSTS), HANDS)
def test_nobody_is_overtaken_by_whoever_comes_after_the_line_closed(
    wishes: list[Wish], hands: int
) -> None:
    served = serve(wishes, hands=hands)
    assert len(served) == len(wishes)
    for number, later in enumerate(served):
        closed = later.score + timedelta(seconds=BOOST_S)
        assert all(at(earlier.wish.at_s) <= closed for earlier in served[:number])


@QUICKLY
@given(st.floats(0, 1e6), st.floats(0, 1e6), BOOSTS, st.integers(1, 300))
def test_no_score_lies_further_ahead_than_the_longest_delay(
    now_s: float, wait_s: float, boost_s: float, count: int
) -> None:
    """So the line of a job closes at most that, and the largest boost, after it is ordered."""
    latest = None
    for _ in range(count):
        latest = score(at(now_s), boost_s=boost_s, latest=latest, wait_s=wait_s)
        first = at(now_s - boost_s)
        assert first <= latest <= at(now_s) + LONGEST_DELAY


@QUICKLY
@given(crowds(st.just(0.0)), HANDS)
def test_a_second_job_goes_behind_the_first_ones_of_all_who_came_before_its_turn(
    wishes: list[Wish], hands: int
) -> None:
    """Its turn: when the one before it is begun, in as long a line as may be."""
    served = serve(wishes, hands=hands)
    begun: dict[int, float] = {}
    for number, job in enumerate(served):
        if not job.is_first:
            turn_s = begun[job.wish.person]
            later = served[number + 1 :]
            assert not [x for x in later if x.is_first and x.wish.at_s < turn_s]
        begun[job.wish.person] = job.begun_s


@QUICKLY
@given(crowds(BOOSTS), HANDS)
def test_a_paid_first_job_goes_ahead_of_free_ones_that_came_up_to_its_boost_before(
    wishes: list[Wish], hands: int
) -> None:
    served = serve(wishes, hands=hands)
    for number, job in enumerate(served):
        if job.is_first and job.wish.boost_s:
            # Taken before the paid one came, these were not in line any more.
            ahead = [x for x in served[:number] if not x.wish.boost_s]
            still = [x for x in ahead if x.begun_s > job.wish.at_s]
            assert all(x.score <= job.score for x in still)
            assert all(x.wish.at_s <= job.wish.at_s - BOOST_S for x in still)


EACH = 10
MOMENTS = st.lists(st.floats(0, 60), min_size=EACH, max_size=EACH)


@settings(max_examples=40, deadline=None)
@given(st.lists(MOMENTS, min_size=2, max_size=6), HANDS)
def test_equal_people_get_equal_shares_however_they_order(
    moments: list[list[float]], hands: int
) -> None:
    """While all of them wait, whether they ordered all at once or little by little."""
    crowd = [
        Wish(at_s=at_s, person=person, takes_s=30.0)
        for person, their in enumerate(moments)
        for at_s in their
    ]
    # The workers are busy until all have ordered.
    busy = [Wish(at_s=0.0, person=-1 - hand, takes_s=61.0) for hand in range(hands)]
    served = [job.wish.person for job in serve([*busy, *crowd], hands=hands)]
    half = Counter(person for person in served[hands : hands + len(crowd) // 2])
    assert jains_index([half[person] for person in range(len(moments))]) >= FAIR_ENOUGH


@QUICKLY
@given(st.integers(1, 40), st.floats(0, 3600))
def test_whoever_is_alone_is_served_in_the_order_of_asking_without_a_pause(
    count: int, spread_s: float
) -> None:
    wishes = [
        Wish(at_s=n * spread_s / count, person=1, takes_s=float(n % 7 + 1)) for n in range(count)
    ]
    served = serve(wishes, hands=1)
    assert [job.wish for job in served] == wishes
    free_s = 0.0
    for job in served:
        assert job.begun_s == max(free_s, job.wish.at_s)
        free_s = job.begun_s + job.wish.takes_s


def test_a_persons_further_jobs_stand_two_minutes_apart_where_nobody_waits() -> None:
    first = score(START, boost_s=0)
    second = score(START, boost_s=0, latest=first)
    third = score(START, boost_s=0, latest=second)
    assert (second - first, third - second) == (FAIR_SHARE, FAIR_SHARE)


def test_a_further_job_counts_as_having_come_when_the_one_before_is_expected_to_be_begun() -> None:
    latest, wait_s = at(-600), 1800.0
    assert score(START, boost_s=0, latest=latest, wait_s=wait_s) == at(wait_s)
    assert score(START, boost_s=300, latest=latest, wait_s=wait_s) == at(wait_s - 300)
    assert score(START, boost_s=0, latest=at(900), wait_s=wait_s) == at(900 + wait_s)
