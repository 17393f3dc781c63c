"""Every few seconds the SQL rows are compared with the world, and what was lost is taken up.

Runs in the chat process. Whatever is done here may be done again: jobs stand in line once, a
refund is known by its charge, an edit that changes nothing is none.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta

from telegram.error import TelegramError

from bot.delivery.live_dreams import LiveDreamRunner
from bot.delivery.notifier import Notifier
from bot.delivery.outboxes.broadcasting import Broadcasting
from bot.delivery.outboxes.dropped_packs import DroppedPacks
from bot.delivery.outboxes.erasing import Erasing
from bot.delivery.outboxes.filmless_albums import FilmlessAlbums
from bot.delivery.outboxes.print_news import PrintNews
from bot.delivery.outboxes.region_news import RegionNews
from bot.delivery.outboxes.stored_uploads import StoredUploads
from bot.delivery.outboxes.theme_polls import ThemePolls
from bot.delivery.places import Places
from bot.delivery.results import result_files
from bot.delivery.results.result_store import ResultFolder, open_results
from bot.domain.jobs import MAX_TRIES
from bot.domain.money.current_tiers import CurrentTiers
from bot.domain.payments import payment_keys
from bot.money.crediting import Till
from bot.money.giving import Giving
from bot.money.refunding import Refunding
from bot.money.star_check import StarCheck
from bot.money.subscribers import Subscribers
from bot.queue.line import Queue, Queueable
from bot.settings import Settings
from bot.storage import cached_results, old_rows, people, updates
from bot.storage.credits import style_uses
from bot.storage.database import Database
from bot.storage.guests import answers
from bot.storage.jobs import job_queries, jobs
from bot.storage.prints import orders as print_orders
from bot.storage.privacy import erasures, exports
from bot.transport.client import Client
from engine.errors import ArtError

logger = logging.getLogger(__name__)

INTERVAL_S = 2.0
# Whoever ordered or ended a job has this long to put it in line or to tell the person.
GRACE_S = 3.0
# Until a new job's message stands, its handler is at it, and has a minute's patience with Telegram.
SHOWING_S = 75.0
# Rows compared with Redis in a round, so that a round costs the same however long the line is.
SLICE = 200
STOP_S = 1.0
FORGET_EVERY = timedelta(minutes=10)
INCOMING_KEPT = timedelta(hours=1)
# What a row of another version, or a damaged one, may come to.
UNFORESEEN = (ValueError, TypeError, LookupError, AttributeError)
Part = Callable[[], Awaitable[None]]


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
        tiers: CurrentTiers | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        also: Sequence[Part] = (),
    ) -> None:
        """``also``: parts of rooms above this one."""
        self._db = db
        self._queue = queue
        self._notifier = notifier
        self._settings = settings
        self._results = open_results(settings)
        self._clock = clock
        tiers = tiers or CurrentTiers(settings.tiers)
        self._live_dreams = LiveDreamRunner(db=db, bot=bot, queue=queue, tiers=tiers, clock=clock)
        self._filmless_albums = FilmlessAlbums(db=db, bot=bot, clock=clock)
        self._broadcasting = Broadcasting(db=db, bot=bot, clock=clock)
        self._giving = Giving(db=db, bot=bot, tiers=tiers, clock=clock)
        self._print_news = PrintNews(db=db, bot=bot, clock=clock)
        self._refunding = Refunding(db=db, bot=bot, clock=clock)
        self._subscribers = Subscribers(db=db, bot=bot, clock=clock)
        till = Till(
            db=db,
            estimates=queue.estimates,
            tiers=tiers,
            payment_keys=payment_keys(bot.token, settings.signing_keys),
            clock=clock,
        )
        self._star_check = StarCheck(till=till, bot=bot, clock=clock, operators=settings.operators)
        self._region_news = RegionNews(db=db, bot=bot, settings=settings, clock=clock)
        self._erasing = Erasing(db=db, results=self._results, clock=clock)
        self._stored_uploads = StoredUploads(db=db, bot=bot, clock=clock)
        self._dropped_packs = DroppedPacks(db=db, bot=bot, clock=clock)
        self._theme_polls = ThemePolls(db=db, bot=bot, clock=clock)
        self._places = Places(db=db, estimates=queue.estimates, notifier=notifier)
        self._also = also
        self._looked_at: job_queries.Standing | None = None
        self._forget_at = clock()

    async def run(self, stop: asyncio.Event) -> None:
        """Look every few seconds until ``stop``; a part that waits for something holds up no other.

        Whatever is begun at the stop is left: it is safe to do again.
        """
        parts = [asyncio.create_task(self._keep_at(part, stop)) for part in self._parts()]
        stopping = asyncio.create_task(stop.wait())
        try:
            # Parts go on until the stop, unless one of them fails as it never should.
            await asyncio.wait([*parts, stopping], return_when=asyncio.FIRST_COMPLETED)
            await asyncio.wait(parts, timeout=STOP_S if stop.is_set() else 0)
        finally:
            for task in (*parts, stopping):
                task.cancel()
            await asyncio.wait([*parts, stopping])
        for task in parts:
            if not task.cancelled():
                task.result()

    def look_for_payments(self) -> None:
        """Compare the Stars in the next round, whenever that was due."""
        self._star_check.look_soon()

    async def look(self) -> None:
        """One round of every part."""
        for part in self._parts():
            await self._try(part)

    def _parts(self) -> tuple[Part, ...]:
        return (
            self._fail_exhausted,
            self._put_in_line,
            self._end_undelivered,
            self._tell_untold,
            self._live_dreams.look,
            self._filmless_albums.look,
            self._refunding.look,
            self._print_news.look,
            self._star_check.look,
            self._giving.end_gifts,
            self._giving.reward,
            self._giving.count_style_uses,
            self._giving.tell_given,
            self._subscribers.cancel_due,
            self._subscribers.tell_lapsed,
            self._broadcasting.look,
            self._region_news.look,
            self._erasing.look,
            self._stored_uploads.look,
            self._dropped_packs.look,
            self._theme_polls.look,
            self._places.look,
            self._forget_old,
            *self._also,
        )

    async def _keep_at(self, part: Part, stop: asyncio.Event) -> None:
        while not stop.is_set():
            await self._try(part)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(INTERVAL_S):
                    await stop.wait()

    async def _try(self, part: Part) -> None:
        """A part that fails is tried again in the next round."""
        try:
            await part()
        except (ArtError, TelegramError, OSError) as exc:
            logger.warning("could not reconcile", extra={"part": _name(part), "why": repr(exc)})
        except UNFORESEEN:
            # A row that no reader of ours foresaw: it must not end the service for everybody.
            logger.exception("could not reconcile", extra={"part": _name(part)})

    async def _fail_exhausted(self) -> None:
        """Jobs that ended several workers, or that Telegram refused several times, end here."""
        for job in await job_queries.stale(self._db, now=self._clock()):
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
        """Jobs that wait, or that no worker holds any more, and that Redis does not know.

        A long line is looked through a slice a round, unless a slice has something amiss.
        """
        stale = await job_queries.stale(self._db, now=self._clock())
        await self._put_unknown(stale)
        is_amiss = True
        while is_amiss:
            part = await self._next_slice()
            is_amiss = await self._put_unknown(part) > 0 and self._looked_at is not None

    async def _next_slice(self) -> list[job_queries.Standing]:
        """The next part of the line; ``_looked_at`` is its end, None at the end of the line."""
        now = self._clock()
        part = await job_queries.slice_of_line(
            self._db,
            after=self._looked_at,
            now=now,
            shown_before=now - timedelta(seconds=GRACE_S),
            made_before=now - timedelta(seconds=SHOWING_S),
            count=SLICE,
        )
        self._looked_at = part[-1] if len(part) == SLICE else None
        return part

    async def _put_unknown(self, queueable: Sequence[Queueable]) -> int:
        """How many of these Redis did not know."""
        unknown = await self._queue.unknown(queueable)
        await self._queue.put_all(unknown)
        for job in unknown:
            logger.info("put in line again", extra={"job_id": job.id})
        return len(unknown)

    async def _end_undelivered(self) -> None:
        """What was paid for and cannot be delivered for days is given back."""
        now = self._clock()
        before = now - timedelta(days=self._settings.undelivered_refund_days)
        for job in await job_queries.undelivered(self._db, before=before):
            await jobs.fail(
                self._db, job.id, attempt=None, error_code="UndeliveredError", facts={}, now=now
            )

    async def _tell_untold(self) -> None:
        before = self._clock() - timedelta(seconds=GRACE_S)
        for job in await job_queries.untold(self._db, before=before):
            await self._notifier.tell_closed(job)

    async def _forget_old(self) -> None:
        """Telegram sends an update again for a day at most; nobody presses on an old menu."""
        now = self._clock()
        if now < self._forget_at:
            return
        # A chat process that was killed left what it was looking at.
        await asyncio.to_thread(
            result_files.drop_old,
            ResultFolder(self._settings.incoming_dir),
            before=now - INCOMING_KEPT,
        )
        updates_before = now - timedelta(days=self._settings.updates_keep_days)
        await updates.forget(self._db, before=updates_before)
        await answers.forget(self._db, before=updates_before)
        # As long as a caption's photo=NAME still finds its picture.
        history_before = now - timedelta(days=self._settings.history_keep_days)
        await people.forget_old(self._db, before=history_before)
        await old_rows.forget(self._db, before=history_before)
        await people.forget_ended_prints(self._db, now=now)
        await style_uses.forget(self._db, now=now)
        await erasures.forget(self._db, now=now)
        await exports.forget(self._db, now=now)
        addresses_before = now - timedelta(days=self._settings.print_address_days)
        await print_orders.forget_addresses(self._db, before=addresses_before)
        results_before = now - timedelta(hours=self._settings.result_keep_h)
        await cached_results.forget(self._db, before=results_before)
        self._forget_at = now + FORGET_EVERY
        # The last, since its place may be away.
        await asyncio.to_thread(
            result_files.drop_old,
            self._results,
            spared=await self._files_needed(),
            before=results_before,
        )

    async def _files_needed(self) -> set[str]:
        """Ids of jobs whose results somebody still waits for: a person, or a printer."""
        undelivered = {job.id for job in await job_queries.undelivered(self._db)}
        return undelivered | await print_orders.files_needed(self._db)


def _name(part: Part) -> str:
    return getattr(part, "__qualname__", repr(part))
