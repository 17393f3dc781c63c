"""A subscription in the chat: bought, renewed, stopped, lapsed, banned, given back, told twice."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from babel.dates import format_date
from telegram import Update

from bot.app import make_gate
from bot.domain.money.products import Products
from bot.domain.money.subscriptions import GRACE, PERIOD
from bot.domain.payments import PaymentKeys, StarPayment
from bot.money.crediting import Till, credit
from bot.storage import payments, people
from bot.storage.bans import Ban, ban_within
from bot.storage.subscriptions import cancels, months, running
from bot.transport.client import Client
from bot.transport.inbox import Inbox
from tests.bot.conversation.credits.shop import answer, assert_right, has, open_shop
from tests.bot.conversation.money.test_money_found import reconciler_of
from tests.bot.conversation.money.test_pay import charges
from tests.bot.conversation.subscriptions.club import (
    MONTH_S,
    SOLD,
    at_telegram,
    dearer,
    link_of,
    offered,
    renewed,
    subscribed,
    subscribers_of,
)
from tests.bot.conversation.talk import Talk, labels
from tests.bot.running import WITHIN_S
from tests.bot.storage.postgres import on_each_database
from tests.bot.storage.subscriptions.plans import PLAN, boost_of

pytestmark = on_each_database


async def test_it_is_off_unless_the_file_of_tiers_has_it(talk: Talk) -> None:
    assert "There is no subscription here" in (await answer(talk, "/subscribe"))["text"]
    assert not (await answer(talk, "/balance"))["buttons"]


async def test_bought_renewed_and_told_again(talk: Talk) -> None:
    open_shop(talk, SOLD)
    shown = await answer(talk, "/balance")
    assert labels(shown) == ["Dreamer · 300 ⭐ a month"]
    await talk.person.press(shown, "a month")
    offer = await talk.says("each month for 300 ⭐")
    assert labels(offer) == ["Subscribe for 300 ⭐ a month"]
    assert (await talk.person.pay_link(link_of(offer)))["ok"]
    begun = await talk.says("Dreamer is yours: 350 credits now and each month")
    assert "unless you stop it" in begun["text"]
    await renewed(talk, months=2)
    assert await talk.person.stars() == 100
    for update in list(talk.seen):
        if update.message is not None and update.message.successful_payment:
            await talk.replay(update)
    assert await has(talk) == 3 * PLAN.credits
    said = await answer(talk, "/balance")
    expires_at = datetime.now(UTC) + 3 * PERIOD
    until = (expires_at.date(), (expires_at - timedelta(minutes=5)).date())
    days = [format_date(day, locale="en") for day in until]
    assert any(f"Dreamer: on {day} the next month" in said["text"] for day in days)
    assert said["text"].count("from your subscription") == 3
    assert labels(said) == ["Stop the subscription"]
    await assert_right(talk)


async def test_a_second_one_is_refused_before_it_costs_anything(talk: Talk) -> None:
    first, second = await offered(talk), await offered(talk)
    assert (await talk.person.pay_link(link_of(first)))["ok"]
    await talk.says("now and each month")
    for link in (link_of(first), link_of(second)):
        refused = await talk.person.pay_link(link)
        assert not refused["ok"]
        assert "Nothing was taken" in refused["error"]
    assert labels(await answer(talk, "/subscribe")) == ["Stop the subscription"]
    await assert_right(talk)


async def test_an_offer_of_another_price_or_person_is_not_paid(talk: Talk) -> None:
    link = link_of(await offered(talk))
    refused = await talk.other.pay_link(link)
    assert "belongs to somebody else" in refused["error"]
    open_shop(talk, dearer())
    refused = await talk.person.pay_link(link)
    assert "not sold any more, or not like this" in refused["error"]
    assert await charges(talk) == []


async def test_whoever_has_one_keeps_it_as_it_was_sold(talk: Talk) -> None:
    await subscribed(talk)
    open_shop(talk, Products())
    await renewed(talk)
    assert "for 300 ⭐" in (await answer(talk, "/balance"))["text"]
    await assert_right(talk)


async def test_stopped_and_turned_on_again(talk: Talk) -> None:
    charge_id = await subscribed(talk)
    await renewed(talk)
    shown = await answer(talk, "/balance")
    await talk.person.press(shown, "Stop the subscription")
    first = await talk.says("Stopped: nothing more is taken")
    await talk.person.press(shown, "Stop the subscription")
    stopped = await talk.person.wait_for_message(
        lambda m: m["message_id"] > first["message_id"] and m["text"] == first["text"]
    )
    assert (await at_telegram(talk))["is_canceled"]
    said = await answer(talk, "/balance")
    assert "and ends then" in said["text"]
    assert labels(said) == ["Turn the subscription on again"]
    await talk.person.press(stopped, "Turn the subscription on again")
    await talk.says("Turn it on at Telegram now")
    await talk.person.edit_subscription(charge_id, is_canceled=False)
    await renewed(talk)
    assert labels(await answer(talk, "/balance")) == ["Stop the subscription"]
    await assert_right(talk)


async def test_stopped_it_ends_and_that_is_told_once(talk: Talk) -> None:
    await subscribed(talk)
    shown = await answer(talk, "/balance")
    await talk.person.press(shown, "Stop the subscription")
    await talk.says("Stopped")
    await talk.person.advance(MONTH_S + 60)
    over = PERIOD + GRACE + timedelta(minutes=5)
    assert await boost_of(talk.services.db, now=datetime.now(UTC)) == PLAN.boost_s
    for _ in range(2):
        await subscribers_of(talk, later=PERIOD).tell_lapsed()
        await subscribers_of(talk, later=over).tell_lapsed()
    told = [m for m in await talk.person.messages() if "as you wished" in (m["text"] or "")]
    assert len(told) == 1
    later = datetime.now(UTC) + over
    assert await boost_of(talk.services.db, now=later) == 0
    assert await has(talk) == PLAN.credits
    assert await charges(talk) == [(300, "paid")]
    await assert_right(talk)


async def test_too_few_stars_let_it_lapse_and_it_can_begin_again(talk: Talk) -> None:
    await subscribed(talk)
    await renewed(talk, months=2)
    await talk.person.advance(MONTH_S + 60)
    assert (await at_telegram(talk))["ending"] == "too_few_stars"
    over = 3 * PERIOD + GRACE + timedelta(minutes=5)
    await talk.person.order_fault("500", method="sendMessage", times=1)
    for _ in range(3):
        await subscribers_of(talk, later=over).tell_lapsed()
    told = [m for m in await talk.person.messages() if "got no Stars for" in (m["text"] or "")]
    assert len(told) == 1
    assert await has(talk) == 3 * PLAN.credits
    await assert_right(talk)


async def test_a_renewal_of_somebody_banned_comes_back_and_is_the_last(talk: Talk) -> None:
    await subscribed(talk)
    shut_out = Ban(user_id=1, reason="", operator_id=9, created_at=datetime.now(UTC))
    async with talk.services.db.write() as session:
        await ban_within(session, shut_out)
    await talk.person.advance(MONTH_S)
    await talk.says("I do not work for you any more")
    await talk.person.order_fault("500", method="editUserStarSubscription", times=1)
    await subscribers_of(talk).cancel_due()
    assert not (await at_telegram(talk))["is_canceled"]
    for _ in range(2):
        await subscribers_of(talk, later=timedelta(minutes=1)).cancel_due()
    assert (await at_telegram(talk))["is_canceled"]
    await reconciler_of(talk).look()
    assert sorted(await charges(talk)) == [(300, "paid"), (300, "refunded")]
    await talk.person.advance(2 * MONTH_S)
    assert len(await charges(talk)) == 2
    await assert_right(talk)


async def test_somebody_banned_cannot_begin_one(talk: Talk) -> None:
    link = link_of(await offered(talk))
    shut_out = Ban(user_id=1, reason="", operator_id=9, created_at=datetime.now(UTC))
    async with talk.services.db.write() as session:
        await ban_within(session, shut_out)
    refused = await talk.person.pay_link(link)
    assert "I take no payments from you" in refused["error"]


@pytest.mark.parametrize("by_us", [True, False])
async def test_given_back_it_ends_with_its_month_s_credits(talk: Talk, by_us: bool) -> None:
    charge_id = await subscribed(talk)
    db = talk.services.db
    if by_us:
        async with db.write() as session:
            await payments.give_back_within(session, charge_id, now=datetime.now(UTC))
        await reconciler_of(talk).look()
    else:
        await talk.chat.app.bot.refund_star_payment(1, charge_id)
    await talk.settled()
    # The refund's own update has a lane of its own.
    await reconciler_of(talk).look()
    assert await charges(talk) == [(300, "refunded")]
    assert await has(talk) == 0
    assert await talk.person.stars() == 1000
    assert (await at_telegram(talk))["ending"] == "refunded"
    assert await cancels.due(db, now=datetime.now(UTC) + PERIOD, limit=9) == []
    said = await answer(talk, "/balance")
    assert labels(said) == ["Dreamer · 300 ⭐ a month"]
    await assert_right(talk)


async def test_months_that_nobody_told_us_of_are_found(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = link_of(await offered(talk))
    monkeypatch.setattr(months, "record", None)
    assert (await talk.person.pay_link(link))["ok"]
    await talk.says("could not book your payment")
    await talk.person.advance(MONTH_S)
    await talk.settled()
    monkeypatch.undo()
    for _ in range(2):
        await reconciler_of(talk).look()
    assert await has(talk) == 2 * PLAN.credits
    subscription = await running.of(talk.services.db, 1)
    assert subscription is not None
    assert subscription.charge_id == (await at_telegram(talk))["id"]
    await assert_right(talk)


async def test_deleting_everything_stops_it_and_says_so(talk: Talk) -> None:
    await answer(talk, "/start")
    await subscribed(talk)
    await people.forget_person(talk.services.db, 1, now=datetime.now(UTC))
    for _ in range(2):
        await subscribers_of(talk).cancel_due()
    said = [m for m in await talk.person.messages() if "I have stopped your" in (m["text"] or "")]
    assert len(said) == 1
    assert (await at_telegram(talk))["is_canceled"]
    await assert_right(talk)


async def test_what_telegram_does_not_do_is_told_with_where_it_can_be_done(talk: Talk) -> None:
    await subscribed(talk)
    shown = await answer(talk, "/balance")
    await talk.person.order_fault("400", method="editUserStarSubscription", times=1)
    said = await talk.person.press(shown, "Stop the subscription")
    assert said is not None
    assert "Settings, My Stars" in said
    assert labels(await answer(talk, "/balance")) == ["Stop the subscription"]


@pytest.mark.parametrize(("is_first", "state"), [(False, "paid"), (True, "refund_due")])
async def test_a_renewal_outlives_the_key_that_its_invoice_was_signed_by(
    talk: Talk, is_first: bool, state: str
) -> None:
    await subscribed(talk)
    services, now = talk.services, datetime.now(UTC)
    till = Till(
        db=services.db,
        estimates=services.queue.estimates,
        tiers=services.tiers,
        payment_keys=PaymentKeys(own=[b"another"], former=b"another"),
        clock=services.clock,
    )
    payment = StarPayment(
        charge_id="next",
        payload=payload_of(talk),
        user_id=1,
        stars=PLAN.stars,
        at=now,
        expires_at=now + 2 * PERIOD,
        is_first=is_first,
    )
    credited = await credit(till, payment, language="en")
    assert credited.receipt.charge.state == state
    await assert_right(talk)


def payload_of(talk: Talk) -> str:
    """What the one payment so far was for."""
    (payment,) = [
        update.message.successful_payment
        for update in talk.seen
        if update.message is not None and update.message.successful_payment
    ]
    return payment.invoice_payload


@pytest.mark.parametrize("is_known", [True, False])
async def test_telegram_s_word_of_a_change_counts(talk: Talk, is_known: bool) -> None:
    await subscribed(talk)
    payload = payload_of(talk) if is_known else "made.up"
    for number, (state, words) in enumerate(
        (
            ("failed", "Stop the subscription"),
            ("canceled", "Turn the subscription on again"),
            ("active", "Stop the subscription"),
        )
    ):
        # Newer than the local Telegram, which knows what was written down.
        change = {"user": {"id": 1}, "invoice_payload": payload, "state": state}
        await told(talk, {"update_id": 10**6 + number, "subscription": change})
        expected = words if is_known else "Stop the subscription"
        assert labels(await answer(talk, "/balance")) == [expected]


@pytest.mark.parametrize("change", [None, [], {"state": "canceled"}, {"user": 1}])
async def test_a_change_that_cannot_be_read_changes_nothing(talk: Talk, change: Any) -> None:
    await subscribed(talk)
    await told(talk, {"update_id": 10**6, "subscription": change})
    assert labels(await answer(talk, "/balance")) == ["Stop the subscription"]


async def told(talk: Talk, payload: dict[str, Any]) -> None:
    """As Telegram tells it, to a bot that bars those who are too fast."""
    bot = cast(Client, talk.chat.app.bot)
    settings = talk.settings.model_copy(update={"person_updates_per_minute": 1})
    gate = make_gate(settings, talk.services.db, bot)
    is_done = asyncio.Event()

    async def process(update: Update) -> None:
        await talk.process(update)
        is_done.set()

    inbox = Inbox(talk.services.db, process, bot, gate=gate)
    assert await inbox.accept([payload]) == 1
    async with asyncio.timeout(WITHIN_S):
        await is_done.wait()
    await inbox.drain(within_s=WITHIN_S)


async def test_a_server_that_refuses_the_newer_updates_is_asked_without_them(talk: Talk) -> None:
    queue = talk.telegram.backend.updates
    await talk.settled()
    assert "subscription" in queue.allowed
    await talk.person.order_fault("400", method="getUpdates", times=1)
    await talk.settled()
    assert "subscription" not in queue.allowed
    assert "message" in queue.allowed
    await talk.person.order_fault("400", method="getUpdates", times=1)
    await talk.settled()
    assert "subscription" not in queue.allowed
