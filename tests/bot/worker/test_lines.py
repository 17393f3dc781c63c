"""A worker and the lines of its pools: whose turn it is, and what stays in line."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.pools import Pool
from bot.queue import workers
from bot.queue.connection import OLD_QUEUE, connect
from bot.queue.line import FUNCTION_NAME, Queue, Queueable, queue_of
from bot.queue.workers import WorkerReport
from bot.worker.leased_worker import LeasedWorker
from tests.bot.queue.test_line import Ticket

WITHIN_S = 20.0
NOW = datetime.now(UTC)


@dataclass(slots=True, kw_only=True)
class Taking:
    """Stands where the runner of jobs stands, and notes what it is given."""

    room: Collection[Pool] = tuple(Pool)
    given_back: list[str] = field(default_factory=list)
    is_paused: bool = False
    is_busy: bool = False
    is_taken_whole: bool = False
    moved: list[Ticket] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def pause(self) -> Taking:
        return self

    @property
    def desk(self) -> Taking:
        return self

    async def is_on(self) -> bool:
        return self.is_paused

    def has_room_for(self, pool: Pool) -> bool:
        return pool in self.room

    async def call_next(self, job_id: str) -> Sequence[Queueable]:
        return self.moved

    async def run(self, job_id: str) -> bool:
        async with self._news:
            self.taken.append(job_id)
            self._news.notify_all()
        await self.gate.wait()
        if job_id in self.given_back:
            self.given_back.remove(job_id)
            return False
        return True

    async def until(self, *job_ids: str) -> None:
        """Wait for these, in this order, and no others."""
        async with asyncio.timeout(WITHIN_S), self._news:
            await self._news.wait_for(lambda: len(self.taken) >= len(job_ids))
        assert self.taken == list(job_ids)


@pytest.fixture
async def queue(redis_url: str) -> AsyncIterator[Queue]:
    queue = Queue(await connect(redis_url, patience=3))
    yield queue
    await queue.close()


@asynccontextmanager
async def serving(redis_url: str, runner: Taking, *pools: Pool) -> AsyncIterator[None]:
    redis, stop = await connect(redis_url), asyncio.Event()
    report = WorkerReport(name="w", pools=pools or tuple(Pool), device="cpu")
    stands_in: Any = runner
    worker = LeasedWorker(redis, stands_in, report, call_next=runner.call_next)
    working = asyncio.create_task(worker.serve(stop))
    try:
        yield
    finally:
        runner.gate.set()
        stop.set()
        try:
            await working
        finally:
            await redis.aclose(close_connection_pool=True)


def ticket(job_id: str, pool: Pool, *, age_s: float) -> Ticket:
    return Ticket(id=job_id, pool=pool, score=NOW - timedelta(seconds=age_s))


async def in_lines(queue: Queue) -> set[str]:
    names = [OLD_QUEUE, *map(queue_of, Pool)]
    lines = [await queue._pool.zrange(name, 0, -1) for name in names]
    return {job_id.decode() for line in lines for job_id in line}


async def test_instant_jobs_go_first_and_all_others_by_score(redis_url: str, queue: Queue) -> None:
    line = [
        ticket("painting", Pool.GPU, age_s=50),
        ticket("old dream", Pool.CPU, age_s=60),
        ticket("dream", Pool.CPU, age_s=40),
        ticket("instant", Pool.INSTANT, age_s=0),
        ticket("old instant", Pool.INSTANT, age_s=10),
    ]
    await queue.put_all(line)
    runner = Taking()
    runner.gate.set()
    async with serving(redis_url, runner):
        await runner.until("old instant", "instant", "old dream", "painting", "dream")
    assert await in_lines(queue) == set()


async def test_a_worker_leaves_what_it_does_not_serve_to_others(
    redis_url: str, queue: Queue
) -> None:
    await queue.put_all([ticket(pool, pool, age_s=9) for pool in Pool])
    runner = Taking()
    runner.gate.set()
    async with serving(redis_url, runner, Pool.CPU):
        await runner.until("cpu")
    assert await in_lines(queue) == {"gpu", "instant"}


async def test_only_jobs_of_a_pool_with_room_are_taken(redis_url: str, queue: Queue) -> None:
    first, later = ticket("long", Pool.GPU, age_s=9), ticket("quick", Pool.INSTANT, age_s=8)
    await queue.put_all([first, later])
    runner = Taking(room=(Pool.GPU,))
    async with serving(redis_url, runner):
        await runner.until("long")
        runner.room = (Pool.INSTANT,)
        await runner.until("long", "quick")


async def test_whoever_has_nothing_to_do_takes_a_job_before_one_that_is_busy(
    redis_url: str, queue: Queue
) -> None:
    busy, idle = Taking(is_busy=True), Taking()
    async with serving(redis_url, busy):
        await queue.put(ticket("nobody else is there", Pool.CPU, age_s=9))
        await busy.until("nobody else is there")
        async with serving(redis_url, idle):
            await queue.put(ticket("one is idle", Pool.CPU, age_s=8))
            await idle.until("one is idle")
    assert busy.taken == ["nobody else is there"]


async def test_a_job_given_back_stays_in_its_line(redis_url: str, queue: Queue) -> None:
    await queue.put(ticket("a", Pool.CPU, age_s=9))
    runner = Taking(given_back=["a"])
    runner.gate.set()
    async with serving(redis_url, runner):
        await runner.until("a", "a")
    assert await in_lines(queue) == set()


async def test_the_line_of_the_version_before_is_emptied_too(redis_url: str, queue: Queue) -> None:
    await queue._pool.enqueue_job(FUNCTION_NAME, "old", _job_id="old", _queue_name=OLD_QUEUE)
    runner = Taking()
    runner.gate.set()
    async with serving(redis_url, runner, Pool.GPU):
        await runner.until("old")
    assert await in_lines(queue) == set()


async def test_the_next_job_of_a_person_moves_when_the_one_before_it_is_taken(
    redis_url: str, queue: Queue
) -> None:
    far = ticket("second", Pool.CPU, age_s=-3600)
    gone = ticket("not in line", Pool.CPU, age_s=0)
    await queue.put_all(
        [ticket("first", Pool.GPU, age_s=9), far, ticket("other", Pool.GPU, age_s=0)]
    )
    runner = Taking(moved=[ticket("second", Pool.CPU, age_s=5), gone])
    runner.gate.set()
    async with serving(redis_url, runner):
        await runner.until("first", "second", "other")
    assert await in_lines(queue) == set()


async def test_a_worker_says_what_it_has_in_hand_and_when_it_goes(
    redis_url: str, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.worker.leased_worker.TELL_EVERY_S", 0.02)
    await queue.put(ticket("a", Pool.GPU, age_s=9))
    runner = Taking(is_taken_whole=True)
    async with serving(redis_url, runner, Pool.GPU, Pool.INSTANT):
        await runner.until("a")
        async with asyncio.timeout(WITHIN_S):
            # Redis tells nobody of changes, so it is asked.
            while (said := await workers.alive(queue._pool))[0].job_ids != ("a",):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        (report,) = said
        assert (report.name, report.pools) == ("w", ("gpu", "instant"))
        assert report.is_taken_whole
    assert await workers.alive(queue._pool) == []
