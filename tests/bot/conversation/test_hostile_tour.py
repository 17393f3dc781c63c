"""What unlucky and hostile people send: edits, channels, forwards, odd names, the longest words."""

from __future__ import annotations

from typing import Any

import pytest

from bot.commands.parser import MAX_STYLES
from bot.domain.jobs import JobState
from bot.transport.callback_data import Verb
from bot.transport.lanes import read_update
from tests.bot.conversation.talk import Talk, from_bot
from tests.bot.painters import SlowPainter
from tests.pictures import photo_bytes

OLD = "This button no longer works"
# What is sold and given is said in words of its own.
OLD_TOO = (
    OLD,
    "not sold any more",
    "has come back to whoever gave it",
    "not shown any more",
    "not there any more",
    "not shared any more",
    "/delete_me asks once",
)
CHANNEL = {"id": -1002, "type": "channel", "title": "<b>A channel</b>"}
NAMES = [
    "<b>Bold</b> & <a href='tg://user?id=1'>co</a>",
    "\u202egnp.tac\u202c",  # right to left
    "\u200b\u200d\u2060",  # of no width
    "*_`[x](http://example.org)",
    "@somebody /start https://t.me/x",
    "\0",
    "\ud800",
    "A" * 64,
]


async def last(talk: Talk, kind: str) -> dict[str, Any]:
    """The newest update of this kind as it came, under a number of its own."""
    found = next(one for one in reversed(talk.seen) if getattr(one, kind))
    values = found.to_dict()
    values["update_id"] += 100_000
    return values


async def deal_with(talk: Talk, values: dict[str, Any]) -> None:
    update = read_update(values, talk.chat.app.bot)
    assert update is not None
    await talk.chat.process(update)


@pytest.fixture(autouse=True)
def no_surprise(caplog: pytest.LogCaptureFixture) -> Any:
    """Whatever comes, nothing goes wrong unexpectedly."""
    yield
    assert not [one.message for one in caplog.records if "unexpectedly" in one.message]


async def test_an_edited_caption_orders_nothing_more(talk: Talk) -> None:
    async with talk.worker(SlowPainter().open):
        await talk.person.send("/dream", photos=[photo_bytes()])
        await talk.result()
        values = await last(talk, "message")
        edited = {**values.pop("message"), "edit_date": 1, "caption": "/dream octaves=5"}
        await deal_with(talk, {**values, "edited_message": edited})
        await talk.settled()
    assert [job.state for job in await talk.jobs()] == [JobState.DONE]
    assert len(from_bot(await talk.person.messages())) == 2  # the picture, and the queue


@pytest.mark.parametrize("kind", ["channel_post", "edited_channel_post"])
async def test_what_stands_in_a_channel_is_left_alone(talk: Talk, kind: str) -> None:
    await talk.person.send("hello", photos=[photo_bytes()])
    await talk.says("What shall I do with it?")
    values = await last(talk, "message")
    post = {**values.pop("message"), "chat": CHANNEL, "sender_chat": CHANNEL, "caption": "/dream"}
    del post["from"]
    await deal_with(talk, {**values, kind: post})
    await talk.settled()
    assert await talk.jobs() == []


@pytest.mark.parametrize(
    "origin",
    [
        {"type": "hidden_user", "date": 0, "sender_user_name": "<b>x</b>"},
        {"type": "channel", "date": 0, "chat": CHANNEL, "message_id": 5},
        {"type": "chat", "date": 0, "sender_chat": {**CHANNEL, "type": "supergroup"}},
        {"type": "of a time to come", "date": 0},
    ],
    ids=lambda origin: origin["type"],
)
async def test_a_forwarded_photo_is_a_photo(talk: Talk, origin: dict[str, Any]) -> None:
    await talk.person.send("hello", photos=[photo_bytes()])
    await talk.says("What shall I do with it?")
    values = await last(talk, "message")
    values["message"] |= {"caption": "/dream", "forward_origin": origin, "message_id": 999}
    await deal_with(talk, values)
    assert (await talk.job()).order.photo is not None


@pytest.mark.parametrize("name", NAMES)
async def test_a_name_is_never_more_than_a_name(talk: Talk, name: str) -> None:
    """Of all that we say only a live dream says names."""
    await talk.in_group.send("/queue")
    await talk.says("Waiting in all", person=talk.in_group)
    values = await last(talk, "message")
    values["message"]["from"]["first_name"] = name
    values["message"]["chat"]["title"] = name
    values["message"] |= {"text": "/dream live cat", "entities": []}
    await deal_with(talk, values)
    shown = await talk.in_group.wait_for_message(lambda m: m["from_bot"] and m["photo"])
    assert "cat" in shown["caption"]
    linking = {"bold", "text_link", "text_mention", "mention", "url", "bot_command"}
    of_name = [one for one in shown["entities"] or [] if one["type"] in linking]
    assert [one for one in of_name if shown["caption"][one["offset"] :][:1] != "/"] == []
    assert not {"\u202e", "\u200b", "\0", "\ud800"} & set(shown["caption"])


LONG = [
    "/dream " + "x" * 1017,
    "/dream " + "octaves=5 " * 101,
    "/dream " + "<b>&" * 250,
    "/dream " + "\u202e" * 1000,
    "/dream " + "\U0001f431" * 500,
    "/style " + "mosaic " * 145,
    "/style " + ", ".join(["mosaic"] * (MAX_STYLES + 1)),
    "/video " + "y " * 500,
    "/nonsense" + "z" * 1000,
    "/" * 1024,
]


@pytest.mark.parametrize("caption", LONG, ids=lambda caption: ascii(caption[:14]))
async def test_the_longest_caption_gets_one_answer(talk: Talk, caption: str) -> None:
    await talk.person.send(caption[:1024], photos=[photo_bytes()])
    await talk.settled()
    said = from_bot(await talk.person.messages())
    assert len(said) == 2, said
    assert "went wrong" not in str(said[0]["text"])


@pytest.mark.parametrize("text", LONG, ids=lambda text: ascii(text[:14]))
async def test_the_longest_text_gets_one_answer(talk: Talk, text: str) -> None:
    await talk.person.send((text * 5)[:4096])
    await talk.settled()
    said = from_bot(await talk.person.messages())
    assert len(said) == 2, said
    assert "went wrong" not in str(said[0]["text"])


def pressed(data: str, message: dict[str, Any] | None) -> dict[str, Any]:
    where = {"inline_message_id": "i"} if message is None else {"message": message}
    person = {"id": 1, "is_bot": False, "first_name": "Ada", "language_code": "en"}
    query = {"id": "q", "from": person, "chat_instance": "c", "data": data, **where}
    return {"update_id": 10**6, "callback_query": query}


@pytest.mark.parametrize(
    "message",
    [None, {"chat": {"id": 1, "type": "private"}, "message_id": 99, "date": 0}],
    ids=["inline", "inaccessible"],
)
async def test_a_press_without_its_message_says_that_it_is_old(
    talk: Talk, message: dict[str, Any] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of jobs and menus that there are, too."""
    prompt = await talk.prompt()
    draft_id = prompt["buttons"][0][0]["data"].split(":")[1]
    await talk.person.send("/dream", photos=[photo_bytes(9)])
    job_id = (await talk.job()).id
    answers: list[str | None] = []

    async def answered(_: object, query_id: str, text: str | None = None, **how: object) -> None:
        answers.append(text)

    monkeypatch.setattr(type(talk.chat.app.bot), "answer_callback_query", answered)
    presses = [f"{verb.value}:{subject}:x" for verb in Verb for subject in (draft_id, job_id)]
    for data in presses:
        await deal_with(talk, pressed(data, message))
    others = [
        data
        for data, said in zip(presses, answers, strict=True)
        if not any(words in str(said) for words in OLD_TOO)
    ]
    assert others == []
