"""Subscriptions that end: Telegram is told to take no more Stars, and people that theirs lapsed.

Safe to repeat: Telegram knows a subscription by its first charge.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError
from telegram.ext import ExtBot

from bot.storage.database import Database
from bot.storage.subscriptions import cancels, running
from bot.storage.subscriptions.cancels import Cancel
from bot.storage.subscriptions.running import Lapse
from bot.texts.catalogue import known_language, text
from bot.transport.rate_limiter import Pace, may_have_arrived

logger = logging.getLogger(__name__)

# Telegram is asked again minutes or hours later; here it is asked once.
_PACE = Pace(patience_s=0.0)
_WORDS_PACE = Pace(patience_s=5.0, may_repeat=False)
LONGEST_ANSWER_S = 10.0
LARGEST_ROUND = 20
# There is none by that charge: nothing more is taken for it.
_UNKNOWN = "charge_id_invalid"


class Subscribers:
    """The outbox of cancels, and lapses, worked off."""

    def __init__(self, *, db: Database, bot: ExtBot[Pace], clock: Callable[[], datetime]) -> None:
        self._db = db
        self._bot = bot
        self._clock = clock

    async def cancel_due(self) -> None:
        """Have Telegram take no more Stars for what has ended. Raises: StorageError."""
        for cancel in await cancels.due(self._db, now=self._clock(), limit=LARGEST_ROUND):
            facts = {"charge_id": cancel.charge_id}
            if await self._is_cancelled(cancel):
                if await cancels.done(self._db, cancel.charge_id):
                    logger.info("a subscription is cancelled", extra=facts)
                    await self._tell_cancelled(cancel)
            elif not await cancels.postpone(self._db, cancel.charge_id, now=self._clock()):
                logger.error("a subscription could not be cancelled", extra=facts)

    async def _is_cancelled(self, cancel: Cancel) -> bool:
        facts = {"charge_id": cancel.charge_id}
        try:
            async with asyncio.timeout(LONGEST_ANSWER_S):
                await self._bot.edit_user_star_subscription(
                    cancel.user_id, cancel.charge_id, is_canceled=True, rate_limit_args=_PACE
                )
        except BadRequest as exc:
            if _UNKNOWN in str(exc).lower():
                logger.info("no such subscription", extra=facts)
                return True
            logger.error("a cancel was refused", extra={**facts, "why": exc})
            return False
        except (TelegramError, TimeoutError) as exc:
            logger.warning("no cancel yet", extra={**facts, "why": repr(exc)})
            return False
        return True

    async def _tell_cancelled(self, cancel: Cancel) -> None:
        if cancel.language is None:
            return
        words = text("plan.forgotten", known_language(cancel.language))
        try:
            await self._bot.send_message(cancel.user_id, words, rate_limit_args=_WORDS_PACE)
        except TelegramError as exc:
            logger.info("not told of a cancel", extra={"why": exc})

    async def tell_lapsed(self) -> None:
        """Tell each whose subscription is over, once. Raises: StorageError."""
        for lapse in await running.take_lapsed(self._db, now=self._clock(), limit=LARGEST_ROUND):
            await self._tell_lapse(lapse)

    async def _tell_lapse(self, lapse: Lapse) -> None:
        key = "plan.ended" if lapse.is_cancelled else "plan.lapsed"
        date = lapse.expires_at.date()
        words = text(key, known_language(lapse.language), title=lapse.title, date=date)
        try:
            await self._bot.send_message(lapse.user_id, words, rate_limit_args=_WORDS_PACE)
        except (BadRequest, Forbidden) as exc:
            # Whoever has shut us out reads it in /balance.
            logger.info("not told of a lapse", extra={"why": exc})
        except TelegramError as exc:
            if isinstance(exc, NetworkError) and may_have_arrived(exc):
                logger.warning("perhaps not told of a lapse", extra={"why": exc})
            else:
                await running.give_back(self._db, lapse)
