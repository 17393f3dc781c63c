"""Where a worker's renders are made: one at a time, and a short one beside a long one.

The second process is there as long as the long render is: it takes a few seconds of both cores to
begin, and no memory when there is nothing beside which to work.
"""

from __future__ import annotations

import dataclasses
import logging

from bot.domain.orders import Order
from bot.domain.pools import Pool, pool_of
from bot.domain.render_memory import BESIDE_BYTES, PROCESS_BYTES, more_bytes, most_pixels
from bot.storage.database import Database
from bot.storage.jobs import jobs
from bot.worker.free_memory import free_bytes
from bot.worker.job_run import JobRun
from bot.worker.render_child import RenderChild
from bot.worker.render_slot import Slot
from bot.worker.renderer import Made, RenderRequest
from engine.errors import OutOfMemoryError, RenderError

logger = logging.getLogger(__name__)


class RenderDesk:
    """One render process, and perhaps another for short jobs.

    Args:
        beside: a process that is not started yet; None: short jobs wait like any other.
    """

    def __init__(self, db: Database, child: RenderChild, *, beside: RenderChild | None) -> None:
        self.slot = Slot()
        self._db = db
        self._child = child
        # What memory a GPU has left, only a process that uses it can say.
        self._beside = beside if child.hand.get("device") == "cpu" else None
        self._long: Order | None = None

    def has_room_for(self, pool: Pool) -> bool:
        """Whether a job of this pool may be taken now."""
        if self.slot.has_room:
            return True
        return pool is Pool.INSTANT and self.slot.has_room_beside and self._fits_beside()

    async def render(self, run: JobRun, request: RenderRequest) -> Made:
        """Make one result when it is its turn. Raises: as RenderChild.paint."""
        is_short = pool_of(request.order) is Pool.INSTANT
        try:
            if is_short and self._beside and self.slot.is_free_beside and self._fits_beside():
                async with self.slot.rendering_beside(run.place):
                    return await self._paint(self._beside, run, request)
            async with self.slot.rendering(run.place):
                self._long = request.order
                return await self._paint(self._child, run, request)
        finally:
            if self._beside and self.slot.is_idle_beside:
                await self._beside.close()

    def _fits_beside(self) -> bool:
        """As if of the long render's memory nothing were taken yet."""
        left = free_bytes()
        if self._beside is None or self._long is None or left is None:
            return False
        needed = more_bytes(self._long, pixels=most_pixels(self._long)) + BESIDE_BYTES
        return left >= needed + (0 if self._beside.is_open else PROCESS_BYTES)

    async def _paint(self, child: RenderChild, run: JobRun, request: RenderRequest) -> Made:
        """A failure of the machine is tried once more; for want of memory, in small parts."""
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
