"""What people do with credits, for the random histories: packs, gifts, codes, pictures."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from bot.domain.allowance import Allowance
from bot.domain.payments import Offer
from bot.errors import NotEnoughError
from bot.storage.credits import balance, gifts, promo, spending
from bot.storage.credits.gifts import LIES_FOR, Opened
from bot.storage.database import Database
from tests.bot.storage.credits.purses import give, offer_pack, offer_picture, pay_stars
from tests.bot.storage.examples import NOW, new_job

PEOPLE = st.integers(1, 3)
NUMBERS = st.integers(0, 5)
FEW = st.integers(0, 2)
TIMES = st.integers(1, 3)
AMOUNTS = st.integers(1, 120)
CODE_USES = 2


class CreditRules(RuleBasedStateMachine):
    """Of a machine with a database and the charges that came in."""

    db: Database
    charges: list[str]

    def _run(self, doing: Coroutine[Any, Any, Any]) -> Any:
        raise NotImplementedError

    def _note(self, charge_id: str) -> None:
        if charge_id not in self.charges:
            self.charges.append(charge_id)

    @rule(number=NUMBERS, user_id=PEOPLE, amount=AMOUNTS)
    def give_credits(self, number: int, user_id: int, amount: int) -> None:
        self._run(give(self.db, amount, user_id=user_id, name=f"given{number}"))

    @rule(user_id=PEOPLE, number=FEW, times=TIMES)
    def buy_pack(self, user_id: int, number: int, times: int) -> None:
        """Its invoice is paid once or by two charges; each is told of once or more, at once."""
        charge_id = f"pack{user_id}{number}"

        async def bought() -> None:
            offer = await offer_pack(self.db, name=f"pack:{user_id}", user_id=user_id)
            receipts = await asyncio.gather(
                *(pay_stars(self.db, offer, charge_id) for _ in range(times))
            )
            assert sum(each.is_new for each in receipts) == (charge_id not in self.charges)

        self._run(bought())
        self._note(charge_id)

    @rule(user_id=PEOPLE, number=FEW, stars=st.integers(20, 90), times=TIMES)
    def pay_by_credits(self, user_id: int, number: int, stars: int, times: int) -> None:
        """A picture for credits, pressed once or more, at once."""
        charge_id = f"credits:{user_id}{number}"

        async def paid() -> None:
            name = f"by credits {user_id} {number}"
            offer = await offer_picture(self.db, stars=stars, name=name, user_id=user_id)
            before = await balance.credits_of(self.db, user_id)
            told = [self._pay(offer, charge_id) for _ in range(times)]
            receipts = await asyncio.gather(*told, return_exceptions=True)
            for receipt in receipts:
                if isinstance(receipt, BaseException) and not isinstance(receipt, NotEnoughError):
                    raise receipt
            taken = before - await balance.credits_of(self.db, user_id)
            assert taken == (offer.stars if charge_id in await self._news(receipts) else 0)

        self._run(paid())

    async def _pay(self, offer: Offer, charge_id: str) -> Any:
        job = new_job(
            f"p{charge_id}", user_id=offer.user_id, tier="hd", charge_id=charge_id, parent_id="x"
        )
        return await spending.pay(
            self.db,
            offer,
            job,
            charge_id=charge_id,
            now=NOW,
            score=NOW,
            allowance=Allowance(waiting=None),
        )

    async def _news(self, receipts: list[Any]) -> list[str]:
        new = [each.charge.charge_id for each in receipts if getattr(each, "is_new", False)]
        assert len(new) <= 1
        for charge_id in new:
            self._note(charge_id)
        return new

    @rule(giver_id=PEOPLE, number=FEW, amount=AMOUNTS)
    def put_a_gift_aside(self, giver_id: int, number: int, amount: int) -> None:
        async def given() -> None:
            before = await balance.credits_of(self.db, giver_id)
            try:
                await gifts.create(
                    self.db, f"g{number}", giver_id=giver_id, credits=amount, now=NOW
                )
            except NotEnoughError:
                assert before < amount

        self._run(given())

    @rule(number=FEW, days=st.integers(0, 8))
    def open_a_gift(self, number: int, days: int) -> None:
        """By everybody at once."""
        now = NOW + timedelta(days=days)

        async def opened() -> None:
            told = [
                gifts.open_link(self.db, f"g{number}", user_id=user_id, now=now)
                for user_id in (1, 2, 3)
            ]
            became = [each for each, _ in await asyncio.gather(*told)]
            assert became.count(Opened.RECEIVED) + became.count(Opened.YOURS) <= 1

        self._run(opened())

    @rule(number=FEW, user_id=PEOPLE)
    def take_a_gift_back(self, number: int, user_id: int) -> None:
        async def taken() -> None:
            back = [
                gifts.take_back(self.db, f"g{number}", user_id=user_id, now=NOW) for _ in range(2)
            ]
            assert sum(each is not None for each in await asyncio.gather(*back)) <= 1

        self._run(taken())

    @rule()
    def end_old_gifts(self) -> None:
        self._run(gifts.end_expired(self.db, now=NOW + LIES_FOR))

    @rule(number=FEW, times=TIMES)
    def use_a_code(self, number: int, times: int) -> None:
        """By everybody at once; it is good for two of them."""
        code = f"CODE{number}"

        async def used() -> None:
            until = NOW + timedelta(days=1)
            terms = {"credits": 30, "uses": CODE_USES, "until": until, "now": NOW}
            await promo.create(self.db, code, **terms)
            before = [await balance.credits_of(self.db, user_id) for user_id in (1, 2, 3)]
            told = [
                promo.redeem(self.db, code, user_id=user_id, now=NOW)
                for user_id in (1, 2, 3) * times
            ]
            got = sum(each == 30 for each in await asyncio.gather(*told))
            after = [await balance.credits_of(self.db, user_id) for user_id in (1, 2, 3)]
            assert sum(after) - sum(before) == got * 30
            (row,) = [each for each in await promo.every(self.db) if each.code == code]
            assert got <= row.used <= CODE_USES

        self._run(used())
