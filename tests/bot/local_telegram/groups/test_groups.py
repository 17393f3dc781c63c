"""What a group has on Telegram: topics, reactions, spoilers, administrators, a title."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden

from bot.local_telegram.server import LocalTelegram
from tests.person import Person, RefusedError
from tests.pictures import photo_bytes


@pytest.fixture
async def group(telegram: LocalTelegram, ada: Person) -> AsyncIterator[Person]:
    """Person 1 in the group."""
    async with Person.at(telegram.site_url, chat_id=-1001, user_id=1) as person:
        yield person


async def test_what_is_said_in_a_topic_is_answered_in_it(bot: Bot, group: Person) -> None:
    topic = await group.open_topic("Dreams")
    (begun,) = await bot.get_updates(timeout=1)
    assert begun.message is not None
    assert begun.message.forum_topic_created is not None
    assert begun.message.chat.is_forum
    (said,) = await group.send("hello", topic=topic)
    (update,) = await bot.get_updates(offset=begun.update_id + 1, timeout=1)
    assert update.message is not None
    assert (update.message.message_thread_id, update.message.is_topic_message) == (topic, True)
    named = await bot.send_message(-1001, "here", message_thread_id=topic)
    answered = await bot.send_message(-1001, "here", reply_to_message_id=said)
    at_large = await bot.send_message(-1001, "there")
    threads = [one.message_thread_id for one in (named, answered, at_large)]
    assert threads == [topic, topic, None]
    shown = {m["text"]: m["topic"] for m in await group.messages()}
    assert (shown["here"], shown["there"]) == ("Dreams", None)


async def test_a_closed_or_deleted_topic_is_refused(bot: Bot, group: Person) -> None:
    topic = await group.open_topic("Dreams")
    (said,) = await group.send("hello", topic=topic)
    await group.close_topic(topic)
    for where in ({"message_thread_id": topic}, {"reply_to_message_id": said}):
        with pytest.raises(BadRequest, match="Topic_closed"):
            await bot.send_message(-1001, "x", **where)  # type: ignore[arg-type]  # either of two
    await group.close_topic(topic, is_closed=False)
    await bot.send_message(-1001, "x", message_thread_id=topic)
    await group.delete_topic(topic)
    with pytest.raises(BadRequest, match="thread not found"):
        await bot.send_message(-1001, "x", message_thread_id=topic)
    assert [m["text"] for m in await group.messages()] == []
    with pytest.raises(RefusedError, match="no topic"):
        await group.send("hello", topic=topic)


async def test_a_reaction_stands_under_its_message(bot: Bot, group: Person) -> None:
    (said,) = await group.send("hello")
    for reaction in ("👀", "👌", None):
        await bot.set_message_reaction(-1001, said, reaction)
        shown = await group.message(said)
        assert shown is not None
        assert shown["reactions"] == ([reaction] if reaction else [])
    for reactions in ("🐙", ["👀", "👌"]):
        with pytest.raises(BadRequest, match="Reaction"):
            await bot.set_message_reaction(-1001, said, reactions)
    with pytest.raises(BadRequest, match="not found"):
        await bot.set_message_reaction(-1001, said + 9, "👀")


async def test_a_veiled_picture_stays_so_until_it_is_given_another(bot: Bot, ada: Person) -> None:
    sent = await bot.send_photo(1, photo_bytes(), has_spoiler=True)
    assert sent.has_media_spoiler
    edited = await sent.edit_caption("words")
    assert not isinstance(edited, bool)
    assert edited.has_media_spoiler
    (shown,) = await ada.messages()
    assert shown["has_spoiler"]


async def test_administrators_come_and_go(bot: Bot, group: Person) -> None:
    assert (await bot.get_chat_member(-1001, 2)).status == "member"
    await group.promote(2)
    assert (await bot.get_chat_member(-1001, 2)).status == "administrator"
    await group.promote(2, is_administrator=False)
    assert (await bot.get_chat_member(-1001, 2)).status == "member"
    with pytest.raises(RefusedError, match="cannot"):
        await group.promote(1)


async def test_a_group_is_called_as_it_says(bot: Bot, group: Person) -> None:
    await group.entitle("<b>🎨</b>")
    assert (await bot.get_chat(-1001)).title == "<b>🎨</b>"
    (said,) = await group.messages()
    assert "🎨" in said["service"]
    with pytest.raises(RefusedError, match="128"):
        await group.entitle(" ")


async def test_thrown_out_the_bot_hears_and_says_nothing(bot: Bot, group: Person) -> None:
    await group.block()
    (update,) = await bot.get_updates(timeout=1)
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "kicked"
    (said,) = await group.send("hello")
    assert await bot.get_updates(offset=update.update_id + 1) == ()
    with pytest.raises(Forbidden, match="kicked from the group"):
        await bot.send_message(-1001, "x")
    with pytest.raises(Forbidden, match="kicked"):
        await bot.set_message_reaction(-1001, said, "👀")
    await group.block(is_blocked=False)
    await bot.send_message(-1001, "x")
