"""How long a job waits: by hand, and against plain servers that take jobs one after another."""

from __future__ import annotations

import heapq
import random
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pools import Pool
from bot.domain.waiting import Ahead, InWork, left_s, ready_in_s, starts_in_s

ALL = tuple(Pool)
JOB = Ahead(place=1, pool="gpu", own_s=10.0)
times = st.lists(st.floats(0, 1000), max_size=8)


def waits(*, waiting_s: float = 0.0, in_work: tuple[float, ...] = (), workers: int = 1) -> float:
    """Of many small jobs ahead."""
    work = [InWork(pool="gpu", left_s=left) for left in in_work]
    ahead = replace(JOB, place=1001, waiting_s={"gpu": waiting_s}, in_work=work)
    return starts_in_s(ahead, [ALL] * workers)


def test_nobody_ahead_is_no_wait() -> None:
    assert waits() == 0
    assert ready_in_s(JOB, [ALL]) == 10


def test_one_worker_makes_what_is_ahead_one_after_another() -> None:
    assert waits(waiting_s=30, in_work=(5,)) == 35


def test_several_workers_share_what_is_ahead() -> None:
    assert waits(waiting_s=30, in_work=(6, 6), workers=2) == 21


def test_a_free_worker_takes_a_job_at_once_whatever_the_others_do() -> None:
    assert waits(in_work=(500,), workers=2) == 0


def test_the_first_to_be_free_takes_it() -> None:
    assert waits(in_work=(500, 7), workers=2) == 7
    assert waits(waiting_s=20, in_work=(500, 7), workers=2) == 27


def test_work_of_a_worker_that_died_is_work_that_waits() -> None:
    assert waits(in_work=(30, 10), workers=1) == 40


def test_without_any_worker_one_is_thought_of() -> None:
    assert waits(waiting_s=30, workers=0) == waits(waiting_s=30)
    only_cpu = [("cpu",)]
    assert starts_in_s(replace(JOB, waiting_s={"gpu": 9.0}), only_cpu) == 9


def test_what_nobody_knows_is_not_told() -> None:
    assert ready_in_s(replace(JOB, own_s=0.0), [ALL]) is None


def test_an_instant_job_waits_for_what_is_in_work() -> None:
    work = [InWork(pool="gpu", left_s=40.0)]
    ahead = replace(JOB, place=2, pool="instant", waiting_s={"instant": 2.0}, in_work=work)
    assert starts_in_s(ahead, [ALL]) == 42
    assert starts_in_s(ahead, [ALL, ("instant",)]) == 2


def test_another_pool_counts_as_far_as_the_same_workers_make_it() -> None:
    ahead = replace(JOB, waiting_s={"gpu": 10.0, "cpu": 60.0, "of the future": 99.0})
    assert starts_in_s(ahead, [ALL]) == 70
    assert starts_in_s(ahead, [("gpu",), ("cpu",)]) == 10
    assert starts_in_s(ahead, [ALL, ("cpu",), ("cpu",)]) == 30
    busy = replace(JOB, in_work=[InWork(pool="cpu", left_s=50.0)])
    assert starts_in_s(busy, [("gpu",), ("cpu",)]) == 0


@given(
    jobs_s=st.lists(st.floats(0.1, 100), max_size=30),
    in_work=times,
    workers=st.integers(1, 8),
)
def test_a_guess_is_off_by_two_jobs_at_most(
    jobs_s: list[float], in_work: list[float], workers: int
) -> None:
    """Against each job ahead given to whichever worker is free first."""
    running = sorted(in_work)[:workers]
    free_at = [0.0] * (workers - len(running)) + running
    for job_s in jobs_s:
        free_at[0] += job_s
        free_at.sort()
    work = [InWork(pool="gpu", left_s=left) for left in running]
    ahead = replace(JOB, place=len(jobs_s) + 1, waiting_s={"gpu": sum(jobs_s)}, in_work=work)
    guess = starts_in_s(ahead, [ALL] * workers)
    assert abs(guess - free_at[0]) <= 2 * max(jobs_s, default=0.0) + 1e-6


@pytest.mark.parametrize(
    ("fraction", "elapsed_s", "expected_s", "left"),
    [
        (0.0, 0.0, 40.0, 40.0),
        (0.0, 9.0, 0.0, None),
        (0.5, 30.0, 0.0, 30.0),
        (0.5, 30.0, 10.0, 30.0),  # its own pace is known by now
        (1.0, 30.0, 10.0, 0.0),
        (0.125, 10.0, 40.0, 0.5 * 70 + 0.5 * 35),
    ],
)
def test_what_is_left_of_a_render_follows_its_own_pace_in_the_end(
    fraction: float, elapsed_s: float, expected_s: float, left: float | None
) -> None:
    assert left_s(fraction, elapsed_s=elapsed_s, expected_s=expected_s) == left


@dataclass(slots=True, kw_only=True)
class Guess:
    expected_s: float  # from the order to the picture
    took_s: float


def served(*, servers: int, load: float, seed: int, count: int = 4000) -> list[Guess]:
    """First come, first served, on simulated time: what each job was told, and what came true.

    Jobs are of four kinds; a render takes its kind's seconds, give or take a fifth.
    """
    draw = random.Random(seed)
    kinds_s = [2.0, 7.0, 33.0, 60.0]
    gap_s = sum(kinds_s) / len(kinds_s) / servers / load
    now, guesses = 0.0, list[Guess]()
    waiting: list[tuple[float, float, float, Guess]] = []
    busy: list[tuple[float, float, float]] = []  # (ends, began, expected)
    for _ in range(count):
        now += draw.expovariate(1 / gap_s)
        expected_s = draw.choice(kinds_s)
        # Those that begin before now.
        while waiting and (len(busy) < servers or busy[0][0] <= now):
            free_at = heapq.heappop(busy)[0] if len(busy) == servers else 0.0
            came_at, render_s, own_s, guess = waiting.pop(0)
            began = max(free_at, came_at)
            heapq.heappush(busy, (began + render_s, began, own_s))
            guess.took_s = began + render_s - came_at
        busy = [job for job in busy if job[0] > now]
        heapq.heapify(busy)
        ahead = Ahead(
            place=len(waiting) + 1,
            pool="gpu",
            own_s=expected_s,
            waiting_s={"gpu": sum(job[2] for job in waiting)},
            in_work=[
                InWork(pool="gpu", left_s=own_s * (ends - now) / (ends - began))
                for ends, began, own_s in busy
            ],
        )
        guess = Guess(expected_s=ready_in_s(ahead, [ALL] * servers) or 0.0, took_s=0.0)
        guesses.append(guess)
        waiting.append((now, expected_s * draw.uniform(0.8, 1.2), expected_s, guess))
    return [guess for guess in guesses if guess.took_s > 0]


@pytest.mark.parametrize("servers", [1, 3, 16])
@pytest.mark.parametrize("load", [0.5, 0.9, 1.2])
def test_nine_guesses_of_ten_are_off_by_less_than_half_under_steady_load(
    servers: int, load: float
) -> None:
    guesses = served(servers=servers, load=load, seed=servers)
    assert len(guesses) > 3000
    errors = sorted(abs(guess.expected_s - guess.took_s) / guess.took_s for guess in guesses)
    assert errors[round(0.9 * len(errors))] < 0.5
