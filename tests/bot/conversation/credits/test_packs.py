"""/balance and packs: one text, an invoice in Stars, credits at once, and back with the Stars."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.money.products import Pack, Products
from bot.storage import payments
from tests.bot.conversation.credits.shop import answer, assert_right, give, has, open_shop
from tests.bot.conversation.money.test_money_found import reconciler_of
from tests.bot.conversation.money.test_pay import charge_state
from tests.bot.conversation.talk import Talk, labels, reconciling
from tests.bot.storage.postgres import on_each_database
from tests.person import Message

pytestmark = on_each_database


async def balance(talk: Talk) -> Message:
    """What /balance says now."""
    return await answer(talk, "/balance")


async def invoiced(talk: Talk) -> Message:
    open_shop(talk)
    await talk.person.press(await balance(talk), "50 credits")
    return await talk.person.wait_for_message(lambda m: m["invoice"])


async def test_without_credits_and_packs_the_balance_is_one_plain_text(talk: Talk) -> None:
    said = await balance(talk)
    assert said["text"].startswith("You have no credits.")
    assert "None" not in said["text"]
    assert "?" not in said["text"]
    assert not said["buttons"]


async def test_the_balance_tells_the_last_entries_with_their_dates(talk: Talk) -> None:
    await give(talk, 1)
    first, *said = (await balance(talk))["text"].splitlines()
    assert first.startswith("You have 1 credit. One credit pays what one Star pays")
    assert said == [
        "",
        "The last of them:",
        "Mar 1, 2026  +1  from whoever runs this bot",
    ]


async def test_a_pack_is_there_at_once(talk: Talk) -> None:
    invoice = await invoiced(talk)
    assert (invoice["invoice"]["total_amount"], invoice["invoice"]["currency"]) == (40, "XTR")
    assert (await talk.person.pay(invoice))["ok"]
    await talk.says("50 credits are yours, for 40 ⭐.")
    assert await has(talk) == 50
    again = await talk.person.pay(invoice)
    assert not again["ok"]
    assert "already paid" in again["error"]
    for update in list(talk.seen):
        await talk.replay(update)
    assert await has(talk) == 50
    assert "+50  bought for Stars" in (await balance(talk))["text"]
    await assert_right(talk)


async def test_of_each_pack_another_one_can_be_bought(talk: Talk) -> None:
    first = await invoiced(talk)
    await talk.person.pay(first)
    await talk.says("50 credits are yours")
    await talk.person.press(await balance(talk), "50 credits")
    second = await talk.person.wait_for_message(
        lambda m: m["invoice"] and m["message_id"] > first["message_id"]
    )
    assert (await talk.person.pay(second))["ok"]
    await talk.person.wait_for_message(
        lambda m: m["message_id"] > second["message_id"] and "are yours" in (m["text"] or "")
    )
    assert await has(talk) == 100
    await assert_right(talk)


async def test_a_pack_that_is_sold_no_more_is_not_paid(talk: Talk) -> None:
    shown = await balance(talk)
    assert not shown["buttons"]
    invoice = await invoiced(talk)
    shown = await balance(talk)
    open_shop(talk, Products(packs=(Pack(credits=50, stars=60),)))
    refused = await talk.person.pay(invoice)
    assert not refused["ok"]
    assert "not sold any more" in refused["error"]
    said = await talk.person.press(shown, "50 credits · 40 ⭐")
    assert said is not None
    assert "not sold any more" in said
    assert labels(await balance(talk)) == ["50 credits · 60 ⭐"]
    await assert_right(talk)


async def test_a_pack_given_back_takes_its_credits(talk: Talk) -> None:
    paid = await talk.person.pay(await invoiced(talk))
    await talk.says("50 credits are yours")
    db = talk.services.db
    async with db.write() as session:
        await payments.give_back_within(session, paid["charge_id"], now=datetime.now(UTC))
    async with reconciling(talk):
        await charge_state(talk, "refunded")
    assert await has(talk) == 0
    assert "gone back with the Stars" in (await balance(talk))["text"]
    await assert_right(talk)


async def test_a_pack_that_nobody_told_us_of_is_found(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoice = await invoiced(talk)
    monkeypatch.setattr(payments, "record_charge", None)
    assert (await talk.person.pay(invoice))["ok"]
    await talk.says("could not book your payment")
    monkeypatch.undo()
    for _ in range(2):
        await reconciler_of(talk).look()
    assert await has(talk) == 50
    await talk.says("50 credits are yours, for 40 ⭐.")
    await assert_right(talk)
