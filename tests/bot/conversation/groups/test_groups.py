"""In a group we answer commands only, and only the asker may press."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Message, Update
from telegram.error import ChatMigrated
from telegram.ext import ExtBot

from bot.domain.orders import Art
from tests.bot.conversation.talk import Talk, from_bot, labels, reconciling
from tests.bot.painters import SlowPainter
from tests.person import Person
from tests.pictures import photo_bytes


async def quiet(talk: Talk) -> None:
    """Nothing was said in the group up to here."""
    await talk.in_group.send("/queue")
    await talk.says("Waiting in all", person=talk.in_group)
    assert len(from_bot(await talk.in_group.messages())) == 1


async def test_photos_and_words_are_left_alone(talk: Talk) -> None:
    await talk.in_group.send("hello everybody")
    await talk.in_group.send(photos=[photo_bytes()])
    await talk.in_group.send("/dream@another_bot", photos=[photo_bytes(5)])
    await talk.in_group.send("/somethingelse")
    await quiet(talk)
    assert await talk.jobs() == []


@pytest.mark.parametrize("kind", ["channel_post", "edited_message", "edited_channel_post"])
async def test_channels_and_edits_are_passed_over_quietly(
    talk: Talk, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    await talk.in_group.send("/queue", photos=[photo_bytes()])
    await talk.says("Waiting in all", person=talk.in_group)
    values = next(one for one in reversed(talk.seen) if one.message).to_dict()
    values["update_id"] += 1000
    values[kind] = values.pop("message") | {"caption": "/dream", "caption_entities": []}
    await talk.replay(Update.de_json(values, talk.chat.app.bot))
    assert await talk.jobs() == []
    assert len(from_bot(await talk.in_group.messages())) == 1
    assert not [one for one in caplog.records if one.levelname in ("WARNING", "ERROR")]


async def test_a_reply_dreams_somebody_elses_photo(talk: Talk) -> None:
    (photo,) = await talk.other_in_group.send(photos=[photo_bytes()])
    me = await talk.chat.app.bot.get_me()
    (asked,) = await talk.in_group.send(f"/dream@{me.username}", reply_to=photo)
    job = await talk.job()
    assert (job.order.photo.message_id, job.user_id, job.chat_id) == (photo, 1, -1001)
    status = await talk.says("In the queue", person=talk.in_group)
    assert status["reply_to"] == asked


async def test_others_get_an_alert_and_change_nothing(talk: Talk) -> None:
    await talk.in_group.send("/dream", photos=[photo_bytes()])
    status = await talk.says("In the queue", person=talk.in_group)
    said = await talk.other_in_group.press(status, "Cancel")
    assert said is not None
    assert "somebody else" in said
    assert (await talk.job()).state.is_open
    assert await talk.in_group.press(status, "Cancel") == "Cancelled."
    assert not (await talk.job()).state.is_open


async def test_a_style_menu_takes_replies_to_it_only(talk: Talk) -> None:
    await talk.in_group.send("/style", photos=[photo_bytes()])
    menu = await talk.says("reply to this with a picture", person=talk.in_group)
    said = await talk.other_in_group.press(menu, "Mosaic")
    assert said is not None
    assert "somebody else" in said
    await talk.in_group.send(photos=[photo_bytes(30)])
    await talk.other_in_group.send(photos=[photo_bytes(40)], reply_to=menu["message_id"])
    (style,) = await talk.in_group.send(photos=[photo_bytes(50)], reply_to=menu["message_id"])
    order = (await talk.job()).order
    assert order.art is Art.STYLE
    assert order.styles[0].picture is not None
    assert order.styles[0].picture.message_id == style


async def test_a_command_without_a_photo_says_how(talk: Talk) -> None:
    await talk.in_group.send("/dream")
    said = await talk.says("Reply to a photo with /dream", person=talk.in_group)
    assert labels(said) == []


async def test_an_album_of_two_works_in_a_group(talk: Talk) -> None:
    photos = [photo_bytes(1), photo_bytes(2)]
    first, second = await talk.in_group.send("/style", photos=photos)
    order = (await talk.job()).order
    assert order.styles[0].picture is not None
    assert (order.photo.message_id, order.styles[0].picture.message_id) == (first, second)


async def test_a_turn_in_a_group_that_moved_is_answered_in_the_new_chat(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The move is noted at once; person 2's chat stands for the new one."""
    await talk.in_group.send("/dream", photos=[photo_bytes()])
    await talk.says("In the queue", person=talk.in_group)
    send = ExtBot.send_message

    async def moved(bot: ExtBot[Any], chat_id: int, *args: Any, **values: Any) -> Message:
        if chat_id == -1001:
            raise ChatMigrated(2)
        return await send(bot, chat_id, *args, **values)

    monkeypatch.setattr(ExtBot, "send_message", moved)
    await talk.in_group.send("/queue")
    await talk.says("went wrong", person=talk.other)
    job = await talk.job()
    assert (job.chat_id, job.status) == (2, None)


async def test_an_upgraded_group_gets_its_picture_and_holds_nobody_up(talk: Talk) -> None:
    """One job waits in the group, another in a private chat; then the group moves."""
    await talk.in_group.send("/dream", photos=[photo_bytes()])
    await talk.says("In the queue", person=talk.in_group)
    await talk.other.send("/dream", photos=[photo_bytes(7)])
    await talk.job(count=2)
    new_chat_id = await talk.in_group.migrate()
    async with (
        Person.at(talk.telegram.site_url, chat_id=new_chat_id, user_id=1) as moved,
        talk.worker(SlowPainter().open),
        # Whoever learns of the move from a refusal puts the job down for the next look.
        reconciling(talk),
    ):
        await talk.result(person=talk.other)
        await talk.result(person=moved)
    assert not [m for m in from_bot(await talk.in_group.messages()) if m["photo"]]
