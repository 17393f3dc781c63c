"""The lines of jobs: who stands where, what survives a Redis that goes away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.fair_queue import score
from bot.domain.orders import Art, Order
from bot.domain.pools import Pool, pool_of
from bot.errors import QueueError
from bot.queue import workers
from bot.queue.connection import OLD_QUEUE, connect
from bot.queue.line import FUNCTION_NAME, Queue, queue_of
from bot.queue.workers import WorkerReport
from engine.options.interpret import DrawOptions
from tests.bot.redises import TestRedis


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What the queue needs of a job."""

    id: str
    score: datetime
    pool: str = Pool.GPU


def ticket(
    job_id: str, *, age_s: float = 0, boost_s: float = 0, behind: Ticket | None = None
) -> Ticket:
    ordered_at = datetime.now(UTC) - timedelta(seconds=age_s)
    latest = behind.score if behind else None
    return Ticket(id=job_id, score=score(ordered_at, boost_s=boost_s, latest=latest))


@pytest.fixture
async def queue(redis_url: str) -> AsyncIterator[Queue]:
    queue = Queue(await connect(redis_url, patience=3))
    yield queue
    await queue.close()


async def in_line(queue: Queue, name: str = queue_of(Pool.GPU)) -> list[str]:
    return [job_id.decode() for job_id in await queue._pool.zrange(name, 0, -1)]


async def test_a_job_stands_in_line_once(queue: Queue) -> None:
    assert await queue.put(ticket("a"))
    assert not await queue.put(ticket("a"))
    assert await in_line(queue) == ["a"]


async def test_each_pool_has_a_line_of_its_own(queue: Queue) -> None:
    now = datetime.now(UTC)
    assert await queue.put_all([Ticket(id=pool, score=now, pool=pool) for pool in Pool]) == 3
    assert [await in_line(queue, queue_of(pool)) for pool in Pool] == [[pool] for pool in Pool]


async def test_paid_jobs_go_ahead_and_waiting_still_counts(queue: Queue) -> None:
    for name, age_s, boost_s in (
        ("free-now", 0, 0),
        ("paid-now", 0, 300),
        ("free-400-s-old", 400, 0),
        ("paid-50-s-old", 50, 300),
        ("free-100-s-old", 100, 0),
    ):
        await queue.put(ticket(name, age_s=age_s, boost_s=boost_s))
    assert await in_line(queue) == [
        "free-400-s-old",
        "paid-50-s-old",
        "paid-now",
        "free-100-s-old",
        "free-now",
    ]


async def test_one_person_with_many_jobs_does_not_block_the_others(queue: Queue) -> None:
    busy = None
    for number in range(3):
        busy = ticket(f"busy-{number}", behind=busy)
        await queue.put(busy)
    await queue.put(ticket("other"))
    assert (await in_line(queue))[:2] == ["busy-0", "other"]


async def test_a_job_of_somebody_with_a_thousand_others_is_not_delayed(queue: Queue) -> None:
    last = None
    for number in range(1000):
        last = ticket(str(number), behind=last)
    assert last is not None
    await queue.put(last)
    # Nor where the clock of its worker is late.
    late_ms = (datetime.now(UTC) - timedelta(minutes=50)).timestamp() * 1000
    assert await queue._pool.zcount(queue_of(last.pool), 0, late_ms) == 1


async def test_a_job_older_than_a_day_is_taken(queue: Queue) -> None:
    old, new = ticket("old", age_s=3 * 86400, boost_s=600), ticket("new")
    assert await queue.put(old)
    assert await queue.unknown([old, new]) == [new]


async def test_a_job_in_the_line_of_the_version_before_moves_to_its_pools(queue: Queue) -> None:
    job = ticket("a")
    await queue._pool.enqueue_job(FUNCTION_NAME, job.id, _job_id=job.id, _queue_name=OLD_QUEUE)
    assert await queue.unknown([job]) == [job]
    assert await queue.put(job)
    assert (await in_line(queue), await in_line(queue, OLD_QUEUE)) == (["a"], [])


async def test_redis_away_is_told_soon_and_the_queue_works_again(
    queue: Queue, redis_server: TestRedis
) -> None:
    await redis_server.kill()
    with pytest.raises(QueueError):
        await queue.put(ticket("a"))
    await redis_server.start()
    assert await queue.put(ticket("a"))


async def test_jobs_in_line_outlive_a_killed_redis(queue: Queue, redis_server: TestRedis) -> None:
    for number in range(20):
        await queue.put(ticket(f"j{number:02}"))
    await asyncio.sleep(1.1)  # appendfsync everysec
    await redis_server.kill()
    await redis_server.start()
    assert len(await in_line(queue)) == 20


async def test_a_wiped_redis_knows_none_of_the_jobs(queue: Queue, redis_server: TestRedis) -> None:
    job = ticket("a")
    await queue.put(job)
    await redis_server.kill()
    redis_server.wipe()
    await redis_server.start()
    assert await queue.unknown([job]) == [job]


async def test_hands_are_the_living_workers_that_take_such_a_job(queue: Queue) -> None:
    for name, pools in (("a", ("gpu", "cpu")), ("b", ("gpu",)), ("c", ("gpu",))):
        report = WorkerReport(name=name, pools=pools, device="cpu")
        await workers.tell_alive(queue._pool, report)
    await workers.say_goodbye(queue._pool, "b")
    film = Order(art=Art.DRAW, options=DrawOptions(network="vgg19"), photo=None)
    assert [pool_of(film), await queue.estimates.hands(film)] == [Pool.GPU, 2]
