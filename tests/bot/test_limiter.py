"""One budget of requests for all processes, and patience with a Telegram in trouble."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.limiter import DROPPABLE, OwnBuckets, Pace, RedisRateLimiter, RequestDroppedError
from tests.bot.redises import TestRedis


@pytest.fixture
async def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Waits are noted instead of slept."""
    noted: list[float] = []

    async def nap(seconds: float) -> None:
        noted.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", nap)
    return noted


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
    assert naps == [pytest.approx(1, abs=0.2), pytest.approx(2, abs=0.2)]


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


async def test_a_group_gets_twenty_a_minute(rates: RedisRateLimiter, naps: list[float]) -> None:
    for _ in range(20):
        await ask(rates, chat_id=-100)
    assert naps[-1] == pytest.approx(60, abs=1)


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
    assert await ask(rates, RetryAfter(7)) == 2
    assert naps[0] >= 7
    naps.clear()
    await ask(other)
    assert naps == [pytest.approx(7, abs=0.5)]
    with pytest.raises(RequestDroppedError):
        await ask(other, pace=DROPPABLE)
    await other.shutdown()


async def test_a_longer_wait_than_the_patience_is_told(
    rates: RedisRateLimiter, naps: list[float]
) -> None:
    with pytest.raises(RetryAfter):
        await ask(rates, RetryAfter(300), pace=Pace(patience_s=20))
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
