"""A gift goes by a link to whoever opens it first, and comes back where nobody does."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.delivery.reconciler import Reconciler
from bot.storage.credits.gifts import LIES_FOR
from tests.bot.conversation.credits.shop import answer, assert_right, give, has
from tests.bot.conversation.talk import Talk, labels
from tests.bot.storage.postgres import on_each_database
from tests.person import Message

pytestmark = on_each_database


async def given(talk: Talk) -> tuple[Message, str]:
    """What the giver is told, and what the link makes its opener say."""
    await give(talk, 50)
    await talk.person.send("/gift 20")
    forwarded = (await talk.says("?start=gift_"))["text"]
    told = await talk.says("Put aside: 20 credits.")
    _, _, start = forwarded.rpartition("?start=")
    return told, f"/start {start}"


async def test_whoever_opens_it_first_has_it(talk: Talk) -> None:
    _, link = await given(talk)
    assert await has(talk) == 30
    assert "in gifts that nobody has opened yet" in (await answer(talk, "/balance"))["text"]
    received = await answer(talk, link, person=talk.other)
    assert "20 credits are yours" in received["text"]
    await talk.says("Your gift of 20 credits was opened.")
    assert "is yours already" in (await answer(talk, link, person=talk.other))["text"]
    for update in list(talk.seen):
        await talk.replay(update)
    assert (await has(talk), await has(talk, 2)) == (30, 20)
    assert "a gift to you" in (await answer(talk, "/balance", person=talk.other))["text"]
    await assert_right(talk)


async def test_its_giver_is_told_kindly_and_may_take_it_back(talk: Talk) -> None:
    told, link = await given(talk)
    assert "That is your own gift" in (await answer(talk, link))["text"]
    assert labels(told) == ["Take it back"]
    await talk.person.press(told, "Take it back")
    await talk.says("The gift is yours again: 20 credits.")
    said = await talk.person.press(told, "Take it back")
    assert said is not None
    assert "was opened, or has come back" in said
    late = await answer(talk, link, person=talk.other)
    assert "opened by somebody else, or is over" in late["text"]
    assert (await has(talk), await has(talk, 2)) == (50, 0)
    await assert_right(talk)


async def test_two_links_at_once_are_answered_each(talk: Talk) -> None:
    _, link = await given(talk)
    await asyncio.gather(*(talk.other.send(words) for words in ("/start", link, "/start")))
    await talk.says("20 credits are yours", person=talk.other)
    await talk.says("Hello.", person=talk.other)
    await assert_right(talk)


async def test_what_nobody_opens_comes_back_and_is_told(
    talk: Talk,
) -> None:
    _, link = await given(talk)
    clock = talk.services.clock
    later = Reconciler(
        db=talk.services.db,
        queue=talk.services.queue,
        notifier=talk.services.notifier,
        bot=talk.chat.app.bot,  # type: ignore[arg-type]  # made by make_bot
        settings=talk.settings,
        clock=lambda: clock() + LIES_FOR + timedelta(seconds=1),
    )
    for _ in range(2):
        await later._giving.end_gifts()
    await talk.says("Nobody opened your gift, so it is yours again: 20 credits.")
    assert "is over" in (await answer(talk, link, person=talk.other))["text"]
    assert (await has(talk), await has(talk, 2)) == (50, 0)
    await assert_right(talk)


@pytest.mark.parametrize("words", ["/gift", "/gift 0", "/gift -5", "/gift much", "/gift 1.5"])
async def test_what_is_no_number_is_explained(talk: Talk, words: str) -> None:
    await give(talk, 50)
    assert "Say how many credits" in (await answer(talk, words))["text"]
    assert await has(talk) == 50


async def test_nobody_gives_more_than_they_have(talk: Talk) -> None:
    assert "more credits than there are" in (await answer(talk, "/gift 5"))["text"]
    await assert_right(talk)


async def test_a_link_that_is_none_of_ours_begins_as_usual(talk: Talk) -> None:
    for words in ("/start gift_", "/start gift_<b>", "/start inv_0", "/start whatever"):
        assert (await answer(talk, words))["text"].startswith("Hello.")
    gone = await answer(talk, "/start gift_" + "0" * 24)
    assert "opened by somebody else, or is over" in gone["text"]
