"""The line of jobs: order, fairness, what survives a Redis that goes away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.jobs import Job, JobState
from bot.domain.orders import Art, Order, PictureRef
from bot.errors import QueueError
from bot.queue.connection import QUEUE_NAME, connect
from bot.queue.line import Queue, score
from engine.options.dream import DreamOptions
from tests.bot.redises import TestRedis


def make_job(job_id: str, *, age_s: float = 0, boost_s: float = 0, waiting: int = 0) -> Job:
    created_at = datetime.now(UTC) - timedelta(seconds=age_s)
    photo = PictureRef(id="p", file_id="f", message_id=1)
    return Job(
        id=job_id,
        request_key=f"u{job_id}",
        chat_id=1,
        user_id=1,
        language="en",
        order=Order(art=Art.DREAM, options=DreamOptions(), photo=photo),
        tier="free",
        state=JobState.WAITING,
        attempt=0,
        tries=0,
        progress=0.0,
        score=score(created_at, boost_s=boost_s, waiting=waiting),
        created_at=created_at,
    )


@pytest.fixture
async def queue(redis_url: str) -> AsyncIterator[Queue]:
    queue = Queue(await connect(redis_url, patience=3))
    yield queue
    await queue.close()


async def in_line(queue: Queue) -> list[str]:
    return [job_id.decode() for job_id in await queue._pool.zrange(QUEUE_NAME, 0, -1)]


async def test_a_job_stands_in_line_once(queue: Queue) -> None:
    assert await queue.put(make_job("a"))
    assert not await queue.put(make_job("a"))
    assert await in_line(queue) == ["a"]


async def test_paid_jobs_go_ahead_and_waiting_still_counts(queue: Queue) -> None:
    for name, age_s, boost_s in (
        ("free-now", 0, 0),
        ("paid-now", 0, 300),
        ("free-400-s-old", 400, 0),
        ("paid-50-s-old", 50, 300),
        ("free-100-s-old", 100, 0),
    ):
        await queue.put(make_job(name, age_s=age_s, boost_s=boost_s))
    assert await in_line(queue) == [
        "free-400-s-old",
        "paid-50-s-old",
        "paid-now",
        "free-100-s-old",
        "free-now",
    ]


async def test_one_person_with_many_jobs_does_not_block_the_others(queue: Queue) -> None:
    for number in range(3):
        await queue.put(make_job(f"busy-{number}", waiting=number))
    await queue.put(make_job("other"))
    assert (await in_line(queue))[:2] == ["busy-0", "other"]


async def test_a_job_of_somebody_with_a_thousand_others_is_not_delayed(queue: Queue) -> None:
    await queue.put(make_job("a", waiting=1000))
    assert await queue._pool.zcount(QUEUE_NAME, 0, datetime.now(UTC).timestamp() * 1000) == 1


async def test_a_job_older_than_a_day_is_taken(queue: Queue) -> None:
    assert await queue.put(make_job("old", age_s=3 * 86400, boost_s=600))
    assert await queue.unknown(["old", "new"]) == ["new"]


async def test_redis_away_is_told_soon_and_the_queue_works_again(
    queue: Queue, redis_server: TestRedis
) -> None:
    await redis_server.kill()
    with pytest.raises(QueueError):
        await queue.put(make_job("a"))
    await redis_server.start()
    assert await queue.put(make_job("a"))


async def test_jobs_in_line_outlive_a_killed_redis(queue: Queue, redis_server: TestRedis) -> None:
    for number in range(20):
        await queue.put(make_job(f"j{number:02}"))
    await asyncio.sleep(1.1)  # appendfsync everysec
    await redis_server.kill()
    await redis_server.start()
    assert len(await in_line(queue)) == 20


async def test_a_wiped_redis_knows_none_of_the_jobs(queue: Queue, redis_server: TestRedis) -> None:
    await queue.put(make_job("a"))
    await redis_server.kill()
    redis_server.wipe()
    await redis_server.start()
    assert await queue.unknown(["a"]) == ["a"]
