"""One budget of Telegram requests for the bot and all workers.

Telegram counts per bot, not per process, so the buckets live in Redis. While Redis is away each
process paces itself: too fast together at worst, and then Telegram's own 429 slows everybody.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError
from telegram._utils.types import JSONDict
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

logger = logging.getLogger(__name__)

KEY_PREFIX = "oneiro:limit:"
# A request to these moves a message; all others (answers of presses, file downloads) go at once.
_PACED = ("send", "edit", "copy", "forward")
_REDIS_TIMEOUT_S = 0.25
_REDIS_REST_S = 2.0
# What a droppable request leaves in a bucket: room for a result.
_SPARE_SHARE = 0.3
_RETRY_FIRST_S = 0.3
_RETRY_MAX_S = 5.0


class RequestDroppedError(TelegramError):
    """A request that may be left out was: the budget is tight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How one request wants to be treated (``rate_limit_args``).

    Attributes:
        droppable: left out rather than delayed.
        patience_s: how long troubles are waited out and the request tried again.
    """

    droppable: bool = False
    patience_s: float = 60.0


DROPPABLE = Pace(droppable=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """At most ``burst`` requests at once and ``per_s`` in the long run."""

    name: str
    per_s: float
    burst: float


# Telegram's figures: about 1 a second in a chat, 20 a minute in a group, 30 a second over all.
# A bucket lets burst + per_s * period through in a period, so the two together stay below.
def buckets_of(chat_id: int | str) -> tuple[Bucket, ...]:
    """All buckets that a message to this chat is taken from."""
    overall = Bucket(name="all", per_s=25.0, burst=5.0)
    # A name instead of a number is a public group or channel.
    is_group = isinstance(chat_id, str) or chat_id < 0
    own = (0.25, 5.0) if is_group else (1.0, 3.0)
    return overall, Bucket(name=f"chat:{chat_id}", per_s=own[0], burst=own[1])


# Takes one token of every bucket, on credit if need be, and tells how many ms to wait for it.
# A droppable request (ARGV[1] = 1) takes none and gets -1 unless all buckets are well filled.
_TAKE = """
local t = redis.call('TIME')
local now = t[1] * 1000 + t[2] / 1000
local wait = redis.call('PTTL', KEYS[1])
if wait < 0 then wait = 0 end
local spare = ARGV[1] == '1'
if spare and wait > 0 then return -1 end
local left = {}
for i = 2, #KEYS do
  local per_ms = tonumber(ARGV[i * 2 - 2]) / 1000
  local burst = tonumber(ARGV[i * 2 - 1])
  local state = redis.call('HMGET', KEYS[i], 'tokens', 'at')
  local tokens = burst
  if state[1] then
    tokens = math.min(burst, tonumber(state[1]) + (now - tonumber(state[2])) * per_ms)
  end
  if spare and tokens - 1 < burst * tonumber(ARGV[#ARGV]) then return -1 end
  left[i] = tokens - 1
  if left[i] < 0 then wait = math.max(wait, -left[i] / per_ms) end
end
for i = 2, #KEYS do
  redis.call('HSET', KEYS[i], 'tokens', tostring(left[i]), 'at', string.format('%.3f', now))
  redis.call('PEXPIRE', KEYS[i], 120000)
end
return math.ceil(wait)
"""


class SharedBuckets:
    """Token buckets in Redis. Every method may raise RedisError, OSError or TimeoutError."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._take = redis.register_script(_TAKE)

    async def take(self, chat_id: int | str, *, droppable: bool) -> float | None:
        """Seconds to wait before the request may go; None: leave it out."""
        buckets = buckets_of(chat_id)
        keys = [f"{KEY_PREFIX}pause:{chat_id}", *(KEY_PREFIX + b.name for b in buckets)]
        figures = [figure for bucket in buckets for figure in (bucket.per_s, bucket.burst)]
        async with asyncio.timeout(_REDIS_TIMEOUT_S):
            wait_ms = await self._take(keys, [int(droppable), *figures, _SPARE_SHARE])
        return None if wait_ms < 0 else wait_ms / 1000

    async def pause(self, chat_id: int | str, seconds: float) -> None:
        """Nobody may send to this chat for so long."""
        async with asyncio.timeout(_REDIS_TIMEOUT_S):
            await self._redis.set(f"{KEY_PREFIX}pause:{chat_id}", 1, px=max(1, int(seconds * 1000)))

    async def close(self) -> None:
        await self._redis.aclose()


class OwnBuckets:
    """The same in this process's memory."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._state: dict[str, tuple[float, float]] = {}
        self._paused_until: dict[int | str, float] = {}

    def take(self, chat_id: int | str, *, droppable: bool) -> float | None:
        """Seconds to wait before the request may go; None: leave it out."""
        now = self._clock()
        self._forget(now)
        wait = max(0.0, self._paused_until.get(chat_id, 0.0) - now)
        if droppable and wait > 0:
            return None
        left = {}
        for bucket in buckets_of(chat_id):
            tokens, at = self._state.get(bucket.name, (bucket.burst, now))
            tokens = min(bucket.burst, tokens + (now - at) * bucket.per_s) - 1
            if droppable and tokens < bucket.burst * _SPARE_SHARE:
                return None
            left[bucket.name] = (tokens, now)
            wait = max(wait, -tokens / bucket.per_s)
        self._state.update(left)
        return wait

    def pause(self, chat_id: int | str, seconds: float) -> None:
        self._paused_until[chat_id] = self._clock() + seconds

    def _forget(self, now: float) -> None:
        """Drop what time has made irrelevant, so that many chats do not fill the memory."""
        if len(self._state) > 1000:
            self._state = {name: s for name, s in self._state.items() if now - s[1] < 120}
            self._paused_until = {c: t for c, t in self._paused_until.items() if t > now}


class RedisRateLimiter(BaseRateLimiter[Pace]):
    """Paces what moves messages, waits out 429 and tries again after 5xx and lost connections."""

    def __init__(self, redis_url: str | None) -> None:
        self._shared: SharedBuckets | None = None
        if redis_url is not None:
            redis: Redis = Redis.from_url(redis_url, socket_connect_timeout=_REDIS_TIMEOUT_S)
            self._shared = SharedBuckets(redis)
        self._own = OwnBuckets()
        self._redis_rests_until = 0.0

    async def initialize(self) -> None:
        """Nothing: Redis is reached at the first request."""

    async def shutdown(self) -> None:
        if self._shared is not None:
            await self._shared.close()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | JSONDict | list[JSONDict]]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Pace | None,
    ) -> bool | JSONDict | list[JSONDict]:
        """See BaseRateLimiter; unlike its advice, lost connections are tried again here too.

        Raises: RequestDroppedError: the request was droppable and there was no room for it.
        """
        pace = rate_limit_args or Pace()
        chat_id = data.get("chat_id") if endpoint.startswith(_PACED) else None
        give_up_at = time.monotonic() + pace.patience_s
        tries = 0
        while True:
            if chat_id is not None:
                await self._wait_for_room(chat_id, pace)
            try:
                return await callback(*args, **kwargs)
            except NetworkError as exc:
                tries += 1
                wait_s = min(_RETRY_MAX_S, _RETRY_FIRST_S * 2**tries) * random.uniform(0.5, 1)
                is_final = isinstance(exc, BadRequest | InvalidToken)
                if is_final or pace.droppable or time.monotonic() + wait_s > give_up_at:
                    raise
                logger.warning("Telegram is in trouble", extra={"endpoint": endpoint, "why": exc})
            except RetryAfter as exc:
                wait_s = asked_to_wait_s(exc)
                await self._pause(chat_id, wait_s)
                if pace.droppable or time.monotonic() + wait_s > give_up_at:
                    raise
                logger.warning("Telegram asks to wait", extra={"endpoint": endpoint, "s": wait_s})
                # A little later than told, and not all at once.
                wait_s += random.uniform(0.05, 0.25)
            await asyncio.sleep(wait_s)

    async def _wait_for_room(self, chat_id: int | str, pace: Pace) -> None:
        wait_s = await self._take(chat_id, droppable=pace.droppable)
        if wait_s is None:
            raise RequestDroppedError("no room for a droppable request")
        if wait_s > pace.patience_s:
            raise RetryAfter(int(wait_s) + 1)
        if wait_s > 0:
            await asyncio.sleep(wait_s)

    async def _take(self, chat_id: int | str, *, droppable: bool) -> float | None:
        if self._shared is not None and time.monotonic() >= self._redis_rests_until:
            try:
                return await self._shared.take(chat_id, droppable=droppable)
            except (RedisError, OSError, TimeoutError) as exc:
                self._rest(exc)
        return self._own.take(chat_id, droppable=droppable)

    async def _pause(self, chat_id: int | str | None, seconds: float) -> None:
        if chat_id is None:
            return
        self._own.pause(chat_id, seconds)
        if self._shared is not None and time.monotonic() >= self._redis_rests_until:
            try:
                await self._shared.pause(chat_id, seconds)
            except (RedisError, OSError, TimeoutError) as exc:
                self._rest(exc)

    def _rest(self, why: Exception) -> None:
        """Pace alone for a while instead of waiting for Redis at every request."""
        self._redis_rests_until = time.monotonic() + _REDIS_REST_S
        logger.warning("pacing alone: Redis is away", extra={"why": repr(why)})


def asked_to_wait_s(exc: RetryAfter) -> float:
    """Seconds: PTB tells a number or a timedelta, by its version and settings."""
    retry_after = exc.retry_after
    return (
        float(retry_after) if isinstance(retry_after, int | float) else retry_after.total_seconds()
    )
