"""The words of the commands: read, and misread."""

from __future__ import annotations

import contextlib
import dataclasses
import random

import pytest

from bot.commands.command import Command, split_command
from bot.commands.grammar import VOCABULARIES
from bot.commands.parser import StyleWord, parse_words
from bot.domain.orders import Art
from engine.catalogue.find import NETWORKS
from engine.catalogue.network_info import Training
from engine.errors import BadInputError, OptionError, UnknownNameError


def dream(words: str) -> dict[str, object]:
    return dict(parse_words(Art.DREAM, words).options)


def styles(words: str) -> list[tuple[str, float]]:
    return [(one.name, one.weight) for one in parse_words(Art.STYLE, words).styles]


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
        ("layer=3b+4C*2", {"layer": "inception_3b+inception_4c*2"}),
        ("inception_3b+inception_4c*1,5", {"layer": "inception_3b+inception_4c*1.5"}),
        ("channels=3+17 position=0,5x0,3", {"channels": (3, 17), "position": (0.5, 0.3)}),
        ("strongest=5", {"strongest": 5}),
        ("--random", {"random_classes": True}),
        ("random=no", {"random_classes": False}),
        ("fourier mean", {"parametrisation": "fourier", "objective": "mean"}),
        ("parametrization=fourier tv_weight=1", {"parametrisation": "fourier", "tv_weight": 1.0}),
        ("network=resnet18 layer=layer3.1", {"network": "resnet18", "layer": "layer3.1"}),
        ("cat, castle", {"classes": ("cat", "castle")}),
        ("Cats and a Castle!", {"classes": ("cat", "castle")}),
        ("cat + castle & cat", {"classes": ("cat", "castle")}),
        ("cat+castle", {"classes": ("cat", "castle")}),
        ("Egyptian cat seed=3", {"classes": ("Egyptian cat",), "seed": 3}),
        ("egyptian-cat", {"classes": ("Egyptian cat",)}),
        ("golden retriever castle", {"classes": ("golden retriever", "castle")}),
        ("black and gold garden spider", {"classes": ("black and gold garden spider",)}),
        ("some cats with a castle, please.", {"classes": ("cat", "castle")}),
        ("creatures, cat", {"preset": "creatures", "classes": ("cat",)}),
        ("classes=egyptian_cat+castle", {"classes": ("Egyptian cat", "castle")}),
        ("furniture and poodles", {"classes": ("furniture", "poodle")}),
        ("Птицы и замок", {"classes": ("птица", "замок")}),
        ("белый медведь и горы, цветы", {"classes": ("белый медведь", "горы", "цветы")}),
        ("un oiseau et les châteaux", {"classes": ("oiseau", "château")}),
        ("L’oiseau avec des fleurs", {"classes": ("oiseau", "fleur")}),  # noqa: RUF001
        ("un gatto con gli uccelli", {"classes": ("gatto", "uccello")}),
        ("class=cat castle", {"classes": ("cat", "castle")}),
    ],
)
def test_dream_words_are_read_as_people_type_them(words: str, options: dict[str, object]) -> None:
    assert dream(words) == options


@pytest.mark.parametrize(
    ("art", "words", "options"),
    [
        (Art.DRAW, "a volcano", {"classes": ("volcano",)}),
        (
            Art.DRAW,
            "castle and fountain size=300",
            {"classes": ("castle", "fountain"), "size_px": 300},
        ),
        (
            Art.ZOOM,
            "frames=60 fps=24 zoom=1,1 turn=-2",
            {"frames": 60, "frames_per_s": 24, "zoom": 1.1, "turn_deg": -2.0},
        ),
        (Art.ZOOM, "creatures cats", {"preset": "creatures", "classes": ("cat",)}),
        (Art.EXPLAIN, "egyptian cat", {"label": "Egyptian cat"}),
        (
            Art.EXPLAIN,
            "4c channel=3 sum deconvnet",
            {"layer": "inception_4c", "channel": 3, "reduce": "sum", "method": "deconvnet"},
        ),
        (Art.EXPLAIN, "class=egyptian_cat", {"label": "Egyptian cat"}),
        (
            Art.STYLE,
            "ink scale=150 colours=keep palette=8 faces region=person",
            {
                "scale": 1.5,
                "colours": "keep",
                "palette": 8,
                "keep_faces": True,
                "region": "person",
            },
        ),
        (Art.STYLE, "colour=luma scale=62,5%", {"colours": "luma", "scale": 0.625}),
        (
            Art.STYLE,
            "Gatys lbfgs loss=wasserstein start=noise",
            {"recipe": "gatys", "optimiser": "lbfgs", "loss": "wasserstein", "start": "noise"},
        ),
        (
            Art.STYLE,
            "style_layers=conv3_1+relu4_1 network=vgg19 snapshots=4 instant",
            {
                "style_layers": ("relu3_1", "relu4_1"),
                "network": "vgg19",
                "snapshots": 4,
                "instant": True,
            },
        ),
        (Art.WHAT, "vgg19", {"network": "vgg19"}),
        (Art.WHAT, "network=GoogLeNet", {"network": "googlenet"}),
    ],
)
def test_the_words_of_the_other_arts_are_read(
    art: Art, words: str, options: dict[str, object]
) -> None:
    assert parse_words(art, words).options == options


def test_a_guide_is_an_own_picture_or_the_albums_second() -> None:
    named = parse_words(Art.DREAM, "guide=ZZ9plu photo=k3f9ab guide_mode=channels")
    assert (named.guide_id, named.photo_id, named.wants_guide) == ("zz9plu", "k3f9ab", False)
    assert parse_words(Art.DREAM, "guide, seed=3").wants_guide


def test_a_mask_is_an_own_picture_or_the_next_one() -> None:
    named = parse_words(Art.STYLE, "ink mask=ZZ9plu photo=k3f9ab")
    assert (named.mask_id, named.wants_mask) == ("zz9plu", False)
    assert parse_words(Art.STYLE, "mask, ink").wants_mask


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
        (Art.STYLE, "creatures", "It belongs to /dream."),
        (Art.STYLE, "cat", "There are: swirls"),
        (Art.STYLE, "snapshot=3", "snapshots"),
        (Art.STYLE, "network=vgg19 style_layers=relu4_9", "relu4_"),
        (Art.STYLE, "content_layers=relu3_1*2", "relu3_1"),
        (Art.DREAM, "cta", "cat"),
        (Art.DREAM, "egyptain cat", "egyptian cat"),
        (Art.DREAM, "cat qqqqqq", "qqqqqq"),
        (Art.DREAM, "qqqqqq", "as cat, castle or volcano"),
        (Art.DREAM, "classes=castel", "castle"),
        (Art.DREAM, "preset=creatues", "creatures"),
        (Art.DREAM, "layer=inception_4c+inception_4z", "inception_4"),
        (Art.DREAM, "frames=3", "It belongs to /zoom."),
        (Art.ZOOM, "guide", "It belongs to /dream."),
        (Art.ZOOM, "frame=3", "frames"),
        (Art.DRAW, "volcanoe", "volcano"),
        (Art.DRAW, "furnitur", "furniture"),
        (Art.DREAM, "poodel and castle", "poodle"),
        (Art.DREAM, "птиса", "птица"),
        (Art.DRAW, "octaves=3", "It belongs to /dream."),
        (Art.DRAW, "photo=k3f9ab", "It belongs to /dream."),
        (Art.EXPLAIN, "layer=inception_4z", "inception_4"),
        (Art.EXPLAIN, "layer=3b+4c", "inception_4c"),
        (Art.EXPLAIN, "seed=3", "It belongs to /dream."),
        (Art.WHAT, "cat", "There are: network, photo."),
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
        (Art.DREAM, "cat, dog, castle, volcano"),
        (Art.DREAM, "channels=a"),
        (Art.DREAM, "channels=3,17"),
        (Art.DREAM, "position=5"),
        (Art.DREAM, "position=5x5"),
        (Art.DREAM, "random=maybe"),
        (Art.DREAM, "objective=best"),
        (Art.DREAM, "layer=3b+relu4_2"),
        (Art.DREAM, "layer=3b*0"),
        (Art.DREAM, "creatures strokes"),
        (Art.DREAM, "guide="),
        (Art.ZOOM, "frames=1"),
        (Art.ZOOM, "frames"),
        (Art.DRAW, "castle steps=0"),
        (Art.EXPLAIN, "cat, castle"),
        (Art.EXPLAIN, "method=magic"),
        (Art.STYLE, "colours=pink"),
        (Art.STYLE, "colours"),
        (Art.STYLE, "scale=1000"),
        (Art.STYLE, "scale=big"),
        (Art.STYLE, "palette=1"),
        (Art.STYLE, "snapshots=9"),
        (Art.STYLE, "region=cat"),
        (Art.STYLE, "faces=maybe"),
        (Art.STYLE, "mask="),
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


@pytest.mark.parametrize(
    ("art", "words", "fit"),
    [
        (Art.STYLE, "googlenet", "for painting there are vgg19, vgg19_oxford, embedded_style"),
        (Art.STYLE, "network=resnet18 mosaic", "for painting there are vgg19"),
        (Art.TEXTURE, "googlenet mosaic", "for painting there are vgg19"),
        (Art.VIDEO, "googlenet mosaic", "for painting there are vgg19"),
        (Art.VIDEO, "embedded_style dream", "for dreaming there are bvlc_googlenet"),
        (Art.DREAM, "embedded_style", "for dreaming there are bvlc_googlenet"),
        (Art.ZOOM, "network=raft_large", "for dreaming there are bvlc_googlenet"),
        (Art.DREAM, "cat vgg19_oxford", "for naming things there are bvlc_googlenet"),
        (Art.WHAT, "embedded_style", "for naming things there are bvlc_googlenet"),
        (Art.DRAW, "volcano embedded_style", "for naming things there are bvlc_googlenet"),
        (Art.EXPLAIN, "embedded_style", "for naming things there are bvlc_googlenet"),
    ],
)
def test_a_network_that_cannot_serve_is_told_at_once_with_those_that_can(
    art: Art, words: str, fit: str
) -> None:
    with pytest.raises(OptionError) as caught:
        parse_words(art, words)
    assert fit in str(caught.value)


@pytest.mark.parametrize(
    ("art", "words"),
    [
        (Art.STYLE, "embedded mosaic"),
        (Art.VIDEO, "googlenet"),
        (Art.VIDEO, "googlenet creatures"),
        (Art.DREAM, "network=resnet18"),
        (Art.EXPLAIN, "vgg19_oxford relu4_2"),
        (Art.STYLE, "instant network=house mosaic"),
    ],
)
def test_a_network_that_serves_as_it_is_asked_is_taken(art: Art, words: str) -> None:
    assert parse_words(art, words).options["network"]


def test_a_network_trained_to_dream_neither_paints_nor_is_offered_to() -> None:
    training = Training(architecture="embedded")
    trained = [dataclasses.replace(NETWORKS["embedded"], name="painters", training=training)]
    assert parse_words(Art.DREAM, "painters", trained=trained).options == {"network": "painters"}
    with pytest.raises(OptionError, match="for painting there are vgg19"):
        parse_words(Art.STYLE, "painters", trained=trained)
    with pytest.raises(UnknownNameError) as caught:
        parse_words(Art.STYLE, "network=painter", trained=trained)
    assert "painters" not in str(caught.value)


def test_no_words_whatever_break_the_reader() -> None:
    rng = random.Random(4)
    said = [name for vocabulary in VOCABULARIES.values() for name in vocabulary.names()]
    pieces = [*said, "cat", "egyptian", "and", *"=:,-—“/.+*", "1", "x", " ", "\n"]
    for _ in range(600):
        words = "".join(rng.choice(pieces) for _ in range(rng.randint(1, 12)))
        with contextlib.suppress(BadInputError):
            parse_words(rng.choice(list(Art)), words)


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


@pytest.mark.parametrize(
    ("art", "other"), [(Art.DREAM, "embedded_style"), (Art.STYLE, "googlenet")]
)
def test_only_networks_that_do_the_art_are_offered(art: Art, other: str) -> None:
    assert other not in VOCABULARIES[art].names()
    with pytest.raises(UnknownNameError) as refused:
        parse_words(art, "network=zzz")
    offered = str(refused.value.facts["near"]).rstrip(".").replace(":", ",").split(", ")
    assert other not in offered
    assert "vgg19" in offered
