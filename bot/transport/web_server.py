"""A process's own small web server. Loaded only where a port is set: it is slow to load."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass

from aiohttp import web

from bot.errors import cannot_listen

logger = logging.getLogger(__name__)

_SHUTDOWN_S = 0.5


@dataclass(frozen=True, slots=True)
class Address:
    """``setting``: the one that names the port."""

    host: str
    port: int
    setting: str


@contextlib.asynccontextmanager
async def serving(app: web.Application, address: Address) -> AsyncIterator[int]:
    """Serve ``app`` while the block runs. Yields: the port.

    Raises: SettingsError: the address cannot be had.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_SHUTDOWN_S)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, address.host, address.port).start()
        except OSError as exc:
            raise cannot_listen(**asdict(address)) from exc
        port = int(runner.addresses[0][1])
        logger.info("serving", extra={"host": address.host, "port": port, "of": address.setting})
        yield port
    finally:
        await runner.cleanup()
