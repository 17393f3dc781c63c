"""Serves the feed: pages for everybody, and pictures for these pages alone. No cookies, no scripts.

Loaded only where a port is set: a web server is slow to load.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import web

from bot.commands.values import whole_number
from bot.community import choosing
from bot.community.choosing import MOST_DIGITS
from bot.community.copies import NAMES
from bot.delivery.results.result_store import ResultStore
from bot.domain.community.works import TOKEN_CHARS, WORK_ID_CHARS
from bot.errors import ResultsAwayError, StorageError
from bot.storage.community import works
from bot.storage.database import Database
from bot.texts.catalogue import known_language
from bot.web import assets, feed_pages
from bot.web.feed_pages import Site
from bot.web.parts import part_of

logger = logging.getLogger(__name__)

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; media-src 'self'; "
    "style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "browsing-topics=(), camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# Asked for again each time, so that what is taken back is gone at once.
_FRESH = "no-cache"
_FOR_GOOD = "public, max-age=31536000, immutable"
_TYPES = {"jpg": "image/jpeg", "webp": "image/webp", "mp4": "video/mp4"}
_ID = f"{{id:[a-z0-9]{{{WORK_ID_CHARS}}}}}"
_PICTURE = f"{{token:[a-z0-9]{{{TOKEN_CHARS}}}}}-{{name:{'|'.join(NAMES)}}}"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What the pages are made from. ``bot``, ``url``: as bot.web.feed_pages.Site has them."""

    db: Database
    store: ResultStore
    bot: str
    url: str | None

    def app(self) -> web.Application:
        app = web.Application(middlewares=[self._guard])
        app.add_routes(
            [
                web.get("/", self._home),
                web.get("/feed", self._many),
                web.get("/feed/", self._many),
                web.get(f"/feed/w/{_ID}", self._one),
                web.get(f"/feed/p/{_PICTURE}", self._picture),
                web.get("/feed/a/{version}/{name}", self._asset),
            ]
        )
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Every answer has our headers, and every refusal is a page."""
        try:
            response = await handler(request)
        except web.HTTPException as refusal:
            page = feed_pages.missing(self._site(request))
            response = _page(page, status=refusal.status)
        except (StorageError, ResultsAwayError) as exc:
            logger.warning("a page cannot be made", extra={"why": exc.detail})
            response = _page(feed_pages.away(self._site(request)), status=503)
        response.headers.update(HEADERS)
        return response

    async def _home(self, request: web.Request) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": "/feed"})

    async def _many(self, request: web.Request) -> web.StreamResponse:
        before = _number(request.query.get("before"))
        page = await choosing.page(self.db, before=before, draw=secrets.randbelow)
        return _page(feed_pages.many(self._site(request), page, is_first=before is None))

    async def _one(self, request: web.Request) -> web.StreamResponse:
        work = await works.get(self.db, request.match_info["id"])
        if work is None or work.is_hidden:
            raise web.HTTPNotFound
        return _page(feed_pages.one(self._site(request), work))

    async def _picture(self, request: web.Request) -> web.StreamResponse:
        if self._is_elsewhere(request):
            raise web.HTTPForbidden
        token, name = request.match_info["token"], request.match_info["name"]
        if not await works.is_public(self.db, token):
            raise web.HTTPNotFound
        headers = {"Cache-Control": _FRESH, "ETag": f'"{token}-{name}"'}
        if request.headers.get("If-None-Match") == headers["ETag"]:
            return web.Response(status=304, headers=headers)
        data = await asyncio.to_thread(self.store.read, f"{token}-{name}")
        if data is None:
            raise web.HTTPNotFound
        kind = _TYPES[name.rpartition(".")[2]]
        return part_of(data, request, content_type=kind, headers=headers)

    async def _asset(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if name not in assets.TYPES:
            raise web.HTTPNotFound
        return web.Response(
            body=assets.read(name),
            content_type=assets.TYPES[name],
            charset="utf-8",
            headers={"Cache-Control": _FOR_GOOD},
        )

    def _site(self, request: web.Request) -> Site:
        # The first is the one that the person likes best.
        first = request.headers.get("Accept-Language", "").split(",")[0].split(";")[0].strip()
        return Site(bot=self.bot, url=self.url, language=known_language(first or None))

    def _is_elsewhere(self, request: web.Request) -> bool:
        """Whether another site's page wants to show our picture."""
        is_asked = request.headers.get("Sec-Fetch-Mode") != "navigate"
        if is_asked and request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
            return True
        referrer = _host(request.headers.get("Referer", ""))
        own = {_host(f"//{request.host}"), _host(self.url or "")}
        return bool(referrer) and is_asked and referrer not in own


def _page(words: str, *, status: int = 200) -> web.Response:
    headers = {"Cache-Control": _FRESH, "Vary": "Accept-Language"}
    return web.Response(
        text=words, content_type="text/html", charset="utf-8", status=status, headers=headers
    )


def _number(value: str | None) -> int | None:
    """Of a page, as an address has it, which may be made up."""
    if value is None:
        return None
    number = whole_number(value, most_digits=MOST_DIGITS)
    if number is None:
        raise web.HTTPNotFound
    return number


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
