"""Tells those near the front that they have come forward, and when they are ready; now and then.

Edits are dear: a chat's budget of them is also its renders' progress.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.delivery.notifier import Notifier
from bot.delivery.words.waiting_words import place_words
from bot.domain.jobs import JobState
from bot.domain.waiting import Hold, Outlook
from bot.queue.estimates import Estimates
from bot.queue.outlooks import outlook
from bot.storage.database import Database
from bot.storage.jobs import jobs, line_ahead
from bot.storage.operators import switches
from engine.texts.catalogue import ENGLISH

# Only these places are shown.
SHOWN_PLACES = (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144)
# So many from the front are looked at: a little more than the last place shown.
LOOKED_AT = 200
# What is left for the next round is told then.
EDITS_A_ROUND = 10
# An estimate that has moved by this share of what was told is told anew ...
_MOVED = 1 / 3
# ... unless it is about to come true anyway.
_SOON_S = 20.0


class Places:
    """What each of those near the front was told; at first sight, what it was told when ordered."""

    def __init__(self, *, db: Database, estimates: Estimates, notifier: Notifier) -> None:
        self._db = db
        self._estimates = estimates
        self._notifier = notifier
        self._told: Mapping[str, Outlook | None] = {}
        self._was_paused = False

    async def look(self) -> None:
        """Edit what is no longer so, the foremost first."""
        now = await self._now()
        told = {job_id: self._told_of(job_id, stands) for job_id, stands in now.items()}
        news = [job_id for job_id, stands in now.items() if is_news(stands, told[job_id])]
        for job_id in news[:EDITS_A_ROUND]:
            if await self._is_shown(job_id, now[job_id]):
                told[job_id] = now[job_id]
        self._told = told
        self._was_paused = any(stands.hold is Hold.PAUSED for stands in now.values())

    def _told_of(self, job_id: str, stands: Outlook) -> Outlook | None:
        """None: what holds it now may have come, or what held it gone, since it was ordered."""
        is_sure = stands.hold is None and not self._was_paused
        return self._told.get(job_id, stands if is_sure else None)

    async def _now(self) -> dict[str, Outlook]:
        line = await line_ahead.front(self._db, count=LOOKED_AT)
        if not line:
            return {}
        workers = await self._estimates.workers()
        is_paused = await switches.is_on(self._db, switches.PAUSED)
        return {
            waiting.id: outlook(waiting.ahead, workers, is_paused=is_paused) for waiting in line
        }

    async def _is_shown(self, job_id: str, stands: Outlook) -> bool:
        # It may have been taken up since the line was read.
        job = await jobs.get(self._db, job_id)
        if job is None or job.state is not JobState.WAITING:
            return True
        return await self._notifier.show_place(job, stands) is not None


def is_news(now: Outlook, told: Outlook | None) -> bool:
    """Whether the difference is worth an edit; ``told`` None: nobody knows what it was."""
    if told is None:
        return True
    if now.place < told.place and now.place in SHOWN_PLACES:
        return True
    if place_words(now, ENGLISH) == place_words(told, ENGLISH):  # as in any language
        return False
    if now.ready_s is None or told.ready_s is None:
        return now.ready_s is not told.ready_s or now.hold is not told.hold
    is_soon = max(now.ready_s, told.ready_s) < _SOON_S
    has_moved = abs(now.ready_s - told.ready_s) >= _MOVED * told.ready_s
    return not is_soon and (has_moved or now.hold is not told.hold)
