"""One job from claim to delivery: fetch the pictures, render, keep the file, show the result.

The SQL row is the truth: everything here may be cut off at any moment and is then taken up by
whoever claims the job next. ``attempt`` is the fencing token: without it nothing is delivered.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import logging
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.delivery.leavings import Leavings
from bot.delivery.notifier import Notifier
from bot.delivery.results import result_files
from bot.delivery.results.result_cache import ResultCache
from bot.delivery.telegram_errors import MAX_TROUBLES, Trouble, growing_pause_s, judge
from bot.domain.jobs import MAX_TRIES, Job, JobState, Outcome
from bot.domain.money.current_tiers import CurrentTiers
from bot.domain.pools import Pool
from bot.errors import MayNotShowError, ResultsAwayError, StorageError
from bot.metrics import RESULT_CACHE_HITS, count_ended
from bot.queue.estimates import Estimates
from bot.queue.workers import own_name
from bot.storage import chats
from bot.storage.database import Database
from bot.storage.jobs import claims, job_deferral, jobs
from bot.storage.jobs.claims import ClaimResult
from bot.texts.catalogue import text
from bot.transport.rate_limiter import Pace
from bot.worker.fetch import fetch_request
from bot.worker.job_run import JobRun, said_besides
from bot.worker.pause import Pause
from bot.worker.progress import ProgressReporter
from bot.worker.render_cost import counting_seconds
from bot.worker.render_desk import RenderDesk
from bot.worker.render_slot import Place, Stage
from bot.worker.render_watch import RenderWatch
from bot.worker.renderer import RenderRequest
from engine.errors import ArtError, RenderError, RenderStoppedError

logger = logging.getLogger(__name__)

# Renewed five times within its length, so that one late write loses no job; a dead worker's job
# waits no longer than that.
LEASE_S = 5.0
_HEARTBEAT_S = 1.0
# After a worker died, its job is ours once that lease has run out.
_BUSY_WAIT_S = LEASE_S + 1
_BUSY_LOOK_S = 0.2
# A worker that stops waits so long for its render, and then as long again for the delivery.
FINISH_S = 2.0


class JobRunner:
    """Runs the jobs in hand: one of them renders, others are fetched for or delivered meanwhile.

    Args:
        estimates: is told how long each render took.
    """

    def __init__(
        self,
        *,
        db: Database,
        bot: ExtBot[Pace],
        notifier: Notifier,
        desk: RenderDesk,
        cache: ResultCache,
        tiers: CurrentTiers,
        estimates: Estimates,
        lease_s: float = LEASE_S,
    ) -> None:
        self._db = db
        self._bot = bot
        self._notifier = notifier
        self.desk = desk
        self._results = cache.results
        self._cache = cache
        self._leavings = Leavings(db=db, bot=bot, notifier=notifier, results=cache.results)
        self._tiers = tiers
        self.estimates = estimates
        self._lease_s = lease_s
        self.pause = Pause(db)
        self._runs: set[JobRun] = set()
        self.watch = RenderWatch(db, desk)
        self.is_stopping = False

    def has_room_for(self, pool: Pool) -> bool:
        """Whether a job of ``pool`` may be taken now."""
        return not self.is_stopping and self.desk.has_room_for(pool)

    @property
    def is_busy(self) -> bool:
        return bool(self._runs)

    def stop(self) -> None:
        """End every fetch, and the render at its next step, and give their jobs back.

        A render that is as good as done may come to its end.
        """
        self.is_stopping = True
        for run in self._runs:
            if run.place.stage is not Stage.RENDERING or run.place.left_s > FINISH_S:
                run.end()

    async def run(self, job_id: str) -> bool:
        """Run one job. Returns: False when it was given back and is to stay in line.

        Whatever goes wrong is dealt with here; what cannot be dealt with now (Telegram or SQL
        is away) is left to the reconciler.
        """
        try:
            with self.desk.spare.wanted(), self.desk.slot.place() as place:
                job = await self._claim(job_id)
                if job is None:
                    return True
                async with self._running(job, place) as run:
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
            claim = await claims.claim(
                self._db,
                job_id,
                now=_now(),
                lease_s=self._lease_s,
                max_attempts=MAX_TRIES,
                worker=own_name(),
            )
            if claim.result is not ClaimResult.BUSY or time.monotonic() > give_up_at:
                break
            await asyncio.sleep(_BUSY_LOOK_S)
        if claim.result is ClaimResult.TAKEN:
            return claim.job
        logger.info("not ours", extra={"job_id": job_id, "why": claim.result.value})
        return None

    @contextlib.asynccontextmanager
    async def _running(self, job: Job, place: Place) -> AsyncIterator[JobRun]:
        """Hold the lease and tell the progress while the block works on ``job``."""
        place.expected_s = job.expected_s
        run = JobRun(
            job=job,
            teller=ProgressReporter(self._notifier, job),
            place=place,
            on_begun=lambda: self.watch.begun(job),
        )
        if self.is_stopping:
            run.end()
        self._runs.add(run)
        heart = asyncio.create_task(self._keep_lease(run))
        try:
            yield run
        finally:
            heart.cancel()
            self._runs.discard(run)
            await run.teller.finish()
            await asyncio.wait([heart])

    async def _keep_lease(self, run: JobRun) -> None:
        while True:
            await asyncio.sleep(min(_HEARTBEAT_S, self._lease_s / 3))
            try:
                is_ours = await self._is_ours(run)
            except StorageError as exc:
                logger.warning("no heartbeat", extra={"job_id": run.job.id, "why": exc.detail})
                continue
            if not is_ours:
                run.is_lost = True
                run.end()
                return

    async def _is_ours(self, run: JobRun) -> bool:
        return await jobs.heartbeat(
            self._db,
            run.job.id,
            attempt=run.job.attempt,
            now=_now(),
            lease_s=self._lease_s,
            progress=run.teller.fraction,
        )

    async def _carry_out(self, run: JobRun) -> bool:
        job = run.job
        try:
            if not await asyncio.to_thread(result_files.is_kept, self._results, job):
                run.job = await self._render(run)
            run.place.stage = Stage.DELIVERING
            await self._deliver(run)
        except RenderStoppedError:
            return await self._stopped(run)
        except asyncio.CancelledError:
            # This worker has to go at once: the next one need not wait for the lease to end.
            await asyncio.shield(job_deferral.release(self._db, job.id, attempt=job.attempt))
            raise
        except ResultsAwayError as exc:
            await self._wait_for_results(run, exc)
        except ArtError as exc:
            if isinstance(exc, StorageError):
                raise
            await self._fail(run, exc)
        except TelegramError as exc:
            logger.warning("Telegram does not take it", extra={"job_id": job.id, "why": exc})
            await self._put_off(run, exc)
        return True

    async def _put_off(self, run: JobRun, exc: TelegramError) -> None:
        """Let others go first until it is worth asking Telegram again, or end the job."""
        job = run.job
        verdict = judge(exc, troubles=job.troubles)
        if job.troubles >= MAX_TROUBLES:
            await self._fail(run, RenderError(f"Telegram was in trouble too often: {exc}"))
            return
        if verdict.trouble is Trouble.FORBIDDEN:
            await self._fail(run, MayNotShowError(str(exc)))
            return
        if verdict.trouble is Trouble.UNREACHABLE and job.charge_id is not None:
            await job_deferral.keep_for_return(self._db, job.id, attempt=job.attempt, now=_now())
            return
        if (new := verdict.new_chat_id) is not None:
            await chats.move(self._db, old_chat_id=job.chat_id, new_chat_id=new, now=_now())
        await job_deferral.put_off(
            self._db,
            job.id,
            attempt=job.attempt,
            until=_now() + timedelta(seconds=verdict.pause_s),
            is_try=verdict.trouble is Trouble.REFUSED,
        )

    async def _wait_for_results(self, run: JobRun, exc: ResultsAwayError) -> None:
        """Nothing of it is lost: when the store is back, what is not kept is rendered again."""
        job = run.job
        logger.warning("no place for results", extra={"job_id": job.id, "why": exc.detail})
        if job.troubles >= MAX_TROUBLES:
            await self._fail(run, exc)
            return
        until = _now() + timedelta(seconds=growing_pause_s(job.troubles))
        await job_deferral.put_off(self._db, job.id, attempt=job.attempt, until=until)

    async def _render(self, run: JobRun) -> Job:
        """Returns: the job, rendered."""
        request = await run.until_ended(
            fetch_request(self._bot, self._db, self._results, self._tiers.now, run.job)
        )
        wishes = await self._cache.wishes_of(run.job, [file.data for file in request.files])
        had = await self._cache.answer(run.job, wishes)
        outcome = had or await self._paint(run, request)
        is_cached, attempt = had is not None, run.job.attempt
        is_ours = await jobs.mark_rendered(
            self._db, run.job.id, attempt=attempt, outcome=outcome, is_cached=is_cached
        )
        if not is_ours:
            run.is_lost = True
            raise RenderStoppedError
        facts = {"job_id": run.job.id, "seconds": outcome.seconds, "is_cached": is_cached}
        logger.info("rendered", extra=facts)
        if is_cached:
            RESULT_CACHE_HITS.labels(where="worker").inc()
        if not (is_cached and run.job.charge_id):
            await self._cache.note(run.job, outcome, wishes)
        return dataclasses.replace(
            run.job, state=JobState.RENDERED, outcome=outcome, is_cached=is_cached
        )

    async def _paint(self, run: JobRun, request: RenderRequest) -> Outcome:
        async with (
            self.desk.child_for(run.place, request.order) as child,
            counting_seconds(self._db, run.job, device=self.desk.device),
        ):
            made = await self.watch.over(run.job.order.art, self.desk.paint(child, run, request))
        outcome = made.outcome_as_kept
        if made.file is not None and made.kind is not None:
            store, job_id = self._results, run.job.id
            beside = (made.snapshots, made.making)
            await asyncio.to_thread(result_files.keep_beside, store, job_id, *beside)
            await asyncio.to_thread(result_files.keep, store, job_id, made.file, kind=made.kind)
        await self.estimates.note(run.job.order, outcome, took_s=run.place.took_s)
        return outcome

    async def _deliver(self, run: JobRun) -> None:
        """Show the result, whatever the progress is just doing. Safe to repeat."""
        job = dataclasses.replace(run.job, status=(await run.teller.finish()).status)
        if job.outcome is None:
            raise RenderError("the outcome vanished before it was delivered")
        shown = None
        if not job.order.art.is_words:
            shown = await asyncio.to_thread(result_files.as_shown, self._results, job, job.outcome)
        if not await self._is_ours(run):
            await self._leavings.clear(job)
            return
        told = await self._notifier.show_result(job, shown, job.outcome)
        is_ours = await jobs.mark_done(self._db, job.id, attempt=job.attempt, now=_now())
        logger.info("delivered", extra={"job_id": job.id, "is_ours": is_ours})
        if not is_ours:
            await self._leavings.clear(told, is_shown=True)
            return
        count_ended(job.order.art, "delivered")
        key = said_besides(job, now=_now())
        if key is not None:
            with contextlib.suppress(TelegramError):
                await self._notifier.say(job, text(key, job.language))

    async def _stopped(self, run: JobRun) -> bool:
        """The render was ended: by us going down, by the person, or by another claim."""
        job = await run.teller.finish()
        if not run.is_lost:
            await job_deferral.release(self._db, job.id, attempt=job.attempt)
            return False
        now = await jobs.get(self._db, job.id)
        if now is None:
            await self._leavings.clear(job)
        elif now.state is JobState.CANCELLED:
            # Our last progress may have hidden what the person was told.
            await self._notifier.tell_closed(dataclasses.replace(now, status=job.status))
        return True

    async def _fail(self, run: JobRun, error: ArtError) -> None:
        facts = {"job_id": run.job.id, "error": error.code, "why": error.detail}
        logger.warning("a job failed", extra=facts)
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
