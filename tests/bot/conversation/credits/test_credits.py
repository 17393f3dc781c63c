"""Pay with credits: beside Stars, by one press, once, and told in credits."""

from __future__ import annotations

import asyncio

from bot.domain.jobs import JobState
from engine.errors import NotFiniteError
from tests.bot.conversation.credits.shop import assert_right, give, has, offered
from tests.bot.conversation.money.test_pay import charge_state
from tests.bot.conversation.talk import PAID_BUTTONS, Talk, change_tier, labels
from tests.bot.painters import SlowPainter
from tests.bot.storage.postgres import on_each_database
from tests.person import button

pytestmark = on_each_database


async def test_without_credits_there_are_stars_alone(working: Talk) -> None:
    offer = await offered(working)
    assert not any("credits" in label for label in labels(offer))
    assert "credits" not in offer["text"]


async def test_where_there_are_enough_they_stand_beside_the_stars(working: Talk) -> None:
    await give(working, 50)
    offer = await offered(working)
    assert labels(offer) == [
        "Premium · 700 px · 25 ⭐",
        "Premium · pay with 25 credits",
        "HD · 1200 px · 100 steps · 25 ⭐",
        "− Steps",  # noqa: RUF001
        "+ Steps",
        "HD · pay with 25 credits",
    ]
    assert "Or pay at once with credits: you have 50." in offer["text"]
    await working.person.press(offer, "+ Steps")
    offer = await working.person.wait_for_message(lambda m: "HD · pay with 47 credits" in labels(m))
    await working.person.press(offer, "+ Steps")
    offer = await working.person.wait_for_message(
        lambda m: "HD · 1200 px · 600 steps · 81 ⭐" in labels(m)
    )
    assert labels(offer)[-1] == "+ Steps"
    assert labels(offer)[1] == "Premium · pay with 25 credits"


async def test_one_press_pays_and_the_picture_comes(working: Talk) -> None:
    await give(working, 30)
    offer = await offered(working)
    said = await working.person.press(offer, "Premium · pay with 25 credits")
    assert said is None or "25 credits" in said
    job = await working.job(count=2, state=JobState.DONE)
    assert (job.tier, job.order.options.size_px) == ("premium", 700)
    await working.person.wait_for_message(lambda m: labels(m) == PAID_BUTTONS)
    assert await has(working) == 5
    for update in list(working.seen):
        await working.replay(update)
    assert (len(await working.jobs()), await has(working)) == (2, 5)
    await assert_right(working)


async def test_pressed_twice_and_paid_in_stars_too_it_is_paid_once(talk: Talk) -> None:
    await give(talk, 90)
    painter = SlowPainter()
    async with talk.worker(painter.open):
        offer = await offered(talk)
        await talk.person.press(offer, "700 px")
        invoice = await talk.person.wait_for_message(lambda m: m["invoice"])
        painter.gate.clear()
        await asyncio.gather(
            *(talk.person.press(offer, "Premium · pay with 25 credits") for _ in range(3))
        )
        await talk.settled()
        assert len(await talk.jobs()) == 2
        refused = await talk.person.pay(invoice)
        assert not refused["ok"]
        assert "already paid" in refused["error"]
        painter.gate.set()
        await talk.job(count=2, state=JobState.DONE)
    assert await has(talk) == 65
    await assert_right(talk)


async def test_paid_in_stars_it_takes_no_credits(working: Talk) -> None:
    await give(working, 90)
    offer = await offered(working)
    await working.person.press(offer, "700 px")
    invoice = await working.person.wait_for_message(lambda m: m["invoice"])
    assert (await working.person.pay(invoice))["ok"]
    await working.job(count=2, state=JobState.DONE)
    await working.person.press(offer, "Premium · pay with 25 credits")
    await working.settled()
    assert await has(working) == 90
    await assert_right(working)


async def test_credits_that_are_gone_by_now_are_told_of(working: Talk) -> None:
    await give(working, 25)
    offer = await offered(working)
    await working.person.press(offer, "Premium · pay with 25 credits")
    await working.job(count=2, state=JobState.DONE)
    hd = button(offer, "+ Steps")["data"].replace("steps:", "credits:").rsplit(":", 1)[0]
    said = await working.person.press_data(offer["message_id"], f"{hd}:100:25")
    assert said == "That costs more credits than there are. /balance shows them."
    assert len(await working.jobs()) == 2
    await assert_right(working)


async def test_another_price_by_now_takes_nothing(working: Talk) -> None:
    await give(working, 50)
    offer = await offered(working)
    change_tier(working, "premium", least_stars=30, most_stars=30)
    said = await working.person.press(offer, "Premium · pay with 25 credits")
    assert said is not None
    assert "The price has changed" in said
    assert await has(working) == 50


async def test_a_cancelled_picture_gives_its_credits_back_at_once(talk: Talk) -> None:
    await give(talk, 25)
    painter = SlowPainter()
    async with talk.worker(painter.open):
        offer = await offered(talk)
        painter.gate.clear()
        await talk.person.press(offer, "Premium · pay with 25 credits")
        status = await talk.person.wait_for_message(lambda m: labels(m) == ["Cancel"])
        await talk.person.send("/balance")
        await talk.says("Besides: 25 credits for what is being made.")
        await talk.person.press(status, "Cancel")
        await talk.says("Cancelled. Your 25 credits are back.")
        painter.gate.set()
    assert await has(talk) == 25
    await charge_state(talk, "refunded")
    await assert_right(talk)


async def test_a_failed_picture_gives_its_credits_back_at_once(talk: Talk) -> None:
    await give(talk, 25)
    painter = SlowPainter()
    async with talk.worker(painter.open):
        offer = await offered(talk)
        painter.errors.append(NotFiniteError("as the test wants it"))
        await talk.person.press(offer, "Premium · pay with 25 credits")
        await talk.says("Your 25 credits are back.")
    assert await has(talk) == 25
    await assert_right(talk)
