"""The worker process: takes jobs from the queue and has them rendered, one at a time.

arq carries the jobs; its habits that would lose or double a job are mended here: a short lease
on the jobs in hand instead of a long timeout, a stop that waits for them to put their work down,
and a Redis that may go away and come back.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from typing import Any

from arq.connections import ArqRedis
from arq.constants import in_progress_key_prefix
from arq.worker import Retry, Worker, func
from redis.exceptions import RedisError

from bot.delivery.notifier import Notifier
from bot.delivery.result_cache import open_cache
from bot.delivery.result_store import open_results
from bot.domain.current_tiers import CurrentTiers
from bot.domain.pools import Pool
from bot.errors import QueueError, not_set
from bot.logs import log_fields
from bot.operations.pages import worker_pages
from bot.processes import heeding_hangup, heeding_signals, tell_ready
from bot.queue.connection import QUEUE_NAME, connect, dump, load
from bot.queue.estimates import Estimates
from bot.queue.line import FUNCTION_NAME
from bot.settings import Settings
from bot.storage.database import Database, make_ready
from bot.transport.client import make_bot, reaching_telegram
from bot.worker.child.render_child import OpenChild, RenderChild, open_child, open_small_child
from bot.worker.job_runner import JobRunner
from bot.worker.pod_cost import Pod, telling_cost
from bot.worker.render_desk import RenderDesk
from engine.texts.phrase import Phrase

logger = logging.getLogger(__name__)

POLL_S = 0.05
# A killed worker's job is taken up by another after this long.
QUEUE_LEASE_S = 3.0
# A render stops at its next step, a delivery under way comes to its end.
STOP_S = 4.0
_LAST_WORD_S = 0.5
_REDIS_PAUSE_S = 0.3
_REDIS_PATIENCE = 30
# SQL counts the tries, and the runner has its own deadline and says when it has room: arq's
# limits must never act.
_NO_LIMIT = 10**9
_FRONT = 100
_REDIS_TROUBLE = (RedisError, OSError, QueueError)


class LeasedWorker(Worker):
    """arq's worker with a short lease that is renewed while a job is in work."""

    def __init__(self, pool: ArqRedis, runner: JobRunner) -> None:
        async def render(ctx: dict[str, Any], job_id: str) -> None:
            with log_fields(job_id=job_id):
                is_over = await runner.run(job_id)
            if not is_over:
                raise Retry  # given back: it keeps its place in line

        super().__init__(
            functions=[func(render, name=FUNCTION_NAME, keep_result=0, max_tries=_NO_LIMIT)],
            redis_pool=pool,
            queue_name=QUEUE_NAME,
            max_jobs=_NO_LIMIT,
            queue_read_limit=_FRONT,
            job_timeout=_NO_LIMIT,
            keep_result=0,
            poll_delay=POLL_S,
            handle_signals=False,
            job_serializer=dump,
            job_deserializer=load,
        )
        self.in_progress_timeout_s = QUEUE_LEASE_S
        self._runner = runner

    async def start_jobs(self, job_ids: list[bytes]) -> None:
        """Take the first of these that is free, and no more, once there is room for it."""
        # Picked but not begun, or at its end: the runner does not count these.
        is_between = any(
            not task.done() and job_id not in self.job_tasks for job_id, task in self.tasks.items()
        )
        if not job_ids or is_between or not self._runner.has_room_for(Pool.GPU):
            return
        if await self._runner.pause.is_on():
            return
        for job_id in job_ids:
            if job_id.decode() not in self.tasks:
                await super().start_jobs([job_id])
                if job_id.decode() in self.tasks:
                    return

    async def serve(self, stop: asyncio.Event) -> None:
        """Work until ``stop`` or until Redis fails; then what is in hand has come to its end."""
        working = asyncio.create_task(self.async_run())
        renewing = asyncio.create_task(self._renew_leases())
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait((working, stopping), return_when=asyncio.FIRST_COMPLETED)
            self.allow_pick_jobs = False
            await self._finish_jobs(stopping)
        finally:
            for task in (working, renewing, stopping):
                task.cancel()
            await asyncio.wait((working, renewing, stopping))
        if not working.cancelled():
            working.result()

    async def _finish_jobs(self, stopping: asyncio.Task[bool]) -> None:
        """Let the jobs in hand end: Redis may be away, the render is not. A stop hurries them."""
        tasks = list(self.tasks.values())
        if not tasks:
            return
        all_ended = asyncio.create_task(asyncio.wait(tasks))
        await asyncio.wait((all_ended, stopping), return_when=asyncio.FIRST_COMPLETED)
        _, late = await asyncio.wait(tasks, timeout=STOP_S)
        for task in late:
            task.cancel()
        # Cancelled, arq still tells Redis, which may be away: it is not waited for long.
        await asyncio.wait(tasks, timeout=_LAST_WORD_S)
        all_ended.cancel()
        for task in tasks:
            if task.done() and not task.cancelled() and task.exception() is not None:
                logger.warning("Redis was not told", extra={"why": repr(task.exception())})

    async def _renew_leases(self) -> None:
        while True:
            await asyncio.sleep(QUEUE_LEASE_S / 3)
            for job_id in list(self.job_tasks):
                with contextlib.suppress(*_REDIS_TROUBLE):
                    await self.pool.pexpire(
                        in_progress_key_prefix + job_id, int(QUEUE_LEASE_S * 1000)
                    )


async def work(url: str, runner: JobRunner, stop: asyncio.Event) -> None:
    """Take jobs from the Redis at ``url`` until ``stop``, however often Redis goes away."""
    stopping = asyncio.create_task(stop.wait())
    while not stop.is_set():
        connecting = asyncio.create_task(connect(url, patience=_REDIS_PATIENCE))
        if not await _first(connecting, stopping):
            connecting.cancel()
            return
        try:
            pool = connecting.result()
            await runner.estimates.reach(pool)
            try:
                await LeasedWorker(pool, runner).serve(stop)
            finally:
                await pool.aclose(close_connection_pool=True)
        except _REDIS_TROUBLE as exc:
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
        greeting = asyncio.create_task(bot.initialize())
        if not await _first(greeting, stopping):
            greeting.cancel()
            await asyncio.wait((greeting,))
            return
        with reaching_telegram():
            greeting.result()
        results = open_results(settings)
        runner = JobRunner(
            db=db,
            bot=bot,
            notifier=Notifier(bot, db),
            desk=RenderDesk(db, child, beside=beside),
            results=results,
            cache=open_cache(settings, db=db, results=results),
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
            async with pages, telling_cost(Pod.of(os.environ), lambda: runner.is_busy):
                await work(redis_url, runner, stop)
    finally:
        stopping.cancel()
        await bot.shutdown()
        await db.close()


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
