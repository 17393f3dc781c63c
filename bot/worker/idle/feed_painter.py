"""Paints an operator's free pictures for the feed while nobody waits.

A person's job ends it at the next step; then nothing is kept, and nothing counts but the seconds,
which are booked to nobody. It knows no Telegram: what it shows, the feed shows.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.community.copies import open_feed
from bot.community.free_pictures import FreeFolder, FreePicture
from bot.community.showing import show_painting
from bot.delivery.results.result_store import ResultStore
from bot.domain.community.paintings import LOOKS, order_of
from bot.domain.pools import Pool
from bot.errors import ResultsAwayError, StorageError
from bot.metrics import SPARE_S
from bot.settings import Settings
from bot.storage.community import paintings
from bot.storage.community.paintings import Painting
from bot.storage.database import Database
from bot.texts.catalogue import fact_text
from bot.transport.files.free_copy import free_copy
from bot.transport.files.openers import Opener
from bot.worker.pause import Pause
from bot.worker.render_desk import RenderDesk
from bot.worker.renderer import Made, PictureFile, RenderRequest
from engine.errors import ArtError, BadInputError, RenderStoppedError
from engine.options.bounds import MAX_SEED
from engine.texts.phrase import Fact, Phrase

logger = logging.getLogger(__name__)

# So long a worker has nothing to do before it paints: the next person is often about to press.
LOOK_EVERY_S = 5.0
# A dead worker's painting is anybody's after so long.
LEASE_S = 60.0
# A painting is small, and a budget cuts it on a CPU: one that takes longer has gone wrong.
DEADLINE_S = 600.0
# After a failure of the machine, which people's jobs should find out about first.
AFTER_FAILURE_S = 300.0


@dataclass(slots=True, kw_only=True)
class IdleRun:
    """A :class:`bot.worker.child.render_child.Watcher` that nobody watches."""

    is_ended: asyncio.Event
    is_preview_wanted: asyncio.Event = field(default_factory=asyncio.Event)

    async def begun(self) -> None:
        return

    def note(self, fraction: float) -> None:
        return

    def show(self, jpeg: bytes | None) -> None:
        return


class FeedPainter:
    """One worker's spare time.

    Args:
        store: of the copies that the feed shows.
        per_day: so many are shown on a UTC day, by all workers together.
    """

    def __init__(
        self,
        *,
        db: Database,
        desk: RenderDesk,
        pause: Pause,
        store: ResultStore,
        folder: Path,
        per_day: int,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._db = db
        self._desk = desk
        self._pause = pause
        self._store = store
        self._folder = FreeFolder(folder)
        self._per_day = per_day
        self._clock = clock
        # By digest: what does not open, or cannot be painted, is not tried again.
        self._unfit: set[str] = set()
        self._opener = Opener()
        self._told: set[tuple[str, str]] = set()

    async def serve(self, stop: asyncio.Event) -> None:
        """Paint until ``stop``, and put down what is not finished then."""
        stopping = asyncio.create_task(stop.wait())
        stopping.add_done_callback(lambda _: self._desk.spare.end())
        pause_s = LOOK_EVERY_S
        try:
            while not await _over(stopping, pause_s):
                free = asyncio.create_task(self._desk.spare.free())
                await asyncio.wait((free, stopping), return_when=asyncio.FIRST_COMPLETED)
                free.cancel()
                if not stop.is_set():
                    pause_s = await self._look()
        finally:
            stopping.cancel()

    async def _look(self) -> float:
        """Paint one, if one is due. Returns: after how many seconds to look again.

        Whatever goes wrong is dealt with here.
        """
        try:
            await self._paint_one()
        except RenderStoppedError:
            logger.info("made way for a person's job")
        except (StorageError, ResultsAwayError) as exc:
            logger.warning("cannot paint for the feed now", extra={"why": exc.detail})
        except ArtError as exc:
            facts = {"error": exc.code, "why": exc.detail}
            logger.warning("a painting for the feed failed", extra=facts)
            return AFTER_FAILURE_S
        except Exception:
            # The outermost frame of what nobody asked for: people's jobs go on.
            logger.exception("a painting for the feed failed unexpectedly")
            return AFTER_FAILURE_S
        return LOOK_EVERY_S

    async def _paint_one(self) -> None:
        """Raises: RenderStoppedError: a person's job has come; ArtError: the machine failed."""
        if await self._pause.is_on():
            return
        now, per_day = self._clock(), self._per_day
        if not await paintings.may_begin(self._db, per_day=per_day, now=now):
            return
        pictures = await self._pictures()
        painting = await paintings.begin(
            self._db,
            [(digest, look) for digest in pictures for look in LOOKS],
            per_day=per_day,
            now=now,
            lease_s=LEASE_S,
            draw=secrets.randbelow,
        )
        if painting is None:
            return
        try:
            await self._paint(painting, pictures[painting.picture])
        finally:
            # A place that is shown by now stays taken.
            await asyncio.shield(paintings.put_down(self._db, painting.id))

    async def _pictures(self) -> dict[str, FreePicture]:
        """Those that may be painted, by digest; why others may not is logged once."""
        try:
            found = await asyncio.to_thread(self._folder.look)
        except OSError as exc:
            why = exc.strerror or repr(exc)
            self._tell_once(str(self._folder.folder), Phrase("house.unreadable", why=why))
            return {}
        for skipped in found.skipped:
            self._tell_once(skipped.name, skipped.why)
        return {each.digest: each for each in found.pictures if each.digest not in self._unfit}

    async def _paint(self, painting: Painting, free: FreePicture) -> None:
        name = free.file.name
        try:
            photo = await free_copy(free.file, child=self._opener)
            data = await asyncio.to_thread(free.file.read_bytes)
        except (BadInputError, OSError) as exc:
            self._unfit.add(painting.picture)
            self._tell_once(name, str(exc))
            return
        finally:
            await self._opener.end()  # it holds more than it will need today
        order = order_of(painting.look, seed=secrets.randbelow(MAX_SEED + 1))
        file = PictureFile(role="photo", data=data, name=name)
        request = RenderRequest(order=order, files=(file,), job_id=painting.id)
        try:
            with self._desk.spare_child() as (child, is_wanted):
                async with self._leased(painting, is_wanted), self._counting():
                    run = IdleRun(is_ended=is_wanted)
                    made = await child.paint(request, run, within_s=DEADLINE_S)
        except BadInputError:
            self._unfit.add(painting.picture)
            raise
        await self._show(painting, free, request, made, photo)

    async def _show(
        self,
        painting: Painting,
        free: FreePicture,
        request: RenderRequest,
        made: Made,
        photo: bytes,
    ) -> None:
        if made.file is None:
            return
        now = self._clock()
        work = await show_painting(
            self._db,
            self._store,
            painting,
            request.order,
            made.file,
            photo=photo,
            credit=free.credit,
            now=now,
        )
        if work is not None:
            facts = {"work_id": work.id, "picture": free.file.name, "look": painting.look}
            logger.info("painted for the feed", extra=facts)
            device = made.outcome.device
            await paintings.note_cost(self._db, device=device, seconds=0, is_shown=True, now=now)

    @contextlib.asynccontextmanager
    async def _leased(self, painting: Painting, is_wanted: asyncio.Event) -> AsyncIterator[None]:
        """Say that this worker lives; what was given to others ends."""

        async def renew() -> None:
            while True:
                await asyncio.sleep(LEASE_S / 4)
                with contextlib.suppress(StorageError):
                    now = self._clock()
                    if not await paintings.renew(self._db, painting.id, now=now, lease_s=LEASE_S):
                        is_wanted.set()

        renewing = asyncio.create_task(renew())
        try:
            yield
        finally:
            renewing.cancel()
            await asyncio.wait((renewing,))

    @contextlib.asynccontextmanager
    async def _counting(self) -> AsyncIterator[None]:
        """Book its seconds, also of what is put down, where no person's and no product's are."""
        began, device = time.monotonic(), self._desk.device
        try:
            yield
        finally:
            seconds = time.monotonic() - began
            SPARE_S.inc(seconds)
            with contextlib.suppress(StorageError):  # a figure alone
                await asyncio.shield(
                    paintings.note_cost(
                        self._db,
                        device=device,
                        seconds=seconds,
                        is_shown=False,
                        now=self._clock(),
                    )
                )

    def _tell_once(self, name: str, why: Fact) -> None:
        words = fact_text(why)
        if (name, words) not in self._told:
            self._told.add((name, words))
            logger.warning("not painted for the feed", extra={"picture": name, "why": words})


@contextlib.asynccontextmanager
async def painting_feed(
    settings: Settings, desk: RenderDesk, *, db: Database, stop: asyncio.Event
) -> AsyncIterator[None]:
    """Paint beside the block until ``stop``, where an operator names a folder.

    Workers that are for small jobs alone do not: a painting of the house is as large as any.
    """
    if settings.feed_folder is None or Pool.GPU not in settings.pools:
        yield
        return
    painter = FeedPainter(
        db=db,
        desk=desk,
        pause=Pause(db),
        store=open_feed(settings),
        folder=settings.feed_folder,
        per_day=settings.feed_per_day,
    )
    over = asyncio.Event()
    serving = asyncio.create_task(painter.serve(over))
    stopping = asyncio.create_task(stop.wait())
    stopping.add_done_callback(lambda _: over.set())
    try:
        yield
    finally:
        stopping.cancel()
        over.set()
        await serving


async def _over(stopping: asyncio.Task[bool], pause_s: float) -> bool:
    """Whether the stop came within that time."""
    await asyncio.wait((stopping,), timeout=pause_s)
    return stopping.done()
