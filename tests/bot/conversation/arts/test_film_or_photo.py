"""What a command is about where photos and films were both sent: what it points at or names."""

from __future__ import annotations

import pytest

from bot.domain.orders import Art
from tests.bot.conversation.arts.films import ASK, FILM
from tests.bot.conversation.talk import Talk, labels
from tests.pictures import photo_bytes

COMMANDS = [
    ("/style swirls size=320 steps=20", Art.STYLE),
    ("/style swirls size=320 instant", Art.STYLE),
    ("/style", Art.STYLE),
    ("/dream creatures", Art.DREAM),
    ("/dream", Art.DREAM),
    ("/paint", Art.PAINT),
]


async def _named_photo(talk: Talk) -> tuple[int, str]:
    """(message, our name) of a photo."""
    (sent,) = await talk.person.send("/what", photos=[photo_bytes()])
    ref = (await talk.job()).order.photo
    assert ref is not None
    return sent, ref.id


@pytest.mark.parametrize(("command", "art"), COMMANDS)
async def test_after_a_film_a_photo_that_is_named_or_answered_is_meant(
    talk: Talk, command: str, art: Art
) -> None:
    sent, name = await _named_photo(talk)
    await talk.person.send(films=[FILM])
    await talk.says(ASK)
    ways = [
        (f"{command} photo={name}", None, "Mosaic"),
        (command, sent, "Marbling"),
        (f"{command} photo={name}", sent, "Stained glass"),
    ]
    for count, (words, reply_to, pressed) in enumerate(ways, start=2):
        (asked,) = await talk.person.send(words, reply_to=reply_to)
        if command == "/style":
            menu = await talk.person.wait_for_message(
                lambda m, asked=asked: m["message_id"] > asked and "Mosaic" in labels(m)
            )
            await talk.person.press(menu, pressed)
        order = (await talk.job(count=count)).order
        assert (order.art, order.photo and order.photo.message_id) == (art, sent)


@pytest.mark.parametrize(("command", "art"), COMMANDS)
async def test_after_a_film_a_caption_is_about_its_photo(
    talk: Talk, command: str, art: Art
) -> None:
    await talk.person.send(films=[FILM])
    await talk.says(ASK)
    (sent,) = await talk.person.send(command, photos=[photo_bytes()])
    if command == "/style":
        await talk.person.press(await talk.says("Pick a style"), "Mosaic")
    order = (await talk.job()).order
    assert (order.art, order.photo and order.photo.message_id) == (art, sent)


@pytest.mark.parametrize("command", ["/style mosaic", "/dream creatures", "/video mosaic"])
async def test_after_a_photo_a_film_that_is_named_is_meant(talk: Talk, command: str) -> None:
    (sent,) = await talk.person.send("/video dream", films=[FILM])
    ref = (await talk.job()).order.photo
    assert ref is not None
    await talk.prompt()
    await talk.person.send(f"{command} photo={ref.id}")
    order = (await talk.job(count=2)).order
    assert (order.art, order.photo and order.photo.message_id) == (Art.VIDEO, sent)


async def test_after_a_film_a_name_that_means_nothing_is_told_of(talk: Talk) -> None:
    await talk.person.send(films=[FILM])
    await talk.says(ASK)
    await talk.person.send("/style mosaic photo=nobody")
    await talk.says("I cannot find that")
    assert await talk.jobs() == []
