"""What each kind of process tells at its port, where one is set."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence

from prometheus_client import CollectorRegistry
from telegram.ext import ExtBot

from bot.domain.money.current_tiers import CurrentTiers
from bot.errors import SettingsError
from bot.metrics import PROCESS, SERVICE, WORKER
from bot.operations.health import Check, Health, PartState, checks, render_state
from bot.operations.service_gauges import ServiceGauges
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.jobs.queue_figures import last_done_at
from bot.transport.rate_limiter import Pace

logger = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def chat_pages(
    settings: Settings, *, db: Database, bot: ExtBot[Pace], redis_url: str, tiers: CurrentTiers
) -> AsyncIterator[None]:
    """The chat process's, and what SQL says of the whole service.

    Raises: SettingsError: the port cannot be had.
    """
    if settings.metrics_port is None:
        yield
        return
    from bot.operations.metrics_server import make_app  # slow to load
    from bot.transport.web_server import Address, serving

    gauges = ServiceGauges(db, tiers=tiers)

    async def read() -> Sequence[CollectorRegistry]:
        return (PROCESS, SERVICE) if await gauges.are_read() else (PROCESS,)

    async def last_render() -> PartState:
        return render_state(await last_done_at(db))

    parts = checks(db=db, redis_url=redis_url, bot=bot, last_render=last_render)
    address = Address(settings.metrics_host, settings.metrics_port, "ONEIRO_METRICS_PORT")
    async with serving(make_app(read, Health(parts)), address):
        yield


@contextlib.asynccontextmanager
async def worker_pages(
    settings: Settings,
    *,
    db: Database,
    bot: ExtBot[Pace],
    redis_url: str,
    last_render: Callable[[], PartState],
) -> AsyncIterator[None]:
    """A worker's. While an update runs two may want one port: the second goes without."""
    if settings.worker_metrics_port is None:
        yield
        return
    from bot.operations.metrics_server import make_app  # slow to load
    from bot.transport.web_server import Address, serving

    async def read() -> Sequence[CollectorRegistry]:
        return PROCESS, WORKER

    async def render() -> PartState:
        return last_render()

    parts: dict[str, Check] = checks(db=db, redis_url=redis_url, bot=bot, last_render=render)
    address = Address(
        settings.metrics_host, settings.worker_metrics_port, "ONEIRO_WORKER_METRICS_PORT"
    )
    async with contextlib.AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(serving(make_app(read, Health(parts)), address))
        except SettingsError as exc:
            logger.warning("this worker tells no metrics", extra={"why": exc})
        yield
