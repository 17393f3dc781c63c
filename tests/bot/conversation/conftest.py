"""A running chat process for each test."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.local_telegram.server import LocalTelegram
from bot.settings import Settings
from bot.storage.database import upgrade
from bot.transport.rate_limiter import Bucket
from tests.bot.conftest import TestRedis
from tests.bot.conversation.talk import Talk, talking
from tests.bot.painters import SlowPainter


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an empty database: migrations are slow and tested elsewhere."""
    folder = tmp_path_factory.mktemp("migrated")
    upgrade(Settings(_env_file=None, data_dir=folder).sql_url)
    return folder


@pytest.fixture(autouse=True)
def unpaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our pacing is told of in transport/test_rate_limiter; here it would be most of the time."""
    buckets = tuple(Bucket(name=name, per_s=1000.0, burst=1000.0) for name in ("chat", "all"))
    monkeypatch.setattr("bot.transport.rate_limiter.buckets_of", lambda chat_id: buckets)


@pytest.fixture
async def talk(
    telegram: LocalTelegram, redis_server: TestRedis, migrated: Path, tmp_path: Path
) -> AsyncIterator[Talk]:
    data_dir = tmp_path / "data"
    shutil.copytree(migrated, data_dir)
    async with talking(telegram, redis_server, data_dir) as running:
        yield running


@pytest.fixture
async def working(talk: Talk) -> AsyncIterator[Talk]:
    """With a worker."""
    async with talk.worker(SlowPainter().open):
        yield talk
