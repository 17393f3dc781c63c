"""Show now and then how a render is coming along, without spending the chat's budget of edits."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Iterator

from bot.delivery.notifier import Notifier
from bot.domain.jobs import Job
from bot.domain.waiting import left_s

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

    Attributes:
        fraction: how far it is.
        is_preview_wanted: set while one is waited for; whoever asks for it clears this.
    """

    def __init__(self, notifier: Notifier, job: Job) -> None:
        self.fraction = 0.0
        self._notifier = notifier
        self._job = job
        self.is_preview_wanted = asyncio.Event()
        self._previews: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._is_over = False
        self._began: float | None = None
        self._task = asyncio.create_task(self._tell())

    def begin(self) -> None:
        """Its render begins, perhaps once more."""
        self.fraction = 0.0
        self._began = time.monotonic()

    def show(self, jpeg: bytes | None) -> None:
        """How it looks now, asked for or not: it is shown at once. None: nothing can be shown."""
        self._previews.put_nowait(jpeg)

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
                self.is_preview_wanted.set()
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
