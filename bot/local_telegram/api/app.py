"""The Bot API app: ``/bot<token>/<method>`` and ``/file/bot<token>/<path>``."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.local_telegram.api import (
    editing,
    ephemeral,
    inline,
    money,
    polls,
    profile,
    reactions,
    receiving,
    sending,
    stickers,
)
from bot.local_telegram.api.calls import Call, read_call
from bot.local_telegram.backend import Backend
from bot.local_telegram.errors import BotApiError, too_many_requests
from bot.local_telegram.state.faults import DOWNLOAD, Fault, FaultKind

Method = Callable[[Backend, Call], Awaitable[Any]]

_ROOMS = (
    receiving,
    sending,
    editing,
    ephemeral,
    inline,
    reactions,
    money,
    profile,
    stickers,
    polls,
)
METHODS: dict[str, Method] = {
    name.lower(): method for room in _ROOMS for name, method in room.METHODS.items()
}
CANONICAL_NAMES = {name.lower(): name for room in _ROOMS for name in room.METHODS}
# Telegram takes files of 50 MB; the rest is what surrounds them.
MAX_REQUEST_BYTES = 51 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request of the bot and its reply, for those who want to check them."""

    call: Call
    reply: dict[str, Any]


OnExchange = Callable[[Exchange], None]


def api_app(backend: Backend, *, on_exchange: OnExchange | None = None) -> web.Application:
    """The app that the bot talks to. ``on_exchange`` sees every request that reached a method."""

    async def call(request: web.Request) -> web.StreamResponse:
        return await _handle_call(backend, request, on_exchange)

    async def download(request: web.Request) -> web.StreamResponse:
        return await _handle_download(backend, request)

    app = web.Application(client_max_size=MAX_REQUEST_BYTES)
    app.router.add_route("*", r"/bot{token:[^/]+}/{method}", call)
    app.router.add_get(r"/file/bot{token:[^/]+}/{path:.+}", download)
    return app


async def _handle_call(
    backend: Backend, request: web.Request, on_exchange: OnExchange | None
) -> web.StreamResponse:
    try:
        _check_token(backend, request)
        name = request.match_info["method"].lower()
        if name not in METHODS:
            raise BotApiError(404, "Not Found: method not found")
        fault = backend.faults.take(name)
        call = await read_call(request, CANONICAL_NAMES[name])
        if fault is not None and not fault.after:
            await _suffer(fault, request)
        reply = await _answer(backend, call)
        if on_exchange is not None:
            on_exchange(Exchange(call=call, reply=reply))
        if fault is not None and fault.after:
            await _suffer(fault, request)
    except BotApiError as error:
        reply = error.to_json()
    except ConnectionError:  # dropped by us, or gone while it spoke
        return web.Response()  # nobody is left to read it
    return web.json_response(reply, status=int(reply.get("error_code", 200)))


async def _answer(backend: Backend, call: Call) -> dict[str, Any]:
    try:
        return {"ok": True, "result": await METHODS[call.method.lower()](backend, call)}
    except BotApiError as error:
        return error.to_json()


async def _handle_download(backend: Backend, request: web.Request) -> web.StreamResponse:
    try:
        _check_token(backend, request)
        if (fault := backend.faults.take(DOWNLOAD)) is not None:
            await _suffer(fault, request)
        file = backend.files.at(request.match_info["path"])
        if file is None:
            raise BotApiError(404, "Not Found")
    except BotApiError as error:
        return web.json_response(error.to_json(), status=error.code)
    except ConnectionAbortedError:
        return web.Response()
    return web.FileResponse(
        backend.files.place(file), headers={"Content-Type": "application/octet-stream"}
    )


def _check_token(backend: Backend, request: web.Request) -> None:
    token = request.match_info["token"]
    if not hmac.compare_digest(token.encode(), backend.token.encode()):
        bot_id, colon, _ = token.partition(":")
        is_shaped = bool(colon) and bot_id.isdigit()
        raise BotApiError(401, "Unauthorized") if is_shaped else BotApiError(404, "Not Found")


async def _suffer(fault: Fault, request: web.Request) -> None:
    """Let a call meet its fault.

    Raises:
        BotApiError: the fault is a refusal.
        ConnectionAbortedError: the connection was dropped.
    """
    if fault.kind is FaultKind.SLOW:
        await asyncio.sleep(fault.delay_s)
    elif fault.kind is FaultKind.TOO_MANY:
        raise too_many_requests(fault.retry_after_s)
    elif fault.kind is FaultKind.BAD:
        raise BotApiError(400, fault.description)
    elif fault.kind is FaultKind.BROKEN:
        raise BotApiError(500, "Internal Server Error")
    elif request.transport is not None:
        request.transport.abort()
        raise ConnectionAbortedError
