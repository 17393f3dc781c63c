"""Whoever comes by somebody's link for the first time: both have credits of the first picture."""

from __future__ import annotations

from bot.domain.jobs import JobState
from bot.domain.money.products import Products
from bot.money.giving import Giving
from tests.bot.conversation.credits.shop import answer, assert_right, has, open_shop
from tests.bot.conversation.talk import Talk
from tests.bot.storage.postgres import on_each_database
from tests.pictures import photo_bytes

pytestmark = on_each_database


async def link(talk: Talk) -> str:
    said = (await answer(talk, "/invite"))["text"]
    assert "gets 10 credits when their first picture is there" in said
    _, _, start = said.split()[2].rpartition("?start=")
    assert start == "inv_1"
    return f"/start {start}"


async def test_both_have_credits_once_the_first_picture_is_there(working: Talk) -> None:
    open_shop(working)
    invitation = await link(working)
    await working.other.send(invitation)
    await working.says("You came by an invitation", person=working.other)
    await working.says("Hello.", person=working.other)
    assert (await has(working), await has(working, 2)) == (0, 0)
    await working.other.send("/dream seed=7", photos=[photo_bytes()])
    await working.job(state=JobState.DONE)
    await reward(working)
    await working.says("you came by an invitation: 10 credits are yours", person=working.other)
    await working.says("Somebody whom you invited has their first picture: 10 credits are yours")
    assert (await has(working), await has(working, 2)) == (10, 10)
    await assert_right(working)


async def test_whoever_was_here_came_by_no_invitation(talk: Talk) -> None:
    open_shop(talk)
    invitation = await link(talk)
    await answer(talk, "/start", person=talk.other)
    said = await answer(talk, invitation, person=talk.other)
    assert said["text"].startswith("Hello.")
    assert (await answer(talk, invitation))["text"].startswith("Hello.")


async def test_off_it_says_so_and_a_link_is_a_plain_beginning(talk: Talk) -> None:
    open_shop(talk)
    invitation = await link(talk)
    open_shop(talk, Products())
    assert "There are no invitations here" in (await answer(talk, "/invite"))["text"]
    assert (await answer(talk, invitation, person=talk.other))["text"].startswith("Hello.")


async def reward(talk: Talk) -> None:
    services = talk.services
    giving = Giving(
        db=services.db, bot=talk.chat.app.bot, tiers=services.tiers, clock=services.clock
    )
    for _ in range(2):
        await giving.reward()
