"""A chat that the bot is not in, beside a running chat process."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.local_telegram.server import LocalTelegram
from bot.local_telegram.state.people import GROUP_ID
from tests.bot.conftest import TestRedis
from tests.bot.conversation.elsewhere.guests import Elsewhere, elsewhere
from tests.bot.conversation.talk import Talk, talking


@pytest.fixture
async def there(talk: Talk) -> AsyncIterator[Elsewhere]:
    async with elsewhere(talk) as running:
        yield running


@pytest.fixture
async def stored(
    telegram: LocalTelegram,
    redis_server: TestRedis,
    migrated: Path,
    tmp_path: Path,
    database: dict[str, str],
) -> AsyncIterator[Elsewhere]:
    """With the group as the storage chat, and person 2 as an operator."""
    shutil.copytree(migrated, tmp_path / "data")
    changes = {"storage_chat": GROUP_ID, "operators": frozenset({2}), **database}
    async with (
        talking(telegram, redis_server, tmp_path / "data", **changes) as talk,
        elsewhere(talk) as running,
    ):
        yield running
