"""Keeps other web sites out: the page is for this machine only."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})


def guard(host: str) -> Any:
    """A middleware that refuses foreign Host names (DNS rebinding) and foreign origins.

    Args:
        host: the address the site is bound to; allowed as a name too.
    """
    names = LOOPBACK_NAMES | {host}

    @web.middleware
    async def check(request: web.Request, handler: Any) -> web.StreamResponse:
        if _name(f"//{request.headers.get('Host', '')}") not in names:
            return web.json_response({"error": "This Host name is not served here"}, status=403)
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.headers["Host"]:
            return web.json_response({"error": "Other sites may not ask this one"}, status=403)
        response: web.StreamResponse = await handler(request)
        return response

    return check


def _name(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
