"""Whether an operator has paused the service, as a worker remembers it for a second."""

from __future__ import annotations

import logging
import time

from bot.errors import StorageError
from bot.storage.database import Database
from bot.storage.operators import switches

logger = logging.getLogger(__name__)

# Asked before each job is taken, and the line is looked at many times a second.
BELIEVED_S = 1.0


class Pause:
    """The switch of ``/admin pause``."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._is_on = False
        self._asked_at: float | None = None

    async def is_on(self) -> bool:
        """What it was a second ago at most; while SQL is away, what it was before."""
        now = time.monotonic()
        if self._asked_at is None or now - self._asked_at >= BELIEVED_S:
            try:
                self._is_on = await switches.is_on(self._db, switches.PAUSED)
            except StorageError as exc:
                logger.warning("cannot ask for the pause", extra={"why": exc.detail})
            self._asked_at = now
        return self._is_on
