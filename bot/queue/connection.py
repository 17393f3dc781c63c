"""How Redis is reached, and how values travel through it."""

from __future__ import annotations

import contextlib
import json
from typing import Any

from arq.connections import ArqRedis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError

from bot.errors import QueueError
from bot.queue.redis_client import SENTINEL_SCHEME, redis_client

# The version before had one line for all; a worker empties it.
OLD_QUEUE = "oneiro:queue"
# A person waits for the answer; what Redis has not taken by then the reconciler puts in line.
PUT_TIMEOUT_S = 2.0
REDIS_TROUBLE = (RedisError, OSError, TimeoutError)
# OSError: what a vanished unix socket raises.
_MENDED_BY_PATIENCE: list[type[Exception]] = [RedisConnectionError, RedisTimeoutError, OSError]

# By Sentinels, redis-py retries a command, in it the question who is in charge, and in that the
# connection to a server that may be gone: about 15 s all together.
_SENTINEL_PATIENCE = 3
_CONNECT_S = 1.0


def dump(values: dict[str, Any]) -> bytes:
    return json.dumps(values).encode()


def load(payload: bytes) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(payload)
    return values


async def connect(url: str, *, patience: int = 30) -> ArqRedis:
    """An open pool to Redis; a restart of it is outlived by ``patience`` retries.

    Raises: QueueError: Redis did not answer in all that time; as :func:`redis_client`.
    """
    if url.startswith(SENTINEL_SCHEME):
        patience = min(patience, _SENTINEL_PATIENCE)
    pool = redis_client(
        url,
        ArqRedis,
        retry=Retry(ExponentialBackoff(cap=2, base=0.1), patience),
        retry_on_error=_MENDED_BY_PATIENCE,
        socket_connect_timeout=_CONNECT_S,
        encoding="utf8",
    )
    pool.job_serializer, pool.job_deserializer = dump, load
    pool.default_queue_name = OLD_QUEUE
    async with contextlib.AsyncExitStack() as unless_open:
        unless_open.push_async_callback(pool.aclose, close_connection_pool=True)
        try:
            await pool.ping()
        except REDIS_TROUBLE as exc:
            raise QueueError(str(exc)) from exc
        unless_open.pop_all()
    return pool


async def ping(url: str) -> None:
    """Reach the Redis at ``url`` once, by a connection of its own. Raises: QueueError."""
    pool = await connect(url, patience=0)
    await pool.aclose(close_connection_pool=True)
