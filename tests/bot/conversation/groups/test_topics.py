"""In a forum everything is said in the topic in which it was asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from telegram.ext import ExtBot

from bot.delivery.outboxes.filmless_albums import FilmlessAlbums
from bot.storage.groups import group_settings
from tests.bot.conversation.arts.live_talk import begin, film, showing
from tests.bot.conversation.talk import Talk, labels
from tests.bot.painters import SlowPainter
from tests.person import Message
from tests.pictures import photo_bytes


@pytest.fixture
async def forum(talk: Talk) -> Talk:
    """A talk whose group has a topic, in which everybody speaks."""
    topic = await talk.in_group.open_topic("Dreams")
    talk.in_group.topic = talk.other_in_group.topic = topic
    return talk


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int | None]]:
    """Every message that is sent anew, and in which topic."""
    found: list[tuple[str, int | None]] = []
    post = ExtBot._do_post

    async def noted(bot: ExtBot[Any], endpoint: str, data: dict[str, Any], **how: Any) -> Any:
        if endpoint.startswith("send"):
            found.append((endpoint, data.get("message_thread_id")))
        return await post(bot, endpoint, data, **how)

    monkeypatch.setattr(ExtBot, "_do_post", noted)
    return found


async def test_all_is_said_in_the_topic_where_it_was_asked(
    forum: Talk, sent: list[tuple[str, int | None]]
) -> None:
    group = forum.in_group
    async with forum.worker(SlowPainter().open):
        await group.send("/dream")
        await forum.says("Reply to a photo", person=group)
        (photo,) = await group.send("/style", photos=[photo_bytes()])
        menu = await forum.says("reply to this with a picture", person=group)
        await group.press(menu, "Mosaic")
        shown = await forum.result(person=group)
        await group.press(shown, "Full size")
        await group.wait_for_message(lambda m: m["document"])
        await group.press(shown, "Make it bigger")
        await group.press(await group.wait_for_message(with_button("700 px")), "700 px")
        await group.wait_for_message(lambda m: m["invoice"])
        await group.send("/dream octaves=x", reply_to=photo)
        await forum.says("octaves", person=group)
        await group.send("/dream live cat")
        await group.wait_for_message(lambda m: m["from_bot"] and "cat" in str(m["caption"]))
    methods = {"sendMessage", "sendPhoto", "sendDocument", "sendInvoice"}
    assert {method for method, _ in sent} >= methods
    assert {topic for _, topic in sent} == {group.topic}


async def test_an_album_without_its_film_is_told_in_its_topic(
    forum: Talk, sent: list[tuple[str, int | None]]
) -> None:
    services = forum.services
    later = timedelta(minutes=1)
    await forum.in_group.send("/video dream", photos=[photo_bytes(1), photo_bytes(2)])
    # In the same chat, so that it comes after the album.
    await forum.in_group.send("/queue")
    await forum.says("Waiting in all", person=forum.in_group)
    sent.clear()
    bot = forum.chat.app.bot
    await FilmlessAlbums(db=services.db, bot=bot, clock=lambda: services.clock() + later).look()
    assert sent == [("sendMessage", forum.in_group.topic)]


async def test_a_picture_whose_message_is_gone_comes_in_its_topic(
    forum: Talk, sent: list[tuple[str, int | None]]
) -> None:
    painter = SlowPainter()
    painter.gate.clear()
    async with forum.worker(painter.open):
        await forum.in_group.send("/dream", photos=[photo_bytes()])
        shown = await forum.says("In the queue", person=forum.in_group)
        await forum.chat.app.bot.delete_message(-1001, shown["message_id"])
        painter.gate.set()
        await forum.result(person=forum.in_group)
    assert sent[-1] == ("sendPhoto", forum.in_group.topic)


@pytest.mark.parametrize("is_deleted", [True, False])
async def test_a_picture_whose_topic_is_closed_or_gone_comes_to_the_forum_at_large(
    forum: Talk, is_deleted: bool
) -> None:
    group, painter = forum.in_group, SlowPainter()
    assert group.topic is not None
    painter.gate.clear()
    async with forum.worker(painter.open):
        await group.send("/dream", photos=[photo_bytes()])
        shown = await forum.says("In the queue", person=group)
        if is_deleted:
            await group.delete_topic(group.topic)
        else:
            await forum.chat.app.bot.delete_message(-1001, shown["message_id"])
            await group.close_topic(group.topic)
        painter.gate.set()
        result = await forum.result(person=group)
    assert result["message_thread_id"] is None


async def test_what_is_asked_where_we_may_not_answer_is_answered_at_large(forum: Talk) -> None:
    """In a closed topic its administrators go on writing."""
    group = forum.in_group
    assert group.topic is not None
    (photo,) = await group.send(photos=[photo_bytes()])
    await group.close_topic(group.topic)
    async with forum.worker(SlowPainter().open):
        await group.send("/dream", reply_to=photo)
        result = await forum.result(person=group)
    assert result["message_thread_id"] is None


async def test_what_is_asked_in_general_is_answered_there(
    forum: Talk, sent: list[tuple[str, int | None]]
) -> None:
    group = forum.in_group
    group.topic = None
    async with forum.worker(SlowPainter().open):
        await group.send("/dream", photos=[photo_bytes()])
        await forum.result(person=group)
    assert {topic for _, topic in sent} == {None}


async def test_a_quiet_forum_gets_its_picture_in_its_topic(forum: Talk) -> None:
    await group_settings.choose(forum.services.db, -1001, is_quiet=True, has_spoiler=True)
    async with forum.worker(SlowPainter().open):
        await forum.in_group.send("/dream", photos=[photo_bytes()])
        result = await forum.result(person=forum.in_group)
    assert (result["message_thread_id"], result["has_spoiler"]) == (forum.in_group.topic, True)


async def test_a_live_dream_whose_message_is_gone_goes_on_in_its_topic(forum: Talk) -> None:
    begun = await begin(forum)
    await forum.chat.app.bot.delete_message(-1001, begun["message_id"])
    async with showing(forum, SlowPainter()):
        shown = await film(forum, "3 s")
    assert shown["message_id"] != begun["message_id"]
    assert shown["message_thread_id"] == forum.in_group.topic


def with_button(words: str) -> Callable[[Message], bool]:
    return lambda m: any(words in label for label in labels(m))
