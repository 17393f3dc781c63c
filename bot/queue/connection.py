"""How Redis is reached, and how values travel through it."""

from __future__ import annotations

import json
from typing import Any

from arq.connections import ArqRedis, RedisSettings, create_pool
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError

from bot.errors import QueueError

# The version before had one line for all; a worker empties it.
OLD_QUEUE = "oneiro:queue"
# A person waits for the answer; what Redis has not taken by then the reconciler puts in line.
PUT_TIMEOUT_S = 2.0
REDIS_TROUBLE = (RedisError, OSError, TimeoutError)


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
            default_queue_name=OLD_QUEUE,
        )
    except REDIS_TROUBLE as exc:
        raise QueueError(str(exc)) from exc
