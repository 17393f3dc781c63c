"""Put a job in line. SQL knows what is to be done; Redis only carries it to a free worker.

The one module beside the worker that knows arq. Names of the queue's Redis keys live here.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol

from arq.connections import ArqRedis
from arq.constants import job_key_prefix

from bot.errors import QueueError
from bot.queue.connection import PUT_TIMEOUT_S, REDIS_TROUBLE
from bot.queue.estimates import Estimates

FUNCTION_NAME = "render"
WEBHOOK_KEY = "oneiro:webhook"

# One waiting job of the same person costs as much as this much waiting, all together at most ...
FAIR_SHARE = timedelta(minutes=2)
# ... this much. In Redis all scores are moved back by it, because one that lies in the future
# would delay the job on an idle queue.
LONGEST_DELAY = timedelta(hours=6)
# arq's own limit is score - now + 24 h and silently drops older jobs.
EXPIRES = timedelta(days=14)


def score(now: datetime, *, boost_s: float, waiting: int) -> datetime:
    """When a job ordered now counts as having arrived: earlier goes first, so waiting wins.

    Args:
        boost_s: how much earlier a job of this tier counts as having come.
        waiting: jobs that this person already has in line.
    """
    return now - timedelta(seconds=boost_s) + min(FAIR_SHARE * waiting, LONGEST_DELAY)


class Queueable(Protocol):
    """What is needed of a job to put it in line."""

    @property
    def id(self) -> str: ...
    @property
    def score(self) -> datetime: ...


class Queue:
    """The line of jobs, as everybody but the worker sees it.

    Args:
        cpu_budget_s: no render takes longer on a CPU worker.
    """

    def __init__(self, pool: ArqRedis, *, cpu_budget_s: float = math.inf) -> None:
        self._pool = pool
        self.estimates = Estimates(pool, cpu_budget_s=cpu_budget_s)

    async def put(self, job: Queueable) -> bool:
        """Put ``job`` in line at its score; False when it already stands there.

        Raises: QueueError: Redis is away or full; the SQL row stays and is put in line later.
        """
        try:
            async with asyncio.timeout(PUT_TIMEOUT_S):
                queued = await self._pool.enqueue_job(
                    FUNCTION_NAME,
                    job.id,
                    _job_id=job.id,
                    _defer_until=job.score - LONGEST_DELAY,
                    _expires=EXPIRES,
                )
        except REDIS_TROUBLE as exc:
            raise QueueError(str(exc), job_id=job.id) from exc
        return queued is not None

    async def unknown(self, job_ids: Iterable[str]) -> list[str]:
        """Those of ``job_ids`` that Redis does not have in line or in work."""
        ids = list(job_ids)
        if not ids:
            return []
        try:
            async with (
                asyncio.timeout(PUT_TIMEOUT_S),
                self._pool.pipeline(transaction=False) as pipe,
            ):
                for job_id in ids:
                    pipe.exists(job_key_prefix + job_id)
                are_known = await pipe.execute()
        except REDIS_TROUBLE as exc:
            raise QueueError(str(exc)) from exc
        return [job_id for job_id, is_known in zip(ids, are_known, strict=True) if not is_known]

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
