"""Requests to Telegram through aiohttp.

Through httpx, the library's own, they were the dearest part of an update (docs/BENCHMARKS.md).
"""

from __future__ import annotations

import asyncio
import functools
import io
import ssl
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_TIMEOUT_S = 5.0
# Telegram answers an upload only when it has stored the picture.
READ_TIMEOUT_S = 20.0
# For each piece of an upload: one that gets on may take longer.
UPLOAD_TIMEOUT_S = 60.0
_PIECE_BYTES = 64 * 1024


class AnswerLostError(Exception):
    """The cause of an error of a request that Telegram may have carried out."""


class AiohttpRequest(BaseRequest):
    """Asks the server at ``server_url`` over at most ``connections`` at once.

    No error of its tells an address: each holds the token.
    """

    def __init__(self, server_url: str, *, connections: int) -> None:
        self._proxy = _proxy_to(server_url)
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return READ_TIMEOUT_S

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ssl=certificates()),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """See BaseRequest; to wait for a free connection is a part of connecting.

        Raises: TimedOut, NetworkError: with an AnswerLostError as its cause, where it may have
            arrived.
        """
        timeout = aiohttp.ClientTimeout(
            connect=_or(pool_timeout, CONNECT_TIMEOUT_S),
            sock_connect=_or(connect_timeout, CONNECT_TIMEOUT_S),
            sock_read=_or(read_timeout, READ_TIMEOUT_S),
        )
        try:
            async with asyncio.timeout(None) as patience:
                content = await _content(
                    request_data, patience, _or(write_timeout, UPLOAD_TIMEOUT_S)
                )
                return await self._ask(method, url, timeout=timeout, **content)
        except (aiohttp.ConnectionTimeoutError, aiohttp.ServerTimeoutError, TimeoutError) as exc:
            raise TimedOut() from _cause(exc)
        except aiohttp.ClientConnectorError as exc:
            raise NetworkError(str(exc)) from None  # tells the host alone
        except (aiohttp.ClientError, OSError) as exc:
            raise NetworkError(type(exc).__name__) from _cause(exc)

    async def _ask(self, method: str, url: str, **how: Any) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("initialize() it first")
        request = self._session.request(
            method, url, proxy=self._proxy, allow_redirects=False, **how
        )
        async with request as response:
            return response.status, await response.read()


def _or(given: ODVInput[float], usual: float) -> float | None:
    return usual if isinstance(given, DefaultValue) else given


def _cause(exc: Exception) -> AnswerLostError | None:
    if isinstance(exc, aiohttp.ConnectionTimeoutError):
        return None
    return AnswerLostError(type(exc).__name__)


async def _content(
    data: RequestData | None, patience: asyncio.Timeout, piece_s: float | None
) -> dict[str, Any]:
    """What of a request tells what it asks for; files go piece by piece."""
    if data is None or not data.contains_files:
        return {"data": data.json_parameters} if data else {}
    form = aiohttp.FormData(data.json_parameters, quote_fields=False)
    for name, (file_name, file, kind) in data.multipart_data.items():
        source = io.BytesIO(file) if isinstance(file, bytes) else file
        form.add_field(name, source, filename=file_name, content_type=kind)
    multipart = form()
    body = await multipart.as_bytes()
    headers = {"Content-Type": multipart.headers["Content-Type"], "Content-Length": str(len(body))}
    return {"data": _pieces(body, patience, piece_s), "headers": headers}


async def _pieces(
    body: bytes, patience: asyncio.Timeout, piece_s: float | None
) -> AsyncIterator[bytes]:
    """The next is asked for when the last one has gone; ``patience`` ends when that takes long."""
    now = asyncio.get_running_loop().time
    for start in range(0, len(body), _PIECE_BYTES):
        patience.reschedule(None if piece_s is None else now() + piece_s)
        yield body[start : start + _PIECE_BYTES]
    patience.reschedule(None)


def _proxy_to(server_url: str) -> str | None:
    """What HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY say of it."""
    server, proxies = urlsplit(server_url), getproxies()
    if proxy_bypass(server.netloc):
        return None
    return proxies.get(server.scheme) or proxies.get("all")


@functools.cache
def certificates() -> ssl.SSLContext:
    """What all our clients trust, read once: reading it takes 70 ms each time."""
    return httpx.create_ssl_context()
