"""What a process tells of itself: /metrics for Prometheus, /healthz and /readyz for whoever runs
the process.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from importlib.metadata import version

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from bot.metrics import BUILD_INFO
from bot.operations.health import Health

# Those that can be told now, one after another.
ReadRegistries = Callable[[], Awaitable[Sequence[CollectorRegistry]]]


def make_app(read_registries: ReadRegistries, health: Health) -> web.Application:
    """The three pages."""

    BUILD_INFO.labels(version=version("oneiro")).set(1)

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
