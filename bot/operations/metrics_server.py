"""A process's own small web server: /metrics for Prometheus, /healthz and /readyz for whoever runs
the process. Loaded only where a port is set: a web server is slow to load.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from bot.errors import cannot_listen
from bot.metrics import BUILD_INFO
from bot.operations.health import Health

logger = logging.getLogger(__name__)

_SHUTDOWN_S = 0.5
# Those that can be told now, one after another.
ReadRegistries = Callable[[], Awaitable[Sequence[CollectorRegistry]]]


@dataclass(frozen=True, slots=True)
class Address:
    """``setting``: the one that names the port."""

    host: str
    port: int
    setting: str


def make_app(read_registries: ReadRegistries, health: Health) -> web.Application:
    """The three pages."""

    async def metrics(_: web.Request) -> web.Response:
        pages = [generate_latest(registry) for registry in await read_registries()]
        return web.Response(body=b"".join(pages), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def healthz(_: web.Request) -> web.Response:
        return web.Response(text="ok\n")  # that the event loop got here is the answer

    async def readyz(_: web.Request) -> web.Response:
        readiness = await health.readiness()
        return web.json_response(readiness.to_json(), status=200 if readiness.is_ready else 503)

    app = web.Application()
    app.router.add_get("/metrics", metrics)
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    return app


@contextlib.asynccontextmanager
async def serving(app: web.Application, address: Address) -> AsyncIterator[int]:
    """Serve ``app`` while the block runs. Yields: the port.

    Raises: SettingsError: the address cannot be had.
    """
    BUILD_INFO.labels(version=version("oneiro")).set(1)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_SHUTDOWN_S)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, address.host, address.port).start()
        except OSError as exc:
            raise cannot_listen(**asdict(address)) from exc
        port = int(runner.addresses[0][1])
        logger.info("metrics and health", extra={"host": address.host, "port": port})
        yield port
    finally:
        await runner.cleanup()
