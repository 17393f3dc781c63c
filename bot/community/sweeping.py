"""Deletes copies that belong to nothing any more: at once, or later where their store is away.

Nobody can look at them meanwhile, nor paint with them, for no row names them.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.community.copies import NAMES, file_name
from bot.delivery.results.result_store import ResultStore
from bot.domain.community.saved_styles import copy_name
from bot.errors import ResultsAwayError
from bot.storage.community import saved_styles, works
from bot.storage.database import Database

logger = logging.getLogger(__name__)

_BATCH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """One kind of them: which are to go by now, that they have gone, and the files of each."""

    due: Callable[..., Awaitable[Sequence[str]]]
    forget: Callable[[Database, Collection[str]], Awaitable[None]]
    files: Callable[[str], list[str]]


OF_WORKS = Copies(
    due=works.leftovers,
    forget=works.forget_leftovers,
    files=lambda token: [file_name(token, name) for name in NAMES],
)
OF_STYLES = Copies(
    due=saved_styles.leftovers,
    forget=saved_styles.forget_leftovers,
    files=lambda style_id: [copy_name(style_id)],
)


async def sweep_now(copies: Copies, db: Database, store: ResultStore, *, now: datetime) -> None:
    """What cannot be deleted now is taken up by the :class:`Sweeper`."""
    try:
        await _sweep(copies, db, store, now=now)
    except ResultsAwayError as exc:
        logger.warning("copies are deleted later", extra={"why": exc.detail})


class Sweeper:
    """Takes up what a store that was away, or a process that died, has left lying."""

    def __init__(
        self, copies: Copies, *, db: Database, store: ResultStore, clock: Callable[[], datetime]
    ) -> None:
        self._copies = copies
        self._db = db
        self._store = store
        self._clock = clock

    async def look(self) -> None:
        """Raises: ResultsAwayError."""
        await _sweep(self._copies, self._db, self._store, now=self._clock())


async def _sweep(copies: Copies, db: Database, store: ResultStore, *, now: datetime) -> None:
    while names := await copies.due(db, now=now, count=_BATCH):
        files = [file for name in names for file in copies.files(name)]
        await asyncio.to_thread(store.delete, files)
        await copies.forget(db, names)
        if len(names) < _BATCH:
            return
