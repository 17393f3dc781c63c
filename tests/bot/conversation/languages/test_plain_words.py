"""Commands in plain words: in a private chat at once, in a group only where we are meant."""

from __future__ import annotations

import pytest

from bot.domain.orders import Art, option
from tests.bot.conversation.talk import Talk
from tests.pictures import photo_bytes


@pytest.mark.parametrize("words", ["сон замок", "/сон замок", "Rêve : château", "sogno castello"])
async def test_a_dream_of_the_photo_before_is_asked_for_in_plain_words(
    talk: Talk, words: str
) -> None:
    await talk.person.send(photos=[photo_bytes()])
    await talk.says("What shall I do with it?")
    await talk.person.send(words)
    order = (await talk.job()).order
    assert order.art is Art.DREAM
    assert order.photo is not None
    assert len(option(order.options, "classes")) == 1


async def test_a_caption_asks_in_plain_words(talk: Talk) -> None:
    await talk.person.send("стиль мозаика", photos=[photo_bytes()])
    order = (await talk.job()).order
    assert [style.name for style in order.styles] == ["mosaic"]
    await talk.person.send("dessine un volcan")
    assert (await talk.job(count=2)).order.art is Art.DRAW


async def test_questions_in_plain_words_are_each_answered(talk: Talk) -> None:
    await talk.person.introduce(language_code="ru")
    await talk.person.send("Помощь")
    await talk.says("Пришлите фото и нажмите")
    await talk.person.send("очередь")
    await talk.says("в очереди ничего нет")
    await talk.person.send("сон замок")
    await talk.says("Пришлите")
    await talk.person.send("что ты умеешь")
    await talk.says("Пришлите фото или короткое видео")
    assert await talk.jobs() == []


async def test_a_slip_is_told_with_what_comes_close(talk: Talk) -> None:
    await talk.person.send("стиль витрожик", photos=[photo_bytes()])
    await talk.says("витраж")


async def test_talk_in_a_group_asks_for_nothing(talk: Talk) -> None:
    group = talk.in_group
    await group.send("сон замок", photos=[photo_bytes()])
    photo = await group.send(photos=[photo_bytes()])
    await group.send("сон замок")
    await group.send("сон замок", reply_to=photo[0])
    await group.send("стоп")
    name = talk.chat.app.bot.username
    await group.send(f"@{name}_2 сон замок")
    await group.send(f"@{name} сон про тебя")  # meant for us, but no order
    await group.send("/queue")
    answer = await talk.says("Waiting in all", person=group)
    assert await talk.jobs() == []
    # To us, it is an order.
    await group.send(f"@{name}, сон замок")
    job = await talk.job()
    assert job.order.photo is not None
    await group.send("сон про тебя", reply_to=answer["message_id"])
    await group.send("нарисуй вулкан", reply_to=answer["message_id"])
    assert (await talk.job(count=2)).order.art is Art.DRAW
