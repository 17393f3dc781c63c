"""A local Telegram for tests, in this process, whose every exchange is checked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import telegram
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.local_telegram.server import LocalTelegram
from tests.bot_api_spec import make_checker

TOKEN = "1000000:for-tests"


@asynccontextmanager
async def running_telegram(
    folder: Path, *, shared: Path | None, **options: Any
) -> AsyncIterator[LocalTelegram]:
    """A running server on free ports. Fails the test when an exchange broke the Bot API."""
    checker = make_checker(shared)
    server = LocalTelegram(folder=folder, token=TOKEN, on_exchange=checker.check, **options)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()
    assert not checker.problems, "\n".join(checker.problems[:20])


@asynccontextmanager
async def plain_bot(server: LocalTelegram) -> AsyncIterator[telegram.Bot]:
    """A bot of python-telegram-bot that does nothing by itself."""
    api = server.api_url
    # Certificates would take longer to load than the test takes.
    requests = [HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2)]
    bot = ExtBot(
        server.backend.token,
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=requests[0],
        get_updates_request=requests[1],
    )
    async with bot:
        yield bot


@asynccontextmanager
async def answering(
    bot: telegram.Bot, *, shipping: dict[str, Any] | None = None, **answer: Any
) -> AsyncIterator[list[Any]]:
    """Meanwhile the bot answers each press and checkout so, and each shipping query ``shipping``.

    Yields: the queries, as they come.
    """
    queries: list[Any] = []

    async def listen() -> None:
        offset = 0
        while True:
            for update in await bot.get_updates(offset=offset, timeout=10):
                offset = update.update_id + 1
                query = update.callback_query or update.pre_checkout_query
                if update.shipping_query is not None:
                    queries.append(update.shipping_query)
                    await update.shipping_query.answer(**(shipping or {}))
                if query is not None:
                    queries.append(query)
                    await query.answer(**answer)

    task = asyncio.create_task(listen())
    try:
        yield queries
    finally:
        task.cancel()
        await asyncio.wait([task])


async def open_site(server: LocalTelegram) -> None:
    """Let people in although no bot listens yet."""
    server.backend.updates.bot_listens.set()
    await server.is_open.wait()
