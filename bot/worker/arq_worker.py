"""The render process: takes jobs from the queue and makes them, one at a time.

arq carries the jobs; its habits that would lose or double a job are mended here: a short lease
on the jobs in hand instead of a long timeout, a stop that waits for them to put their work down,
and a Redis that may go away and come back.
"""

from __future__ import annotations

import asyncio
import logging
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bot.delivery.notifier import Notifier
from bot.delivery.result_store import open_results
from bot.domain.pools import Pool
from bot.domain.tier_file import load_tiers
from bot.errors import not_set
from bot.processes import heeding_signals, tell_ready
from bot.queue.connection import connect
from bot.queue.estimates import Estimates
from bot.queue.workers import WorkerReport, own_name
from bot.settings import Settings
from bot.storage.database import Database, make_ready
from bot.transport.client import make_bot, reaching_telegram
from bot.worker.job_runner import JobRunner
from bot.worker.leased_worker import REDIS_TROUBLE, STOP_S, LeasedWorker
from bot.worker.renderer import Glimpse, Renderer
from engine.errors import RenderStoppedError
from engine.machine import prepare_for_torch
from engine.texts.phrase import Phrase

logger = logging.getLogger(__name__)
OpenRenderer = Callable[[Settings, threading.Event], Renderer]

_REDIS_PAUSE_S = 0.3
_REDIS_PATIENCE = 30
HUNG_EXIT_CODE = 1


async def work(url: str, runner: JobRunner, report: WorkerReport, stop: asyncio.Event) -> None:
    """Take jobs from the Redis at ``url`` until ``stop``, however often Redis goes away."""
    stopping = asyncio.create_task(stop.wait())
    while not stop.is_set():
        connecting = asyncio.create_task(connect(url, patience=_REDIS_PATIENCE))
        if not await _first(connecting, stopping):
            connecting.cancel()
            return
        try:
            pool = connecting.result()
            runner.estimates.redis = pool
            try:
                await LeasedWorker(pool, runner, report).serve(stop)
            finally:
                await pool.aclose(close_connection_pool=True)
        except REDIS_TROUBLE as exc:
            logger.warning("Redis is away; trying again", extra={"why": repr(exc)})
            await asyncio.wait((stopping,), timeout=_REDIS_PAUSE_S)


async def serve(
    settings: Settings,
    *,
    thread: ThreadPoolExecutor,
    open_painter: OpenRenderer,
    stop: asyncio.Event,
    ready_fd: int | None = None,
) -> int:
    """One worker, from warming up to the last job put down.

    Args:
        thread: where everything is rendered; it may be busy still when this returns.
        open_painter: loads the networks; called in ``thread``, it may be told to stop.
        stop: set here as well when a render hangs.
    Returns: the exit code: not 0 when ``thread`` is lost in a render, so that the process must end.
    Raises: SettingsError: there is no Redis, no Telegram or no bot token that it knows.
    """
    if settings.redis_url is None:
        raise not_set("ONEIRO_REDIS_URL", Phrase("remedies.name_redis"))
    stopping = asyncio.create_task(stop.wait())
    give_up = threading.Event()
    opening = asyncio.get_running_loop().run_in_executor(thread, open_painter, settings, give_up)
    try:
        if not await _first(opening, stopping):
            give_up.set()
            await asyncio.wait((opening,), timeout=STOP_S)
            return 0
        return await _serve_with(
            opening.result(),
            settings,
            settings.redis_url.get_secret_value(),
            thread=thread,
            stop=stop,
            ready_fd=ready_fd,
        )
    finally:
        stopping.cancel()


async def _serve_with(
    painter: Renderer,
    settings: Settings,
    redis_url: str,
    *,
    thread: ThreadPoolExecutor,
    stop: asyncio.Event,
    ready_fd: int | None,
) -> int:
    db = Database(settings.sql_url)
    bot = make_bot(settings)
    stopping = asyncio.create_task(stop.wait())
    try:
        greeting = asyncio.create_task(bot.initialize())
        if not await _first(greeting, stopping):
            greeting.cancel()
            await asyncio.wait((greeting,))
            return 0
        with reaching_telegram():
            greeting.result()
        runner = JobRunner(
            db=db,
            bot=bot,
            notifier=Notifier(bot, db),
            painter=painter,
            thread=thread,
            results=open_results(settings),
            tiers=load_tiers(settings.tiers),
            estimates=Estimates(None),
            on_hang=stop.set,
        )
        stopping.add_done_callback(lambda _: runner.stop())
        tell_ready(ready_fd, "worker", **painter.hand)
        logger.info("ready", extra=dict(painter.hand))
        await work(redis_url, runner, _report(settings, painter), stop)
        return HUNG_EXIT_CODE if runner.is_hung else 0
    finally:
        stopping.cancel()
        await bot.shutdown()
        await db.close()


def _report(settings: Settings, painter: Renderer) -> WorkerReport:
    return WorkerReport(
        name=own_name(),
        pools=tuple(pool for pool in Pool if pool in settings.pools),
        device=painter.hand["device"],
        since=time.time(),
    )


async def _first(work: asyncio.Future[Any], stopping: asyncio.Task[bool]) -> bool:
    """Wait for ``work`` or the stop; whether it was ``work``."""
    await asyncio.wait((work, stopping), return_when=asyncio.FIRST_COMPLETED)
    return work.done()


def open_studio(settings: Settings, give_up: threading.Event) -> Renderer:
    """The engine, warm: the networks that paint unless another is named are loaded."""
    prepare_for_torch()
    from bot.worker.engine_renderer import (
        EngineRenderer,
    )  # torch takes seconds to load, so it does so here

    def on_progress(_: Glimpse) -> None:
        if give_up.is_set():
            raise RenderStoppedError

    painter = EngineRenderer(settings)
    painter.warm_up(on_progress)
    return painter


def run_worker(settings: Settings, *, ready_fd: int | None = None) -> int:
    """Run one worker until SIGINT or SIGTERM, or until a render hangs. Returns: the exit code.

    Raises: SettingsError, StorageError: there are no tables that it works on.
    """
    make_ready(settings.sql_url, may_upgrade=settings.migrate)
    thread = ThreadPoolExecutor(1, thread_name_prefix="render")
    code = asyncio.run(_run(settings, thread, ready_fd))
    is_idle = threading.Event()
    thread.submit(is_idle.set)
    if not is_idle.wait(timeout=0.2):
        # A long step is still being computed, or hangs; nothing of it is wanted any more.
        logging.shutdown()
        os._exit(code)
    return code


async def _run(settings: Settings, thread: ThreadPoolExecutor, ready_fd: int | None) -> int:
    stop = asyncio.Event()
    with heeding_signals(lambda _: stop.set()):
        return await serve(
            settings, thread=thread, open_painter=open_studio, stop=stop, ready_fd=ready_fd
        )
