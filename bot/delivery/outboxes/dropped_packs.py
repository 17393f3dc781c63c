"""Sticker packs of people who had everything deleted, taken away at Telegram.

Safe to repeat: a pack that is not there is gone already.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.storage.database import Database
from bot.storage.delights import packs
from bot.transport.rate_limiter import Pace

logger = logging.getLogger(__name__)

SLICE = 20
_PACE = Pace(patience_s=0.0)


class DroppedPacks:
    """The packs that are to go, worked off."""

    def __init__(self, *, db: Database, bot: ExtBot[Pace], clock: Callable[[], datetime]) -> None:
        self._db = db
        self._bot = bot
        self._clock = clock

    async def look(self) -> None:
        """Have Telegram delete what is due. Raises: StorageError."""
        for name in await packs.due(self._db, now=self._clock(), limit=SLICE):
            try:
                await self._bot.delete_sticker_set(name, rate_limit_args=_PACE)
            except (BadRequest, Forbidden) as exc:
                logger.info("no pack to delete", extra={"why": exc})
            except TelegramError as exc:
                logger.warning("cannot delete a pack yet", extra={"why": exc})
                await packs.postpone(self._db, name, now=self._clock())
                continue
            await packs.dropped(self._db, name, now=self._clock())
