"""Tells those near the front that they have come forward, and when they are ready; now and then.

Edits are dear: a chat's budget of them is also its renders' progress.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.delivery.notifier import Notifier
from bot.delivery.words.waiting_words import place_words
from bot.domain.jobs import JobState
from bot.domain.waiting import ready_in_s
from bot.queue.estimates import Estimates
from bot.storage.database import Database
from bot.storage.jobs import jobs, line_ahead

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a job's person can read of it."""

    place: int
    ready_s: float | None

    def words(self) -> str:
        """To tell what reads alike, in any language."""
        return place_words(self.place, self.ready_s, "en")


class Places:
    """What each of those near the front was told; at first sight, what it was told when ordered."""

    def __init__(self, *, db: Database, estimates: Estimates, notifier: Notifier) -> None:
        self._db = db
        self._estimates = estimates
        self._notifier = notifier
        self._told: Mapping[str, Told] = {}

    async def look(self) -> None:
        """Edit what is no longer so, the foremost first."""
        now = await self._now()
        told = {job_id: self._told.get(job_id, stands) for job_id, stands in now.items()}
        news = [job_id for job_id, stands in now.items() if is_news(stands, told[job_id])]
        for job_id in news[:EDITS_A_ROUND]:
            await self._show(job_id, now[job_id])
            told[job_id] = now[job_id]
        self._told = told

    async def _now(self) -> dict[str, Told]:
        line = await line_ahead.front(self._db, count=LOOKED_AT)
        servers = await self._estimates.servers() if line else []
        return {
            waiting.id: Told(place=waiting.ahead.place, ready_s=ready_in_s(waiting.ahead, servers))
            for waiting in line
        }

    async def _show(self, job_id: str, stands: Told) -> None:
        # It may have been taken up since the line was read.
        job = await jobs.get(self._db, job_id)
        if job is not None and job.state is JobState.WAITING:
            await self._notifier.show_place(job, stands.place, stands.ready_s)


def is_news(now: Told, told: Told) -> bool:
    """Whether the difference is worth an edit."""
    if now.place < told.place and now.place in SHOWN_PLACES:
        return True
    if now.words() == told.words():
        return False
    if now.ready_s is None or told.ready_s is None:
        return now.ready_s is not told.ready_s
    is_soon = max(now.ready_s, told.ready_s) < _SOON_S
    return not is_soon and abs(now.ready_s - told.ready_s) >= _MOVED * told.ready_s
