"""What is taken back is gone at once: the row with its transaction, the pictures right after.

Where their store is away, they are tried again every few seconds; nobody can look at them
meanwhile, for no row names them any more.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from bot.community.copies import NAMES, file_name
from bot.delivery.results.result_store import ResultStore
from bot.errors import ResultsAwayError
from bot.storage.community import works
from bot.storage.database import Database

logger = logging.getLogger(__name__)

_BATCH = 100


class TakenBack(StrEnum):
    """What became of a wish to take a work back; the value is the key of its sentence."""

    DONE = "feed.took_back"
    NOT_THEIRS = "answer.not_yours"
    GONE = "feed.gone"


async def take_back(
    db: Database, store: ResultStore, work_id: str, *, user_id: int, now: datetime
) -> TakenBack:
    """Show a work no more, if it is this person's."""
    if await works.take_back(db, work_id, user_id=user_id):
        await sweep_now(db, store, now=now)
        return TakenBack.DONE
    is_others = await works.get(db, work_id) is not None
    return TakenBack.NOT_THEIRS if is_others else TakenBack.GONE


async def sweep(db: Database, store: ResultStore, *, now: datetime) -> None:
    """Delete the pictures that belong to nothing any more. Raises: ResultsAwayError."""
    while tokens := await works.leftovers(db, now=now, count=_BATCH):
        names = [file_name(token, name) for token in tokens for name in NAMES]
        await asyncio.to_thread(store.delete, names)
        await works.forget_leftovers(db, tokens)
        if len(tokens) < _BATCH:
            return


async def sweep_now(db: Database, store: ResultStore, *, now: datetime) -> None:
    """As :func:`sweep`; what cannot be deleted now is taken up by the :class:`Sweeper`."""
    try:
        await sweep(db, store, now=now)
    except ResultsAwayError as exc:
        logger.warning("copies are deleted later", extra={"why": exc.detail})


class Sweeper:
    """Takes up what a store that was away, or a process that died, has left lying."""

    def __init__(self, *, db: Database, store: ResultStore, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._store = store
        self._clock = clock

    async def look(self) -> None:
        """Raises: ResultsAwayError."""
        await sweep(self._db, self._store, now=self._clock())
