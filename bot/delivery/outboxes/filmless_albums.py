"""Albums under a photo of which /video was said, and that brought no film: their people are told.

Safe to repeat, and it outlives a restart: each such album waits in SQL until it is answered.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from telegram import ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.errors import NotAFilmError
from bot.storage import chats, drafts
from bot.storage.database import Database
from bot.storage.drafts import Draft
from bot.texts.catalogue import error_text
from bot.transport.rate_limiter import Pace

logger = logging.getLogger(__name__)

# Telegram sends an album's parts at once; a film that comes later still is made as was said.
ALBUM_S = 10.0
# Older ones nobody waits for.
_NEWS = timedelta(days=1)


class FilmlessAlbums:
    """The albums that wait for a film, worked off."""

    def __init__(self, *, db: Database, bot: ExtBot[Pace], clock: Callable[[], datetime]) -> None:
        self._db = db
        self._bot = bot
        self._clock = clock

    async def look(self) -> None:
        """Tell those of whose album no film has come."""
        now = self._clock()
        before = now - timedelta(seconds=ALBUM_S)
        for album in await drafts.filmless(self._db, since=now - _NEWS, before=before):
            if await self._tell(album):
                await drafts.close(self._db, album.id)

    async def _tell(self, album: Draft) -> bool:
        """False: to be tried again."""
        words = error_text(NotAFilmError.__name__, album.choices["language"])
        asked_in = ReplyParameters(album.choices["asked_in"], allow_sending_without_reply=True)
        facts = {"chat_id": album.chat_id}
        try:
            await self._bot.send_message(
                album.chat_id,
                words,
                message_thread_id=album.choices.get("thread_id"),
                reply_parameters=asked_in,
            )
        except ChatMigrated as exc:
            old, new = album.chat_id, exc.new_chat_id
            await chats.move(self._db, old_chat_id=old, new_chat_id=new, now=self._clock())
            return False
        except (BadRequest, Forbidden) as exc:
            logger.info("nobody to tell that a film is missing", extra={**facts, "why": exc})
        except TelegramError as exc:
            logger.warning("cannot tell that a film is missing", extra={**facts, "why": exc})
            return False
        return True
