"""The feed's pages over an empty database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.delivery.results.result_store import ResultFolder
from bot.storage.database import Database, upgrade
from bot.transport.web_server import Address, serving
from bot.web.feed_app import Feed
from tests.bot.conversation.community.feed_site import FeedSite


@pytest.fixture
def store(tmp_path: Path) -> ResultFolder:
    return ResultFolder(tmp_path / "feed")


@pytest.fixture
async def db(migrated: Path) -> AsyncIterator[Database]:
    url = f"sqlite+aiosqlite:///{migrated / 'pages.sqlite3'}"
    (migrated / "pages.sqlite3").unlink(missing_ok=True)
    await asyncio.to_thread(upgrade, url)
    database = Database(url)
    yield database
    await database.close()


@pytest.fixture
async def site(db: Database, store: ResultFolder) -> AsyncIterator[FeedSite]:
    feed = Feed(db=db, store=store, bot="https://t.me/a_bot", url="https://art.example")
    async with (
        serving(feed.app(), Address("127.0.0.1", 0, "ONEIRO_WEB_PORT")) as port,
        aiohttp.ClientSession() as session,
    ):
        yield FeedSite(url=f"http://127.0.0.1:{port}", session=session)
