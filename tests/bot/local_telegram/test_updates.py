"""Updates reach the bot once confirmed, by polling or by webhook, whatever is restarted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import Conflict

from bot.local_telegram.server import LocalTelegram
from tests.person import Person
from tests.pictures import encoded, photo
from tests.telegrams import open_site, plain_bot, running_telegram


async def texts(bot: Bot, **how: Any) -> list[str | None]:
    return [update.message.text for update in await bot.get_updates(timeout=5, **how)]


async def test_an_update_comes_again_until_it_is_confirmed(ada: Person, bot: Bot) -> None:
    await ada.send("one")
    await ada.send("two")
    assert await texts(bot) == ["one", "two"]
    assert await texts(bot, limit=1) == ["one"]
    first = (await bot.get_updates(timeout=5))[0].update_id
    assert await texts(bot, offset=first + 1) == ["two"]
    assert await texts(bot) == ["two"]
    assert await bot.get_updates(offset=first + 2, timeout=0) == ()


async def test_a_negative_offset_forgets_all_but_the_newest(ada: Person, bot: Bot) -> None:
    for text in ("one", "two", "three"):
        await ada.send(text)
    assert await texts(bot, offset=-2) == ["two", "three"]


async def test_a_waiting_poll_gets_news_at_once(ada: Person, bot: Bot) -> None:
    poll = asyncio.create_task(texts(bot))
    await ada.send("now")
    assert await poll == ["now"]


async def test_a_second_poll_ends_the_first(telegram: LocalTelegram, ada: Person, bot: Bot) -> None:
    turn = telegram.backend.updates.changed
    first = asyncio.create_task(bot.get_updates(timeout=10))
    await turn.wait()
    async with plain_bot(telegram) as other:
        second = asyncio.create_task(texts(other))
        with pytest.raises(Conflict, match="terminated by other getUpdates"):
            await first
        await ada.send("for the second")
        assert await second == ["for the second"]


async def test_only_the_kinds_asked_for_are_sent(ada: Person, bot: Bot) -> None:
    await bot.get_updates(allowed_updates=["callback_query"], timeout=0)
    await ada.send("not wanted")
    await bot.get_updates(allowed_updates=["message"], timeout=0)
    await ada.send("wanted")
    assert await texts(bot) == ["wanted"]


async def test_nothing_is_lost_when_the_server_restarts(tmp_path: Path) -> None:
    async with running_telegram(tmp_path, shared=None) as telegram:
        await open_site(telegram)
        async with Person.at(telegram.site_url) as ada:
            await ada.send("a caption", photos=[encoded(photo())])
            before = await ada.messages()
    async with running_telegram(tmp_path, shared=None) as telegram:
        await open_site(telegram)
        async with Person.at(telegram.site_url) as ada, plain_bot(telegram) as bot:
            assert await ada.messages() == before
            (update,) = await bot.get_updates(timeout=5)
            assert update.message.caption == "a caption"
            file = await bot.get_file(update.message.photo[-1].file_id)
            assert await file.download_as_bytearray()
            assert (await bot.send_message(1, "on we go")).message_id == 2


@asynccontextmanager
async def listening_webhook(*answers: int) -> AsyncIterator[tuple[str, asyncio.Queue[Any]]]:
    """A bot's webhook that answers so, then 200. Yields: its URL and what came."""
    came: asyncio.Queue[Any] = asyncio.Queue()
    waiting = list(answers)

    async def receive(request: web.Request) -> web.Response:
        await came.put((request.headers["X-Telegram-Bot-Api-Secret-Token"], await request.json()))
        return web.Response(status=waiting.pop(0) if waiting else 200)

    app = web.Application()
    app.router.add_post("/hook", receive)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook", came
    await runner.cleanup()


async def test_a_webhook_gets_updates_in_order_until_it_takes_them(ada: Person, bot: Bot) -> None:
    async with listening_webhook(500) as (url, came):
        await bot.set_webhook(url, secret_token="hush")
        await ada.send("one")
        await ada.send("two")
        received = [await came.get() for _ in range(3)]
        assert [update["message"]["text"] for _, update in received] == ["one", "one", "two"]
        assert {secret for secret, _ in received} == {"hush"}
        info = await bot.get_webhook_info()
        assert info.url == url
        assert info.last_error_message == "Wrong response from the webhook: 500"
        await bot.delete_webhook()


async def test_polling_and_a_webhook_exclude_each_other(ada: Person, bot: Bot) -> None:
    async with listening_webhook() as (url, _):
        await bot.set_webhook(url)
        with pytest.raises(Conflict, match="webhook is active"):
            await bot.get_updates()
        await bot.delete_webhook()
    await ada.send("by polling")
    assert await texts(bot) == ["by polling"]
