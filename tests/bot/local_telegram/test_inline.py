"""Chats that the bot is not in: guests' messages, inline messages, and what is offered inline."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultCachedPhoto,
    InlineQueryResultsButton,
    InputMediaPhoto,
    InputTextMessageContent,
)
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.local_telegram.server import LocalTelegram
from bot.local_telegram.state.people import FOREIGN_ID
from tests.person import Person, RefusedError
from tests.pictures import photo_bytes

BOT = "@oneiro_local_bot"


@pytest.fixture
async def there(telegram: LocalTelegram, bot: ExtBot[Any]) -> AsyncIterator[Person]:
    await bot.get_updates(timeout=0)
    async with Person.at(telegram.site_url, chat_id=FOREIGN_ID, user_id=7) as person:
        yield person


async def summon(there: Person, bot: ExtBot[Any]) -> Any:
    (photo,) = await there.send(photos=[photo_bytes()])
    await there.send(f"{BOT} dream", reply_to=photo)
    (update,) = await bot.get_updates(timeout=5)
    await bot.get_updates(offset=update.update_id + 1, timeout=0)
    return update.guest_message


async def test_a_guest_is_answered_once_and_edited_by_a_name_alone(
    there: Person, bot: ExtBot[Any]
) -> None:
    asked = await summon(there, bot)
    assert asked.guest_query_id
    file_id = asked.reply_to_message.photo[-1].file_id
    answer = InlineQueryResultCachedPhoto(id="1", photo_file_id=file_id, caption="one moment")
    sent = await bot.answer_guest_query(asked.guest_query_id, answer)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_guest_query(asked.guest_query_id, answer)
    place = {"inline_message_id": sent.inline_message_id}
    assert await bot.edit_message_caption(caption="there", **place) is True
    with pytest.raises(BadRequest, match="upload"):
        await bot.edit_message_media(InputMediaPhoto(photo_bytes(9)), **place)
    other = (await bot.send_photo(1, photo_bytes(9))).photo[-1].file_id
    assert await bot.edit_message_media(InputMediaPhoto(other, caption="done"), **place) is True
    shown = (await there.messages())[-1]
    assert (shown["caption"], shown["from_bot"], shown["edited"]) == ("done", True, True)


async def test_the_bot_sees_nothing_else_of_that_chat(there: Person, bot: ExtBot[Any]) -> None:
    await there.send("between us")
    await there.send(photos=[photo_bytes()])
    assert await bot.get_updates(timeout=0) == ()
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(FOREIGN_ID, "hello")


async def test_what_is_offered_is_sent_in_the_persons_name(there: Person, bot: ExtBot[Any]) -> None:
    asking = asyncio.create_task(there.look_up("mosaic"))
    (update,) = await bot.get_updates(timeout=5)
    await bot.get_updates(offset=update.update_id + 1, timeout=0)
    query = update.inline_query
    assert (query.query, query.offset, query.from_user.id) == ("mosaic", "", 7)
    content = InputTextMessageContent("here it is")
    results = [InlineQueryResultArticle(id="a", title="A", input_message_content=content)]
    button = InlineQueryResultsButton("Start", start_parameter="guest")
    await bot.answer_inline_query(query.id, results, next_offset="2", button=button)
    offered = await asking
    assert [each["title"] for each in offered["results"]] == ["A"]
    assert (offered["next_offset"], offered["button"]["text"]) == ("2", "Start")
    sent = await there.message(await there.choose("a"))
    assert sent is not None
    assert (sent["text"], sent["from_user"]) == ("here it is", 7)
    with pytest.raises(RefusedError):
        await there.choose("b")


async def test_too_many_and_twins_are_refused(there: Person, bot: ExtBot[Any]) -> None:
    content = InputTextMessageContent("x")

    def results(*names: str) -> list[InlineQueryResultArticle]:
        return [InlineQueryResultArticle(name, "x", content) for name in names]

    with pytest.raises(BadRequest, match="Results_too_much"):
        await bot.answer_inline_query("1", results(*map(str, range(51))))
    with pytest.raises(BadRequest, match="Result_id_duplicate"):
        await bot.answer_inline_query("1", results("a", "a"))


async def test_what_is_switched_off_says_so(there: Person, bot: ExtBot[Any]) -> None:
    await there.switch(supports_guest_queries=False, supports_inline_queries=False)
    me = await bot.get_me()
    assert not me.supports_guest_queries
    assert not me.supports_inline_queries
    await there.send(f"{BOT} dream")
    assert await bot.get_updates(timeout=0) == ()
    with pytest.raises(RefusedError, match="switched off"):
        await there.look_up()
