"""What one person asks for in a group they see alone, where Telegram can; else as before."""

from __future__ import annotations

from typing import Any

import pytest
from telegram.ext import ExtBot

from bot.domain.jobs import JobState
from bot.storage.groups.group_settings import settings_of
from tests.bot.conversation.talk import Talk, from_bot, labels
from tests.bot.painters import SlowPainter
from tests.pictures import photo_bytes

GROUP = -1001


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The methods by which somebody was to be told alone."""
    found: list[str] = []
    post = ExtBot._do_post

    async def noted(bot: ExtBot[Any], endpoint: str, data: dict[str, Any], **how: Any) -> Any:
        if "ephemeral_message_parameters" in data:
            found.append(endpoint)
        return await post(bot, endpoint, data, **how)

    monkeypatch.setattr(ExtBot, "_do_post", noted)
    return found


async def ask_twice(talk: Talk) -> list[dict[str, Any]]:
    """What two questions brought."""
    for count in (1, 2):
        await talk.in_group.send("/queue")
        await talk.in_group.wait_for(lambda messages, n=count: len(from_bot(messages)) == n)
    return from_bot(await talk.in_group.messages())


async def test_a_server_that_knows_no_such_messages_is_tried_once(
    talk: Talk, tried: list[str]
) -> None:
    answers = await ask_twice(talk)
    assert [one["only_for"] for one in answers] == [None, None]
    assert tried == ["sendMessage"]


async def test_where_it_is_refused_all_hear_it_as_before(talk: Talk, tried: list[str]) -> None:
    await talk.in_group.allow_ephemeral(is_allowed=False)
    answers = await ask_twice(talk)
    assert [one["only_for"] for one in answers] == [None, None]
    assert tried == ["sendMessage"]


async def test_questions_prices_and_refusals_are_seen_by_one_alone(talk: Talk) -> None:
    await talk.in_group.allow_ephemeral(is_allowed=True)
    for words in ("/queue", "/premium", "/balance", "/language", "/dream octaves=x"):
        (asked,) = await talk.other_in_group.send(words)
        told = await talk.in_group.wait_for_message(
            lambda m, asked=asked: m["from_bot"] and m["message_id"] > asked
        )
        assert told["only_for"] == 2, words
    # In private nothing is different.
    await talk.person.send("/queue")
    assert (await talk.says("Waiting in all"))["only_for"] is None


async def test_a_menu_of_settings_that_one_alone_sees_is_pressed_edited_and_put_away(
    talk: Talk,
) -> None:
    await talk.in_group.allow_ephemeral(is_allowed=True)
    await talk.in_group.send("/settings")
    menu = await talk.says("Press what you want to change", person=talk.in_group)
    assert menu["only_for"] == 1
    await talk.in_group.press(menu, "Veil pictures")
    menu = await talk.says("veiled until you tap", person=talk.in_group)
    assert menu["only_for"] == 1
    assert (await settings_of(talk.services.db, GROUP)).has_spoiler
    await talk.in_group.press(menu, "Done")
    assert await talk.in_group.message(menu["message_id"]) is None


async def test_prices_under_a_result_are_seen_by_one_alone_and_lead_to_the_invoice(
    talk: Talk,
) -> None:
    await talk.in_group.allow_ephemeral(is_allowed=True)
    async with talk.worker(SlowPainter().open):
        await talk.in_group.send("/dream", photos=[photo_bytes()])
        result = await talk.result(person=talk.in_group)
        assert result["only_for"] is None
        await talk.job(state=JobState.DONE)
        await talk.in_group.press(result, "Make it bigger")
        offer = await talk.in_group.wait_for_message(
            lambda m: any("700 px" in label for label in labels(m))
        )
        assert offer["only_for"] == 1
        more = next(label for label in labels(offer) if label.startswith("+"))
        await talk.in_group.press(offer, more)
        await talk.in_group.wait_for_message(
            lambda m: m["message_id"] == offer["message_id"] and labels(m) != labels(offer)
        )
        await talk.in_group.press(offer, "700 px")
        await talk.in_group.wait_for_message(lambda m: m["invoice"])
