"""One budget of requests for all processes, and patience with a Telegram in trouble."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.transport import rate_limiter as limiter
from bot.transport.rate_limiter import (
    DROPPABLE,
    KEY_PREFIX,
    OwnBuckets,
    Pace,
    RedisRateLimiter,
    RequestDroppedError,
)
from tests.bot.redises import TestRedis


@pytest.fixture
async def naps(monkeypatch: pytest.MonkeyPatch, redis_url: str) -> AsyncIterator[list[float]]:
    """Waits are noted instead of slept, and time goes on by as much, in Redis too."""
    noted: list[float] = []
    redis: Redis = Redis.from_url(redis_url)
    really_sleep = asyncio.sleep

    async def nap(seconds: float) -> None:
        noted.append(seconds)
        monkeypatch.setattr(limiter, "monotonic", lambda: time.monotonic() + sum(noted))
        with contextlib.suppress(RedisError, OSError):
            await pass_in_redis(redis, seconds * 1000)
        await really_sleep(0)

    monkeypatch.setattr(asyncio, "sleep", nap)
    yield noted
    await redis.aclose()


async def pass_in_redis(redis: Redis, ms: float) -> None:
    async for key in redis.scan_iter(KEY_PREFIX + "*"):
        if b":pause:" in key:
            left = await redis.pttl(key) - int(ms)
            await (redis.pexpire(key, left) if left > 0 else redis.delete(key))
        else:
            await redis.hincrbyfloat(key, "at", -ms)  # type: ignore[misc]  # one of two kinds of client


# Somebody who can put it off.
HURRIED = Pace(patience_s=3, pause_patience_s=3)


@pytest.fixture
async def rates(redis_url: str) -> AsyncIterator[RedisRateLimiter]:
    rates = RedisRateLimiter(redis_url)
    yield rates
    await rates.shutdown()


async def ask(
    rates: RedisRateLimiter,
    *errors: TelegramError,
    endpoint: str = "sendMessage",
    chat_id: int | str = 1,
    pace: Pace | None = None,
) -> int:
    """Make one request that fails with ``errors`` first. Returns: how often it was made."""
    left = list(errors)
    calls = 0

    async def request(*_args: Any, **_kwargs: Any) -> bool:
        nonlocal calls
        calls += 1
        if left:
            raise left.pop(0)
        return True

    assert await rates.process_request(request, [], {}, endpoint, {"chat_id": chat_id}, pace)
    return calls


async def test_a_burst_goes_at_once_and_then_one_a_second(
    rates: RedisRateLimiter, naps: list[float]
) -> None:
    for _ in range(5):
        await ask(rates)
    assert sum(naps) == pytest.approx(2, abs=0.2)


async def test_two_processes_share_one_budget(
    rates: RedisRateLimiter, redis_url: str, naps: list[float]
) -> None:
    other = RedisRateLimiter(redis_url)
    for _ in range(3):
        await ask(rates)
    assert not naps
    await ask(other)
    assert len(naps) == 1
    await other.shutdown()


async def test_shut_down_it_opens_no_connection_again(redis_url: str) -> None:
    rates = RedisRateLimiter(redis_url)
    await ask(rates)
    await rates.shutdown()
    async with Redis.from_url(redis_url) as redis:
        before = len(await redis.client_list())
        assert await ask(rates) == 1
        assert len(await redis.client_list()) == before


async def test_a_group_gets_twenty_a_minute(rates: RedisRateLimiter, naps: list[float]) -> None:
    for _ in range(20):
        await ask(rates, chat_id=-100)
    assert sum(naps) == pytest.approx(60, abs=1)


async def test_an_inline_message_is_edited_at_a_groups_pace(
    rates: RedisRateLimiter, naps: list[float]
) -> None:
    async def request(*_args: Any, **_kwargs: Any) -> bool:
        return True

    place = {"inline_message_id": "AAQk"}
    for _ in range(6):
        await rates.process_request(request, [], {}, "editMessageCaption", place, None)
    assert sum(naps) == pytest.approx(4, abs=0.2)


async def test_chats_do_not_wait_for_each_other(rates: RedisRateLimiter, naps: list[float]) -> None:
    for _ in range(4):
        await ask(rates, chat_id=1)
    naps.clear()
    await ask(rates, chat_id=2)
    assert not naps


async def test_the_answer_to_a_press_never_waits(
    rates: RedisRateLimiter, naps: list[float]
) -> None:
    for _ in range(50):
        await ask(rates, endpoint="answerCallbackQuery")
    assert not naps


async def test_a_droppable_edit_is_left_out_when_the_budget_is_tight(
    rates: RedisRateLimiter, naps: list[float]
) -> None:
    for _ in range(2):
        await ask(rates, endpoint="editMessageMedia", pace=DROPPABLE)
    with pytest.raises(RequestDroppedError):
        await ask(rates, endpoint="editMessageMedia", pace=DROPPABLE)
    await ask(rates, endpoint="editMessageMedia")
    assert not naps


async def test_retry_after_is_waited_for_by_everybody(
    rates: RedisRateLimiter, redis_url: str, naps: list[float]
) -> None:
    other = RedisRateLimiter(redis_url)
    with pytest.raises(RetryAfter):
        await ask(rates, RetryAfter(7), pace=HURRIED)
    with pytest.raises(RequestDroppedError):
        await ask(other, pace=DROPPABLE)
    await ask(other)
    assert sum(naps) == pytest.approx(7, abs=0.5)
    await other.shutdown()


async def test_a_longer_wait_than_the_patience_is_told(
    rates: RedisRateLimiter, naps: list[float]
) -> None:
    with pytest.raises(RetryAfter):
        await ask(rates, RetryAfter(300), pace=HURRIED)
    assert not naps


@pytest.mark.parametrize("error", [NetworkError("Bad Gateway"), TimedOut(), NetworkError("drop")])
async def test_trouble_is_tried_again(
    rates: RedisRateLimiter, naps: list[float], error: TelegramError
) -> None:
    assert await ask(rates, error, error) == 3
    assert len(naps) == 2


async def test_a_refused_request_is_not_repeated(rates: RedisRateLimiter) -> None:
    with pytest.raises(BadRequest):
        await ask(rates, BadRequest("Message is not modified"))


async def test_without_redis_each_process_paces_itself(
    rates: RedisRateLimiter, redis_server: TestRedis, naps: list[float]
) -> None:
    await ask(rates)
    await redis_server.kill()
    for _ in range(4):
        await ask(rates)
    assert len(naps) == 1
    await redis_server.start()


def test_own_buckets_forget_idle_chats() -> None:
    now = 0.0
    own = OwnBuckets(clock=lambda: now)
    for chat_id in range(1, 1100):
        own.take(chat_id, droppable=False)
    now = 1000.0
    own.take(1, droppable=False)
    assert len(own._state) < 10


async def test_a_stopped_wait_stops(rates: RedisRateLimiter) -> None:
    for _ in range(3):
        await ask(rates)
    waiting = asyncio.create_task(ask(rates))
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_a_pause_costs_no_tokens(rates: RedisRateLimiter, naps: list[float]) -> None:
    with pytest.raises(RetryAfter):
        await ask(rates, RetryAfter(120), chat_id=-7, pace=HURRIED)
    for _ in range(100):
        with pytest.raises(RetryAfter):
            await ask(rates, chat_id=-7, pace=HURRIED)
    assert not naps
    await ask(rates, chat_id=-7)
    assert sum(naps) == pytest.approx(120, abs=1)


async def test_paused_chats_leave_the_budget_of_all_alone(
    rates: RedisRateLimiter, naps: list[float]
) -> None:
    assert rates._shared is not None
    for chat_id in range(-150, 0):
        await rates._shared.pause(chat_id, 120)
        with pytest.raises(RetryAfter):
            await ask(rates, chat_id=chat_id, pace=HURRIED)
    await ask(rates, chat_id=1)
    assert not naps


async def test_a_handler_waits_a_long_pause_out(rates: RedisRateLimiter, naps: list[float]) -> None:
    assert await ask(rates, RetryAfter(120), chat_id=-7) == 2
    assert sum(naps) >= 120


async def test_a_crowd_is_answered_to_the_last(naps: list[float]) -> None:
    """Our own pacing delays an answer; it never refuses one."""
    own = RedisRateLimiter(None)
    answers = [ask(own, chat_id=chat_id) for chat_id in range(1, 2201)]
    assert await asyncio.gather(*answers) == [1] * 2200
    assert sum(naps) == pytest.approx(2200 / 27, rel=0.1)


async def test_a_chat_is_served_in_the_order_of_asking(
    rates: RedisRateLimiter, naps: list[float]
) -> None:
    served: list[int] = []

    async def one(number: int) -> None:
        await ask(rates, chat_id=-9)
        served.append(number)

    await asyncio.gather(*(one(number) for number in range(14)))
    assert served == list(range(14))
    assert naps


async def test_the_debt_of_an_earlier_version_is_forgiven(
    rates: RedisRateLimiter, redis_url: str, naps: list[float]
) -> None:
    async with Redis.from_url(redis_url) as redis:
        at = time.time() * 1000
        await redis.hset(f"{KEY_PREFIX}chat:-5", mapping={"tokens": "-71", "at": str(at)})
    await ask(rates, chat_id=-5)
    assert sum(naps) == pytest.approx(4, abs=0.3)
