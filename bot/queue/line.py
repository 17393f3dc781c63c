"""Put a job in line. SQL knows what is to be done; Redis only carries it to a free worker.

The one module beside the worker that knows arq. Names of the queue's Redis keys live here.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar

from arq.connections import ArqRedis
from arq.constants import job_key_prefix
from arq.jobs import serialize_job
from arq.utils import to_unix_ms
from redis.asyncio.client import Pipeline

from bot.domain.fair_queue import LONGEST_DELAY
from bot.errors import QueueError
from bot.queue.connection import OLD_QUEUE, PUT_TIMEOUT_S, REDIS_TROUBLE, dump
from bot.queue.estimates import Estimates

FUNCTION_NAME = "render"
WEBHOOK_KEY = "oneiro:webhook"

# A score in the future would delay the job on an idle queue, so all are moved back by so much: by
# the longest delay there is, and by as much as the clock of a worker may be late.
MOVED_BACK = LONGEST_DELAY + timedelta(hours=1)
# arq's own limit is score - now + 24 h and silently drops older jobs.
EXPIRES = timedelta(days=14)


def queue_of(pool: str) -> str:
    """The Redis key of a pool's line."""
    return f"{OLD_QUEUE}:{pool}"


class Queueable(Protocol):
    """What is needed of a job to put it in line."""

    @property
    def id(self) -> str: ...
    @property
    def score(self) -> datetime: ...
    @property
    def pool(self) -> str: ...


_Job = TypeVar("_Job", bound=Queueable)
_COMMANDS = 3  # for each job put in line


async def move(redis: ArqRedis, jobs: Sequence[Queueable]) -> None:
    """Have those of ``jobs`` that stand in line stand at their scores.

    Raises: RedisError, OSError: they stay where they stand, until Redis forgets them.
    """
    async with redis.pipeline(transaction=False) as pipe:
        for job in jobs:
            pipe.zadd(queue_of(job.pool), {job.id: _position(job)}, xx=True)
        await pipe.execute()


def _position(job: Queueable) -> int:
    return to_unix_ms(job.score - MOVED_BACK)


class Queue:
    """The lines of jobs, as everybody but the worker sees them.

    Args:
        cpu_budget_s: no render takes longer on a CPU worker.
    """

    def __init__(self, pool: ArqRedis, *, cpu_budget_s: float = math.inf) -> None:
        self._pool = pool
        self.estimates = Estimates(pool, cpu_budget_s=cpu_budget_s)

    async def put(self, job: Queueable) -> bool:
        """Put ``job`` in its pool's line at its score; False when it already stands there.

        Raises: QueueError: Redis is away or full; the SQL row stays and is put in line later.
        """
        try:
            return await self.put_all([job]) > 0
        except QueueError as exc:
            raise QueueError(exc.detail, job_id=job.id) from exc

    async def put_all(self, jobs: Sequence[Queueable]) -> int:
        """As :func:`put`, in one go; returns how many did not stand in line.

        All or none: a job that Redis knew, but had in no line, would be forgotten.
        """
        async with self._speaking(is_atomic=True) as pipe:
            for job in jobs:
                self._put(pipe, job)
            answers = await pipe.execute() if jobs else []
        return sum(answers[1::_COMMANDS])

    def _put(self, pipe: Pipeline, job: Queueable) -> None:
        """What arq's enqueue_job does, without asking first: who comes second changes nothing."""
        now = datetime.now(UTC)
        payload = serialize_job(
            FUNCTION_NAME, (job.id,), {}, None, to_unix_ms(now), serializer=dump
        )
        pipe.set(job_key_prefix + job.id, payload, px=EXPIRES, nx=True)
        pipe.zadd(queue_of(job.pool), {job.id: _position(job)}, nx=True)
        pipe.zrem(OLD_QUEUE, job.id)

    async def remove(self, jobs: Iterable[Queueable]) -> None:
        """Have these wait in no line; one that is in work is its worker's to end.

        Raises: QueueError: Redis is away; a worker that takes one finds that there is no such job.
        """
        async with self._speaking() as pipe:
            for job in jobs:
                pipe.zrem(queue_of(job.pool), job.id)
                pipe.zrem(OLD_QUEUE, job.id)
                pipe.delete(job_key_prefix + job.id)
            await pipe.execute()

    async def unknown(self, jobs: Iterable[_Job]) -> list[_Job]:
        """Those of ``jobs`` that Redis does not have in their line or in work."""
        asked = list(jobs)
        async with self._speaking() as pipe:
            for job in asked:
                pipe.zscore(queue_of(job.pool), job.id)
            scores = await pipe.execute() if asked else []
        return [job for job, score in zip(asked, scores, strict=True) if score is None]

    @contextlib.asynccontextmanager
    async def _speaking(self, *, is_atomic: bool = False) -> AsyncIterator[Pipeline]:
        """Commands for Redis, in one go. Raises: QueueError: it is away."""
        try:
            async with (
                asyncio.timeout(PUT_TIMEOUT_S),
                self._pool.pipeline(transaction=is_atomic) as pipe,
            ):
                yield pipe
        except REDIS_TROUBLE as exc:
            raise QueueError(str(exc)) from exc

    async def note_webhook(self, *, for_s: float) -> None:
        """Somebody serves the webhook, and will say so again before ``for_s`` are over.

        Raises: QueueError: Redis is away.
        """
        try:
            async with asyncio.timeout(PUT_TIMEOUT_S):
                await self._pool.set(WEBHOOK_KEY, "1", px=round(for_s * 1000))
        except REDIS_TROUBLE as exc:
            raise QueueError(str(exc)) from exc

    async def is_webhook_served(self) -> bool:
        """Raises: QueueError: Redis is away."""
        try:
            async with asyncio.timeout(PUT_TIMEOUT_S):
                return bool(await self._pool.exists(WEBHOOK_KEY))
        except REDIS_TROUBLE as exc:
            raise QueueError(str(exc)) from exc

    async def close(self) -> None:
        await self._pool.aclose(close_connection_pool=True)
