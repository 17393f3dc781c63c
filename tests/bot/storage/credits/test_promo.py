"""A code gives each person once, and no more people than it has uses."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.money.products import promo_code
from bot.storage.credits import promo
from bot.storage.credits.promo import PromoRefusal
from bot.storage.database import Database
from tests.bot.storage.credits.purses import has
from tests.bot.storage.examples import NOW, after
from tests.bot.storage.ledger.books import assert_clean, balances


async def create(db: Database, *, uses: int = 2, code: str = "SPRING") -> bool:
    return await promo.create(db, code, credits=10, uses=uses, until=after(3600), now=NOW)


async def redeem(db: Database, user_id: int = 1, *, at: float = 0) -> int | PromoRefusal:
    return await promo.redeem(db, "SPRING", user_id=user_id, now=after(at))


async def test_a_hundred_at_once_get_exactly_its_uses(db: Database, rival: Database) -> None:
    await create(db, uses=7)
    got = await asyncio.gather(*(redeem([db, rival][n % 2], n) for n in range(1, 101)))
    assert got.count(10) == 7
    assert got.count(PromoRefusal.USED_UP) == 93
    assert (await balances(db))["credits:promo"] == -70
    (code,) = await promo.every(db)
    assert (code.used, code.uses) == (7, 7)
    await assert_clean(db)


async def test_each_person_has_it_once_however_often_they_ask(
    db: Database, rival: Database
) -> None:
    await create(db, uses=5)
    got = await asyncio.gather(*(redeem(each) for each in [db, rival] * 5))
    assert got.count(10) == 1
    assert got.count(PromoRefusal.HAD) == 9
    (code,) = await promo.every(db)
    assert (code.used, await has(db)) == (1, 10)
    await assert_clean(db)


async def test_it_counts_until_its_time_or_its_end(db: Database) -> None:
    assert await redeem(db) is PromoRefusal.UNKNOWN
    assert await create(db)
    assert not await create(db, uses=99)
    assert await redeem(db, 1, at=3599) == 10
    assert await redeem(db, 2, at=3600) is PromoRefusal.OVER
    assert await promo.end(db, "SPRING", now=NOW)
    assert not await promo.end(db, "SPRING", now=NOW)
    assert await redeem(db, 2) is PromoRefusal.OVER
    assert await redeem(db, 1) is PromoRefusal.HAD
    await assert_clean(db)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (" spring ", "SPRING"),
        ("Spring-26_x", "SPRING-26_X"),
        ("ab", None),
        ("two words", None),
        ("", None),
        ("x" * 33, None),
        ("a:b:c", None),
    ],
)
def test_a_code_is_the_same_however_it_is_typed(typed: str, code: str | None) -> None:
    assert promo_code(typed) == code
