"""Painting at once: with what comes with us, or by a network that is named."""

from __future__ import annotations

import dataclasses

import pytest

from bot.chat.limits import is_same_wish
from bot.commands.writer import repeat_command
from bot.delivery.results.result_files import given_name
from bot.delivery.words.captions import result_caption
from bot.domain.jobs import Job, Outcome
from engine.options.style import StyleOptions
from engine.options.video import VideoOptions
from tests.bot.conversation.talk import Talk, labels
from tests.instants import autoencoders_file, johnson_file
from tests.pictures import decoded, film_bytes, photo_bytes

IN_ONE_PASS = {
    "en": "in one pass",
    "fr": "d’un seul trait",  # noqa: RUF001
    "it": "in una sola passata",
    "ru": "в один проход",
}
FILM = film_bytes([decoded(photo_bytes(shade)) for shade in range(24)])


async def test_a_painting_at_once_needs_nothing_fetched(talk: Talk) -> None:
    await talk.person.send("/style ink instant", photos=[photo_bytes()])
    options = (await talk.job()).order.options
    assert isinstance(options, StyleOptions)
    assert (options.instant, options.network) == (True, None)
    await talk.person.send("/style instant", photos=[photo_bytes(1)])
    await talk.says("Pick a style")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "I keep to what you said."),
        ("fr", "Je m’en tiens à ce que vous avez dit."),  # noqa: RUF001
        ("it", "Terrò conto di quello che hai detto."),
        ("ru", "Учту то, что вы сказали."),
    ],
)
async def test_words_that_name_no_style_are_kept_for_the_one_that_is_picked(
    talk: Talk, language: str, words: str
) -> None:
    await talk.person.introduce(language_code=language)
    (sent,) = await talk.person.send(photos=[photo_bytes()])
    await talk.person.send("/style instant size=320", reply_to=sent)
    menu = await talk.says(words)
    assert menu["caption"].split("\n\n")[1:] == [words]


async def test_a_menu_left_by_a_poor_second_picture_says_so_too(talk: Talk) -> None:
    files = [("a.png", photo_bytes()), ("b.png", photo_bytes(size=(1, 1)))]
    await talk.person.send("/style instant size=320", documents=files)
    menu = await talk.says("I keep to what you said.")
    assert "Chosen" not in menu["caption"]


async def test_a_film_at_once_needs_nothing_fetched(talk: Talk) -> None:
    await talk.person.send("/video ink instant", films=[FILM])
    options = (await talk.job()).order.options
    assert isinstance(options, VideoOptions)
    assert (options.instant, options.network) == (True, None)


async def test_a_menu_whose_network_has_gone_takes_the_embedded_one(talk: Talk) -> None:
    file = autoencoders_file(talk.settings.weights_dir, name="wct16")
    await talk.person.send("/style instant", photos=[photo_bytes()])
    menu = await talk.says("Pick a style")
    file.unlink()
    await talk.person.press(menu, "Mosaic")
    assert (await talk.job()).order.options.network is None


async def test_a_network_of_the_operators_own_can_be_named_and_repeats(talk: Talk) -> None:
    johnson_file(talk.settings.weights_dir, "ink", name="trained")
    await talk.person.send("/style ink instant network=trained", photos=[photo_bytes()])
    job = await talk.job()
    assert job.order.options.network == "trained"
    await talk.person.send(repeat_command(job.order))
    # Its seed draws nothing, and so is not repeated.
    assert is_same_wish((await talk.job(count=2)).order, job.order, whatever_seed=True)


@pytest.mark.parametrize(
    ("network", "near"),
    [
        ("nope", "paint at once: wct16, embedded_strokes, embedded_style, house2."),
        ("vgg19", "wct16"),
    ],
)
async def test_a_network_that_takes_steps_is_refused(talk: Talk, network: str, near: str) -> None:
    autoencoders_file(talk.settings.weights_dir, name="wct16")
    await talk.person.send(f"/style ink instant network={network}", photos=[photo_bytes()])
    await talk.says(near)
    assert await talk.jobs() == []


async def test_a_film_dreams_in_steps_alone(talk: Talk) -> None:
    autoencoders_file(talk.settings.weights_dir, name="wct16")
    await talk.person.send("/video dream instant", films=[FILM])
    await talk.says("a dream has no short way")
    await talk.person.send("/video instant", films=[FILM])
    menu = await talk.says("Pick a style for your film")
    assert "a dream has no short way" in (await talk.person.press(menu, "Dream it") or "")
    assert await talk.jobs() == []
    assert "Dream it" in labels(menu)


async def test_a_word_for_photos_under_a_film_is_told_as_such(talk: Talk) -> None:
    await talk.person.send("/style ink mask", films=[FILM])
    await talk.says("That is a film, and “mask” works on a photo.")
    await talk.person.send("/style inkk", films=[FILM])
    await talk.says("Did you mean ink?")
    assert await talk.jobs() == []


async def test_what_takes_steps_is_refused_beside_instant_when_it_is_ordered(talk: Talk) -> None:
    autoencoders_file(talk.settings.weights_dir, name="wct16")
    await talk.person.send("/style ink instant gatys", photos=[photo_bytes()])
    await talk.says("needs a painting made step by step")
    assert await talk.jobs() == []


@pytest.mark.parametrize("kind", [StyleOptions, VideoOptions])
async def test_a_caption_calls_the_network_in_plain_words(
    talk: Talk, kind: type[StyleOptions | VideoOptions]
) -> None:
    autoencoders_file(talk.settings.weights_dir, name="wct16")
    await talk.person.send("/style ink instant seed=3", photos=[photo_bytes()])
    job: Job = await talk.job()
    options = kind(instant=True, network="wct16", size_px=120, seed=3)
    order = dataclasses.replace(job.order, options=options)
    if kind is VideoOptions:
        order = dataclasses.replace(order, art=order.art.VIDEO)
    outcome = Outcome(
        options=options.to_json(),
        width=120,
        height=80,
        steps=0,
        steps_cut=False,
        seconds=1.0,
        device="cpu",
    )
    made = dataclasses.replace(job, order=order)
    first, *_, last = result_caption(made, outcome).splitlines()
    assert first.endswith(" · the instant network")
    assert "network=wct16" in last
    # Its seed draws nothing: it is told nowhere, in no language.
    assert given_name(order, "png") == f"oneiro-{order.art.value}.png"
    for language, words in IN_ONE_PASS.items():
        caption = result_caption(dataclasses.replace(made, language=language), outcome)
        first, *_, last = caption.splitlines()
        assert f" · {words} · 120" in first
        assert "seed" not in caption
        assert "graine" not in caption


async def test_a_film_in_one_pass_tells_of_no_seed(working: Talk) -> None:
    await working.person.send("/video ink instant", films=[FILM])
    shown = await working.finished()
    assert "frames, 2 s · in one pass · " in shown["caption"].splitlines()[0]
    assert "seed" not in shown["caption"]
    assert shown["file_name"] == "oneiro-video.mp4"
