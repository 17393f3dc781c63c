"""Put a job in line. SQL knows what is to be done; Redis only carries it to a free worker.

The one module beside the worker that knows arq. Names of the queue's Redis keys live here.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Protocol

from arq.connections import ArqRedis, RedisSettings, create_pool
from arq.constants import job_key_prefix
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError

from bot.errors import QueueError

QUEUE_NAME = "oneiro:queue"
FUNCTION_NAME = "render"
WEBHOOK_KEY = "oneiro:webhook"

# One waiting job of the same person costs as much as this much waiting, all together at most ...
FAIR_SHARE = timedelta(minutes=2)
# ... this much. In Redis all scores are moved back by it, because one that lies in the future
# would delay the job on an idle queue.
LONGEST_DELAY = timedelta(hours=6)
# arq's own limit is score - now + 24 h and silently drops older jobs.
EXPIRES = timedelta(days=14)
# A person waits for the answer; what Redis has not taken by then the reconciler puts in line.
PUT_TIMEOUT_S = 2.0

_REDIS_TROUBLE = (RedisError, OSError, TimeoutError)


def dump(values: dict[str, Any]) -> bytes:
    return json.dumps(values).encode()


def load(payload: bytes) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(payload)
    return values


def redis_settings(url: str, *, patience: int) -> RedisSettings:
    """How to reach Redis at ``url``; a restart of it is outlived by ``patience`` retries."""
    settings = RedisSettings.from_dsn(url)
    settings.retry = Retry(ExponentialBackoff(cap=2, base=0.1), patience)
    # OSError: what a vanished unix socket raises.
    settings.retry_on_error = [RedisConnectionError, RedisTimeoutError, OSError]
    settings.conn_retries = patience
    return settings


async def connect(url: str, *, patience: int = 30) -> ArqRedis:
    """An open pool to Redis.

    Raises: QueueError: Redis did not answer in all that time.
    """
    try:
        return await create_pool(
            redis_settings(url, patience=patience),
            job_serializer=dump,
            job_deserializer=load,
            default_queue_name=QUEUE_NAME,
        )
    except _REDIS_TROUBLE as exc:
        raise QueueError(str(exc)) from exc


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
    """The line of jobs, as everybody but the worker sees it."""

    def __init__(self, pool: ArqRedis) -> None:
        self._pool = pool

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
        except _REDIS_TROUBLE as exc:
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
        except _REDIS_TROUBLE as exc:
            raise QueueError(str(exc)) from exc
        return [job_id for job_id, is_known in zip(ids, are_known, strict=True) if not is_known]

    async def note_webhook(self, *, for_s: float) -> None:
        """Somebody serves the webhook, and will say so again before ``for_s`` are over.

        Raises: QueueError: Redis is away.
        """
        try:
            async with asyncio.timeout(PUT_TIMEOUT_S):
                await self._pool.set(WEBHOOK_KEY, "1", px=round(for_s * 1000))
        except _REDIS_TROUBLE as exc:
            raise QueueError(str(exc)) from exc

    async def is_webhook_served(self) -> bool:
        """Raises: QueueError: Redis is away."""
        try:
            async with asyncio.timeout(PUT_TIMEOUT_S):
                return bool(await self._pool.exists(WEBHOOK_KEY))
        except _REDIS_TROUBLE as exc:
            raise QueueError(str(exc)) from exc

    async def close(self) -> None:
        await self._pool.aclose(close_connection_pool=True)
