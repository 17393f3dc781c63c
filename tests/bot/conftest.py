"""What tests of the bot share: a real Redis, and the chain without the conversation."""

from __future__ import annotations

import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.local_telegram.server import LocalTelegram
from bot.run.redis_server import embedded_redis
from tests.bot.redises import TestRedis as TestRedis
from tests.bot.scene import Scene, playing
from tests.bot.storage.postgres import postgres_server

os.environ.setdefault("PTB_TIMEDELTA", "true")


@pytest.fixture
async def redis_server() -> AsyncIterator[TestRedis]:
    # pytest's own folders may be too deep for a socket's path.
    with tempfile.TemporaryDirectory(prefix="oneiro-test-") as folder:
        server = TestRedis(embedded_redis(Path(folder)))
        await server.start()
        yield server
        await server.kill()


@pytest.fixture(scope="session")
def postgres_urls() -> Iterator[str]:
    with postgres_server() as urls:
        yield urls


@pytest.fixture
def redis_url(redis_server: TestRedis) -> str:
    return redis_server.url


@pytest.fixture
async def scene(
    telegram: LocalTelegram, redis_server: TestRedis, tmp_path: Path
) -> AsyncIterator[Scene]:
    async with playing(telegram, redis_server, tmp_path / "data") as scene:
        yield scene


@pytest.fixture
def no_limits(monkeypatch: pytest.MonkeyPatch, telegram: LocalTelegram) -> None:
    """Neither we nor Telegram count messages."""
    monkeypatch.setattr("bot.transport.rate_limiter.buckets_of", lambda chat_id: ())
    telegram.backend.limits.is_on = False
