"""Who waited for an opening is told of it, once, little by little behind all that people wait for.

Whoever shut us out is told nothing; where Telegram is away, it is tried in the next round.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError
from telegram.ext import ExtBot

from bot.domain.people.regions import Regions
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.operators import region_waits
from bot.storage.operators.region_waits import Waiting
from bot.texts.catalogue import known_language, text
from bot.transport.rate_limiter import Pace, RequestDroppedError, may_have_arrived

logger = logging.getLogger(__name__)

SLICE = 20
_PACE = Pace(droppable=True, may_repeat=False)


def regions_of(settings: Settings) -> Regions:
    """To whom the settings say that we are open."""
    return Regions(
        open=settings.regions_open,
        closed=settings.regions_closed,
        default=settings.region_default,
    )


class RegionNews:
    """Those whose region is open by now, worked off."""

    def __init__(
        self,
        *,
        db: Database,
        bot: ExtBot[Pace],
        settings: Settings,
        clock: Callable[[], datetime],
    ) -> None:
        self._db = db
        self._bot = bot
        self._regions = regions_of(settings)
        self._clock = clock

    async def look(self) -> None:
        """Tell the next few of them. Raises: TelegramError: it goes on in the next round."""
        waiting = await region_waits.by_language(self._db)
        if not waiting:
            return
        taken = await region_waits.take(
            self._db,
            languages=[each for each in waiting if self._regions.is_open(each)],
            user_ids=_ids(self._regions.open),
            besides=_ids(self._regions.closed),
            limit=SLICE,
            now=self._clock(),
        )
        for number, each in enumerate(taken):
            try:
                await self._tell(each)
            except TelegramError as exc:
                for later in taken[number:]:
                    await region_waits.give_back(self._db, later.user_id)
                if isinstance(exc, RequestDroppedError):
                    return
                raise

    async def _tell(self, waiting: Waiting) -> None:
        words = text("regions.opened", known_language(waiting.language))
        try:
            await self._bot.send_message(waiting.user_id, words, rate_limit_args=_PACE)
        except (BadRequest, Forbidden) as exc:
            logger.info("not told of an opening", extra={"why": exc})
        except NetworkError as exc:
            if not may_have_arrived(exc):
                raise
            logger.warning("perhaps not told of an opening", extra={"why": exc})
        await region_waits.done(self._db, waiting.user_id)


def _ids(names: frozenset[str]) -> list[int]:
    return [int(each) for each in names if each.lstrip("-").isdecimal()]
