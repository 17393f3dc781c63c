"""The local Telegram as a whole: the Bot API on one port, the site on another."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.local_telegram.api.app import OnExchange, api_app
from bot.local_telegram.api.webhooks import deliver_updates
from bot.local_telegram.backend import Backend
from bot.local_telegram.errors import PortTakenError
from bot.local_telegram.renewals import keep_renewing
from bot.local_telegram.site.app import site_app

API_HOST = "127.0.0.1"
SHUTDOWN_S = 0.5  # for requests under way when the server stops


class LocalTelegram:
    """One local Telegram. ``start`` answers the bot at once, people once the bot listens.

    Args:
        folder: keeps chats, files and unconfirmed updates over restarts.
        api_port, site_port: 0 takes a free one.
        feed_url: where the bot serves web pages; the site passes /feed on to it.
        on_exchange: sees every request of the bot with its reply.
        on_open: called when the site begins to answer.
    """

    def __init__(
        self,
        *,
        folder: Path,
        token: str,
        api_port: int = 0,
        site_port: int = 0,
        site_host: str = "127.0.0.1",
        feed_url: str | None = None,
        on_exchange: OnExchange | None = None,
        on_open: Callable[[], None] | None = None,
    ) -> None:
        self.backend = Backend.open(folder, token=token)
        self._ports = (api_port, site_port)
        self._site_host = site_host
        self._feed_url = feed_url
        self._on_exchange = on_exchange
        self._on_open = on_open
        self._runners: list[web.AppRunner] = []
        self._tasks: list[asyncio.Task[Any]] = []
        self._sockets: list[socket.socket] = []
        self.is_open = asyncio.Event()
        self.ended = asyncio.Event()  # set by whoever wants it to end
        self.failure: PortTakenError | None = None
        self.api_url = ""
        self.site_url = ""

    async def start(self) -> None:
        """Take both ports. Raises: PortTakenError."""
        api_socket = self._bind(API_HOST, self._ports[0])
        site_socket = self._bind(self._site_host, self._ports[1])
        self.api_url = f"http://{API_HOST}:{api_socket.getsockname()[1]}"
        host = f"[{self._site_host}]" if ":" in self._site_host else self._site_host
        self.site_url = f"http://{host}:{site_socket.getsockname()[1]}"
        await self._serve(api_app(self.backend, on_exchange=self._on_exchange), api_socket)
        self._tasks = [
            asyncio.create_task(self._open_site(site_socket)),
            asyncio.create_task(deliver_updates(self.backend, on_exchange=self._on_exchange)),
            asyncio.create_task(keep_renewing(self.backend)),
        ]

    async def stop(self) -> None:
        """End every wait and close both ports."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
        self.backend.stop_waiting()
        for runner in self._runners:
            await runner.cleanup()
        for taken in self._sockets:
            taken.close()
        self.backend.store.close()

    async def _open_site(self, taken: socket.socket) -> None:
        await self.backend.updates.bot_listens.wait()
        try:
            await self._serve(
                site_app(self.backend, host=self._site_host, feed_url=self._feed_url), taken
            )
        except OSError as exc:  # two may take a port; only one can listen
            self.failure = _taken(exc, self._site_host, self._ports[1])
            self.ended.set()
            return
        self.is_open.set()
        if self._on_open is not None:
            self._on_open()

    async def _serve(self, app: web.Application, taken: socket.socket) -> None:
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_S)
        await runner.setup()
        self._runners.append(runner)
        await web.SockSite(runner, taken).start()

    def _bind(self, host: str, port: int) -> socket.socket:
        """Take a port without listening yet: connections are refused until the site opens."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        taken = socket.socket(family)
        self._sockets.append(taken)
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((host, port))
        except OSError as exc:
            raise _taken(exc, host, port) from exc
        return taken


def _taken(error: OSError, host: str, port: int) -> PortTakenError:
    return PortTakenError(host, port, str(error))
