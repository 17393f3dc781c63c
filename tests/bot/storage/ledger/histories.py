"""Random histories of money: what people, workers, Telegram and operators do, in any order.

The books must be right whenever somebody looks and once all is over; what is wrong in them stays
so, for entries are only ever added. At the end everything pending has ended.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from sqlalchemy import func, select

from bot.domain.jobs import Job
from bot.domain.ledger import Product as Sold
from bot.domain.payments import ChargeState, Offer
from bot.storage import payments, people, refunds
from bot.storage.credits import balance, gifts
from bot.storage.credits.gifts import LIES_FOR
from bot.storage.database import Database
from bot.storage.jobs import jobs
from bot.storage.ledger import catching_up, checking
from bot.storage.tables.ledger import LedgerAccountRow
from bot.storage.tables.money import ChargeRow
from tests.bot.storage.examples import NOW, OUTCOME, after, new_job, start
from tests.bot.storage.ledger.credit_rules import NUMBERS, PEOPLE, CreditRules
from tests.bot.storage.subscriptions import plans

CUT = OUTCOME.to_json() | {"steps": 300, "steps_cut": True}
# A tier as an invoice keeps it: 100 to 1000 steps for 25 to 125 Stars.
SOLD = {
    "name": "hd",
    "title": "HD",
    "size_px": 1200,
    "least_steps": 100,
    "most_steps": 1000,
    "least_stars": 25,
    "most_stars": 125,
}


class Histories(CreditRules):
    """Subclasses say where: of each history ``db`` is made empty and up to date by ``empty``.

    One for all, as it keeps the statements that it has compiled: half of the work.
    """

    db: Database
    loop: asyncio.AbstractEventLoop
    empty: Callable[[Database], Coroutine[Any, Any, None]]

    def __init__(self) -> None:
        super().__init__()
        self._run(type(self).empty(self.db))
        self.offers: list[Offer] = []
        self.plans: list[Offer] = []
        self.charges: list[str] = []

    def teardown(self) -> None:
        self._run(self._end())

    def _run(self, doing: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(doing)

    @initialize()
    def open_shop(self) -> None:
        for number in range(3):
            self.offers.append(self._run(self._offer(number)))
            plan = plans.offer_plan(self.db, name=f"plan {number}", user_id=number + 1)
            self.plans.append(self._run(plan))

    async def _offer(self, number: int) -> Offer:
        offer, _ = await payments.create_offer(
            self.db,
            request_key=f"offer {number}",
            user_id=number + 1,
            chat_id=number + 1,
            parent_job_id="parent",
            tier="hd",
            steps=550,
            stars=75,
            now=NOW,
            sold=SOLD,
        )
        return offer

    @rule(which=st.integers(0, 2), number=NUMBERS, makes=st.booleans(), times=st.integers(1, 3))
    def pay(self, which: int, number: int, makes: bool, times: int) -> None:
        """A payment that is told of once or more, also at once, fitting or not."""
        offer, charge_id = self.offers[which], f"c{which}{number}"
        job = new_job(
            f"p{charge_id}", user_id=offer.user_id, tier="hd", charge_id=charge_id, parent_id="x"
        )

        async def told() -> None:
            tellings = [
                payments.record_charge(
                    self.db,
                    charge_id=charge_id,
                    offer_id=offer.id if makes else None,
                    user_id=offer.user_id,
                    stars=offer.stars,
                    job=job if makes else None,
                    now=NOW,
                    score=NOW,
                )
                for _ in range(times)
            ]
            receipts = await asyncio.gather(*tellings)
            assert sum(receipt.is_new for receipt in receipts) == (charge_id not in self.charges)

        self._run(told())
        self._note(charge_id)

    @rule(user_id=PEOPLE, number=st.integers(1, 3), times=st.integers(1, 3))
    def pay_month(self, user_id: int, number: int, times: int) -> None:
        """A month of a subscription, told of once or more, also at once, in any order."""
        offer, charge_id = self.plans[user_id - 1], f"month{user_id}{number}"

        async def told() -> None:
            told = [
                plans.pay_month(self.db, offer, number, charge_id=charge_id) for _ in range(times)
            ]
            recorded = await asyncio.gather(*told)
            new = sum(each.receipt.is_new for each in recorded)
            assert new == (charge_id not in self.charges)

        self._run(told())
        self._note(charge_id)

    @rule(number=NUMBERS, cut=st.booleans(), again=st.booleans())
    def deliver(self, number: int, cut: bool, again: bool) -> None:
        async def delivered() -> None:
            if (job := await self._open_job(number)) is None:
                return
            job = await start(self.db, job, at=0)
            outcome = type(OUTCOME).from_json(CUT) if cut else OUTCOME
            facts = {"attempt": job.attempt, "outcome": outcome, "is_cached": again and not cut}
            assert await jobs.mark_rendered(self.db, job.id, **facts)
            done = [jobs.mark_done(self.db, job.id, attempt=job.attempt, now=NOW) for _ in range(2)]
            assert sum(await asyncio.gather(*done)) == 1

        self._run(delivered())

    @rule(number=NUMBERS)
    def fail(self, number: int) -> None:
        async def failed() -> None:
            if (job := await self._open_job(number)) is not None:
                end = {"attempt": None, "error_code": "RenderError", "facts": {}, "now": NOW}
                await asyncio.gather(*(jobs.fail(self.db, job.id, **end) for _ in range(2)))

        self._run(failed())

    @rule(number=NUMBERS)
    def cancel(self, number: int) -> None:
        async def cancelled() -> None:
            if (job := await self._open_job(number)) is not None:
                await jobs.cancel(self.db, job.id, user_id=job.user_id, now=NOW)

        self._run(cancelled())

    @rule(user_id=PEOPLE)
    def forget(self, user_id: int) -> None:
        self._run(people.forget_person(self.db, user_id, now=NOW))
        assert self._run(balance.credits_of(self.db, user_id)) == 0

    @rule(number=NUMBERS, times=st.integers(1, 2))
    def give_back(self, number: int, times: int) -> None:
        """An operator, or a person who dislikes it."""

        async def given() -> None:
            for _ in range(times):
                async with self.db.write() as session:
                    if charge_id := self._charge(number):
                        await payments.give_back_within(session, charge_id, now=NOW)

        self._run(given())

    @rule()
    def refund_what_is_due(self) -> None:
        async def refunded() -> None:
            for charge in await refunds.due(self.db, now=after(1)):
                told = [
                    refunds.mark_refunded(self.db, charge.charge_id, now=NOW),
                    refunds.postpone(self.db, charge.charge_id, now=NOW),
                    refunds.mark_refunded(self.db, charge.charge_id, now=NOW),
                ]
                await asyncio.gather(*told)

        self._run(refunded())

    @rule(number=NUMBERS, is_known=st.booleans(), user_id=PEOPLE)
    def refund_by_another_hand(self, number: int, is_known: bool, user_id: int) -> None:
        charge_id = self._charge(number) if is_known else f"foreign{number}"

        async def booked() -> None:
            charge = await payments.get_charge(self.db, charge_id or "")
            whose = charge.user_id if charge else user_id
            for _ in range(2):
                await payments.book_refund(
                    self.db, charge_id=charge_id or "", user_id=whose, stars=75, now=NOW
                )

        if charge_id is not None:
            self._run(booked())

    @rule()
    def catch_up(self) -> None:
        assert self._run(catching_up.catch_up(self.db, now=NOW)) == 0

    @rule()
    def look_into_the_books(self) -> None:
        self._run(self._the_books_are_right())

    async def _the_books_are_right(self) -> None:
        books = await checking.check(self.db, now=NOW)
        assert [str(each) for each in books.differences] == []

    @invariant()
    def no_offer_is_paid_twice(self) -> None:
        async def most() -> int:
            paid = (
                select(func.count().label("times"))
                .where(ChargeRow.state == ChargeState.PAID.value, ChargeRow.offer_id.is_not(None))
                # Each month of a subscription is paid by the same invoice.
                .where(ChargeRow.product != Sold.SUBSCRIPTION.value)
                .group_by(ChargeRow.offer_id)
                .subquery()
            )
            async with self.db.read() as session:
                return await session.scalar(select(func.max(paid.c.times))) or 0

        assert self._run(most()) <= 1

    async def _end(self) -> None:
        """Whatever is open fails, whatever is due goes back: nothing stays pending."""
        await self._the_books_are_right()
        end = {"attempt": None, "error_code": "RenderError", "facts": {}, "now": NOW}
        for number in range(len(self.charges)):
            if (job := await self._open_job(number)) is not None:
                await jobs.fail(self.db, job.id, **end)
        for charge in await refunds.due(self.db, now=after(1e9)):
            await refunds.mark_refunded(self.db, charge.charge_id, now=NOW)
        await gifts.end_expired(self.db, now=NOW + LIES_FOR)
        await self._the_books_are_right()
        async with self.db.read() as session:
            rows = await session.execute(select(LedgerAccountRow.name, LedgerAccountRow.balance))
            left = {name: balance for name, balance in rows if balance}
        assert not [name for name in left if name.endswith(":held") or name == "refunds:due"]

    async def _open_job(self, number: int) -> Job | None:
        charge_id = self._charge(number)
        job = await jobs.find_request(self.db, f"p{charge_id}") if charge_id else None
        return job if job is not None and job.state.is_open else None

    def _charge(self, number: int) -> str | None:
        return self.charges[number % len(self.charges)] if self.charges else None
