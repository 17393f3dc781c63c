"""Show now and then how a render is coming along, without spending the chat's budget of edits."""

from __future__ import annotations

import asyncio
import itertools
import threading
import time
from collections.abc import Iterator

from bot.delivery.notifier import Notifier
from bot.domain.jobs import Job
from bot.domain.waiting import left_s
from bot.worker.renderer import FirstLook, Glimpse
from engine.media.pictures import encode_picture

# The first edits come soon, to show that it begins; then ever fewer, for a group has about twenty
# a minute for everybody in it (bot.transport.rate_limiter).
_FIRST_PAUSE_S = 1.5
_PAUSE_S = 2.5
_PAUSE_GROWTH = 1.4
_LONGEST_PAUSE_S = 20.0
# A preview comes with the next step; where that takes longer, the percentage goes alone.
_WAIT_FOR_PREVIEW_S = 10.0


class ProgressReporter:
    """Edits one job's message while it renders; :meth:`finish` before anybody else edits it.

    A preview is made in the render's thread, and only when one is wanted; a FirstLook is shown at
    once.
    """

    def __init__(self, notifier: Notifier, job: Job) -> None:
        self.fraction = 0.0
        self._notifier = notifier
        self._job = job
        self._loop = asyncio.get_running_loop()
        self._wanted = threading.Event()
        self._previews: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._is_over = False
        self._began: float | None = None
        self._task = asyncio.create_task(self._tell())

    def note(self, glimpse: Glimpse) -> None:
        """How far it is now; called in the render's thread at every step."""
        self.fraction = glimpse.fraction
        if self._began is None:
            self._began = time.monotonic()
        if self._wanted.is_set() or isinstance(glimpse, FirstLook):
            self._wanted.clear()
            preview = glimpse.preview
            jpeg = encode_picture(preview(), format="jpeg") if preview else None
            self._loop.call_soon_threadsafe(self._previews.put_nowait, jpeg)

    async def finish(self) -> Job:
        """Stop telling. Returns: the job with the message it now has.

        An edit under way is waited for: one that arrived later would hide the result.
        """
        self._is_over = True
        self._previews.put_nowait(None)
        await self._task
        return self._job

    async def _tell(self) -> None:
        for pause_s in _pauses():
            jpeg = await self._next_preview(within_s=pause_s)
            if jpeg is None and not self._is_over:
                self._wanted.set()
                jpeg = await self._next_preview(within_s=_WAIT_FOR_PREVIEW_S)
            if self._is_over:
                return
            self._job = await self._notifier.show_progress(
                self._job, self.fraction, jpeg, left_s=self._left_s()
            )

    def _left_s(self) -> float | None:
        """How long the render still takes; None: it has not begun, or nobody knows."""
        if self._began is None:
            return None
        elapsed_s = time.monotonic() - self._began
        return left_s(self.fraction, elapsed_s=elapsed_s, expected_s=self._job.expected_s)

    async def _next_preview(self, *, within_s: float) -> bytes | None:
        try:
            async with asyncio.timeout(within_s):
                return await self._previews.get()
        except TimeoutError:
            return None


def _pauses() -> Iterator[float]:
    """Seconds before each edit: the first comes soon, then ever more rarely."""
    yield _FIRST_PAUSE_S
    for number in itertools.count():
        yield min(_LONGEST_PAUSE_S, _PAUSE_S * _PAUSE_GROWTH ** min(number, 20))
