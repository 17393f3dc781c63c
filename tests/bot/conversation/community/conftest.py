"""A chat process whose operator is person 9, with a worker, and its web pages."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.local_telegram.server import LocalTelegram
from tests.bot.conftest import TestRedis
from tests.bot.conversation.community.feed_site import FeedSite, serving_feed
from tests.bot.conversation.talk import Talk, talking
from tests.person import Person


@pytest.fixture
async def talk(
    telegram: LocalTelegram,
    redis_server: TestRedis,
    migrated: Path,
    tmp_path: Path,
    database: dict[str, str],
) -> AsyncIterator[Talk]:
    data_dir = tmp_path / "data"
    shutil.copytree(migrated, data_dir)
    changes = {"operators": frozenset({9}), "feed_reports": 2, **database}
    async with talking(telegram, redis_server, data_dir, **changes) as running:
        yield running


@pytest.fixture
async def site(talk: Talk) -> AsyncIterator[FeedSite]:
    async with serving_feed(talk) as served:
        yield served


@pytest.fixture
async def operator(talk: Talk) -> AsyncIterator[Person]:
    async with Person.at(talk.telegram.site_url, chat_id=9) as person:
        yield person
