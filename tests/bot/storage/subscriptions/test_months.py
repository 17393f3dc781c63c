"""Each month is paid once: credits and time for it, or its Stars back and nothing more taken."""

from __future__ import annotations

import asyncio
import itertools
from datetime import timedelta

import pytest

from bot.domain.money.subscriptions import GRACE, PlanRefusal
from bot.domain.payments import ChargeState
from bot.storage import payments, people, refunds
from bot.storage.bans import Ban, ban_within
from bot.storage.database import Database
from bot.storage.subscriptions import cancels, running
from tests.bot.storage.credits.purses import has, offer_picture, spend
from tests.bot.storage.examples import NOW, after
from tests.bot.storage.ledger.books import assert_clean, balances
from tests.bot.storage.subscriptions.plans import (
    PLAN,
    boost_of,
    month_end,
    offer_plan,
    owned,
    pay_month,
)


async def cancelled(db: Database) -> list[str]:
    """The first charges of what Telegram is asked to cancel."""
    return [each.charge_id for each in await cancels.due(db, now=month_end(99), limit=99)]


async def ban(db: Database, user_id: int = 1) -> None:
    async with db.write() as session:
        shut_out = Ban(user_id=user_id, reason="", operator_id=9, created_at=NOW)
        await ban_within(session, shut_out)


async def test_a_month_gives_its_credits_and_its_time_once_whoever_tells_of_it(
    db: Database, rival: Database
) -> None:
    offer = await offer_plan(db)
    for number in (1, 2):
        told = await asyncio.gather(*(pay_month(each, offer, number) for each in [db, rival] * 4))
        assert sum(recorded.receipt.is_new for recorded in told) == 1
        assert await has(db) == number * PLAN.credits
        assert (await owned(db)).expires_at == month_end(number)
    after_all = await balances(db)
    assert after_all["revenue:subscription:stars"] == 600
    assert (after_all["telegram:stars"], after_all["credits:subscription"]) == (-600, -700)
    assert await payments.imbalance_stars(db, since=NOW) == 0
    assert await cancelled(db) == []
    await assert_clean(db)


@pytest.mark.parametrize("order", [*itertools.permutations((1, 2, 3))])
async def test_in_whatever_order_months_are_told_of(db: Database, order: tuple[int, ...]) -> None:
    offer = await offer_plan(db)
    for number in order:
        recorded = await pay_month(db, offer, number)
        assert recorded.refusal is None
    subscription = await owned(db)
    assert subscription.expires_at == month_end(3)
    assert await has(db) == 3 * PLAN.credits
    assert subscription.charge_id == "m1", "by no other charge Telegram knows it"
    await assert_clean(db)


async def test_what_was_sold_counts_not_what_a_later_month_says(db: Database) -> None:
    offer = await offer_plan(db)
    await pay_month(db, offer, 1)
    assert (await owned(db)).plan == PLAN


async def test_a_second_subscription_comes_back_and_is_cancelled(db: Database) -> None:
    await pay_month(db, await offer_plan(db), 1)
    other = await offer_plan(db, name="plan:u2")
    recorded = await pay_month(db, other, 1, charge_id="other")
    assert recorded.refusal is PlanRefusal.SECOND
    assert recorded.receipt.charge.state is ChargeState.REFUND_DUE
    # Telegram was slow to cancel it.
    later = await pay_month(db, other, 2, charge_id="other2")
    assert later.refusal is PlanRefusal.SECOND
    assert await cancelled(db) == ["other"]
    assert await has(db) == PLAN.credits
    subscription = await owned(db)
    assert (subscription.charge_id, subscription.expires_at) == ("m1", month_end(1))
    await refunds.mark_refunded(db, "other", now=NOW)
    assert subscription.is_running(NOW)
    await assert_clean(db)


async def test_one_link_that_is_paid_twice_begins_one_subscription(db: Database) -> None:
    offer = await offer_plan(db)
    await pay_month(db, offer, 1)
    again = await pay_month(db, offer, 1, charge_id="again")
    assert again.refusal is PlanRefusal.SECOND
    assert await cancelled(db) == ["again"]
    assert (await owned(db)).charge_id == "m1"
    await assert_clean(db)


async def test_after_one_has_lapsed_another_begins(db: Database) -> None:
    await pay_month(db, await offer_plan(db), 1)
    other = await offer_plan(db, name="plan:u2")
    begun = await pay_month(db, other, 1, charge_id="n1", expires_at=month_end(4), now=month_end(3))
    assert begun.refusal is None
    subscription = await owned(db)
    assert (subscription.charge_id, subscription.offer_id) == ("n1", other.id)
    assert await has(db) == 2 * PLAN.credits
    assert await cancelled(db) == []
    await assert_clean(db)


@pytest.mark.parametrize("number", [1, 2])
async def test_a_month_of_somebody_banned_comes_back_and_no_other_follows(
    db: Database, number: int
) -> None:
    offer = await offer_plan(db)
    if number > 1:
        await pay_month(db, offer, 1)
    await ban(db)
    recorded = await pay_month(db, offer, number)
    assert recorded.refusal is PlanRefusal.BANNED
    assert recorded.receipt.charge.state is ChargeState.REFUND_DUE
    assert await cancelled(db) == ["m1"]
    assert await boost_of(db, now=NOW) == 0
    assert await has(db) == (number - 1) * PLAN.credits
    await assert_clean(db)


async def test_what_fits_nothing_comes_back_and_is_cancelled(db: Database) -> None:
    recorded = await pay_month(db, None, 1)
    assert recorded.refusal is PlanRefusal.UNKNOWN
    assert await cancelled(db) == ["m1"]
    assert (await balances(db))["refunds:due"] == 300
    await assert_clean(db)


@pytest.mark.parametrize("by_telegram", [True, False])
@pytest.mark.parametrize("spent", [0, 400])
@pytest.mark.parametrize("which", ["m1", "m2"])
async def test_a_month_given_back_ends_it_and_takes_what_is_left_of_its_credits(
    db: Database, by_telegram: bool, spent: int, which: str
) -> None:
    offer = await offer_plan(db)
    for number in (1, 2):
        await pay_month(db, offer, number)
    if spent:
        await spend(db, await offer_picture(db, stars=spent))
    for _ in range(2):
        if by_telegram:
            await payments.book_refund(db, charge_id=which, user_id=1, stars=300, now=NOW)
            continue
        async with db.write() as session:
            await payments.give_back_within(session, which, now=NOW)
        await assert_clean(db)
        await refunds.mark_refunded(db, which, now=NOW)
    assert not (await owned(db)).is_running(NOW)
    assert await cancelled(db) == ["m1"]
    assert await has(db) == max(0, 2 * PLAN.credits - spent - PLAN.credits)
    stands = await balances(db)
    assert stands["revenue:subscription:stars"] == 300
    assert stands.get("credits:written_off", 0) == -max(0, spent - PLAN.credits)
    # Telegram had taken the next month before it heard of that.
    assert (await pay_month(db, offer, 3)).refusal is PlanRefusal.ENDED
    assert await has(db) == max(0, PLAN.credits - spent)
    await assert_clean(db)


async def test_deleting_everything_cancels_it_and_gives_up_its_credits(db: Database) -> None:
    offer = await offer_plan(db)
    await people.remember(db, 1, language="en", now=NOW)
    await pay_month(db, offer, 1)
    await people.forget_person(db, 1, now=NOW)
    assert await running.of(db, 1) is None
    (cancel,) = await cancels.due(db, now=NOW, limit=9)
    assert (cancel.charge_id, cancel.user_id, cancel.language) == ("m1", 1, "en")
    assert (await balances(db))["credits:forfeited"] == PLAN.credits
    await assert_clean(db)


async def test_a_lapse_is_handed_out_once_after_the_grace(db: Database, rival: Database) -> None:
    offer = await offer_plan(db)
    await pay_month(db, offer, 1)
    almost = month_end(1) + GRACE - timedelta(seconds=1)
    assert await boost_of(db, now=almost) == PLAN.boost_s
    assert await running.take_lapsed(db, now=almost, limit=9) == []
    over = month_end(2)
    assert await boost_of(db, now=over) == 0
    taken = await asyncio.gather(
        *(running.take_lapsed(each, now=over, limit=9) for each in (db, rival, db, rival))
    )
    ((lapse,),) = [each for each in taken if each]
    assert (lapse.user_id, lapse.title, lapse.is_cancelled) == (1, "Dreamer", False)
    await running.give_back(db, lapse)
    assert len(await running.take_lapsed(db, now=over, limit=9)) == 1
    # Telegram has its Stars late: it goes on, and may lapse again.
    assert (await pay_month(db, offer, 2, now=over)).refusal is None
    assert await running.take_lapsed(db, now=over, limit=9) == []
    assert len(await running.take_lapsed(db, now=month_end(3), limit=9)) == 1
    assert await has(db) == 2 * PLAN.credits


async def test_a_renewal_shows_that_it_is_cancelled_no_more(db: Database) -> None:
    offer = await offer_plan(db)
    await pay_month(db, offer, 1)
    assert await running.note_cancelled(db, 1, offer_id=offer.id, is_cancelled=True)
    assert not await running.note_cancelled(db, 1, offer_id="other", is_cancelled=False)
    assert (await owned(db)).is_cancelled
    await pay_month(db, offer, 1)
    assert (await owned(db)).is_cancelled
    await pay_month(db, offer, 2)
    assert not (await owned(db)).is_cancelled


async def test_cancels_are_tried_ever_more_rarely_and_not_for_ever(db: Database) -> None:
    async with db.write() as session:
        for _ in range(2):
            await cancels.add_within(session, "m1", user_id=1, now=NOW)
    assert await cancels.postpone(db, "m1", now=NOW)
    assert await cancels.due(db, now=after(14), limit=9) == []
    assert len(await cancels.due(db, now=after(15), limit=9)) == 1
    assert not await cancels.postpone(db, "m1", now=month_end(2))
    assert await cancels.due(db, now=month_end(9), limit=9) == []
    assert not await cancels.done(db, "m1")
