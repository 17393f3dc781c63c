"""Messages to everybody, sent little by little behind all that people wait for.

Whom a message was sent to is noted before it goes, so that a restart goes on and nobody has it
twice; a process that is killed leaves out the one person whom it was writing to.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError
from telegram.ext import ExtBot

from bot.storage.database import Database
from bot.storage.operators import broadcasts
from bot.storage.operators.broadcasts import Broadcast
from bot.transport.rate_limiter import Pace, RequestDroppedError, may_have_arrived

logger = logging.getLogger(__name__)

# A round ends within about a second, as a stop wants it.
SLICE = 25
# Only where others leave room, and not again where it may stand already.
_PACE = Pace(droppable=True, may_repeat=False)
_NO_ROOM_PAUSE_S = 0.1


class Broadcasting:
    """The messages to everybody, worked off."""

    def __init__(self, *, db: Database, bot: ExtBot[Pace], clock: Callable[[], datetime]) -> None:
        self._db = db
        self._bot = bot
        self._clock = clock

    async def look(self) -> None:
        """Write to the next few people. Raises: TelegramError: it goes on in the next round."""
        for broadcast in await broadcasts.unfinished(self._db):
            for _ in range(SLICE):
                user_id = await broadcasts.take_next(self._db, broadcast.id, now=self._clock())
                if user_id is None:
                    logger.info("a broadcast is finished", extra={"broadcast": broadcast.id})
                    break
                await self._send(broadcast, user_id)

    async def _send(self, broadcast: Broadcast, user_id: int) -> None:
        is_sent = False
        try:
            await self._send_when_there_is_room(broadcast, user_id)
            is_sent = True
        except (BadRequest, Forbidden) as exc:
            logger.info("not reached by a broadcast", extra={"why": exc})
        except TelegramError as exc:
            if not isinstance(exc, NetworkError) or not may_have_arrived(exc):
                await broadcasts.give_back(self._db, broadcast.id, user_id)
                raise
            logger.warning("perhaps not reached by a broadcast", extra={"why": exc})
        await broadcasts.count(self._db, broadcast.id, is_sent=is_sent)

    async def _send_when_there_is_room(self, broadcast: Broadcast, user_id: int) -> None:
        while True:
            try:
                await self._bot.send_message(user_id, broadcast.words, rate_limit_args=_PACE)
                return
            except RequestDroppedError:
                # Room comes with time alone: there is no event to wait for.
                await asyncio.sleep(_NO_ROOM_PAUSE_S)
