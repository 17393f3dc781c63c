"""What holds a job besides those before it, by who is at work, and when it is ready."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.pools import Pool
from bot.domain.waiting import Ahead, Hold, Outlook
from bot.queue.outlooks import outlook
from bot.queue.workers import WorkerReport

INSTANT = Ahead(place=2, pool=Pool.INSTANT, own_s=2.0)
FREE = WorkerReport(name="free", pools=tuple(Pool), device="cpu")
TAKEN = replace(FREE, name="taken", is_taken_whole=True)
OF_GPU = replace(FREE, name="gpu", pools=("gpu",))


def test_a_job_that_a_worker_is_about_to_take_has_a_time() -> None:
    assert outlook(INSTANT, [FREE, OF_GPU], is_paused=False) == Outlook(place=2, ready_s=2.0)


@pytest.mark.parametrize("workers", [None, [], [FREE]])
def test_while_paused_nobody_knows_when(workers: list[WorkerReport] | None) -> None:
    assert outlook(INSTANT, workers, is_paused=True) == Outlook(place=2, hold=Hold.PAUSED)


@pytest.mark.parametrize("workers", [[], [OF_GPU]])
def test_of_a_pool_that_no_worker_serves_nobody_knows_when(workers: list[WorkerReport]) -> None:
    assert outlook(INSTANT, workers, is_paused=False) == Outlook(place=2, hold=Hold.UNSERVED)


def test_where_nobody_can_say_who_is_at_work_some_are_taken_to_be() -> None:
    assert outlook(INSTANT, None, is_paused=False) == Outlook(place=2, ready_s=2.0)


@pytest.mark.parametrize(
    ("ahead", "workers", "hold"),
    [
        (INSTANT, [TAKEN], Hold.BEHIND),
        (INSTANT, [TAKEN, OF_GPU], Hold.BEHIND),  # who does not serve it changes nothing
        (INSTANT, [TAKEN, FREE], None),
        (replace(INSTANT, pool=Pool.GPU), [TAKEN], None),  # it never goes beside another
    ],
)
def test_a_short_job_is_behind_where_every_worker_that_serves_it_is_taken_whole(
    ahead: Ahead, workers: list[WorkerReport], hold: Hold | None
) -> None:
    stands = outlook(ahead, workers, is_paused=False)
    assert stands.hold is hold
    assert stands.ready_s is not None
