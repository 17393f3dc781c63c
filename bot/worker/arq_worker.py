"""The worker process: takes jobs from the queue and has them rendered, one at a time.

arq carries the jobs; its habits that would lose or double a job are mended here: a short lease
on the jobs in hand instead of a long timeout, a stop that waits for them to put their work down,
and a Redis that may go away and come back.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from functools import partial
from typing import Any

from bot.delivery.guests import StorageChat
from bot.delivery.notifier import Notifier
from bot.delivery.results.result_cache import open_cache
from bot.delivery.results.result_store import open_results
from bot.domain.money.current_tiers import CurrentTiers
from bot.domain.pools import Pool
from bot.errors import not_set
from bot.metrics import WORKER_SERVES
from bot.operations.pages import worker_pages
from bot.processes import heeding_hangup, heeding_signals, tell_ready
from bot.queue.connection import connect
from bot.queue.estimates import Estimates
from bot.queue.workers import WorkerReport, own_name
from bot.settings import Settings
from bot.storage.database import Database, make_ready
from bot.storage.jobs import turns
from bot.transport.client import Client, make_bot, reaching_telegram
from bot.worker.child.render_child import OpenChild, RenderChild, open_child, open_small_child
from bot.worker.idle.feed_painter import painting_feed
from bot.worker.job_runner import JobRunner
from bot.worker.leased_worker import REDIS_TROUBLE, CallNext, LeasedWorker
from bot.worker.pod_cost import Pod, telling_cost
from bot.worker.render_desk import RenderDesk
from engine.texts.phrase import Phrase

logger = logging.getLogger(__name__)

_REDIS_PAUSE_S = 0.3
_REDIS_PATIENCE = 30


async def work(
    url: str,
    runner: JobRunner,
    report: WorkerReport,
    *,
    call_next: CallNext,
    stop: asyncio.Event,
) -> None:
    """Take jobs from the Redis at ``url`` until ``stop``, however often Redis goes away."""
    stopping = asyncio.create_task(stop.wait())
    while not stop.is_set():
        connecting = asyncio.create_task(connect(url, patience=_REDIS_PATIENCE))
        if not await _first(connecting, stopping):
            connecting.cancel()
            await asyncio.wait((connecting,))
            return
        try:
            pool = connecting.result()
            try:
                await runner.estimates.reach(pool)
                await LeasedWorker(pool, runner, report, call_next=call_next).serve(stop)
            finally:
                await pool.aclose(close_connection_pool=True)
        except REDIS_TROUBLE as exc:
            logger.warning("Redis is away; trying again", extra={"why": repr(exc)})
            await asyncio.wait((stopping,), timeout=_REDIS_PAUSE_S)


async def serve(
    settings: Settings,
    *,
    stop: asyncio.Event,
    open_renderer: OpenChild = open_child,
    open_beside: OpenChild | None = None,
    ready_fd: int | None = None,
) -> None:
    """One worker, from warming up to the last job put down.

    Args:
        open_beside: the process for short jobs beside a long one; None: they wait.
    Raises:
        SettingsError: there is no Redis, no Telegram or no bot token that it knows.
        ArtError: its render process cannot begin.
    """
    if settings.redis_url is None:
        raise not_set("ONEIRO_REDIS_URL", Phrase("remedies.name_redis"))
    child = open_renderer(settings)
    beside = open_beside(settings) if open_beside else None
    stopping = asyncio.create_task(stop.wait())
    opening = asyncio.create_task(child.open())
    try:
        if await _first(opening, stopping):
            opening.result()
            url = settings.redis_url.get_secret_value()
            await _serve_with(child, beside, settings, url, stop=stop, ready_fd=ready_fd)
    finally:
        for task in (opening, stopping):
            task.cancel()
        await asyncio.wait((opening, stopping))
        await child.close()
        if beside is not None:
            await beside.close()


async def _serve_with(
    child: RenderChild,
    beside: RenderChild | None,
    settings: Settings,
    redis_url: str,
    *,
    stop: asyncio.Event,
    ready_fd: int | None,
) -> None:
    tiers = CurrentTiers(settings.tiers)
    db = Database(settings.sql_url)
    bot = make_bot(settings)
    stopping = asyncio.create_task(stop.wait())
    try:
        if not await _greet(bot, stopping):
            return
        runner = JobRunner(
            db=db,
            bot=bot,
            notifier=Notifier(bot, db, storage=StorageChat.of(settings)),
            desk=RenderDesk(db, child, beside=beside),
            cache=open_cache(settings, db=db, results=open_results(settings)),
            tiers=tiers,
            estimates=Estimates(None, hand=child.hand),
        )
        stopping.add_done_callback(lambda _: runner.stop())
        tell_ready(ready_fd, "worker", **child.hand)
        logger.info("ready", extra=dict(child.hand))
        pages = worker_pages(
            settings, db=db, bot=bot, redis_url=redis_url, last_render=runner.watch.state
        )
        with heeding_hangup(tiers.read):
            cost = telling_cost(Pod.of(os.environ), lambda: runner.is_busy)
            async with pages, cost, painting_feed(settings, runner.desk, db=db, stop=stop):
                await work(
                    redis_url,
                    runner,
                    _report(settings, child),
                    call_next=partial(turns.call_next, db, tiers),
                    stop=stop,
                )
    finally:
        stopping.cancel()
        await bot.shutdown()
        await db.close()


async def _greet(bot: Client, stopping: asyncio.Task[bool]) -> bool:
    """False: the stop came first. Raises: SettingsError: there is no Telegram, or no such bot."""
    greeting = asyncio.create_task(bot.initialize())
    if not await _first(greeting, stopping):
        greeting.cancel()
        await asyncio.wait((greeting,))
        return False
    with reaching_telegram():
        greeting.result()
    return True


def _report(settings: Settings, child: RenderChild) -> WorkerReport:
    pools = tuple(pool for pool in Pool if pool in settings.pools)
    for pool in pools:
        WORKER_SERVES.labels(pool=pool).set(1)
    return WorkerReport(
        name=own_name(),
        pools=pools,
        device=child.hand["device"],
        since=time.time(),
    )


async def _first(work: asyncio.Future[Any], stopping: asyncio.Task[bool]) -> bool:
    """Wait for ``work`` or the stop; whether it was ``work``."""
    await asyncio.wait((work, stopping), return_when=asyncio.FIRST_COMPLETED)
    return work.done()


def run_worker(settings: Settings, *, ready_fd: int | None = None) -> int:
    """Run one worker until SIGINT or SIGTERM. Returns: the exit code.

    Raises: SettingsError, StorageError: there are no tables that it works on.
    """
    make_ready(settings.sql_url, may_upgrade=settings.migrate)
    asyncio.run(_run(settings, ready_fd))
    return 0


async def _run(settings: Settings, ready_fd: int | None) -> None:
    stop = asyncio.Event()
    with heeding_signals(lambda _: stop.set()):
        await serve(settings, open_beside=open_small_child, stop=stop, ready_fd=ready_fd)
