"""Files of people who had everything deleted, taken out of the store of results.

Safe to repeat: a file that is not there is gone already.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from bot.delivery.results import result_files
from bot.delivery.results.result_store import ResultStore
from bot.errors import ResultsAwayError
from bot.storage.database import Database
from bot.storage.privacy import erasures

logger = logging.getLogger(__name__)

# A bucket takes 1000 names in a request, and a job has some ten.
SLICE = 100


class Erasing:
    """The files that are to go, worked off."""

    def __init__(
        self, *, db: Database, results: ResultStore, clock: Callable[[], datetime]
    ) -> None:
        self._db = db
        self._results = results
        self._clock = clock

    async def look(self) -> None:
        """Delete what is due. Raises: StorageError."""
        while job_ids := await erasures.due(self._db, now=self._clock(), limit=SLICE):
            try:
                await asyncio.to_thread(result_files.drop, self._results, *job_ids)
            except ResultsAwayError as exc:
                logger.warning("cannot delete results yet", extra={"why": exc.detail})
                await erasures.postpone(self._db, job_ids, now=self._clock())
                return
            await erasures.done(self._db, job_ids, now=self._clock())
