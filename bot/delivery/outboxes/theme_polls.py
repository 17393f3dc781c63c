"""Polls about the next day's theme, closed by the clock; what has most votes is that theme.

Safe to repeat: a poll that is closed already tells no votes, and the calendar's theme stays.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from telegram import Poll
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.domain.delights.themes import Theme
from bot.storage.database import Database
from bot.storage.delights import theme_polls
from bot.storage.delights.theme_polls import ThemePoll
from bot.transport.rate_limiter import Pace

logger = logging.getLogger(__name__)

SLICE = 5


class ThemePolls:
    """The polls whose time is over, worked off."""

    def __init__(self, *, db: Database, bot: ExtBot[Pace], clock: Callable[[], datetime]) -> None:
        self._db = db
        self._bot = bot
        self._clock = clock

    async def look(self) -> None:
        """Close them and note what was chosen. Raises: StorageError."""
        for poll in await theme_polls.due(self._db, now=self._clock(), limit=SLICE):
            try:
                winner = await self._stopped(poll)
            except (BadRequest, Forbidden, ChatMigrated) as exc:
                logger.warning("a poll told no votes", extra={"day": str(poll.day), "why": exc})
                winner = None
            except TelegramError as exc:
                logger.warning("cannot close a poll yet", extra={"why": exc})
                continue
            await theme_polls.close(self._db, poll.day, winner=winner)

    async def _stopped(self, poll: ThemePoll) -> Theme | None:
        if poll.message_id is None:
            return None  # whoever was sending it died
        stopped = await self._bot.stop_poll(
            poll.chat_id, poll.message_id, rate_limit_args=Pace(patience_s=0.0)
        )
        return most_voted(stopped, poll.options)


def most_voted(poll: Poll, options: tuple[Theme, ...]) -> Theme | None:
    """The first of those with most votes; None: there are none."""
    votes = [option.voter_count for option in poll.options[: len(options)]]
    return options[votes.index(max(votes))] if max(votes, default=0) > 0 else None
