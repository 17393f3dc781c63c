"""The bot's edits and deletions, with Telegram's refusals."""

from __future__ import annotations

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from telegram.error import BadRequest

from bot.local_telegram.server import LocalTelegram
from tests.person import Person, RefusedError
from tests.pictures import encoded, photo

BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Cancel", callback_data="cancel:1")]])


async def test_a_text_becomes_a_picture_in_place(ada: Person, bot: Bot) -> None:
    sent = await bot.send_message(1, "painting", reply_markup=BUTTONS)
    picture = InputMediaPhoto(encoded(photo()), caption="painted")
    edited = await bot.edit_message_media(picture, chat_id=1, message_id=sent.message_id)
    assert edited.photo
    (message,) = await ada.messages()
    assert message["message_id"] == sent.message_id
    assert message["photo"]
    assert message["text"] is None
    assert message["caption"] == "painted"
    assert message["buttons"] is None, "buttons that are not given again are removed"
    assert message["edited"] is True


async def test_the_same_picture_again_is_not_modified(ada: Person, bot: Bot) -> None:
    sent = await bot.send_photo(1, encoded(photo()), caption="painted")
    same = InputMediaPhoto(encoded(photo()), caption="painted")
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_media(same, chat_id=1, message_id=sent.message_id)
    assert (await ada.messages())[0]["edited"] is False


async def test_the_same_text_and_buttons_are_not_modified(bot: Bot) -> None:
    sent = await bot.send_message(1, "text", reply_markup=BUTTONS)
    with pytest.raises(BadRequest, match="exactly the same as a current content"):
        await sent.edit_text("text", reply_markup=BUTTONS)
    await sent.edit_text("text")
    await sent.edit_text("other")


async def test_a_change_of_buttons_alone_does_not_count_as_edited(ada: Person, bot: Bot) -> None:
    sent = await bot.send_photo(1, encoded(photo()), caption="painted")
    await sent.edit_reply_markup(BUTTONS)
    (message,) = await ada.messages()
    assert message["buttons"] == [[{"text": "Cancel", "data": "cancel:1"}]]
    assert message["caption"] == "painted"
    assert message["edited"] is False


async def test_texts_and_captions_are_not_mixed_up(bot: Bot) -> None:
    text = await bot.send_message(1, "text")
    picture = await bot.send_photo(1, encoded(photo()))
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await picture.edit_text("text")
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await text.edit_caption("caption")
    assert (await picture.edit_caption("caption")).caption == "caption"
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await picture.edit_caption("x" * 1025)


async def test_what_is_gone_cannot_be_edited_or_deleted(ada: Person, bot: Bot) -> None:
    sent = await bot.send_message(1, "text")
    await sent.delete()
    assert await ada.messages() == []
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await sent.edit_text("more")
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await sent.delete()


async def test_ids_of_deleted_messages_do_not_come_back(bot: Bot) -> None:
    first = await bot.send_message(1, "one")
    await first.delete()
    assert (await bot.send_message(1, "two")).message_id > first.message_id


async def test_people_s_messages_are_theirs(ada: Person, bot: Bot) -> None:
    (mine,) = await ada.send("mine")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("yours", chat_id=1, message_id=mine)
    assert await bot.delete_message(1, mine), "in a private chat a bot may delete both sides'"
    group = Person(ada._session, ada._site_url, -1001, 2)
    (bens,) = await group.send("Ben's")
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(-1001, bens)


async def test_many_are_deleted_at_once_and_missing_ones_passed_over(ada: Person, bot: Bot) -> None:
    sent = [await bot.send_message(1, str(number)) for number in range(3)]
    assert await bot.delete_messages(1, [sent[0].message_id, 99, sent[2].message_id])
    assert [m["text"] for m in await ada.messages()] == ["1"]


async def test_a_group_says_what_may_be_sent_there(
    telegram: LocalTelegram, ada: Person, bot: Bot
) -> None:
    async with Person.at(telegram.site_url, chat_id=-1001) as group:
        sent = await bot.send_message(-1001, "words")
        await group.restrict(media=False)
        await bot.send_message(-1001, "more words")
        with pytest.raises(BadRequest, match="Not enough rights to send photos to the chat"):
            await bot.send_photo(-1001, encoded(photo()))
        with pytest.raises(BadRequest, match="Not enough rights to send photos to the chat"):
            await bot.edit_message_media(
                InputMediaPhoto(encoded(photo())), chat_id=-1001, message_id=sent.message_id
            )
        await group.restrict(text=False)
        with pytest.raises(BadRequest, match="Not enough rights to send text messages"):
            await bot.send_message(-1001, "words")
        await group.restrict()
        await bot.send_photo(-1001, encoded(photo()))
        with pytest.raises(RefusedError, match="Only a group"):
            await ada.restrict()
