"""Every few seconds the SQL rows are compared with the world, and what was lost is taken up.

Runs in the chat process. Whatever is done here may be done again: jobs stand in line once, a
refund is known by its charge, an edit that changes nothing is none.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from telegram.error import TelegramError

from bot import result_files
from bot.client import Client
from bot.crediting import Till
from bot.jobs import MAX_TRIES, Job, JobState
from bot.live_show import LiveShow
from bot.notify import Notifier
from bot.payments import payment_key
from bot.queue import Queue
from bot.refunding import Refunding
from bot.settings import Settings
from bot.star_check import StarCheck
from bot.storage import job_lists, jobs, people, updates
from bot.storage.database import Database
from bot.tier_file import load_tiers
from engine.errors import ArtError

logger = logging.getLogger(__name__)

INTERVAL_S = 2.0
# Whoever ordered or ended a job has this long to put it in line or to tell the person.
GRACE_S = 3.0
# Until a new job's message stands, its handler is at it, and has a minute's patience with Telegram.
SHOWING_S = 75.0
# Edits are dear: only these places are shown.
SHOWN_PLACES = (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144)
FORGET_EVERY = timedelta(minutes=10)
UPDATES_KEPT = timedelta(days=7)
# As long as a caption's photo=NAME still finds its picture.
PHOTO_NAMES_KEPT = timedelta(days=90)


class Reconciler:
    """Takes up what processes that died, or a Redis that forgot, have left behind."""

    def __init__(
        self,
        *,
        db: Database,
        queue: Queue,
        notifier: Notifier,
        bot: Client,
        settings: Settings,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._db = db
        self._queue = queue
        self._notifier = notifier
        self._settings = settings
        self._clock = clock
        tiers = load_tiers(settings.tiers)
        self._live = LiveShow(db=db, queue=queue, notifier=notifier, tiers=tiers, clock=clock)
        self._refunding = Refunding(db=db, bot=bot, clock=clock)
        till = Till(db=db, tiers=tiers, payment_key=payment_key(bot.token), clock=clock)
        self._star_check = StarCheck(till=till, bot=bot, clock=clock)
        self._shown: dict[str, int] = {}
        self._forget_at = clock()

    async def run(self, stop: asyncio.Event) -> None:
        """Look every few seconds until ``stop``."""
        while not stop.is_set():
            await self.look()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(INTERVAL_S):
                    await stop.wait()

    async def look(self) -> None:
        """One round. A part that fails is tried again in the next round."""
        parts = (
            self._fail_exhausted,
            self._put_in_line,
            self._end_undelivered,
            self._tell_untold,
            self._live.look,
            self._refunding.look,
            self._star_check.look,
            self._show_places,
            self._forget_old,
        )
        for part in parts:
            try:
                await part()
            except (ArtError, TelegramError, OSError) as exc:
                logger.warning(
                    "could not reconcile", extra={"part": part.__name__, "why": repr(exc)}
                )

    async def _fail_exhausted(self) -> None:
        """Jobs that ended several workers, or that Telegram refused several times, end here."""
        for job in await job_lists.stale(self._db, now=self._clock()):
            if job.tries < MAX_TRIES:
                continue
            logger.error("a job was tried too often", extra={"job_id": job.id})
            failed = await jobs.fail(
                self._db,
                job.id,
                attempt=job.attempt,
                error_code="RenderError",
                facts={},
                now=self._clock(),
            )
            if failed is not None:
                await self._notifier.tell_closed(failed)

    async def _put_in_line(self) -> None:
        """Jobs that wait, or that no worker holds any more, and that Redis does not know."""
        now = self._clock()
        waiting = [
            job
            for job in await job_lists.waiting_and_due(self._db, now=now)
            if now - job.created_at > timedelta(seconds=GRACE_S if job.status else SHOWING_S)
        ]
        found = {job.id: job for job in [*waiting, *await job_lists.stale(self._db, now=now)]}
        for job_id in await self._queue.unknown(found):
            await self._queue.put(found[job_id])
            logger.info("put in line again", extra={"job_id": job_id})

    async def _end_undelivered(self) -> None:
        """What was paid for and cannot be delivered for days is given back."""
        now = self._clock()
        before = now - timedelta(days=self._settings.undelivered_refund_days)
        for job in await job_lists.undelivered(self._db, before=before):
            await jobs.fail(
                self._db, job.id, attempt=None, error_code="UndeliveredError", facts={}, now=now
            )

    async def _tell_untold(self) -> None:
        before = self._clock() - timedelta(seconds=GRACE_S)
        for job in await job_lists.untold(self._db, before=before):
            await self._notifier.tell_closed(job)

    async def _show_places(self) -> None:
        """Tell those in line that they have come forward, but only now and then."""
        line = await job_lists.waiting(self._db)
        shown = {job.id: self._shown.get(job.id, place) for place, job in enumerate(line, start=1)}
        for place, job in enumerate(line, start=1):
            if place < shown[job.id] and place in SHOWN_PLACES:
                await self._show_place(job, place)
                shown[job.id] = place
        self._shown = shown

    async def _show_place(self, job: Job, place: int) -> None:
        # It may have been taken up since the line was read.
        now = await jobs.get(self._db, job.id)
        if now is not None and now.state is JobState.WAITING:
            await self._notifier.show_place(now, place)

    async def _forget_old(self) -> None:
        """Telegram sends an update again for a day at most; nobody presses on an old menu."""
        now = self._clock()
        if now < self._forget_at:
            return
        await asyncio.to_thread(
            result_files.drop_old,
            self._settings.results_dir,
            spared={job.id for job in await job_lists.undelivered(self._db)},
            before=now - timedelta(hours=self._settings.result_keep_h),
        )
        await updates.forget(self._db, before=now - UPDATES_KEPT)
        await people.forget_old(self._db, before=now - PHOTO_NAMES_KEPT)
        self._forget_at = now + FORGET_EVERY
