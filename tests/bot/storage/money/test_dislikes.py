"""What was not wanted goes back within a day, once, and some times a month."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.domain.ledger import Currency, purse
from bot.domain.payments import ChargeState, RefundAnswer, RefundReason
from bot.storage import payments, refunds
from bot.storage.database import Database
from bot.storage.money import dislikes
from bot.storage.tables.money import ChargeRow
from tests.bot.storage.examples import NOW
from tests.bot.storage.ledger.books import assert_clean, balances
from tests.bot.storage.money.sales import delivered, sold

MOST = 3
A_DAY = timedelta(hours=24)


async def give_back(
    db: Database, job_id: str, *, user_id: int = 1, now: datetime = NOW
) -> RefundAnswer:
    answer, _ = await dislikes.give_back(
        db, job_id, user_id=user_id, reason=RefundReason.POOR, most=MOST, now=now
    )
    looked, _ = await dislikes.may_go_back(db, job_id, user_id=user_id, most=MOST, now=now)
    assert looked is (RefundAnswer.BACK_ALREADY if answer is RefundAnswer.YES else answer)
    return answer


async def reasons(db: Database) -> list[str | None]:
    async with db.read() as session:
        return [*await session.scalars(select(ChargeRow.refund_reason))]


async def test_stars_go_back_through_the_outbox_and_the_reason_is_kept(db: Database) -> None:
    job_id = await delivered(db, "c1")
    assert await balances(db) == {"telegram:stars": -75, "revenue:picture:stars": 75}
    assert await give_back(db, job_id) is RefundAnswer.YES
    assert await balances(db) == {"telegram:stars": -75, "refunds:due": 75}
    assert [charge.charge_id for charge in await refunds.due(db, now=NOW)] == ["c1"]
    await assert_clean(db)
    await refunds.mark_refunded(db, "c1", now=NOW)
    assert (await balances(db), await reasons(db)) == ({}, ["poor"])
    await assert_clean(db)


async def test_credits_are_back_at_once(db: Database) -> None:
    job_id = await delivered(db, "c1", currency=Currency.CREDITS)
    assert await give_back(db, job_id) is RefundAnswer.YES
    assert await balances(db) == {
        purse(1, Currency.CREDITS).name: 75,
        "credits:promo": -75,
    }
    assert await refunds.due(db, now=NOW) == []
    charge = await payments.get_charge(db, "c1")
    assert charge is not None
    assert charge.state is ChargeState.REFUNDED
    await assert_clean(db)


@pytest.mark.parametrize("currency", Currency)
async def test_pressed_by_many_fingers_it_goes_back_once(
    db: Database, rival: Database, currency: Currency
) -> None:
    job_id = await delivered(db, "c1", currency=currency)
    answers = await asyncio.gather(
        *(
            dislikes.give_back(
                each, job_id, user_id=1, reason=RefundReason.OTHER, most=MOST, now=NOW
            )
            for each in [db, rival] * 4
        )
    )
    counted = [answer for answer, _ in answers]
    assert counted.count(RefundAnswer.YES) == 1
    assert counted.count(RefundAnswer.BACK_ALREADY) == 7
    await assert_clean(db)


async def test_a_person_gives_back_so_many_a_month_however_they_press(
    db: Database, rival: Database
) -> None:
    job_ids = [await delivered(db, f"c{number}") for number in range(6)]
    others = await delivered(db, "other", user_id=2)
    pressed = zip(job_ids, [db, rival] * 3, strict=True)
    answers = await asyncio.gather(*(give_back(each, job_id) for job_id, each in pressed))
    assert sorted(answers) == [RefundAnswer.TOO_MANY] * 3 + [RefundAnswer.YES] * 3
    assert await give_back(db, others, user_id=2) is RefundAnswer.YES
    later = NOW + timedelta(days=31)
    next_month = await delivered(db, "later", now=later)
    assert await give_back(db, next_month, now=later) is RefundAnswer.YES
    await assert_clean(db)


async def test_it_goes_back_for_a_day_after_the_picture_came(db: Database) -> None:
    first, second = [await delivered(db, name) for name in ("c1", "c2")]
    assert await give_back(db, first, now=NOW + A_DAY) is RefundAnswer.YES
    assert await give_back(db, second, now=NOW + A_DAY + timedelta(seconds=1)) is (
        RefundAnswer.TOO_LATE
    )
    assert (await balances(db))["revenue:picture:stars"] == 75


async def test_nothing_goes_back_to_others_or_before_it_came(db: Database) -> None:
    job_id = await delivered(db, "c1")
    for other in (2, -1):
        assert await give_back(db, job_id, user_id=other) is RefundAnswer.NOT_THEIRS
    assert await give_back(db, "no such job") is RefundAnswer.UNKNOWN
    waiting = await sold(db, "c2")
    assert await give_back(db, waiting.id) is RefundAnswer.NOT_READY
    await assert_clean(db)


async def test_what_can_go_back_is_listed_newest_first(db: Database) -> None:
    await sold(db, "waits")
    await delivered(db, "other", user_id=2)
    await delivered(db, "old", now=NOW - A_DAY - timedelta(seconds=1))
    back = await delivered(db, "back")
    await give_back(db, back)
    for minutes in (3, 1, 2):
        await delivered(db, f"c{minutes}", now=NOW - timedelta(minutes=minutes))
    listed = await dislikes.refundable(db, user_id=1, now=NOW, limit=2)
    assert [each.charge.charge_id for each in listed] == ["c1", "c2"]
    assert (listed[0].art, listed[0].came_at) == ("dream", NOW - timedelta(minutes=1))


async def test_an_operator_may_give_back_what_went_back_already_and_nothing_moves(
    db: Database,
) -> None:
    for charge_id, currency in (("c1", Currency.STARS), ("c2", Currency.CREDITS)):
        await give_back(db, await delivered(db, charge_id, currency=currency))
    await refunds.mark_refunded(db, "c1", now=NOW)
    before = await balances(db)
    for charge_id in ("c1", "c2"):
        async with db.write() as session:
            given = await payments.give_back_within(session, charge_id, now=NOW)
        assert given is not None
        assert (given[0].state, given[1]) == (ChargeState.REFUNDED, False)
    assert await balances(db) == before
    await assert_clean(db)
