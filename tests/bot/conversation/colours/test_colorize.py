"""/colorize: what people send, say and press, and what they get."""

from __future__ import annotations

import pytest

from bot.domain.jobs import JobState
from bot.domain.orders import Art, Order
from engine.options.colour import ColorizeOptions
from engine.texts.phrase import Phrase
from tests.bot.conversation.talk import PROMPT_BUTTONS, Talk, from_bot, labels
from tests.bot.painters import SlowPainter
from tests.pictures import encoded, film_bytes, photo

COLOUR, ANEW = "Colour it", "Colour it anew"
_COFFEE = photo("coffee", width=120, height=80)
IN_COLOUR = encoded(_COFFEE)
GREY = encoded(_COFFEE.convert("L"))
NOWHERE = Phrase("notes.hint_nowhere", word="dog")
ALSO_GREY = encoded(photo("chelsea", width=120, height=80).convert("L"))


def places(order: Order) -> tuple[int | None, int | None]:
    """The messages of the photo that is coloured, and of the picture that its colours are from."""
    first, second = order.photo, order.guide
    return first and first.message_id, second and second.message_id


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ("/colorize", ColorizeOptions()),
        (
            "/colorize warm cat=orange seed=3",
            ColorizeOptions(hints=("cat=orange",), tone="warm", seed=3),
        ),
        ("/раскрасить", ColorizeOptions()),
        ("en couleur, tone=vivid", ColorizeOptions(tone="vivid")),
    ],
)
async def test_a_grey_photo_with_words(talk: Talk, words: str, options: ColorizeOptions) -> None:
    (sent,) = await talk.person.send(words, photos=[GREY])
    order = (await talk.job()).order
    assert (order.art, order.options) == (Art.COLORIZE, options)
    assert places(order) == (sent, None)


async def test_alone_it_asks_for_a_photo_and_in_answer_to_one_it_means_that(talk: Talk) -> None:
    await talk.person.send("/colorize")
    await talk.says("Reply to a photo with /colorize, or send a photo with /colorize")
    sent, _ = await talk.person.send(photos=[GREY, ALSO_GREY])
    await talk.says("What shall I do with it?")
    await talk.person.send("/colorize", reply_to=sent)
    assert places((await talk.job()).order) == (sent, None)


async def test_a_result_tells_its_colours_and_again_has_others(talk: Talk) -> None:
    async with talk.worker(SlowPainter().open):
        await talk.person.send("/colorize cat=orange 0.3x0.8=#d66032", photos=[GREY])
        shown = await talk.finished()
        assert labels(shown) == ["Again", "Full size", "Delete", "Print", "Show it", "More"]
        head, *_, command = shown["caption"].splitlines()
        assert head == "Colours as you said · seed 0 · 120×80 px"  # noqa: RUF001
        assert command.startswith("/colorize cat=orange 0.3x0.8=#d66032 ")
        await talk.person.press(shown, "Again")
        options = (await talk.job(count=2)).order.options
        assert isinstance(options, ColorizeOptions)
        assert options.hints == ("cat=orange", "0.3x0.8=#d66032")
        assert options.seed != 0


@pytest.mark.parametrize("is_grey_first", [True, False])
async def test_of_an_album_the_grey_one_is_coloured_from_the_other(
    talk: Talk, is_grey_first: bool
) -> None:
    pair = [GREY, IN_COLOUR] if is_grey_first else [IN_COLOUR, GREY]
    async with talk.worker(SlowPainter().open):
        sent = await talk.person.send("/colorize", photos=pair)
        shown = await talk.finished()
        grey, coloured = sent if is_grey_first else reversed(sent)
        order = (await talk.job()).order
        assert places(order) == (grey, coloured)
        assert shown["caption"].startswith("Colours from your other picture · ")
        command = shown["caption"].splitlines()[-1]
        assert order.guide is not None
        assert f" reference={order.guide.id} " in command
        await talk.person.send(command)
        again = (await talk.job(count=2)).order
        assert (again.photo, again.guide) == (order.photo, order.guide)
    for update in list(talk.seen):
        await talk.replay(update)
    assert len(await talk.jobs()) == 2


async def test_of_two_grey_ones_the_first_is_coloured_by_itself(talk: Talk) -> None:
    first, _ = await talk.person.send("/colorize", photos=[GREY, ALSO_GREY])
    assert places((await talk.job()).order) == (first, None)
    await talk.says("Both pictures are without colours")


async def test_of_two_in_colour_it_is_asked_whether_those_of_the_first_go(talk: Talk) -> None:
    first, second = await talk.person.send("/colorize warm", photos=[IN_COLOUR, IN_COLOUR])
    asked = await talk.says("give it the colours of the second?")
    assert await talk.jobs() == []
    assert await talk.person.press(asked, ANEW) == "On it."
    order = (await talk.job()).order
    assert places(order) == (first, second)
    assert order.options == ColorizeOptions(tone="warm", recolour=True)


async def test_a_third_picture_is_too_many_and_a_film_is_none(talk: Talk) -> None:
    await talk.person.send("/colorize", photos=[GREY, IN_COLOUR, ALSO_GREY])
    await talk.says("the rest wait for another time")
    film = film_bytes([photo(width=96, height=64)] * 3)
    first, _ = await talk.person.send("/colorize", photos=[ALSO_GREY], films=[film])
    assert places((await talk.job(count=2)).order) == (first, None)


async def test_a_picture_that_answers_another_is_a_pair_with_it(talk: Talk) -> None:
    (other,) = await talk.person.send(photos=[IN_COLOUR])
    (sent,) = await talk.person.send("/colorize", photos=[GREY], reply_to=other)
    assert places((await talk.job()).order) == (sent, other)


async def test_a_photo_in_colour_is_asked_about(talk: Talk) -> None:
    await talk.person.send("/colorize cat=red", photos=[IN_COLOUR])
    asked = await talk.says("This photo has colours of its own.")
    assert labels(asked) == [ANEW, "Never mind"]
    for update in list(talk.seen):
        await talk.replay(update)
    assert len(from_bot(await talk.person.messages())) == 1
    await talk.person.press(asked, ANEW)
    assert (await talk.job()).order.options == ColorizeOptions(hints=("cat=red",), recolour=True)
    await talk.person.send("/colorize recolour", photos=[IN_COLOUR])
    assert (await talk.job(count=2)).order.options == ColorizeOptions(recolour=True)


async def test_under_a_grey_photo_colour_comes_first_and_under_more_it_is_always(
    talk: Talk,
) -> None:
    prompt = await talk.prompt(GREY)
    assert labels(prompt) == [COLOUR, *PROMPT_BUTTONS]
    assert await talk.person.press(prompt, COLOUR) == "On it."
    assert (await talk.job()).order.options == ColorizeOptions()
    await talk.person.send(photos=[IN_COLOUR])
    prompt = await talk.person.wait_for_message(lambda m: labels(m) == PROMPT_BUTTONS)
    await talk.person.press(prompt, "More")
    menu = await talk.person.wait_for_message(lambda m: COLOUR in labels(m)[1:])
    await talk.person.press(menu, COLOUR)
    asked = await talk.says("This photo has colours of its own.")
    await talk.person.press(asked, ANEW)
    order = (await talk.job(count=2)).order
    assert order.options == ColorizeOptions(recolour=True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("/colorize car=blue car=red", "car has another colour already"),
        ("/colorize car=reddish", "name a colour, as red, dark green or #884422"),
        ("/colorize zzyzx=red", "zzyzx"),
    ],
)
async def test_words_that_do_not_go_together_order_nothing(
    talk: Talk, words: str, told: str
) -> None:
    await talk.person.send(words, photos=[GREY])
    await talk.says(told)
    assert await talk.jobs() == []


async def test_of_a_film_it_is_said_what_to_do(talk: Talk) -> None:
    film = film_bytes([photo(width=96, height=64)] * 3)
    await talk.person.send("/colorize", films=[film])
    await talk.says("take a screenshot, and send me that with /colorize")
    assert await talk.jobs() == []


async def test_what_is_nowhere_in_the_photo_is_said_under_the_result(talk: Talk) -> None:
    note = "I do not see “dog” in the photo, so nothing was coloured as it."
    async with talk.worker(SlowPainter(notes=(NOWHERE,)).open):
        await talk.person.send("/colorize dog=red", photos=[GREY])
        shown = await talk.finished()
        assert note in shown["caption"].splitlines()
    assert (await talk.job(state=JobState.DONE)).order.options == ColorizeOptions(
        hints=("dog=red",)
    )
