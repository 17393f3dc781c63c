"""One claim of one job while a worker has it in hand: how it ends early, and how a hang is seen."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.domain.jobs import Job
from bot.worker.progress import ProgressReporter
from bot.worker.render_slot import Place
from bot.worker.renderer import Glimpse
from engine.errors import RenderError, RenderStoppedError

_T = TypeVar("_T")

# Nothing that we offer takes as long; a render that does has gone wrong, and ends at a step.
DEADLINE_S = 1800.0
# No step takes as long: one that has not come to its end by then hangs.
GRACE_S = 120.0
_STOP_WAIT_S = 3.0


class RenderHangsError(Exception):
    """A render does not come back: its thread is lost, and with it this process."""


@dataclass(slots=True, kw_only=True, eq=False)
class JobRun:
    """``is_lost``: another has the job now, or it was cancelled."""

    job: Job
    teller: ProgressReporter
    place: Place
    is_lost: bool = False
    _began: float = field(default_factory=time.monotonic)
    _stop: threading.Event = field(default_factory=threading.Event)
    _stopped: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_over_deadline(self) -> bool:
        return time.monotonic() - self._began > DEADLINE_S

    def end(self) -> None:
        """End its fetch at once and its render at the next step."""
        self._stop.set()
        self._stopped.set()

    def begin(self) -> None:
        """Its render begins now. Raises: RenderStoppedError: it was ended meanwhile."""
        self._check_stop()
        self._began = time.monotonic()

    async def until_ended(self, work: Coroutine[Any, Any, _T]) -> _T:
        """What comes of ``work``. Raises: RenderStoppedError: the run was ended before."""
        working = asyncio.create_task(work)
        stopping = asyncio.create_task(self._stopped.wait())
        try:
            await asyncio.wait((working, stopping), return_when=asyncio.FIRST_COMPLETED)
            if not working.done():
                raise RenderStoppedError
            return working.result()
        finally:
            working.cancel()
            stopping.cancel()
            await asyncio.wait((working, stopping))

    async def in_thread(self, thread: ThreadPoolExecutor, work: Callable[[], _T]) -> _T:
        """Do ``work`` in the render's thread. Cancelled, it goes on to its end there.

        Raises: RenderHangsError: it has not come back long after the deadline.
        """
        future = asyncio.get_running_loop().run_in_executor(thread, work)
        left_s = self._began + DEADLINE_S + GRACE_S - time.monotonic()
        try:
            await asyncio.wait([future], timeout=left_s)
        except asyncio.CancelledError:
            self.end()
            await asyncio.wait([future], timeout=_STOP_WAIT_S)
            raise
        if not future.done():
            raise RenderHangsError
        return future.result()

    def note(self, glimpse: Glimpse) -> None:
        """One step more; called in the render's thread. Raises: RenderError: it is to end."""
        self._check_stop()
        if self.is_over_deadline:
            raise RenderError("over the deadline")
        self.teller.note(glimpse)

    def _check_stop(self) -> None:
        if self._stop.is_set():
            raise RenderStoppedError
