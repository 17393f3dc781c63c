"""Web pages of the bot's own, passed on from where it serves them; and links to a chat with it.

Links https://t.me/BOT?start=… on them lead to this site, which opens the chat and begins it so.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from urllib.parse import quote

import aiohttp
from aiohttp import web
from yarl import URL

_TIMEOUT = aiohttp.ClientTimeout(total=30, connect=5)
# The bot may just be starting again.
_TRIES = 20
_PAUSE_S = 0.25
_AWAY = (
    "<!doctype html><meta charset=utf-8><title>Away</title>"
    "<p>The bot is away for a moment. Please come again."
)
# What is asked and answered beyond the address itself. Never a cookie.
_ASKED = (
    "Host",
    "Accept",
    "Accept-Language",
    "If-None-Match",
    "If-Range",
    "Range",
    "Referer",
    "Sec-Fetch-Mode",
    "Sec-Fetch-Site",
    "Sec-Fetch-Dest",
)
_NOT_ANSWERED = frozenset(
    {
        "connection",
        "content-encoding",
        "content-length",
        "date",
        "keep-alive",
        "server",
        "set-cookie",
        "transfer-encoding",
    }
)
_TO_TELEGRAM = b'href="https://t.me/'
_TO_THIS_SITE = b'href="/t.me/'
_START = re.compile(r"[\w-]{1,64}", re.ASCII)
_SESSION = web.AppKey("feed_session", aiohttp.ClientSession)


def bot_page_routes(url: str | None) -> list[web.RouteDef]:
    """/feed and everything below it, and /t.me/BOT. ``url``: None: the bot serves no pages."""
    routes = [web.get(r"/t.me/{name:\w+}", _open_chat)]
    if url is None:
        return routes

    async def pass_on(request: web.Request) -> web.StreamResponse:
        return await _pass_on(request, url)

    return [*routes, web.get("/feed", pass_on), web.get("/feed/{rest:.*}", pass_on)]


async def bot_page_session(app: web.Application) -> AsyncIterator[None]:
    """What pages are asked by, as long as the site is there."""
    async with aiohttp.ClientSession(
        timeout=_TIMEOUT, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False
    ) as session:
        app[_SESSION] = session
        yield


async def _open_chat(request: web.Request) -> web.StreamResponse:
    """As Telegram opens a chat: with /start and what stands behind it."""
    start = request.query.get("start", "")
    place = f"/?start={quote(start)}" if _START.fullmatch(start) else "/"
    return web.Response(status=302, headers={"Location": place})


async def _pass_on(request: web.Request, url: str) -> web.StreamResponse:
    headers = {name: request.headers[name] for name in _ASKED if name in request.headers}
    for number in range(_TRIES):
        try:
            return await _ask(request, url, headers)
        except aiohttp.ClientConnectorError:
            if number == _TRIES - 1:
                break
            await asyncio.sleep(_PAUSE_S)
        except (aiohttp.ClientError, TimeoutError):
            break
    return web.Response(text=_AWAY, content_type="text/html", status=503)


async def _ask(request: web.Request, url: str, headers: dict[str, str]) -> web.StreamResponse:
    # As it was asked for: whatever tricks a path holds are for the bot to see.
    address = URL(f"{url}{request.raw_path}", encoded=True)
    async with request.app[_SESSION].get(address, headers=headers, allow_redirects=False) as answer:
        body = await answer.read()
        if answer.content_type == "text/html":
            body = body.replace(_TO_TELEGRAM, _TO_THIS_SITE)
        kept = {
            name: value
            for name, value in answer.headers.items()
            if name.lower() not in _NOT_ANSWERED
        }
        return web.Response(body=body, status=answer.status, headers=kept)
