"""/paint and its hands under More: what people say and get."""

from __future__ import annotations

import pytest

from bot.domain.orders import Art
from engine.options.strokes import PaintOptions
from tests.bot.conversation.talk import Talk, labels
from tests.bot.painters import SlowPainter
from tests.pictures import film_bytes, photo, photo_bytes

BUTTON = "Oil, ink or pencil"
MAKING = "How it came to be"


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("/paint seed=3", PaintOptions(seed=3)),
        ("/paint ink seed=3", PaintOptions(hand="ink", seed=3)),
        ("/paint hand=knife strokes=900 seed=3", PaintOptions(hand="knife", strokes=900, seed=3)),
        ("/мазками pencil seed=3", PaintOptions(hand="pencil", seed=3)),
    ],
)
async def test_words_choose_the_hand(talk: Talk, command: str, options: PaintOptions) -> None:
    (sent,) = await talk.person.send(command, photos=[photo_bytes()])
    order = (await talk.job()).order
    assert (order.art, order.options) == (Art.PAINT, options)
    assert order.photo is not None
    assert order.photo.message_id == sent


async def test_a_result_has_its_film_and_the_command_that_repeats_it(talk: Talk) -> None:
    film = film_bytes([photo(width=64, height=48)] * 3)
    async with talk.worker(SlowPainter(making=film).open):
        await talk.person.send("/paint gouache seed=7", photos=[photo_bytes()])
        shown = await talk.finished()
        assert labels(shown) == ["Again", "Full size", "Delete", MAKING, "Print", "Show it", "More"]
        head, *_, command = shown["caption"].splitlines()
        assert head.startswith("Strokes · Gouache · seed 7 · ")
        assert command.startswith("/paint hand=gouache ")
        await talk.person.press(shown, MAKING)
        sent = await talk.person.wait_for_message(lambda m: m["from_bot"] and m["video"])
        assert sent["file_name"] == "oneiro-paint-7-making.mp4"
        await talk.person.send(command)
        options = (await talk.job(count=2)).order.options
        assert isinstance(options, PaintOptions)
        assert (options.hand, options.seed) == ("gouache", 7)


async def test_under_more_a_hand_is_chosen(talk: Talk) -> None:
    prompt = await talk.prompt()
    await talk.person.press(prompt, "More")
    menu = await talk.person.wait_for_message(lambda m: BUTTON in labels(m))
    await talk.person.press(menu, BUTTON)
    menu = await talk.person.wait_for_message(lambda m: "Palette knife" in labels(m))
    assert menu["caption"] == "What shall I paint it with?"
    assert labels(menu) == ["Oil", "Gouache", "Ink", "Pencil", "Palette knife", "Never mind"]
    assert await talk.person.press(menu, "Palette knife") == "On it."
    order = (await talk.job()).order
    assert isinstance(order.options, PaintOptions)
    assert (order.art, order.options.hand) == (Art.PAINT, "knife")
    assert order.photo is not None


async def test_an_unknown_hand_is_told(talk: Talk) -> None:
    await talk.person.send("/paint crayon", photos=[photo_bytes()])
    await talk.says("There are: oil, gouache, ink, pencil, knife")
    assert await talk.jobs() == []
