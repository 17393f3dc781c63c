"""How far orders of prints have come, told to their people: each state once.

Whoever shut us out is told nothing; where Telegram is away, it is tried in the next round. A
process that is killed right after the message was sent tells it once more.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.delivery.words.print_words import news_words
from bot.domain.prints.orders import PrintChange, PrintOrder
from bot.storage import chats
from bot.storage.database import Database
from bot.storage.prints import orders
from bot.transport.rate_limiter import Pace

logger = logging.getLogger(__name__)

SLICE = 20


class PrintNews:
    """Changes that are not told yet, worked off."""

    def __init__(self, *, db: Database, bot: ExtBot[Pace], clock: Callable[[], datetime]) -> None:
        self._db = db
        self._bot = bot
        self._clock = clock

    async def look(self) -> None:
        """Tell the oldest of them. Raises: StorageError."""
        for order, change in await orders.untold(self._db, limit=SLICE):
            if await self._tell(order, change):
                await orders.mark_told(self._db, order.number, change.state, now=self._clock())

    async def _tell(self, order: PrintOrder, change: PrintChange) -> bool:
        """False: to be tried again."""
        facts = {"order": order.number, "state": change.state.value}
        try:
            await self._bot.send_message(order.chat_id, news_words(order, change))
        except ChatMigrated as exc:
            old, new = order.chat_id, exc.new_chat_id
            await chats.move(self._db, old_chat_id=old, new_chat_id=new, now=self._clock())
            return False
        except (BadRequest, Forbidden) as exc:
            logger.info("nobody to tell of a print", extra={**facts, "why": exc})
        except TelegramError as exc:
            logger.warning("cannot tell of a print yet", extra={**facts, "why": exc})
            return False
        return True
