"""In a forum everything is said in the topic in which it was asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from telegram import Update
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.delivery.outboxes.filmless_albums import FilmlessAlbums
from tests.bot.conversation.talk import Talk, labels
from tests.bot.painters import SlowPainter
from tests.person import Message
from tests.pictures import photo_bytes

TOPIC = 77


def in_topic(told: dict[str, Any]) -> dict[str, Any]:
    """A message, and what it answers, as a forum has them."""
    answered = told.get("reply_to_message")
    more = {"reply_to_message": in_topic(answered)} if answered else {}
    return {**told, **more, "message_thread_id": TOPIC, "is_topic_message": True}


def as_in_forum(update: Update, talk: Talk) -> Update:
    values = update.to_dict()
    if "message" in values:
        values["message"] = in_topic(values["message"])
    if "callback_query" in values:
        query = values["callback_query"]
        query["message"] = in_topic(query["message"])
    return Update.de_json(values, talk.chat.app.bot)


@pytest.fixture
def forum(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> Talk:
    """A talk whose every update comes from a topic; the local Telegram itself has none."""
    process = talk.chat.process

    async def process_in_topic(update: Update) -> None:
        await process(as_in_forum(update, talk))

    monkeypatch.setattr(talk.chat, "process", process_in_topic)
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
    assert {topic for _, topic in sent} == {TOPIC}


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
    assert sent == [("sendMessage", TOPIC)]


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
    assert sent[-1] == ("sendPhoto", TOPIC)


async def test_a_picture_whose_topic_was_deleted_comes_to_the_forum(
    forum: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    post, painter = ExtBot._do_post, SlowPainter()
    painter.gate.clear()

    async def deleted(bot: ExtBot[Any], endpoint: str, data: dict[str, Any], **how: Any) -> Any:
        if data.get("message_thread_id") == TOPIC:
            raise BadRequest("Message thread not found")
        return await post(bot, endpoint, data, **how)

    async with forum.worker(painter.open):
        await forum.in_group.send("/dream", photos=[photo_bytes()])
        shown = await forum.says("In the queue", person=forum.in_group)
        monkeypatch.setattr(ExtBot, "_do_post", deleted)
        await forum.chat.app.bot.delete_message(-1001, shown["message_id"])
        painter.gate.set()
        await forum.result(person=forum.in_group)


def with_button(words: str) -> Callable[[Message], bool]:
    return lambda m: any(words in label for label in labels(m))
