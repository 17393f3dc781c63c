"""One budget of Telegram requests for the bot and all workers.

Telegram counts per bot, not per process, so the buckets live in Redis. While Redis is away each
process paces itself: too fast together at worst, and then Telegram's own 429 slows everybody.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass
from enum import IntEnum
from time import monotonic
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError
from telegram._utils.types import JSONDict
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.metrics import TELEGRAM_RETRY_AFTER_S
from bot.queue.redis_client import redis_client
from bot.transport.request import AnswerLostError

logger = logging.getLogger(__name__)

KEY_PREFIX = "oneiro:limit:"
# A request to these moves a message; all others (answers of presses, file downloads) go at once.
_PACED = ("send", "edit", "copy", "forward")
# Redis is asked before each message: one that does not answer at once is left alone for a while.
_REDIS_TIMEOUT_S = 0.25
# Of a whole question. A command that is cut short from outside may leave its connection open.
_REDIS_PATIENCE_S = 3 * _REDIS_TIMEOUT_S
_REDIS_REST_S = 2.0
# What a droppable request leaves in a bucket: room for a result.
_SPARE_SHARE = 0.3
# A float's dust must not make a waiter ask too early again and again.
_LEAST_WAIT_S = 0.01
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
        pause_patience_s: a longer pause of the chat than this is told with RetryAfter, for a
            caller who can put it off; others wait as long as Telegram asks.
        may_repeat: whether it is sent again when its answer was lost, and it may stand already.
    """

    droppable: bool = False
    patience_s: float = 60.0
    pause_patience_s: float = math.inf
    may_repeat: bool = True


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
    overall = Bucket(name="all", per_s=27.0, burst=3.0)
    # A name instead of a number is a public group or channel.
    is_group = isinstance(chat_id, str) or chat_id < 0
    own = (0.25, 5.0) if is_group else (1.0, 3.0)
    return Bucket(name=f"chat:{chat_id}", per_s=own[0], burst=own[1]), overall


class Room(IntEnum):
    """What came of asking for room; a token was taken of every bucket only where TAKEN."""

    TAKEN = 0
    PAUSED = 1
    CHAT_IS_FULL = 2
    ALL_IS_FULL = 3


# Takes one token of every bucket or none at all: what is not sent costs nothing, so there is no
# debt. Answers {Room, ms until it is worth asking again}. KEYS: the pause, the chat, all.
# A droppable request (ARGV[1] = 1) takes none unless all buckets are well filled.
_TAKE = """
local t = redis.call('TIME')
local now = t[1] * 1000 + t[2] / 1000
local pause = redis.call('PTTL', KEYS[1])
if pause > 0 then return {1, pause} end
local spare = 0
local left = {}
for i = 2, #KEYS do
  local per_ms = tonumber(ARGV[i * 2 - 2]) / 1000
  local burst = tonumber(ARGV[i * 2 - 1])
  local state = redis.call('HMGET', KEYS[i], 'tokens', 'at')
  local tokens = burst
  if state[1] then
    tokens = math.min(burst, math.max(0, tonumber(state[1])) + (now - tonumber(state[2])) * per_ms)
  end
  if ARGV[1] == '1' then spare = burst * tonumber(ARGV[#ARGV]) end
  if tokens < 1 + spare then return {i, math.ceil((1 + spare - tokens) / per_ms)} end
  left[i] = tokens - 1
end
for i = 2, #KEYS do
  redis.call('HSET', KEYS[i], 'tokens', tostring(left[i]), 'at', string.format('%.3f', now))
  redis.call('PEXPIRE', KEYS[i], 120000)
end
return {0, 0}
"""


_FULL = (Room.CHAT_IS_FULL, Room.ALL_IS_FULL)


class SharedBuckets:
    """Token buckets in Redis. Every method may raise RedisError, OSError or TimeoutError."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._take = redis.register_script(_TAKE)

    async def take(self, chat_id: int | str, *, droppable: bool) -> tuple[Room, float]:
        """What came of it, and seconds until it is worth asking again."""
        buckets = buckets_of(chat_id)
        keys = [f"{KEY_PREFIX}pause:{chat_id}", *(KEY_PREFIX + b.name for b in buckets)]
        figures = [figure for bucket in buckets for figure in (bucket.per_s, bucket.burst)]
        async with asyncio.timeout(_REDIS_PATIENCE_S):
            room, wait_ms = await self._take(keys, [int(droppable), *figures, _SPARE_SHARE])
        return Room(room), wait_ms / 1000

    async def pause(self, chat_id: int | str, seconds: float) -> None:
        """Nobody may send to this chat for so long."""
        async with asyncio.timeout(_REDIS_PATIENCE_S):
            await self._redis.set(f"{KEY_PREFIX}pause:{chat_id}", 1, px=max(1, int(seconds * 1000)))

    async def close(self) -> None:
        await self._redis.aclose()


class OwnBuckets:
    """The same in this process's memory."""

    def __init__(self, clock: Callable[[], float] = lambda: monotonic()) -> None:
        self._clock = clock
        self._state: dict[str, tuple[float, float]] = {}
        self._paused_until: dict[int | str, float] = {}

    def take(self, chat_id: int | str, *, droppable: bool) -> tuple[Room, float]:
        """What came of it, and seconds until it is worth asking again."""
        now = self._clock()
        self._forget(now)
        pause_s = self._paused_until.get(chat_id, 0.0) - now
        if pause_s > 0:
            return Room.PAUSED, pause_s
        left = {}
        for room, bucket in zip(_FULL, buckets_of(chat_id), strict=True):
            tokens, at = self._state.get(bucket.name, (bucket.burst, now))
            tokens = min(bucket.burst, tokens + (now - at) * bucket.per_s)
            needed = 1 + (bucket.burst * _SPARE_SHARE if droppable else 0)
            if tokens < needed:
                return room, (needed - tokens) / bucket.per_s
            left[bucket.name] = (tokens - 1, now)
        self._state.update(left)
        return Room.TAKEN, 0.0

    def pause(self, chat_id: int | str, seconds: float) -> None:
        self._paused_until[chat_id] = self._clock() + seconds

    def _forget(self, now: float) -> None:
        """Drop what time has made irrelevant, so that many chats do not fill the memory."""
        if len(self._state) > 1000:
            self._state = {name: s for name, s in self._state.items() if now - s[1] < 120}
            self._paused_until = {c: t for c, t in self._paused_until.items() if t > now}


class _Lines:
    """Who waits for a chat, first come first served; idle chats take no memory."""

    def __init__(self) -> None:
        self._locks: dict[int | str, asyncio.Lock] = {}
        self._users: Counter[int | str] = Counter()

    @contextlib.asynccontextmanager
    async def turn(self, chat_id: int | str) -> AsyncIterator[None]:
        lock = self._locks.setdefault(chat_id, asyncio.Lock())
        self._users[chat_id] += 1
        try:
            async with lock:
                yield
        finally:
            self._users[chat_id] -= 1
            if not self._users[chat_id]:
                del self._users[chat_id], self._locks[chat_id]

    def is_taken(self, chat_id: int | str) -> bool:
        return chat_id in self._locks


class RedisRateLimiter(BaseRateLimiter[Pace]):
    """Paces what moves messages, waits out 429 and tries again after 5xx and lost connections."""

    def __init__(self, redis_url: str | None) -> None:
        self._shared: SharedBuckets | None = None
        if redis_url is not None:
            own = dict.fromkeys(("socket_connect_timeout", "socket_timeout"), _REDIS_TIMEOUT_S)
            self._shared = SharedBuckets(redis_client(redis_url, Redis, **own))
        self._own = OwnBuckets()
        self._lines = _Lines()
        self._overall_line = asyncio.Lock()
        self._redis_rests_until = 0.0

    async def initialize(self) -> None:
        """Nothing: Redis is reached at the first request."""

    async def shutdown(self) -> None:
        # What is still under way paces alone: nobody would close what it opened anew.
        shared, self._shared = self._shared, None
        if shared is not None:
            await shared.close()

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
        # Of a chat that we are not in we know one message.
        place = data.get("chat_id") or data.get("inline_message_id")
        chat_id = place if endpoint.startswith(_PACED) else None
        give_up_at = monotonic() + pace.patience_s
        tries = 0
        while True:
            if chat_id is not None:
                await self._wait_for_room(chat_id, pace)
            try:
                return await callback(*args, **kwargs)
            except NetworkError as exc:
                tries += 1
                wait_s = min(_RETRY_MAX_S, _RETRY_FIRST_S * 2**tries) * random.uniform(0.5, 1)
                is_final = isinstance(exc, BadRequest | InvalidToken) or (
                    not pace.may_repeat and may_have_arrived(exc)
                )
                if is_final or pace.droppable or monotonic() + wait_s > give_up_at:
                    raise
                logger.warning("Telegram is in trouble", extra={"endpoint": endpoint, "why": exc})
            except RetryAfter as exc:
                wait_s = asked_to_wait_s(exc)
                TELEGRAM_RETRY_AFTER_S.inc(wait_s)
                await self._pause(chat_id, wait_s)
                if pace.droppable or wait_s > _pause_patience_s(pace, chat_id):
                    raise
                logger.warning("Telegram asks to wait", extra={"endpoint": endpoint, "s": wait_s})
                # A little later than told, and not all at once.
                wait_s += random.uniform(0.05, 0.25)
                give_up_at += wait_s
            await asyncio.sleep(wait_s)

    async def _wait_for_room(self, chat_id: int | str, pace: Pace) -> None:
        """Returns when this request may go, after those of this chat that came before it."""
        if pace.droppable:
            is_full = self._lines.is_taken(chat_id) or self._overall_line.locked()
            if is_full or (await self._take(chat_id, droppable=True))[0] is not Room.TAKEN:
                raise RequestDroppedError("no room for a droppable request")
            return
        async with self._lines.turn(chat_id):
            wait_s = await self._take_or_wait(chat_id, pace)
            while wait_s > 0:
                await asyncio.sleep(max(_LEAST_WAIT_S, wait_s))
                wait_s = await self._take_or_wait(chat_id, pace)

    async def _take_or_wait(self, chat_id: int | str, pace: Pace) -> float:
        """Seconds that this chat has to wait; 0: it may go, the overall budget was waited for."""
        async with self._overall_line:
            while True:
                room, wait_s = await self._take(chat_id, droppable=False)
                if room is Room.PAUSED and wait_s > pace.pause_patience_s:
                    raise RetryAfter(math.ceil(wait_s))
                if room is not Room.ALL_IS_FULL:
                    return wait_s
                await asyncio.sleep(max(_LEAST_WAIT_S, wait_s))

    async def _take(self, chat_id: int | str, *, droppable: bool) -> tuple[Room, float]:
        if self._shared is not None and monotonic() >= self._redis_rests_until:
            try:
                return await self._shared.take(chat_id, droppable=droppable)
            except (RedisError, OSError, TimeoutError) as exc:
                self._rest(exc)
        return self._own.take(chat_id, droppable=droppable)

    async def _pause(self, chat_id: int | str | None, seconds: float) -> None:
        if chat_id is None:
            return
        self._own.pause(chat_id, seconds)
        if self._shared is not None and monotonic() >= self._redis_rests_until:
            try:
                await self._shared.pause(chat_id, seconds)
            except (RedisError, OSError, TimeoutError) as exc:
                self._rest(exc)

    def _rest(self, why: Exception) -> None:
        """Pace alone for a while instead of waiting for Redis at every request."""
        self._redis_rests_until = monotonic() + _REDIS_REST_S
        logger.warning("pacing alone: Redis is away", extra={"why": repr(why)})


def may_have_arrived(exc: NetworkError) -> bool:
    """Whether the request was on its way when the connection broke; 5xx is Telegram's own no."""
    return isinstance(exc.__cause__, AnswerLostError)


def _pause_patience_s(pace: Pace, chat_id: int | str | None) -> float:
    """Nobody else is slowed by a request that moves no message, so it has its own patience."""
    return pace.pause_patience_s if chat_id is not None else pace.patience_s


def asked_to_wait_s(exc: RetryAfter) -> float:
    """Seconds: PTB tells a number or a timedelta, by its version and settings."""
    retry_after = exc.retry_after
    return (
        float(retry_after) if isinstance(retry_after, int | float) else retry_after.total_seconds()
    )
