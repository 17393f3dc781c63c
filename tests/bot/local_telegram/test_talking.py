"""What people and the bot say reaches the other side."""

from __future__ import annotations

import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters
from telegram.error import BadRequest, Forbidden

from bot.local_telegram.server import LocalTelegram
from bot.local_telegram.site import persons
from tests.person import Person, RefusedError
from tests.telegrams import answering

KEYS = (
    "message_id from_bot from_user text caption photo document video thumbnail "
    "media_group_id reply_to buttons invoice edited"
)


async def test_an_unused_chat_is_an_empty_array(ada: Person) -> None:
    assert await ada.messages() == []


async def test_a_message_has_every_key_and_null_where_empty(ada: Person) -> None:
    await ada.send("hello")
    (message,) = await ada.messages()
    told = {key: message[key] for key in KEYS.split()}
    assert told == dict.fromkeys(KEYS.split()) | {
        "message_id": 1,
        "from_bot": False,
        "from_user": 1,
        "text": "hello",
        "edited": False,
    }


async def test_what_a_person_writes_reaches_the_bot(ada: Person, bot: Bot) -> None:
    await ada.send("/dream layer=inception_4c")
    (update,) = await bot.get_updates(timeout=5)
    assert update.message.text == "/dream layer=inception_4c"
    assert update.message.from_user.id == update.message.chat.id == 1
    assert update.message.from_user.language_code == "en"
    assert update.message.entities[0].type == "bot_command"
    assert update.message.entities[0].length == len("/dream")


async def test_a_reply_carries_the_message_it_answers(ada: Person, bot: Bot) -> None:
    (first,) = await ada.send("first")
    await ada.send("/dream", reply_to=first)
    updates = await bot.get_updates(timeout=5)
    assert updates[1].message.reply_to_message.text == "first"
    answer = await bot.send_message(1, "yes", reply_parameters=ReplyParameters(first))
    assert answer.reply_to_message.message_id == first
    assert (await ada.messages())[-1]["reply_to"] == first


async def test_people_of_the_group_are_told_apart(telegram: LocalTelegram, ada: Person) -> None:
    async with Person.at(telegram.site_url, chat_id=-1001, user_id=2) as ben:
        await ben.send("from Ben")
        group = Person(ben._session, telegram.site_url, -1001, None)
        await group.send("from the first member")
        assert [m["from_user"] for m in await ben.messages()] == [2, 1]
        stranger = Person(ben._session, telegram.site_url, -1001, 3)
        with pytest.raises(RefusedError, match="400"):
            await stranger.send("hello")


async def test_an_unknown_positive_id_makes_a_new_person(
    telegram: LocalTelegram, bot: Bot, ada: Person
) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(77, "hello?")
    async with Person.at(telegram.site_url, chat_id=77) as newcomer:
        await newcomer.send("hello")
        assert (await newcomer.messages())[0]["from_user"] == 77
    assert 77 in [chat["id"] for chat in (await ada.get("/bot"))["chats"]]
    await bot.send_message(77, "hello!")


async def test_formatting_becomes_entities(ada: Person, bot: Bot) -> None:
    await bot.send_message(1, "<b>bold</b> &amp; /help", parse_mode="HTML")
    (message,) = await ada.messages()
    assert message["text"] == "bold & /help"
    assert [e["type"] for e in message["entities"]] == ["bold", "bot_command"]


async def test_a_press_brings_what_the_bot_says_to_it(ada: Person, bot: Bot) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Dream on", callback_data="dream:1")]])
    sent = await bot.send_message(1, "What now?", reply_markup=markup)
    (message,) = await ada.messages()
    assert message["buttons"] == [[{"text": "Dream on", "data": "dream:1"}]]

    async with answering(bot, text="Not yours") as pressed:
        assert await ada.press(message, "Dream") == "Not yours"
    assert [query.data for query in pressed] == ["dream:1"]
    assert pressed[0].message.message_id == sent.message_id

    async with answering(bot, text=None):
        assert await ada.press(message, "Dream") is None


async def test_a_press_that_is_not_answered_in_time_says_nothing(
    ada: Person, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(persons, "PRESS_WAIT_S", 0.05)
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Dream", callback_data="dream:1")]])
    await bot.send_message(1, "What now?", reply_markup=markup)
    assert await ada.press_data(1, "dream:1") is None
    (update,) = await bot.get_updates(timeout=5)
    await update.callback_query.answer("late, but not too late")


async def test_a_button_that_is_gone_cannot_be_pressed(ada: Person, bot: Bot) -> None:
    sent = await bot.send_message(1, "nothing to press")
    with pytest.raises(RefusedError, match="400"):
        await ada.press_data(sent.message_id, "dream:1")
    with pytest.raises(RefusedError, match="404"):
        await ada.press_data(99, "dream:1")


async def test_a_query_nobody_asked_is_too_old(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query("12345", "late")


async def test_a_blocked_bot_is_forbidden_to_speak(ada: Person, bot: Bot) -> None:
    await ada.block()
    (update,) = await bot.get_updates(timeout=5)
    assert update.my_chat_member.new_chat_member.status == "kicked"
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(1, "hello")
    await ada.block(is_blocked=False)
    await bot.send_message(1, "hello again")


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", "Message text is empty"),
        ("x" * 4097, "Message is too long"),
    ],
)
async def test_texts_outside_the_limits_are_refused(bot: Bot, text: str, refusal: str) -> None:
    with pytest.raises(BadRequest, match=refusal):
        await bot.send_message(1, text)


async def test_callback_data_has_64_bytes_at_most(bot: Bot) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="é" * 33)]])
    with pytest.raises(BadRequest, match="Button_data_invalid"):
        await bot.send_message(1, "text", reply_markup=markup)


async def test_a_reply_to_nothing_is_refused_unless_allowed(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(1, "text", reply_parameters=ReplyParameters(9))
    lenient = ReplyParameters(9, allow_sending_without_reply=True)
    assert (await bot.send_message(1, "text", reply_parameters=lenient)).reply_to_message is None


async def test_chat_actions_and_messages_are_told_at_once(ada: Person, bot: Bot) -> None:
    async with ada._events() as events:
        await bot.send_chat_action(1, "upload_photo")
        assert await anext(events) == {"type": "action", "chat_id": 1, "action": "upload_photo"}
        sent = await bot.send_message(1, "one")
        assert (await anext(events))["message"]["text"] == "one"
        await sent.edit_text("two")
        edited = await anext(events)
        assert edited["type"] == "edited"
        assert edited["message"]["edited"] is True
        await sent.delete()
        assert await anext(events) == {"type": "deleted", "chat_id": 1, "message_id": 1}


async def test_the_menu_of_commands_is_told_to_the_page(ada: Person, bot: Bot) -> None:
    await bot.set_my_commands([("dream", "Dream a photo")])
    dream = {"command": "dream", "description": "Dream a photo"}
    told = await ada.get("/bot")
    assert told["commands"] == [dream]
    assert all(chat["commands"] == [dream] for chat in told["chats"] if chat["has_bot"])
    assert (await bot.get_my_commands())[0].command == "dream"


async def test_the_bot_can_ask_who_is_there(bot: Bot) -> None:
    assert (await bot.get_chat(-1001)).type == "group"
    assert (await bot.get_chat_member(-1001, 2)).user.first_name == "Ben"
    statuses = [(await bot.get_chat_member(-1001, user_id)).status for user_id in (1, 2)]
    assert statuses == ["creator", "member"]
    await bot.set_my_description("Dreams")
    assert (await bot.get_my_description()).description == "Dreams"
    await bot.set_my_short_description("Dreams")
    assert (await bot.get_my_short_description()).short_description == "Dreams"


async def test_a_person_says_who_they_are_and_it_is_kept(bot: Bot, ada: Person) -> None:
    assert (await ada.introduce(language_code="ru"))["language_code"] == "ru"
    assert (await ada.introduce(first_name="<b>Аня</b>"))["language_code"] == "ru"
    await ada.send("привет")
    (update,) = await bot.get_updates(timeout=5)
    assert update.effective_user is not None
    assert update.effective_user.language_code == "ru"
    assert update.effective_user.first_name == "<b>Аня</b>"
    assert update.effective_chat is not None
    assert update.effective_chat.first_name == "<b>Аня</b>"
    await bot.set_my_commands([BotCommand("dream", "Сон")], language_code="ru")
    (card,) = [c for c in (await ada.get("/bot"))["chats"] if c["id"] == 1]
    assert card["title"] == "<b>Аня</b>"
    assert card["commands"] == [{"command": "dream", "description": "Сон"}]


@pytest.mark.parametrize(
    "said",
    [
        {"language_code": "русский"},
        {"language_code": ""},
        {"first_name": " "},
        {"first_name": "x" * 65},
        {"is_bot": "true"},
    ],
)
async def test_a_person_says_nothing_odd(ada: Person, said: dict[str, str]) -> None:
    with pytest.raises(RefusedError):
        await ada.introduce(**said)
