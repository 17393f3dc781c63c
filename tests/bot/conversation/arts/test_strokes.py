"""/paint and its hands under More: what people say and get."""

from __future__ import annotations

import pytest

from bot.domain.orders import Art, changed
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


@pytest.mark.parametrize(
    ("command", "styles", "then"),
    [
        ("/paint knife mosaic=2 dots seed=3", (("mosaic", 2.0), ("dots", 1.0)), None),
        ("/paint ink style=ink seed=3", (("ink", 1.0),), None),
        ("/paint style=woodcut --then style seed=3", (("woodcut", 1.0),), "style"),
    ],
)
async def test_a_style_gives_its_colours_and_may_come_on_top(
    talk: Talk, command: str, styles: tuple[tuple[str, float], ...], then: str | None
) -> None:
    await talk.person.send(command, photos=[photo_bytes()])
    order = (await talk.job()).order
    assert tuple((style.name, style.weight) for style in order.styles) == styles
    assert isinstance(order.options, PaintOptions)
    assert order.options.then == then


async def test_a_picture_gives_its_colours_and_the_command_repeats_them(talk: Talk) -> None:
    async with talk.worker(SlowPainter().open):
        await talk.person.send("/paint", photos=[photo_bytes()])
        first = await talk.finished()
        name = first["caption"].rpartition("photo=")[2]
        await talk.person.send(
            f"/paint knife style={name} ink=2 then=style", photos=[photo_bytes()]
        )
        shown = await talk.finished(count=2)
    head, *_, command = shown["caption"].splitlines()
    assert head.startswith("Strokes · Palette knife · then style: ")
    assert f"style={name} style=ink:2 " in command
    order = (await talk.job(count=2)).order
    assert [style.picture is None for style in order.styles] == [False, True]
    await talk.person.send(command)
    again = (await talk.job(count=3)).order
    assert (again.styles, changed(again.options, strokes=None)) == (order.styles, order.options)


async def test_a_style_to_follow_has_to_be_named(talk: Talk) -> None:
    await talk.person.send("/paint then=style", photos=[photo_bytes()])
    await talk.says("name a style or give a picture")
    assert await talk.jobs() == []


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


FILM = film_bytes([photo(width=64, height=48)] * 3)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Save one of them as a picture"),
        ("ru", "Сохраните один кадр как картинку"),
        ("fr", "Pour une vidéo entière"),
        ("it", "Salvane uno come immagine"),
    ],
)
async def test_a_film_is_told_what_to_do_instead(talk: Talk, language: str, words: str) -> None:
    await talk.person.introduce(language_code=language)
    (film,) = await talk.person.send(films=[FILM])
    await talk.person.wait_for_message(lambda m: m["from_bot"] and m["buttons"])
    await talk.person.send("/paint")
    await talk.person.send("/paint", reply_to=film)
    await talk.person.send("/paint knife", films=[FILM])
    await talk.person.wait_for(
        lambda messages: sum(words in (m["text"] or "") for m in messages) == 3
    )
    assert await talk.jobs() == []


async def test_after_a_film_a_photo_that_is_named_is_painted(talk: Talk) -> None:
    (sent,) = await talk.person.send(photos=[photo_bytes()])
    await talk.person.send(films=[FILM])
    await talk.person.send("/paint seed=3", reply_to=sent)
    order = (await talk.job()).order
    assert (order.art, order.photo and order.photo.message_id) == (Art.PAINT, sent)
