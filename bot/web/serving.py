"""The web pages of the chat process, where they have a port."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from bot.delivery.results.result_store import ResultStore
from bot.settings import Settings
from bot.storage.database import Database


@contextlib.asynccontextmanager
async def web_pages(
    settings: Settings, *, db: Database, store: ResultStore, bot_name: str
) -> AsyncIterator[None]:
    """Serve them while the block runs. Raises: SettingsError: the port cannot be had."""
    if settings.web_port is None:
        yield
        return
    from bot.transport.web_server import Address, serving  # slow to load
    from bot.web.feed_app import Feed

    feed = Feed(db=db, store=store, bot=f"https://t.me/{bot_name}", url=settings.web_url)
    address = Address(settings.web_host, settings.web_port, "ONEIRO_WEB_PORT")
    async with serving(feed.app(), address):
        yield
