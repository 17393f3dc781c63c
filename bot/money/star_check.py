"""Telegram's own list of Stars against ours: a payment that we never heard of is found again.

At start and once a day. Whatever is done here may be done again: a charge is credited once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from telegram.error import TelegramError

from bot.domain.payments import ChargeState, StarPayment, star_payments
from bot.metrics import STARS
from bot.money.crediting import Till, credit
from bot.storage import payments, people
from bot.texts.catalogue import known_language, text
from bot.transport.client import Client
from bot.transport.rate_limiter import Pace

logger = logging.getLogger(__name__)

EVERY = timedelta(days=1)
# While Telegram cannot be asked.
RETRY = timedelta(minutes=5)
# Bot API: getStarTransactions gives 1-100.
PAGE = 100
# Longer than any of our silences; older Stars were looked at, or are another database's.
LOOK_BACK = timedelta(days=30)
_PACE = Pace(patience_s=5.0)


class StarCheck:
    """Compares when it is due."""

    def __init__(self, *, till: Till, bot: Client, clock: Callable[[], datetime]) -> None:
        self._till = till
        self._bot = bot
        self._clock = clock
        self._next_at = clock()

    def look_soon(self) -> None:
        """A payment came that nobody could read: Telegram's list tells what it was."""
        self._next_at = self._clock()

    async def look(self) -> None:
        """Compare, if a day has passed. Raises: TelegramError, StorageError: it is tried again."""
        now = self._clock()
        if now < self._next_at:
            return
        due = self._next_at = now + RETRY
        came, went = star_payments(await self._transactions(since=now - LOOK_BACK))
        states = await payments.states_of(
            self._till.db, {payment.charge_id for payment in came} | {*went}
        )
        for payment in came:
            if payment.charge_id not in states and payment.charge_id not in went:
                await self._credit(payment)
        for charge_id, payment in went.items():
            if states.get(charge_id) is not ChargeState.REFUNDED:
                await self._book(payment)
        # Unless one came while we looked.
        if self._next_at == due:
            self._next_at = now + EVERY

    async def _transactions(self, *, since: datetime) -> list[dict[str, Any]]:
        """All of the last weeks; a page of Telegram's begins with the oldest of all."""
        transactions: list[dict[str, Any]] = []
        offset = 0
        while page := await self._bot.raw_star_transactions(offset=offset, limit=PAGE, pace=_PACE):
            transactions += [transaction for transaction in page if _is_since(transaction, since)]
            offset += len(page)
        return transactions

    async def _credit(self, payment: StarPayment) -> None:
        logger.error(
            "a payment was never told of",
            extra={"charge_id": payment.charge_id, "stars": payment.stars},
        )
        language = await people.language_of(self._till.db, payment.user_id)
        language = known_language(language)
        # The reconciler puts its job in line, and its worker tells the person.
        receipt = (await credit(self._till, payment, language=language)).receipt
        if receipt.is_new and receipt.job is None:
            await self._tell(payment, text("pay.comes_back", language, stars=payment.stars))

    async def _tell(self, payment: StarPayment, words: str) -> None:
        """Once: the charge is known from now on, and the Stars come back whatever is said."""
        try:
            await self._bot.send_message(payment.user_id, words, rate_limit_args=_PACE)
        except TelegramError as exc:
            logger.warning(
                "cannot tell of a refund", extra={"charge_id": payment.charge_id, "why": exc}
            )

    async def _book(self, payment: StarPayment) -> None:
        is_news = await payments.book_refund(
            self._till.db,
            charge_id=payment.charge_id,
            user_id=payment.user_id,
            stars=payment.stars,
            now=self._clock(),
        )
        if is_news:
            STARS.labels(kind="refunded").inc(payment.stars)
            logger.info("a refund was never told of", extra={"charge_id": payment.charge_id})


def _is_since(transaction: object, since: datetime) -> bool:
    date = transaction.get("date") if isinstance(transaction, dict) else None
    return isinstance(date, int) and date >= since.timestamp()
