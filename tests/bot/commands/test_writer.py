"""A command written again reads back as the very same order."""

from __future__ import annotations

import random

import pytest

from bot.commands.command import split_command
from bot.commands.grammar import VOCABULARIES
from bot.commands.network_words import uses_said
from bot.commands.parser import build_options, parse_words
from bot.commands.writer import repeat_command
from bot.domain.orders import OPTIONS_OF, Art, Order, PictureRef, StyleRef
from engine.catalogue.find import NETWORKS, check_use
from engine.catalogue.house_styles import HOUSE_STYLES
from engine.catalogue.imagenet_classes import class_names, find_classes
from engine.catalogue.presets import PRESETS
from engine.errors import OptionError
from engine.options.dream import DreamOptions
from engine.options.interpret import ExplainOptions
from engine.options.option import Kind, Option

PHOTO = PictureRef(id="k3f9ab", file_id="f", message_id=4)


FOUNTAIN = ("castle", "fountain")


OWN = PictureRef(id="zz9plu", file_id="g", message_id=5)


HINTS = ("cat=red", "egyptian_cat=#d66032", "0.3x0.75=#112233", "castle=lightblue", "0x1=white")


def test_several_beginnings_are_said_again() -> None:
    options = DreamOptions(seed=3, layer="inception_4c")
    order = Order(art=Art.DREAM, options=options, photo=PHOTO, variations=4)
    command = repeat_command(order)
    assert command.startswith("/dream x4 ")
    words = parse_words(Art.DREAM, command.partition(" ")[2])
    assert (words.variations, build_options(Art.DREAM, words, seed=1)) == (4, options)


def explain(words: str) -> dict[str, object]:
    return dict(parse_words(Art.EXPLAIN, words).options)


def random_layers(layers: tuple[str, ...], rng: random.Random) -> str:
    shares = ["", f"*{rng.uniform(0.01, 9):g}", "*2"]
    parts = rng.sample(layers, min(rng.randint(1, 3), len(layers)))
    return "+".join(part + rng.choice(shares) for part in parts)


def random_value(option: Option, network: str, rng: random.Random) -> object:
    """Anything that the option can be."""
    low, high = option.low or 0, option.high or 0
    layers = NETWORKS[network].layers
    classes = [find_classes(name).name for name in rng.sample(class_names(), 3)]
    values: dict[Kind, object] = {
        Kind.WHOLE: rng.randint(int(low), int(high)),
        Kind.NUMBER: rng.uniform(low, high),
        Kind.FLAG: rng.random() < 0.5,
        # As fine as it is read.
        Kind.PERCENT: round(rng.uniform(low, high), rng.choice([1, 2, 6])),
        Kind.PLAIN_LAYERS: tuple(rng.sample(layers, min(rng.randint(1, 3), len(layers)))),
        Kind.PRESET: rng.choice(list(PRESETS)),
        Kind.NETWORK: network,
        Kind.LAYER: rng.choice(layers),
        Kind.LAYERS: random_layers(layers, rng),
        Kind.CHANNELS: tuple(rng.sample(range(1000), rng.randint(1, 4))),
        Kind.PLACE: (rng.random(), rng.choice([0.0, 1.0, rng.random()])),
        Kind.CLASS: classes[0],
        Kind.HINTS: tuple(rng.sample(HINTS, rng.randint(1, 3))),
        Kind.CLASSES: tuple(dict.fromkeys(classes[: rng.randint(1, 3)])),
    }
    return rng.choice(option.choices) if option.choices else values[option.kind]


def random_order(art: Art, rng: random.Random) -> Order:
    """Any order there is, with about half of its options left at their defaults."""
    while True:
        try:
            return _drawn_order(art, rng)
        except OptionError:
            continue  # wishes that exclude each other


def _drawn_order(art: Art, rng: random.Random) -> Order:
    network = rng.choice(list(NETWORKS))
    values = {
        option.name: random_value(option, network, rng)
        for option in VOCABULARIES[art].options
        if rng.random() < 0.5
    }
    if art is not Art.DRAW and not values.get("network"):
        # Else another network may write the layer otherwise.
        for layers in ("layer", "content_layers", "style_layers"):
            values.pop(layers, None)
    if values.get("instant"):
        # They mean nothing to a painting at once, and are not said of it.
        for name in ("steps", "seed"):
            values.pop(name, None)
    chosen: list[StyleRef] = []
    if "network" in values and not values.get("instant"):
        uses = uses_said(art, values, paints=bool(VOCABULARIES[art].styles))
        check_use(NETWORKS[network], uses)
    if VOCABULARIES[art].styles:
        for name in rng.sample(list(HOUSE_STYLES), rng.randint(1, 3)):
            chosen.append(StyleRef(name=name, weight=rng.choice([1.0, rng.uniform(0.01, 100)])))
        if rng.random() < 0.5:
            chosen.append(StyleRef(name=OWN.id, picture=OWN, weight=rng.choice([1.0, 2.5])))
    return Order(
        art=art,
        options=OPTIONS_OF[art].from_json(values),
        photo=PHOTO if art.needs_photo else None,
        styles=tuple(chosen),
        guide=OWN if art in (Art.DREAM, Art.COLORIZE) and rng.random() < 0.5 else None,
        mask=OWN if art is Art.STYLE and rng.random() < 0.5 else None,
    )


def parsed_order(command: str) -> Order:
    """What the handlers make of a command, with the storage in mind."""
    split = split_command(command)
    assert split is not None
    art = Art(split.name)
    words = parse_words(art, split.rest)
    pictures = {PHOTO.id: PHOTO, OWN.id: OWN}
    return Order(
        art=art,
        options=build_options(art, words, seed=0),
        photo=pictures[words.photo_id] if words.photo_id else None,
        styles=tuple(
            StyleRef(name=one.name, picture=OWN if one.is_own else None, weight=one.weight)
            for one in words.styles
        ),
        guide=pictures[words.guide_id] if words.guide_id else None,
        mask=pictures[words.mask_id] if words.mask_id else None,
    )


@pytest.mark.parametrize("art", list(Art))
def test_a_repeat_command_reads_back_as_the_very_same_order(art: Art) -> None:
    rng = random.Random(20)
    for _ in range(300):
        order = random_order(art, rng)
        assert parsed_order(repeat_command(order)) == order


def test_every_class_can_be_named_in_a_command() -> None:
    for name in class_names()[::5]:
        meant = find_classes(name).name
        order = Order(art=Art.EXPLAIN, options=ExplainOptions(label=meant), photo=PHOTO)
        assert parsed_order(repeat_command(order)) == order
        assert explain(meant) == {"label": meant} or meant in PRESETS


@pytest.mark.parametrize("said", ["Птицы и белый медведь", "les oiseaux", "poodles, furniture"])
def test_a_repeat_command_says_the_persons_own_words(said: str) -> None:
    words = parse_words(Art.DRAW, said)
    order = Order(art=Art.DRAW, options=build_options(Art.DRAW, words, seed=3), photo=None)
    command = repeat_command(order)
    assert parsed_order(command) == order
    things = command.split("classes=")[1].split()[0].split("+")
    assert things == ["_".join(name.split()) for name in words.options["classes"]]
    assert all(thing[:4] in said.lower() for thing in things)


def test_a_repeat_command_is_short_when_little_was_chosen() -> None:
    options = DreamOptions(network="embedded", layer="inception_4c", size_px=600, steps=40, seed=7)
    assert repeat_command(Order(art=Art.DREAM, options=options, photo=PHOTO)) == (
        "/dream layer=inception_4c network=embedded size=600 steps=40 octaves=4 strength=1 "
        "seed=7 photo=k3f9ab"
    )
