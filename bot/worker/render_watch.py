"""What a worker's renders come to, for operators: waits, durations, and how the last one ended."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.jobs import Job
from bot.domain.orders import Art
from bot.metrics import JOB_WAIT_S, RENDER_S, WORKER_BUSY
from bot.operations.health import PartState, render_state
from bot.storage.database import Database
from bot.storage.jobs import jobs
from bot.texts.catalogue import text
from bot.worker.render_desk import RenderDesk
from bot.worker.renderer import Made
from engine.errors import RenderError, RenderStoppedError


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRender:
    """``is_ok``: the machine did not fail it."""

    ended_at: datetime
    is_ok: bool


class RenderWatch:
    """Stands beside every render of this process."""

    def __init__(self, db: Database, desk: RenderDesk) -> None:
        self._db = db
        self._desk = desk
        self._last: LastRender | None = None

    def state(self) -> PartState:
        """How the last render of this process ended, and whether the next one can begin."""
        if not self._desk.is_open:
            return PartState(is_ok=False, says=text("health.no_renderer"))
        if self._last is None:
            return render_state(None)
        return render_state(self._last.ended_at, is_ok=self._last.is_ok)

    async def begun(self, job: Job) -> None:
        """Its render begins. What it waited is counted once: later it waits for a second try."""
        now = datetime.now(UTC)
        if await jobs.mark_begun(self._db, job.id, now=now):
            waited_s = (now - job.created_at).total_seconds()
            JOB_WAIT_S.labels(tier=job.tier, art=job.order.art.value).observe(max(0.0, waited_s))

    async def over(self, art: Art, rendering: Awaitable[Made]) -> Made:
        """``rendering`` itself; it is counted. One that was stopped says nothing of the machine."""
        try:
            with WORKER_BUSY.track_inprogress():
                made = await rendering
        except RenderStoppedError:
            raise
        except RenderError:
            self._note(is_ok=False)
            raise
        self._note(is_ok=True)
        RENDER_S.labels(art=art.value, device=made.outcome.device).observe(made.outcome.seconds)
        return made

    def _note(self, *, is_ok: bool) -> None:
        self._last = LastRender(ended_at=datetime.now(UTC), is_ok=is_ok)
