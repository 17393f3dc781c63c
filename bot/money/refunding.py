"""Stars that go back: each refund by itself, and none of them holds anything else up.

Safe to repeat: Telegram knows a refund by its charge.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.domain.payments import Charge
from bot.errors import StorageError
from bot.metrics import STARS
from bot.storage import refunds
from bot.storage.database import Database
from bot.transport.rate_limiter import Pace

logger = logging.getLogger(__name__)

# Telegram is asked again minutes or hours later (storage.refunds); here it is asked once.
_PACE = Pace(patience_s=0.0)
# One that hangs takes a place of AT_ONCE from the others, for so long.
LONGEST_ANSWER_S = 10.0
AT_ONCE = 5
LARGEST_ROUND = 4 * AT_ONCE
_ALREADY_REFUNDED = "charge_already_refunded"


class Refunding:
    """The refund outbox, worked off."""

    def __init__(self, *, db: Database, bot: ExtBot[Pace], clock: Callable[[], datetime]) -> None:
        self._db = db
        self._bot = bot
        self._clock = clock
        self._room = asyncio.Semaphore(AT_ONCE)

    async def look(self) -> None:
        """Give back what is due, side by side."""
        due = await refunds.due(self._db, now=self._clock(), limit=LARGEST_ROUND)
        await asyncio.gather(*map(self._refund, due))

    async def _refund(self, charge: Charge) -> None:
        async with self._room:
            try:
                if await self._give_back(charge):
                    now = self._clock()
                    if await refunds.mark_refunded(self._db, charge.charge_id, now=now):
                        STARS.labels(kind="refunded").inc(charge.stars)
                    logger.info("refunded", extra={"charge_id": charge.charge_id})
                else:
                    await refunds.postpone(self._db, charge.charge_id, now=self._clock())
            except StorageError as exc:
                # It stays due, and Telegram knows what it has given back.
                facts = {"charge_id": charge.charge_id, "why": exc}
                logger.warning("cannot note a refund", extra=facts)

    async def _give_back(self, charge: Charge) -> bool:
        facts = {"charge_id": charge.charge_id}
        try:
            async with asyncio.timeout(LONGEST_ANSWER_S):
                await self._bot.refund_star_payment(
                    charge.user_id, charge.charge_id, rate_limit_args=_PACE
                )
        except BadRequest as exc:
            if _ALREADY_REFUNDED in str(exc).lower():
                return True
            logger.error("a refund was refused", extra={**facts, "why": exc})
            return False
        except (TelegramError, TimeoutError) as exc:
            logger.warning("no refund yet", extra={**facts, "why": repr(exc)})
            return False
        return True
