"""A chat process whose operator is person 1."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.local_telegram.server import LocalTelegram
from tests.bot.conftest import TestRedis
from tests.bot.conversation.talk import Talk, talking


@pytest.fixture
async def talk(
    telegram: LocalTelegram, redis_server: TestRedis, migrated: Path, tmp_path: Path
) -> AsyncIterator[Talk]:
    data_dir = tmp_path / "data"
    shutil.copytree(migrated, data_dir)
    async with talking(telegram, redis_server, data_dir, operators=frozenset({1})) as running:
        yield running
