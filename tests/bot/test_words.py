"""The words of the commands: read, misread, and written so that they repeat."""

from __future__ import annotations

import contextlib
import random

import pytest

from bot.jobs import Art, Order, PictureRef, StyleRef
from bot.words import (
    DREAM_WORDS,
    STYLE_WORDS,
    Command,
    StyleWord,
    build_options,
    parse_words,
    repeat_command,
    split_command,
)
from engine.catalogue import HOUSE_STYLES, NETWORKS, PRESETS
from engine.errors import BadInputError, OptionError, UnknownNameError
from engine.options import ArtOptions, DreamOptions, StyleOptions

PHOTO = PictureRef(id="k3f9ab", file_id="f", message_id=4)
OWN = PictureRef(id="zz9plu", file_id="g", message_id=5)


def dream(words: str) -> dict[str, object]:
    return dict(parse_words(Art.DREAM, words).options)


def styles(words: str) -> list[tuple[str, float]]:
    return [(one.name, one.weight) for one in parse_words(Art.STYLE, words).styles]


def random_options(art: Art, rng: random.Random) -> ArtOptions:
    """Any options there are, with some left at their defaults."""
    network = rng.choice(list(NETWORKS))
    values: dict[str, object] = {
        "network": rng.choice([None, network]),
        "size_px": rng.choice([None, rng.randint(32, 8000)]),
        "steps": rng.randint(1, 5000),
        "strength": rng.choice([1.0, rng.uniform(0.1, 10.0)]),
        "seed": rng.randint(0, 2**31 - 1),
    }
    if art is Art.STYLE:
        for name in ("content_weight", "style_weight", "tv_weight"):
            values[name] = rng.choice([1.0, rng.uniform(0, 1e6), rng.uniform(0, 1e-6)])
        values["learning_rate"] = rng.uniform(1e-4, 1.0)
        return StyleOptions(**values)  # type: ignore[arg-type]  # built by name
    layers = NETWORKS[network].layers if values["network"] else NETWORKS["vgg19"].layers
    values["layer"] = rng.choice([None, rng.choice(layers)])
    values["preset"] = rng.choice([None, *PRESETS])
    values["octaves"] = rng.randint(1, 12)
    values["octave_scale"] = rng.uniform(1.1, 3.0)
    values["steps_per_octave"] = rng.randint(1, 200)
    values["step_size"] = rng.uniform(1e-4, 0.2)
    values["jitter_px"] = rng.randint(0, 256)
    return DreamOptions(**values)  # type: ignore[arg-type]  # built by name


def random_order(art: Art, rng: random.Random) -> Order:
    chosen: list[StyleRef] = []
    if art is Art.STYLE:
        for name in rng.sample(list(HOUSE_STYLES), rng.randint(1, 3)):
            chosen.append(StyleRef(name=name, weight=rng.choice([1.0, rng.uniform(0.01, 100)])))
        if rng.random() < 0.5:
            chosen.append(StyleRef(name=OWN.id, picture=OWN, weight=rng.choice([1.0, 2.5])))
    options = random_options(art, rng)
    return Order(art=art, options=options, photo=PHOTO, styles=tuple(chosen))


def parsed_order(command: str) -> Order:
    """What the handlers make of a command, with the storage in mind."""
    split = split_command(command)
    assert split is not None
    art = Art(split.name)
    words = parse_words(art, split.rest)
    assert words.photo_id == PHOTO.id
    found = tuple(
        StyleRef(name=one.name, picture=OWN if one.is_own else None, weight=one.weight)
        for one in words.styles
    )
    return Order(art=art, options=build_options(art, words, seed=0), photo=PHOTO, styles=found)


@pytest.mark.parametrize("art", list(Art))
def test_a_repeat_command_reads_back_as_the_very_same_order(art: Art) -> None:
    rng = random.Random(20)
    for _ in range(1000):
        order = random_order(art, rng)
        assert parsed_order(repeat_command(order)) == order


def test_a_repeat_command_is_short_when_little_was_chosen() -> None:
    options = DreamOptions(network="embedded", layer="inception_4c", size_px=600, steps=40, seed=7)
    assert repeat_command(Order(art=Art.DREAM, options=options, photo=PHOTO)) == (
        "/dream layer=inception_4c network=embedded size=600 steps=40 octaves=4 strength=1 "
        "seed=7 photo=k3f9ab"
    )


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ("", {}),
        ("creatures", {"preset": "creatures"}),
        ("“Brush strokes”", {"preset": "strokes"}),
        ("layer=inception_4c octaves=5", {"layer": "inception_4c", "octaves": 5}),
        ("LAYER:Inception4C , SEED = 3", {"layer": "inception_4c", "seed": 3}),
        ("inception_4c/output", {"layer": "inception_4c"}),
        ("— layer “4d”", {"layer": "inception_4d"}),
        ("--seed 3 —size 512px", {"seed": 3, "size_px": 512}),
        ("strength=1,5; steps=20", {"strength": 1.5, "steps": 20}),
        ("seed＝3", {"seed": 3}),  # noqa: RUF001  # a full-width sign, as some keyboards type it
        ("vgg19 relu4_2", {"network": "vgg19", "layer": "relu4_2"}),
        ("steps-per-octave=3 --steps-per-octave 3", {"steps_per_octave": 3}),
    ],
)
def test_dream_words_are_read_as_people_type_them(words: str, options: dict[str, object]) -> None:
    assert dream(words) == options


def test_style_words_are_read_as_people_type_them() -> None:
    assert styles("Swirls:2, Stained glass") == [("swirls", 2.0), ("glass", 1.0)]
    assert styles("style=ink=3 mosaic : 1,5") == [("ink", 3.0), ("mosaic", 1.5)]
    own = parse_words(Art.STYLE, "style=zz9plu:2 photo=K3F9AB")
    assert own.styles == (StyleWord(name="zz9plu", weight=2.0, is_own=True),)
    assert own.photo_id == "k3f9ab"


@pytest.mark.parametrize(
    ("art", "words", "near"),
    [
        (Art.DREAM, "creatues", "creatures"),
        (Art.DREAM, "lair=3", "layer"),
        (Art.DREAM, "layer=inception_4z", "inception_4"),
        (Art.DREAM, "network=vgg91", "vgg19"),
        (Art.DREAM, "network=vgg19 layer=relu4_9", "relu4_"),
        (Art.DREAM, "swirls", "It belongs to /style."),
        (Art.DREAM, "style=swirls", "It belongs to /style."),
        (Art.STYLE, "mosiac", "mosaic"),
        (Art.STYLE, "octaves=3", "It belongs to /dream."),
        (Art.STYLE, "qqqqqq", "There are: swirls"),
    ],
)
def test_an_unknown_word_gets_what_comes_close(art: Art, words: str, near: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        parse_words(art, words)
    assert near in str(caught.value)


@pytest.mark.parametrize(
    ("art", "words"),
    [
        (Art.DREAM, "seed=three"),
        (Art.DREAM, "seed=1.5"),
        (Art.DREAM, "seed=nan"),
        (Art.DREAM, "seed=inf"),
        (Art.DREAM, "strength=nan"),
        (Art.DREAM, "seed=-1"),
        (Art.DREAM, "seed="),
        (Art.DREAM, "--seed"),
        (Art.DREAM, "seed"),
        (Art.DREAM, "seed=1 seed=2"),
        (Art.DREAM, "size=99999999999999999999"),
        (Art.DREAM, "octaves=0"),
        (Art.STYLE, "swirls:0"),
        (Art.STYLE, "swirls:-1"),
        (Art.STYLE, "swirls:nan"),
        (Art.STYLE, "swirls:1e9"),
        (Art.STYLE, "swirls mosaic glass woodcut marble dots ink"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_in_plain_words(art: Art, words: str) -> None:
    with pytest.raises(OptionError):
        parse_words(art, words)


def test_no_words_whatever_break_the_reader() -> None:
    rng = random.Random(4)
    pieces = [*DREAM_WORDS, *STYLE_WORDS, *PRESETS, *HOUSE_STYLES, *"=:,-—“/.", "1", "x", " ", "\n"]
    for _ in range(3000):
        words = "".join(rng.choice(pieces) for _ in range(rng.randint(1, 12)))
        for art in Art:
            with contextlib.suppress(BadInputError):
                parse_words(art, words)


@pytest.mark.parametrize(
    ("message", "command"),
    [
        ("/dream", Command(name="dream", bot_username=None, rest="")),
        (" /Dream@Oneiro_Bot  a b ", Command(name="dream", bot_username="oneiro_bot", rest="a b")),
        ("/style\nswirls", Command(name="style", bot_username=None, rest="swirls")),
        ("hello /dream", None),
        ("/", None),
        ("/dream!", None),
        ("", None),
    ],
)
def test_a_command_is_found_at_the_start_only(message: str, command: Command | None) -> None:
    assert split_command(message) == command
