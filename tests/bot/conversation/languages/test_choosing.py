"""/language: kept for a person, set for a group by its administrators; else Telegram's word."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.storage import people
from tests.bot.conversation.languages.made_up import MADE_UP, made_up_language
from tests.bot.conversation.talk import Talk, labels
from tests.person import Message
from tests.pictures import photo_bytes

HELLO = "Hello. I turn photos"


@pytest.fixture(autouse=True)
def _made_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with made_up_language(monkeypatch):
        yield


async def test_telegrams_language_is_spoken_where_none_was_chosen(talk: Talk) -> None:
    await talk.person.introduce(language_code="xx-yy")
    await talk.person.send("/start")
    await odd(talk, "/help")
    await talk.other.send("/start")
    await talk.says(HELLO, person=talk.other)
    assert await people.language_of(talk.services.db, 1) == MADE_UP


async def test_a_chosen_language_is_kept_and_given_up_again(talk: Talk) -> None:
    await talk.person.send("/language")
    menu = await talk.says("Which language shall I speak with you?")
    assert "✓ As in Telegram" in labels(menu)
    said = await talk.person.press_data(menu["message_id"], f"language:{MADE_UP}")
    assert said is None or said.startswith("[")
    edited = await odd(talk, "")
    assert edited["message_id"] == menu["message_id"]
    chosen = await people.chosen_languages(talk.services.db, 1, group_id=None)
    assert chosen.person == MADE_UP
    # What Telegram says of them is not what is remembered.
    await talk.person.introduce(language_code="en")
    await talk.person.send("/start")
    await odd(talk, "/help")
    assert await people.language_of(talk.services.db, 1) == MADE_UP
    await talk.person.press_data(menu["message_id"], "language:auto")
    await talk.says("Which language shall I speak with you?")
    assert await people.language_of(talk.services.db, 1) == "en"


async def test_it_is_chosen_by_a_word_too(talk: Talk) -> None:
    await talk.person.send(f"/language {MADE_UP.upper()}")
    await odd(talk, "")
    await talk.person.send("/language english")
    await talk.says("I speak English here from now on.")
    await talk.person.send("/language tlh")
    await talk.says("Which language shall I speak with you?")


async def test_a_group_is_spoken_to_as_its_administrators_choose(talk: Talk) -> None:
    await talk.other_in_group.send(f"/language {MADE_UP}")
    await talk.says("Only the administrators", person=talk.in_group)
    await talk.in_group.send("/language")
    menu = await talk.says("Which language shall I speak in this group?", person=talk.in_group)
    alert = await talk.other_in_group.press_data(menu["message_id"], f"language:{MADE_UP}")
    assert alert is not None
    assert alert.startswith("Only the administrators")
    await talk.in_group.press_data(menu["message_id"], f"language:{MADE_UP}")
    await talk.other_in_group.send("/dream", photos=[photo_bytes()])
    job = await talk.job()
    assert (job.chat_id, job.language) == (-1001, MADE_UP)
    # What a group speaks is not what its people do.
    assert await people.language_of(talk.services.db, 1) is None
    await talk.other.send("/start")
    await talk.says(HELLO, person=talk.other)
    assert await people.language_of(talk.services.db, 2) == "en"


async def test_a_job_keeps_the_language_that_it_was_asked_in(talk: Talk) -> None:
    await talk.person.introduce(language_code=MADE_UP)
    await talk.person.send("/dream", photos=[photo_bytes()])
    assert (await talk.job()).language == MADE_UP
    await talk.person.send("/language en")
    await talk.says("I speak English here from now on.")
    assert (await talk.job()).language == MADE_UP


async def test_a_made_up_press_changes_nothing(talk: Talk) -> None:
    await talk.person.send("/language")
    await talk.says("Which language")
    backend = talk.telegram.backend
    query_id, answer = backend.presses.ask()
    newest = backend.store.newest_message(1)
    assert newest is not None
    query = {
        "id": query_id,
        "from": {"id": 1, "is_bot": False, "first_name": "Ada", "language_code": "en"},
        "message": backend.messages.as_bot_sees(newest),
        "chat_instance": "1",
        "data": "language:tlh",
    }
    backend.updates.add("callback_query", query)
    assert (await answer)["alert"] == "This button no longer works. Send me the photo again."


async def odd(talk: Talk, words: str) -> Message:
    """What is said in the made-up language."""
    return await talk.person.wait_for_message(
        lambda m: m["from_bot"] and (m["text"] or "").startswith("[") and words in m["text"]
    )
