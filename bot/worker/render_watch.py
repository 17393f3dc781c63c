"""What a worker's renders come to, for operators: waits, durations, and how the last one ended."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.jobs import Job
from bot.metrics import JOB_WAIT_S, RENDER_S, WORKER_BUSY
from bot.operations.health import PartState, render_state
from bot.worker.renderer import Made
from engine.errors import RenderError, RenderStoppedError


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRender:
    """``is_ok``: the machine did not fail it."""

    ended_at: datetime
    is_ok: bool


class RenderWatch:
    """Stands beside every render of this process."""

    def __init__(self) -> None:
        self.last: LastRender | None = None

    def state(self) -> PartState:
        """How the last render of this process ended."""
        if self.last is None:
            return render_state(None)
        return render_state(self.last.ended_at, is_ok=self.last.is_ok)

    async def over(self, job: Job, rendering: Awaitable[Made]) -> Made:
        """``rendering`` itself; it is counted. A job's wait counts at its first try."""
        art = job.order.art.value
        if job.attempt == 1:
            waited_s = (datetime.now(UTC) - job.created_at).total_seconds()
            JOB_WAIT_S.labels(tier=job.tier, art=art).observe(max(0.0, waited_s))
        is_ok = True
        try:
            with WORKER_BUSY.track_inprogress():
                made = await rendering
        except RenderStoppedError:
            raise
        except RenderError:
            is_ok = False
            raise
        finally:
            self.last = LastRender(ended_at=datetime.now(UTC), is_ok=is_ok)
        RENDER_S.labels(art=art, device=made.outcome.device).observe(made.outcome.seconds)
        return made
