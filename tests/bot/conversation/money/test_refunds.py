"""Not what I wanted: what was paid goes back, the picture stays, and the books are right."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.domain.jobs import JobState
from bot.domain.ledger import Currency, purse
from bot.domain.payments import ChargeState
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.money import ChargeRow
from tests.bot.conversation.money.test_money_behind_trouble import forge
from tests.bot.conversation.money.test_pay import charge_state, charges, invoiced
from tests.bot.conversation.talk import PAID_BUTTONS, Talk, labels, reconciling
from tests.bot.storage.ledger.books import assert_clean, balances
from tests.bot.storage.money.sales import delivered
from tests.bot.storage.postgres import on_each_database
from tests.person import Message

REASONS = ["It looks poor", "Unlike the small one", "Bought by mistake", "Something else"]
ASKED = "Your 25 ⭐ go back to you, and the picture stays yours."
DONE = "Your 25 ⭐ are on their way back"

pytestmark = on_each_database


async def bought(talk: Talk) -> Message:
    """A paid picture that has come."""
    assert (await talk.person.pay(await invoiced(talk)))["ok"]
    await talk.job(count=2, state=JobState.DONE)
    return await talk.person.wait_for_message(lambda m: labels(m) == PAID_BUTTONS)


async def came(talk: Talk, ago: timedelta) -> None:
    """As if the paid picture had come so long ago."""
    async with talk.services.db.write() as session:
        await session.execute(
            update(JobRow)
            .where(JobRow.charge_id.is_not(None))
            .values(finished_at=talk.services.clock() - ago)
        )


@pytest.mark.parametrize("reason", ["It looks poor", "Bought by mistake"])
async def test_stars_go_back_and_the_picture_stays(working: Talk, reason: str) -> None:
    picture = await bought(working)
    assert "Paid: 25 ⭐." in picture["caption"]
    await working.person.press(picture, "Not what I wanted")
    question = await working.says(ASKED)
    assert labels(question) == [*REASONS, "Never mind"]
    assert question["reply_to"] == picture["message_id"]
    assert await charges(working) == [(25, "paid")]
    await working.person.press(question, reason)
    done = await working.says(DONE)
    assert (done["message_id"], labels(done)) == (question["message_id"], [])
    async with reconciling(working):
        await charge_state(working, "refunded")
    assert working.telegram.backend.payments.balance() == 0
    assert await balances(working.services.db) == {}
    await assert_clean(working.services.db)
    stays = await working.person.message(picture["message_id"])
    assert stays is not None
    assert labels(stays) == PAID_BUTTONS
    said = await working.person.press(picture, "Not what I wanted")
    assert said is not None
    assert "went back already" in said
    await working.person.press(picture, "Full size")
    await working.person.wait_for_message(lambda m: m["document"])


async def test_two_fingers_at_once_and_every_update_told_again_give_back_once(
    working: Talk,
) -> None:
    picture = await bought(working)
    await working.person.press(picture, "Not what I wanted")
    question = await working.says(ASKED)
    await asyncio.gather(*(working.person.press(question, reason) for reason in REASONS))
    await working.says(DONE)
    for told in list(working.seen):
        await working.replay(told)
    async with reconciling(working):
        await charge_state(working, "refunded")
    assert working.telegram.backend.payments.balance() == 0
    await assert_clean(working.services.db)
    async with working.services.db.read() as session:
        kept = await session.scalar(select(ChargeRow.refund_reason))
    assert kept in ("poor", "different", "mistake", "other")


async def test_never_mind_changes_nothing(working: Talk) -> None:
    picture = await bought(working)
    await working.person.press(picture, "Not what I wanted")
    question = await working.says(ASKED)
    assert await working.person.press(question, "Never mind") == "Nothing changes."
    await working.person.wait_for(
        lambda messages: all(m["message_id"] != question["message_id"] for m in messages)
    )
    assert await charges(working) == [(25, "paid")]


async def test_a_day_later_it_says_who_can_still_help(working: Talk) -> None:
    picture = await bought(working)
    await came(working, timedelta(hours=24, seconds=1))
    said = await working.person.press(picture, "Not what I wanted")
    assert said == (
        "It came more than 24 hours ago, and this button gives back until then. "
        "A person can still look at it: /paysupport"
    )
    await working.person.send("/refund")
    await working.says("Nothing of the last 24 hours is left to give back.")
    assert await charges(working) == [(25, "paid")]


async def test_more_than_a_person_gives_back_in_a_month_is_told_plainly(working: Talk) -> None:
    db = working.services.db
    now = working.services.clock()
    for number in range(3):
        await delivered(db, f"earlier {number}", now=now)
    async with db.write() as session:
        await session.execute(update(ChargeRow).values(refund_reason="other"))
    await working.person.send("/refund")
    listed = await working.says("Which one is not what you wanted?")
    assert len(labels(listed)) == 3
    assert await working.person.press(listed, "Dream, ") == (
        "3 pictures in 30 days is as much as this button gives back to one person. "
        "A person can still look at it: /paysupport"
    )


async def test_refund_lists_what_can_go_back_and_gives_it_back(working: Talk) -> None:
    await working.person.send("/refund")
    said = await working.says("is left to give back")
    assert "for 3 pictures in 30 days" in said["text"]
    await bought(working)
    await delivered(working.services.db, "of another", user_id=2, now=working.services.clock())
    await working.person.send("/refund")
    listed = await working.says("Which one is not what you wanted?")
    (label,) = labels(listed)
    assert label.startswith("Dream, ")
    assert label.endswith(" UTC · 25 ⭐")
    await working.person.press(listed, "Dream, ")
    await working.person.press(await working.says(ASKED), "Something else")
    await working.says(DONE)
    assert sorted(await charges(working)) == [(25, "refund_due"), (75, "paid")]


async def test_credits_are_back_at_once(working: Talk) -> None:
    db = working.services.db
    await delivered(db, "credits:1", currency=Currency.CREDITS, now=working.services.clock())
    await working.person.send("/refund")
    listed = await working.says("Which one is not what you wanted?")
    await working.person.press(listed, "75 credits")
    await working.person.press(await working.says("Your 75 credits go back to you"), "Something")
    await working.says("You have your 75 credits again, and the picture stays yours.")
    assert (await balances(db))[purse(1, Currency.CREDITS).name] == 75
    await assert_clean(db)


async def test_in_a_group_it_is_the_payers_alone(working: Talk) -> None:
    invoice = await invoiced(working, person=working.in_group)
    assert (await working.in_group.pay(invoice))["ok"]
    picture = await working.in_group.wait_for_message(lambda m: labels(m) == PAID_BUTTONS)
    await working.job(count=2, state=JobState.DONE)

    async def tries(message: Message, word: str) -> None:
        said = await working.other_in_group.press(message, word)
        assert said is not None
        assert "belongs to somebody else" in said

    await tries(picture, "Not what I wanted")
    await working.in_group.press(picture, "Not what I wanted")
    question = await working.says(ASKED, person=working.in_group)
    await tries(question, "It looks poor")
    await tries(question, "Never mind")
    assert await charges(working) == [(25, "paid")]
    await working.in_group.press(question, "It looks poor")
    await working.says(DONE, person=working.in_group)


@pytest.mark.parametrize("data", ["give_back:{job}:because", "give_back:{job}", "dislike:nothing"])
async def test_a_made_up_press_gives_nothing_back(working: Talk, data: str) -> None:
    picture = await bought(working)
    paid = await working.job(count=2)
    forge(working, picture, data.format(job=paid.id))
    await working.settled()
    assert await charges(working) == [(25, "paid")]


async def test_telling_of_a_refund_delays_no_other(working: Talk) -> None:
    """Telegram takes no word from us for minutes; Stars go back all the same."""
    picture = await bought(working)
    await working.person.press(picture, "Not what I wanted")
    question = await working.says(ASKED)
    await working.person.order_fault("slow", method="editMessageText", delay_s=600)
    await working.person.order_fault("slow", method="sendMessage", delay_s=600)
    press = asyncio.create_task(working.person.press(question, "Something else"))
    async with reconciling(working):
        await charge_state(working, ChargeState.REFUNDED)
    await working.person.clear_faults()
    press.cancel()
    await asyncio.wait([press])
    assert working.telegram.backend.payments.balance() == 0
    await assert_clean(working.services.db)


@pytest.mark.parametrize("command", ["/terms", "/paysupport"])
async def test_the_terms_say_what_goes_back(working: Talk, command: str) -> None:
    await working.person.send(command)
    said = await working.says("/refund")
    assert "for 24 hours after it came" in said["text"].replace("For", "for")
