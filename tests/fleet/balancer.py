"""A small balancer before the bots' webhooks: in turn; who does not answer is passed over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web

_HOP_HEADERS = frozenset({"host", "content-length", "transfer-encoding", "connection"})
PATIENCE_S = 10.0


class Balancer:
    """Hands each request to one of ``ports``, as an ingress hands it to one of several pods.

    Attributes:
        served: how many requests each port has answered.
        repeats: of so many requests more the answer is lost, so that they come again.
    """

    def __init__(self) -> None:
        self.ports: list[int] = []
        self.served: dict[int, int] = {}
        self.port = 0
        self.repeats = 0

    async def _pass_on(self, request: web.Request) -> web.Response:
        body = await request.read()
        headers = {k: v for k, v in request.headers.items() if k.lower() not in _HOP_HEADERS}
        for port in list(self.ports):
            self.ports.append(self.ports.pop(0))  # the next request begins with another
            try:
                async with self._session.post(
                    f"http://127.0.0.1:{port}{request.path}", data=body, headers=headers
                ) as answer:
                    self.served[port] = self.served.get(port, 0) + 1
                    if self.repeats:
                        self.repeats -= 1
                        return web.Response(status=502)
                    return web.Response(status=answer.status, body=await answer.read())
            except (aiohttp.ClientError, TimeoutError):
                continue
        return web.Response(status=502)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        app = web.Application()
        app.router.add_post("/{path:.*}", self._pass_on)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        timeout = aiohttp.ClientTimeout(total=PATIENCE_S)
        async with aiohttp.ClientSession(timeout=timeout) as self._session:
            try:
                await web.TCPSite(runner, "127.0.0.1", 0).start()
                self.port = runner.addresses[0][1]
                yield
            finally:
                await asyncio.shield(runner.cleanup())
