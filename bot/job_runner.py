"""One job from claim to delivery: fetch the pictures, render, keep the file, show the result.

The SQL row is the truth: everything here may be cut off at any moment and is then taken up by
whoever claims the job next. ``attempt`` is the fencing token: without it nothing is delivered.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot import result_files
from bot.downloads import earlier_film, fetch_pictures
from bot.errors import StorageError
from bot.jobs import MAX_TRIES, Job, JobState, Order
from bot.limiter import Pace
from bot.notify import Notifier
from bot.painter import Glimpse, Made, Painter, Pictures
from bot.progress import ProgressTeller
from bot.storage import chats, jobs, payments
from bot.storage.database import Database
from bot.storage.jobs import ClaimResult
from bot.texts.catalogue import text
from bot.tiers import Tiers, with_looks
from bot.troubles import MAX_TROUBLES, Trouble, judge
from engine.errors import ArtError, RenderError, RenderStoppedError

logger = logging.getLogger(__name__)
_T = TypeVar("_T")

LEASE_S = 5.0
_HEARTBEAT_S = 1.0
# After a worker died, its job is ours once that lease has run out.
_BUSY_WAIT_S = LEASE_S + 1
_BUSY_LOOK_S = 0.2
# Nothing that we offer takes as long; a render that does hangs.
_DEADLINE_S = 1800.0
# An edit makes no sound, so after a long wait a message of its own says that it is done.
_PING_AFTER_S = 300.0
_STOP_WAIT_S = 3.0


@dataclasses.dataclass(slots=True, kw_only=True)
class _Run:
    """One claim of one job. ``stop`` ends the render at its next step."""

    job: Job
    teller: ProgressTeller
    stop: threading.Event = dataclasses.field(default_factory=threading.Event)
    is_lost: bool = False
    began: float = dataclasses.field(default_factory=time.monotonic)


class JobRunner:
    """Runs one job at a time.

    Args:
        painter: used in ``thread`` only, which has one thread.
    """

    def __init__(
        self,
        *,
        db: Database,
        bot: ExtBot[Pace],
        notifier: Notifier,
        painter: Painter,
        thread: ThreadPoolExecutor,
        results_dir: Path,
        tiers: Tiers,
        lease_s: float = LEASE_S,
    ) -> None:
        self._db = db
        self._bot = bot
        self._notifier = notifier
        self._painter = painter
        self._results_dir = results_dir
        self._tiers = tiers
        self._lease_s = lease_s
        self._thread = thread
        self._current: _Run | None = None
        self.is_stopping = False

    def stop(self) -> None:
        """End the render at its next step and give its job back."""
        self.is_stopping = True
        if self._current is not None:
            self._current.stop.set()

    async def _in_thread(self, work: Callable[[], _T]) -> _T:
        """Do ``work`` in the render's thread. Cancelled, it goes on to its end there."""
        future = asyncio.get_running_loop().run_in_executor(self._thread, work)
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            if self._current is not None:
                self._current.stop.set()
            await asyncio.wait([future], timeout=_STOP_WAIT_S)
            raise

    async def run(self, job_id: str) -> bool:
        """Run one job. Returns: False when it was given back and is to stay in line.

        Whatever goes wrong is dealt with here; what cannot be dealt with now (Telegram or SQL
        is away) is left to the reconciler.
        """
        try:
            job = await self._claim(job_id)
            if job is None:
                return True
            async with self._running(job) as run:
                return await self._carry_out(run)
        except StorageError as exc:
            logger.error("the database is away", extra={"job_id": job_id, "why": exc.detail})
        except Exception:
            # The outermost frame: one job's bug must not end the worker. Its lease runs out
            # and it is tried again, MAX_TRIES times at most.
            logger.exception("a job failed unexpectedly", extra={"job_id": job_id})
        return True

    async def _claim(self, job_id: str) -> Job | None:
        give_up_at = time.monotonic() + _BUSY_WAIT_S
        while True:
            claim = await jobs.claim(
                self._db, job_id, now=_now(), lease_s=self._lease_s, max_attempts=MAX_TRIES
            )
            if claim.result is not ClaimResult.BUSY or time.monotonic() > give_up_at:
                break
            await asyncio.sleep(_BUSY_LOOK_S)
        if claim.result is ClaimResult.TAKEN:
            return claim.job
        logger.info("not ours", extra={"job_id": job_id, "why": claim.result.value})
        return None

    @contextlib.asynccontextmanager
    async def _running(self, job: Job) -> AsyncIterator[_Run]:
        """Hold the lease and tell the progress while the block works on ``job``."""
        run = _Run(job=job, teller=ProgressTeller(self._notifier, job))
        if self.is_stopping:
            run.stop.set()
        self._current = run
        heart = asyncio.create_task(self._keep_lease(run))
        try:
            yield run
        finally:
            heart.cancel()
            self._current = None
            await run.teller.finish()
            await asyncio.wait([heart])

    async def _keep_lease(self, run: _Run) -> None:
        while True:
            await asyncio.sleep(min(_HEARTBEAT_S, self._lease_s / 3))
            try:
                is_ours = await self._is_ours(run)
            except StorageError as exc:
                logger.warning("no heartbeat", extra={"job_id": run.job.id, "why": exc.detail})
                continue
            if not is_ours:
                run.is_lost = True
                run.stop.set()
                return

    async def _is_ours(self, run: _Run) -> bool:
        return await jobs.heartbeat(
            self._db,
            run.job.id,
            attempt=run.job.attempt,
            now=_now(),
            lease_s=self._lease_s,
            progress=run.teller.fraction,
        )

    async def _carry_out(self, run: _Run) -> bool:
        job = run.job
        try:
            if job.state is not JobState.RENDERED or not self._is_kept(job):
                run.job = await self._render(run)
            await self._deliver(run)
        except RenderStoppedError:
            return await self._stopped(run)
        except asyncio.CancelledError:
            # This worker has to go at once: the next one need not wait for the lease to end.
            await asyncio.shield(jobs.release(self._db, job.id, attempt=job.attempt))
            raise
        except ArtError as exc:
            if isinstance(exc, StorageError):
                raise
            await self._fail(run, exc)
        except TelegramError as exc:
            logger.warning("Telegram does not take it", extra={"job_id": job.id, "why": exc})
            await self._put_off(run, exc)
        return True

    async def _put_off(self, run: _Run, exc: TelegramError) -> None:
        """Let others go first until it is worth asking Telegram again, or end the job."""
        job = run.job
        verdict = judge(exc, troubles=job.troubles)
        if job.troubles >= MAX_TROUBLES:
            await self._fail(run, RenderError(f"Telegram was in trouble too often: {exc}"))
            return
        if verdict.trouble is Trouble.UNREACHABLE and job.charge_id is not None:
            await jobs.keep_for_return(self._db, job.id, attempt=job.attempt, now=_now())
            return
        if verdict.new_chat_id is not None:
            await chats.move(
                self._db, old_chat_id=job.chat_id, new_chat_id=verdict.new_chat_id, now=_now()
            )
        await jobs.put_off(
            self._db,
            job.id,
            attempt=job.attempt,
            until=_now() + timedelta(seconds=verdict.pause_s),
            is_try=verdict.trouble is Trouble.REFUSED,
        )

    def _is_kept(self, job: Job) -> bool:
        """Words lie in the row itself, pictures and films on disk."""
        return job.order.art.is_words or result_files.path(self._results_dir, job.id) is not None

    async def _render(self, run: _Run) -> Job:
        """Returns: the job, rendered. A failure of the machine is tried once more."""
        earlier = await earlier_film(self._db, self._results_dir, run.job)
        pictures = (
            Pictures(earlier=earlier) if earlier else await fetch_pictures(self._bot, run.job)
        )
        work = self._work(run, await self._order(run.job), pictures)
        await jobs.mark_begun(self._db, run.job.id)
        try:
            made = await self._in_thread(work)
        except RenderError as exc:
            if not exc.retryable:
                raise
            logger.warning("rendering again", extra={"job_id": run.job.id, "why": exc.detail})
            made = await self._in_thread(work)
        outcome = dataclasses.replace(made.outcome, looks=len(made.snapshots))
        if made.file is not None and made.kind is not None:
            folder, job_id = self._results_dir, run.job.id
            await asyncio.to_thread(result_files.keep_looks, folder, job_id, made.snapshots)
            await asyncio.to_thread(result_files.keep, folder, job_id, made.file, kind=made.kind)
        is_ours = await jobs.mark_rendered(
            self._db, run.job.id, attempt=run.job.attempt, outcome=outcome
        )
        if not is_ours:
            run.is_lost = True
            raise RenderStoppedError
        logger.info("rendered", extra={"job_id": run.job.id, "seconds": outcome.seconds})
        return dataclasses.replace(run.job, state=JobState.RENDERED, outcome=outcome)

    async def _order(self, job: Job) -> Order:
        """What is painted: with the looks of its tier, or those that were paid for."""
        sold = await payments.sold_for(self._db, job.charge_id) if job.charge_id else None
        return with_looks(self._tiers, job, sold=sold)

    def _work(self, run: _Run, order: Order, pictures: Pictures) -> Callable[[], Made]:
        def on_progress(glimpse: Glimpse) -> None:
            if run.stop.is_set():
                raise RenderStoppedError
            if time.monotonic() - run.began > _DEADLINE_S:
                raise RenderError("over the deadline")
            run.teller.note(glimpse)

        return lambda: self._painter.paint(order, pictures, on_progress)

    async def _deliver(self, run: _Run) -> None:
        """Show the result, whatever the progress is just doing. Safe to repeat."""
        job = dataclasses.replace(run.job, status=(await run.teller.finish()).status)
        if job.outcome is None:
            raise RenderError("the outcome vanished before it was delivered")
        shown = None
        if not job.order.art.is_words:
            shown = await asyncio.to_thread(
                result_files.as_shown, self._results_dir, job, job.outcome
            )
        if not await self._is_ours(run):
            return
        await self._notifier.show_result(job, shown, job.outcome)
        is_ours = await jobs.mark_done(self._db, job.id, attempt=job.attempt, now=_now())
        logger.info("delivered", extra={"job_id": job.id, "is_ours": is_ours})
        if is_ours and (_now() - job.created_at).total_seconds() > _PING_AFTER_S:
            with contextlib.suppress(TelegramError):
                await self._notifier.say(job, text("status.ready", job.language))

    async def _stopped(self, run: _Run) -> bool:
        """The render was ended: by us going down, by the person, or by another claim."""
        job = await run.teller.finish()
        if not run.is_lost:
            await jobs.release(self._db, job.id, attempt=job.attempt)
            return False
        now = await jobs.get(self._db, job.id)
        if now is not None and now.state is JobState.CANCELLED:
            # Our last progress may have hidden what the person was told.
            await self._notifier.tell_closed(dataclasses.replace(now, status=job.status))
        return True

    async def _fail(self, run: _Run, error: ArtError) -> None:
        logger.warning(
            "a job failed",
            extra={"job_id": run.job.id, "error": error.code, "why": error.detail},
        )
        status = (await run.teller.finish()).status
        failed = await jobs.fail(
            self._db,
            run.job.id,
            attempt=run.job.attempt,
            error_code=error.code,
            facts=error.facts,
            now=_now(),
        )
        if failed is not None:
            await self._notifier.tell_closed(dataclasses.replace(failed, status=status))


def _now() -> datetime:
    return datetime.now(UTC)
