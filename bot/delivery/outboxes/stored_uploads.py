"""Results of guests in the storage chat, deleted there when nobody needs them any more.

Safe to repeat: a message that is not there is gone already.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.storage.database import Database
from bot.storage.guests import uploads
from bot.transport.rate_limiter import Pace

logger = logging.getLogger(__name__)

SLICE = 50


class StoredUploads:
    """What is to go, worked off."""

    def __init__(self, *, db: Database, bot: ExtBot[Pace], clock: Callable[[], datetime]) -> None:
        self._db = db
        self._bot = bot
        self._clock = clock

    async def look(self) -> None:
        """Delete what is due. Raises: StorageError."""
        for upload in await uploads.due(self._db, now=self._clock(), limit=SLICE):
            try:
                await self._bot.delete_message(upload.chat_id, upload.message_id)
            except (BadRequest, Forbidden, ChatMigrated) as exc:
                # An operator has to delete what we may not.
                facts = {"job_id": upload.job_id, "why": exc}
                logger.info("cannot delete in the storage chat", extra=facts)
            except TelegramError as exc:
                logger.warning("Telegram is away", extra={"job_id": upload.job_id, "why": exc})
                await uploads.postpone(self._db, upload.job_id, now=self._clock())
                continue
            await uploads.forget(self._db, upload.job_id)
