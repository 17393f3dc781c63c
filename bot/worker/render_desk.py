"""Where a worker's renders are made: one at a time, and a short one beside a long one.

The second process is there as long as the long render is: it takes 7 s and more of a core to
begin, and no memory when there is nothing beside which to work.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import logging
import math
import time
from collections.abc import AsyncIterator, Iterator

from bot.domain.orders import Order
from bot.domain.pools import Pool, pool_of
from bot.domain.render_memory import BESIDE_BYTES, PROCESS_BYTES, more_bytes, most_pixels
from bot.storage.database import Database
from bot.storage.jobs import jobs
from bot.worker.child.free_memory import free_bytes
from bot.worker.child.render_child import RenderChild
from bot.worker.idle.spare_time import SpareTime
from bot.worker.job_run import JobRun
from bot.worker.render_slot import Place, Slot
from bot.worker.renderer import Made, RenderRequest
from engine.errors import OutOfMemoryError, RenderError

logger = logging.getLogger(__name__)

# To look takes 2 ms, and whoever takes jobs asks twenty times a second.
_LOOK_EVERY_S = 1.0
# Until a second process is warm: 7 s on two cores that do something else besides, and more while
# they render. A render that ends before that is waited for.
BEGIN_S = 20.0


class RenderDesk:
    """One render process, and perhaps another for short jobs.

    Args:
        beside: a process that is not started yet; None: short jobs wait like any other.
    """

    def __init__(self, db: Database, child: RenderChild, *, beside: RenderChild | None) -> None:
        self.slot = Slot()
        self.spare = SpareTime()
        self._db = db
        self._child = child
        # What memory a GPU has left, only a process that uses it can say.
        self._beside = beside if self.device == "cpu" else None
        self._long: Order | None = None
        self._left: int | None = None
        self._looked_at = -math.inf

    @property
    def device(self) -> str:
        return self._child.hand["device"]

    @property
    def is_open(self) -> bool:
        """Whether the render process is there."""
        return self._child.is_open

    def has_room_for(self, pool: Pool) -> bool:
        """Whether a job of this pool may be taken now."""
        if self.slot.has_room:
            return True
        return pool is Pool.INSTANT and self.slot.has_room_beside and self._may_go_beside()

    @property
    def is_taken_whole(self) -> bool:
        """A long render leaves no room for a short one beside it."""
        return self.slot.has_long_render and not self._fits_beside()

    @contextlib.asynccontextmanager
    async def child_for(self, place: Place, order: Order) -> AsyncIterator[RenderChild]:
        """The process that is to render ``order``, when it is its turn, until the block ends."""
        try:
            if self._goes_beside(order) and self._beside:
                async with self.slot.rendering_beside(place):
                    yield self._beside
            else:
                if await self.spare.at_rest():
                    self.slot.free_now()
                async with self.slot.rendering(place):
                    self._long = order
                    yield self._child
        finally:
            if self._beside and self.slot.is_idle_beside:
                await self._beside.close()

    @contextlib.contextmanager
    def spare_child(self) -> Iterator[tuple[RenderChild, asyncio.Event]]:
        """The process while no person needs it, and what is set once one does.

        Raises: RenderStoppedError: one does.
        """
        with self.spare.taken() as is_wanted:
            yield self._child, is_wanted

    async def paint(self, child: RenderChild, run: JobRun, request: RenderRequest) -> Made:
        """One result. A failure of the machine is tried once more; for want of memory, in parts.

        Raises: as RenderChild.paint.
        """
        run.begin()
        try:
            return await child.paint(request, run, within_s=run.left_s)
        except RenderError as exc:
            if not exc.retryable or run.left_s <= 0:
                raise
            logger.warning("rendering again", extra={"job_id": run.job.id, "why": exc.detail})
            if isinstance(exc, OutOfMemoryError):
                await jobs.mark_in_tiles(self._db, run.job.id)
                request = dataclasses.replace(request, in_tiles=True)
            return await child.paint(request, run, within_s=run.left_s)

    def _goes_beside(self, order: Order) -> bool:
        is_short = pool_of(order) is Pool.INSTANT
        return is_short and self.slot.is_free_beside and self._may_go_beside()

    def _may_go_beside(self) -> bool:
        """Whether it would be sooner made there, and memory admits it."""
        is_warm = self._beside is not None and self._beside.is_open
        return (is_warm or self.slot.left_s > BEGIN_S) and self._fits_beside()

    def _fits_beside(self) -> bool:
        """As if of the long render's memory nothing were taken yet."""
        if self._beside is None or self._long is None:
            return False
        if time.monotonic() - self._looked_at > _LOOK_EVERY_S:
            self._left, self._looked_at = free_bytes(), time.monotonic()
        if self._left is None:
            return False
        needed = more_bytes(self._long, pixels=most_pixels(self._long)) + BESIDE_BYTES
        return self._left >= needed + (0 if self._beside.is_open else PROCESS_BYTES)
