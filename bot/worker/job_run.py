"""One claim of one job while a worker has it in hand: what is heard of it, how it ends early."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from bot.domain.jobs import Job
from bot.worker.progress import ProgressReporter
from bot.worker.render_slot import Place
from engine.errors import RenderStoppedError

_T = TypeVar("_T")

# Nothing that we offer takes as long: a render that does has gone wrong, or hangs.
DEADLINE_S = 1800.0
# An edit makes no sound, so after a long wait a message of its own says that it is done.
_PING_AFTER_S = 300.0


@dataclass(slots=True, kw_only=True, eq=False)
class JobRun:
    """A :class:`bot.worker.child.render_child.Watcher`.

    Attributes:
        on_begun: called whenever its render begins.
        is_lost: another has the job now, or it was cancelled.
    """

    job: Job
    teller: ProgressReporter
    place: Place
    on_begun: Callable[[], Awaitable[None]]
    is_lost: bool = False
    is_ended: asyncio.Event = field(default_factory=asyncio.Event)
    _began: float = field(default_factory=time.monotonic)

    @property
    def is_preview_wanted(self) -> asyncio.Event:
        return self.teller.is_preview_wanted

    @property
    def left_s(self) -> float:
        """Until its deadline."""
        return self._began + DEADLINE_S - time.monotonic()

    def end(self) -> None:
        """End its fetch at once and its render at the next step."""
        self.is_ended.set()

    def begin(self) -> None:
        """It has the slot. Raises: RenderStoppedError: it was ended meanwhile."""
        if self.is_ended.is_set():
            raise RenderStoppedError
        self._began = time.monotonic()

    async def begun(self) -> None:
        self.teller.begin()
        self.place.begin()
        await self.on_begun()

    def note(self, fraction: float) -> None:
        self.place.fraction = fraction
        self.teller.fraction = fraction

    def show(self, jpeg: bytes | None) -> None:
        self.teller.show(jpeg)

    async def until_ended(self, work: Coroutine[Any, Any, _T]) -> _T:
        """What comes of ``work``. Raises: RenderStoppedError: the run was ended before."""
        working = asyncio.create_task(work)
        stopping = asyncio.create_task(self.is_ended.wait())
        try:
            await asyncio.wait((working, stopping), return_when=asyncio.FIRST_COMPLETED)
            if not working.done():
                raise RenderStoppedError
            return working.result()
        finally:
            working.cancel()
            stopping.cancel()
            await asyncio.wait((working, stopping))


def said_besides(job: Job, *, now: datetime) -> str | None:
    """The key of what is said in a message of its own once the result is there, if anything."""
    if job.is_cached and job.charge_id is not None:
        return "pay.had_back"
    has_waited = (now - job.created_at).total_seconds() > _PING_AFTER_S
    # A result that is a message of its own draws the eye by itself.
    return "status.ready" if has_waited and job.status is not None else None
