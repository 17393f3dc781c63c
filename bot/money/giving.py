"""Gifts that nobody opened go back, and invitations are rewarded once a picture has arrived; people
are told of that, and of what an operator gave them. Makers of styles are paid for what others
painted with them: that stands in /balance and /mystyles alone.

Told once: what is lost of that, /balance tells.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError
from telegram.ext import ExtBot

from bot.domain.money.current_tiers import CurrentTiers
from bot.storage import people
from bot.storage.credits import gifts, invitations, style_uses
from bot.storage.database import Database
from bot.storage.operators import actions
from bot.texts.catalogue import known_language, text
from bot.transport.rate_limiter import Pace, may_have_arrived
from engine.texts.phrase import Fact

logger = logging.getLogger(__name__)

_PACE = Pace(patience_s=5.0, may_repeat=False)
LARGEST_ROUND = 20


class Giving:
    """What is given or goes back without anybody asking at that moment."""

    def __init__(
        self,
        *,
        db: Database,
        bot: ExtBot[Pace],
        tiers: CurrentTiers,
        clock: Callable[[], datetime],
    ) -> None:
        self._db = db
        self._bot = bot
        self._tiers = tiers
        self._clock = clock

    async def end_gifts(self) -> None:
        """Give back what nobody has opened in time. Raises: StorageError."""
        for gift in await gifts.end_expired(self._db, now=self._clock()):
            await self._tell(gift.giver_id, "gift.came_back", credits=gift.credits)

    async def reward(self) -> None:
        """Reward both of an invitation, within the operator's limits. Raises: StorageError."""
        limits = self._tiers.now.products.invitations
        if limits is None:
            return
        for invitation in await invitations.due(self._db, limits, now=self._clock()):
            if await invitations.reward(self._db, invitation, limits, now=self._clock()):
                credits = limits.credits
                await self._tell(invitation.user_id, "invitation.rewarded", credits=credits)
                await self._tell(invitation.inviter_id, "invitation.brought", credits=credits)

    async def count_style_uses(self) -> None:
        """Count what others painted with somebody's style, and pay for it. Raises: StorageError."""
        limits = self._tiers.now.products.style_uses
        for use in await style_uses.due(self._db):
            await style_uses.count(self._db, use, limits, now=self._clock())

    async def tell_given(self) -> None:
        """Tell those to whom an operator gave credits, and why. Raises: StorageError."""
        for action in await actions.take_untold(self._db, actions.CREDIT, limit=LARGEST_ROUND):
            facts = {name: action.facts[name] for name in ("credits", "reason")}
            if not await self._tell(action.facts["user_id"], "gift.from_operator", **facts):
                await actions.give_back(self._db, action)

    async def _tell(self, user_id: int, key: str, **facts: Fact) -> bool:
        """False: it did not arrive, and may be tried again."""
        language = known_language(await people.language_of(self._db, user_id))
        try:
            await self._bot.send_message(
                user_id, text(key, language, **facts), rate_limit_args=_PACE
            )
        except TelegramError as exc:
            logger.info("cannot tell of credits", extra={"why": exc})
            if isinstance(exc, BadRequest | Forbidden):
                return True
            return isinstance(exc, NetworkError) and may_have_arrived(exc)
        return True
