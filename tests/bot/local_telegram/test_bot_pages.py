"""The site passes the bot's web pages on, and knows links that begin a chat."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from yarl import URL

from bot.local_telegram.server import LocalTelegram
from tests.bot.local_telegram.test_process import free_port
from tests.telegrams import open_site, running_telegram

PAGE = '<a href="https://t.me/a_bot?start=like_x">Like</a> https://t.me/ <a href="/feed/2">2</a>'


async def echo(request: web.Request) -> web.Response:
    """A bot's page, which tells how it was asked."""
    told = {"X-Path": request.raw_path, "X-Host": request.host, "Set-Cookie": "a=b"}
    if "Cookie" in request.headers:
        told["X-Cookie"] = request.headers["Cookie"]
    status = 304 if "If-None-Match" in request.headers else 200
    return web.Response(text=PAGE, content_type="text/html", headers=told, status=status)


@pytest.fixture
async def port() -> int:
    return free_port()


@pytest.fixture
async def passing(tmp_path: Path, port: int) -> AsyncIterator[LocalTelegram]:
    """A site whose bot serves pages on ``port``, or will."""
    url = f"http://127.0.0.1:{port}"
    async with running_telegram(tmp_path / "telegram", shared=None, feed_url=url) as server:
        await open_site(server)
        yield server


async def serve(port: int) -> web.AppRunner:
    app = web.Application()
    app.router.add_get("/{rest:.*}", echo)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    return runner


async def test_pages_are_passed_on_without_cookies(passing: LocalTelegram, port: int) -> None:
    runner = await serve(port)
    async with aiohttp.ClientSession(cookies={"c": "d"}) as session:
        for path in ("/feed", "/feed/w/x?before=3", "/feed/p/..%2F..%2Fx"):
            address = URL(passing.site_url + path, encoded=True)
            async with session.get(address) as answer:
                assert answer.status == 200
                assert answer.headers["X-Path"] == path
                assert f"http://{answer.headers['X-Host']}" == passing.site_url
                assert "X-Cookie" not in answer.headers
                assert "Set-Cookie" not in answer.headers
                text = await answer.text()
        # Of its links, those alone that begin a chat lead to this site.
        assert 'href="/t.me/a_bot?start=like_x"' in text
        assert " https://t.me/ " in text
        kept = {"If-None-Match": '"x"'}
        async with session.get(f"{passing.site_url}/feed", headers=kept) as answer:
            assert answer.status == 304
    await runner.cleanup()


async def test_a_bot_that_is_starting_is_waited_for(passing: LocalTelegram, port: int) -> None:
    async with aiohttp.ClientSession() as session:
        asking = asyncio.create_task(session.get(f"{passing.site_url}/feed"))
        runner = await serve(port)
        assert (await asking).status == 200
    await runner.cleanup()


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("?start=like_k3f9", "/?start=like_k3f9"),
        ("", "/"),
        ("?start=", "/"),
        ("?start=a%20b", "/"),
        ("?start=%22%3E", "/"),
        ("?start=" + "a" * 65, "/"),
    ],
)
async def test_a_link_to_the_bot_opens_the_chat(
    passing: LocalTelegram, query: str, place: str
) -> None:
    url = URL(f"{passing.site_url}/t.me/a_bot{query}", encoded=True)
    async with (
        aiohttp.ClientSession() as session,
        session.get(url, allow_redirects=False) as answer,
    ):
        assert (answer.status, answer.headers["Location"]) == (302, place)


async def test_without_a_bot_s_pages_there_are_none(telegram: LocalTelegram) -> None:
    await open_site(telegram)
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{telegram.site_url}/feed") as answer,
    ):
        assert answer.status == 404
