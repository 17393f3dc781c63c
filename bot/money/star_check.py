"""Telegram's own list of Stars against ours: a payment that we never heard of is found again.

At start, once a day and at will, by one process at a time. Whatever is done here may be done again:
a charge is credited once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from telegram.error import TelegramError

from bot.domain.payments import ChargeState, StarList, StarPayment, star_list
from bot.metrics import STARS, TELEGRAM_DIFFERENCE_STARS
from bot.money.crediting import Till, credit
from bot.storage import payments, people
from bot.storage.ledger import catching_up, checking
from bot.storage.operators import leases
from bot.texts.catalogue import fact_text, known_language, text
from bot.transport.client import Client
from bot.transport.rate_limiter import Pace
from engine.texts.phrase import Phrase

logger = logging.getLogger(__name__)

EVERY = timedelta(days=1)
# While Telegram cannot be asked.
RETRY = timedelta(minutes=5)
# Bot API: getStarTransactions gives 1-100.
PAGE = 100
# Longer than any of our silences; older Stars were looked at, or are another database's.
LOOK_BACK = timedelta(days=30)
LEASE = "star check"
# Longer than it takes to read a list of many thousands.
LEASE_S = 600.0
# A message has room for so many.
MOST_TOLD = 20
_PACE = Pace(patience_s=5.0)


class StarCheck:
    """Compares when it is due."""

    def __init__(
        self,
        *,
        till: Till,
        bot: Client,
        clock: Callable[[], datetime],
        operators: Collection[int] = (),
    ) -> None:
        self._till = till
        self._bot = bot
        self._clock = clock
        self._operators = operators
        self._differences: Sequence[Phrase] = ()
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
        differences = await self.compare()
        if differences is None:
            return
        # What is still so minutes later is no payment that came while we looked.
        is_news = bool(differences) and differences == self._differences
        if is_news:
            await self._tell_operators(differences)
        has_settled = not differences or is_news
        self._differences = differences
        # Unless one came while we looked.
        if self._next_at == due and has_settled:
            self._next_at = now + EVERY

    async def compare(self) -> Sequence[Phrase] | None:
        """Take up what either side has not heard of; what differs even then.

        Returns: None: another process is at it.
        Raises: TelegramError, StorageError.
        """
        now, db = self._clock(), self._till.db
        if not await leases.take(db, LEASE, now=now, lease_s=LEASE_S):
            return None
        try:
            listed = star_list(await self._transactions())
            await self._take_up(listed, since=now - LOOK_BACK)
            await catching_up.catch_up(db, now=now)
            await catching_up.end_expired(db, now=now)
            return await self._differences_from(listed, now=now)
        finally:
            await leases.give_back(db, LEASE, now=self._clock())

    async def _take_up(self, listed: StarList, *, since: datetime) -> None:
        """Credit payments and book refunds that Telegram knows of and we do not."""
        came = [payment for payment in listed.came if payment.at >= since]
        went = {id_: payment for id_, payment in listed.went.items() if payment.at >= since}
        states = await payments.states_of(
            self._till.db, {payment.charge_id for payment in came} | {*went}
        )
        for payment in came:
            if payment.charge_id not in states and payment.charge_id not in went:
                await self._credit(payment)
        for charge_id, payment in went.items():
            if states.get(charge_id) is not ChargeState.REFUNDED:
                await self._book(payment)

    async def _differences_from(self, listed: StarList, *, now: datetime) -> list[Phrase]:
        """The books' own faults, and Stars that Telegram holds otherwise than they say."""
        differences = [*(await checking.check(self._till.db, now=now)).differences]
        held = await self._bot.get_my_star_balance(rate_limit_args=_PACE)
        known = await payments.states_of(self._till.db, listed.charge_ids)
        booked = await checking.telegram_holds(self._till.db) + listed.besides(known)
        if held.amount != booked:
            facts = {"telegram": held.amount, "ledger": booked}
            differences.append(Phrase("ledger.telegram", **facts))
        TELEGRAM_DIFFERENCE_STARS.set(held.amount - booked)
        return differences

    async def _tell_operators(self, differences: Sequence[Phrase]) -> None:
        for difference in differences:
            logger.error("the ledger differs", extra={"difference": fact_text(difference)})
        for operator_id in self._operators:
            language = known_language(await people.language_of(self._till.db, operator_id))
            lines = [fact_text(each, language) for each in differences[:MOST_TOLD]]
            words = "\n".join([text("ledger.differs", language), *lines])
            try:
                await self._bot.send_message(operator_id, words, rate_limit_args=_PACE)
            except TelegramError as exc:
                facts = {"operator_id": operator_id, "why": exc}
                logger.warning("cannot tell an operator", extra=facts)

    async def _transactions(self) -> list[dict[str, Any]]:
        """All of them; a page of Telegram's begins with the oldest of all."""
        transactions: list[dict[str, Any]] = []
        while page := await self._bot.raw_star_transactions(
            offset=len(transactions), limit=PAGE, pace=_PACE
        ):
            transactions += page
        return transactions

    async def _credit(self, payment: StarPayment) -> None:
        logger.error(
            "a payment was never told of",
            extra={"charge_id": payment.charge_id, "stars": payment.stars},
        )
        language = await people.language_of(self._till.db, payment.user_id)
        language = known_language(language)
        # The reconciler puts its job in line, and its worker tells the person.
        credited = await credit(self._till, payment, language=language)
        if credited.words is not None:
            await self._tell(payment, fact_text(credited.words, language))

    async def _tell(self, payment: StarPayment, words: str) -> None:
        """Once: the charge is known from now on, and the Stars come back whatever is said."""
        try:
            await self._bot.send_message(payment.user_id, words, rate_limit_args=_PACE)
        except TelegramError as exc:
            logger.warning(
                "cannot tell of a payment", extra={"charge_id": payment.charge_id, "why": exc}
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
