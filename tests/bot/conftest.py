"""What tests of the bot share: a real Redis, and the chain without the conversation."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.local_telegram.server import LocalTelegram
from bot.run.redis_server import embedded_redis
from bot.settings import Settings
from bot.storage.database import upgrade
from tests.bot.redises import TestRedis as TestRedis
from tests.bot.scene import Scene, playing
from tests.bot.storage.postgres import MISSING, find_program, new_postgres, shared_postgres

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
def postgres_urls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if find_program("postgres") is None:
        pytest.skip(MISSING)
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # of all workers of this run
    with shared_postgres(folder) as urls:
        yield urls


@pytest.fixture
def database(request: pytest.FixtureRequest) -> dict[str, str]:
    """Settings of a database of its own; SQLite's, unless a test is one of ``on_each_database``."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return {}
    return {"database_url": new_postgres(request.getfixturevalue("postgres_urls"))}


@pytest.fixture
def redis_url(redis_server: TestRedis) -> str:
    return redis_server.url


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an empty database: migrations are slow and tested elsewhere."""
    folder = tmp_path_factory.mktemp("migrated")
    upgrade(Settings(_env_file=None, data_dir=folder).sql_url)
    return folder


@pytest.fixture
async def scene(
    telegram: LocalTelegram,
    redis_server: TestRedis,
    migrated: Path,
    tmp_path: Path,
    database: dict[str, str],
) -> AsyncIterator[Scene]:
    data_dir = tmp_path / "data"
    shutil.copytree(migrated, data_dir)
    async with playing(telegram, redis_server, data_dir, **database) as scene:
        yield scene


@pytest.fixture
def no_limits(no_pace: None, telegram: LocalTelegram) -> None:
    """Neither we nor Telegram count messages."""
    telegram.backend.limits.is_on = False
