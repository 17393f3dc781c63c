"""Subscriptions: they begin with a link, renew as time passes, and end in several ways."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from telegram import Bot, LabeledPrice, SuccessfulPayment
from telegram.error import BadRequest

from tests.person import Person, RefusedError
from tests.telegrams import answering

MONTH_S = 2_592_000
TERMS: dict[str, Any] = {
    "title": "PREMIUM",
    "description": "Every month",
    "payload": "plan:premium",
    "currency": "XTR",
    "prices": [LabeledPrice("PREMIUM", 300)],
}


async def subscribe(ada: Person, bot: Bot) -> str:
    """Returns: the charge id of the first payment."""
    link = await bot.create_invoice_link(**TERMS, subscription_period=MONTH_S)
    async with answering(bot, ok=True):
        paid = await ada.pay_link(link)
    charge_id: str = paid["charge_id"]
    return charge_id


async def told(bot: Bot) -> list[SuccessfulPayment]:
    """The payments that the bot has not confirmed."""
    updates = await bot.get_updates()
    messages = [update.message for update in updates if update.message]
    return [m.successful_payment for m in messages if m.successful_payment]


async def only(ada: Person) -> dict[str, Any]:
    (subscription,) = (await ada.purse())["subscriptions"]
    found: dict[str, Any] = subscription
    return found


async def test_the_first_payment_begins_a_subscription(ada: Person, bot: Bot) -> None:
    charge_id = await subscribe(ada, bot)
    (payment,) = await told(bot)
    assert (payment.telegram_payment_charge_id, payment.total_amount) == (charge_id, 300)
    assert payment.is_recurring
    assert payment.is_first_recurring
    (message,) = await ada.messages()
    lasts = payment.subscription_expiration_date.timestamp() - message["date"]
    assert lasts == pytest.approx(MONTH_S, abs=2)
    assert (await only(ada))["id"] == charge_id


async def test_months_that_pass_renew_it_each_at_its_time(ada: Person, bot: Bot) -> None:
    first = await subscribe(ada, bot)
    await ada.advance(2 * MONTH_S + 60)
    payments = await told(bot)
    assert [p.invoice_payload for p in payments] == ["plan:premium"] * 3
    assert [bool(p.is_first_recurring) for p in payments] == [True, False, False]
    assert all(p.is_recurring for p in payments)
    assert len({p.telegram_payment_charge_id for p in payments}) == 3
    ends = [p.subscription_expiration_date for p in payments]
    assert ends == [ends[0] + timedelta(seconds=MONTH_S) * month for month in range(3)]
    dates = [message["date"] for message in await ada.messages()]
    assert [b - a for a, b in pairwise(dates)] == [
        pytest.approx(MONTH_S, abs=2),
        MONTH_S,
    ]
    assert await ada.stars() == 100
    transactions = (await bot.get_star_transactions()).transactions
    assert transactions[0].id == first
    periods = [transaction.source.subscription_period for transaction in transactions]
    assert periods == [timedelta(seconds=MONTH_S)] * 3
    assert (await bot.get_my_star_balance()).amount == 900


async def test_it_lapses_when_the_purse_is_too_small(ada: Person, bot: Bot) -> None:
    await subscribe(ada, bot)
    await ada.advance(4 * MONTH_S)
    assert await ada.stars() == 100
    assert len(await told(bot)) == 3
    assert (await only(ada))["ending"] == "too_few_stars"
    await ada.fill_purse(1_000)
    await ada.advance(MONTH_S)
    assert await ada.stars() == 1_100


async def test_a_person_may_cancel_and_think_better_of_it(ada: Person, bot: Bot) -> None:
    charge_id = await subscribe(ada, bot)
    await ada.edit_subscription(charge_id, is_canceled=True)
    await ada.edit_subscription(charge_id, is_canceled=False)
    await ada.advance(MONTH_S)
    assert await ada.stars() == 400
    await ada.edit_subscription(charge_id, is_canceled=True)
    assert (await only(ada))["ending"] is None, "it was paid for"
    await ada.advance(MONTH_S)
    assert await ada.stars() == 400
    assert (await only(ada))["ending"] == "canceled"
    with pytest.raises(RefusedError, match="has ended"):
        await ada.edit_subscription(charge_id, is_canceled=False)


async def test_what_the_bot_canceled_only_both_can_restore(ada: Person, bot: Bot) -> None:
    charge_id = await subscribe(ada, bot)
    assert await bot.edit_user_star_subscription(1, charge_id, is_canceled=True)
    with pytest.raises(RefusedError, match="The bot has canceled"):
        await ada.edit_subscription(charge_id, is_canceled=False)
    assert await bot.edit_user_star_subscription(1, charge_id, is_canceled=False)
    assert (await only(ada))["is_canceled"], "it allows the person to go on, no more"
    await ada.edit_subscription(charge_id, is_canceled=False)
    await ada.advance(MONTH_S)
    assert await ada.stars() == 400


async def test_the_bot_cancels(ada: Person, bot: Bot) -> None:
    charge_id = await subscribe(ada, bot)
    await bot.edit_user_star_subscription(1, charge_id, is_canceled=True)
    await ada.advance(MONTH_S)
    assert await ada.stars() == 700


async def test_the_bot_edits_by_the_first_charge_alone(ada: Person, bot: Bot) -> None:
    charge_id = await subscribe(ada, bot)
    await ada.advance(MONTH_S)
    renewal = (await told(bot))[-1].telegram_payment_charge_id
    for user_id, wrong in ((1, renewal), (1, "made up"), (2, charge_id)):
        with pytest.raises(BadRequest, match="Charge_id_invalid"):
            await bot.edit_user_star_subscription(user_id, wrong, is_canceled=True)


async def test_a_refund_ends_it_at_once(ada: Person, bot: Bot) -> None:
    await subscribe(ada, bot)
    await ada.advance(MONTH_S)
    renewal = (await told(bot))[-1].telegram_payment_charge_id
    before = (await ada.get("/clock"))["now"]
    await bot.refund_star_payment(1, renewal)
    ended = await only(ada)
    assert ended["ending"] == "refunded"
    assert ended["until"] in range(before, (await ada.get("/clock"))["now"] + 1)
    await ada.advance(MONTH_S)
    assert await ada.stars() == 700
    refund = (await bot.get_star_transactions()).transactions[-1]
    assert refund.receiver.subscription_period == timedelta(seconds=MONTH_S)


async def test_one_person_may_subscribe_twice(ada: Person, bot: Bot) -> None:
    assert await subscribe(ada, bot) != await subscribe(ada, bot)
    await ada.advance(MONTH_S)
    assert await ada.stars() == 100, "the second found too few Stars"
    endings = {s["ending"] for s in (await ada.purse())["subscriptions"]}
    assert endings == {None, "too_few_stars"}


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"subscription_period": 86_400}, "Subscription_period_invalid"),
        ({"prices": [LabeledPrice("PREMIUM", 10_001)]}, "Stars_invoice_invalid"),
        ({"currency": "EUR", "provider_token": "1:TEST:a"}, "Subscription_period_invalid"),
    ],
)
async def test_subscriptions_have_rules(bot: Bot, change: dict[str, Any], refusal: str) -> None:
    with pytest.raises(BadRequest, match=refusal):
        await bot.create_invoice_link(**({**TERMS, "subscription_period": MONTH_S} | change))


@pytest.mark.parametrize("seconds", [0, -1, 10**9])
async def test_the_clock_goes_forward_by_a_year_at_most(ada: Person, seconds: int) -> None:
    with pytest.raises(RefusedError, match="a year"):
        await ada.advance(seconds)
