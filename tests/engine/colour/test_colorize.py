"""Colours from a reference, words, points and a faded rest; the command; odd photos."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image, ImageOps

from engine.cli import commands as cli
from engine.colour.choices import read_hints
from engine.colour.colorize import colorize
from engine.colour.oklab import to_oklab
from engine.errors import OptionError, UnknownNameError
from engine.media.pictures import Picture, read_picture
from engine.ops.images import to_image
from engine.options.colour import ColorizeOptions
from engine.studio.studio import Studio
from engine.weights.store import WeightStore
from tests.pictures import photo


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    folder = tmp_path_factory.mktemp("weights")
    return Studio(store=WeightStore(folder, hub=folder), device="cpu")


def grey(name: str, *, width: int = 160, height: int = 120) -> Image.Image:
    return photo(name, width=width, height=height).convert("L").convert("RGB")


def chroma(picture: Image.Image) -> torch.Tensor:
    return to_oklab(to_image(picture))[0, 1:]


def light_off(made: Image.Image, given: Image.Image) -> float:
    off = to_oklab(to_image(made))[:, 0] - to_oklab(to_image(given))[:, 0]
    return float(off.abs().max())


def test_a_reference_gives_its_colours(studio: Studio) -> None:
    picture = grey("coffee")
    reference = Picture(image=photo("coffee", width=200, height=150))
    made = colorize(Picture(image=picture), reference=reference, studio=studio)
    truth = chroma(photo("coffee", width=160, height=120))
    off = (chroma(made.picture) - truth).norm(dim=0).mean()
    assert off < 0.4 * truth.norm(dim=0).mean()
    assert light_off(made.picture, picture) <= 1 / 255
    assert made.picture.size == picture.size


def test_seeds_prefer_other_colours_and_repeat(studio: Studio) -> None:
    picture, reference = Picture(image=grey("chelsea")), Picture(image=photo("astronaut"))
    made = [
        np.asarray(
            colorize(
                picture, ColorizeOptions(seed=seed), reference=reference, studio=studio
            ).picture
        )
        for seed in (0, 5, 5)
    ]
    assert np.array_equal(made[1], made[2])
    assert not np.array_equal(made[0], made[1])


def test_a_word_colours_its_thing(studio: Studio) -> None:
    picture = Picture(image=grey("coffee", width=300, height=200))
    made = colorize(picture, ColorizeOptions(hints=("cup=blue",)), studio=studio)
    found, usual = chroma(made.picture), chroma(colorize(picture, studio=studio).picture)
    assert found[1, 70:130, 110:190].mean() < -0.02  # b is blue's
    assert (found - usual)[..., :20].norm(dim=0).mean() < 0.01
    assert made.notes == ()


def test_a_word_that_is_nowhere_is_said(studio: Studio) -> None:
    picture = Picture(image=grey("coffee", width=300, height=200))
    made = colorize(picture, ColorizeOptions(hints=("dog=red",)), studio=studio)
    assert [str(note) for note in made.notes] == [
        "I do not see “dog” in the photo, so nothing was coloured as it."
    ]


def test_a_point_has_its_colour(studio: Studio) -> None:
    picture = Picture(image=Image.new("RGB", (160, 120), (120, 120, 120)))
    made = colorize(picture, ColorizeOptions(hints=("0.5x0.5=#c82828",)), studio=studio)
    assert chroma(made.picture)[0, 60, 80] > 0.05


def test_a_faded_photo_gets_its_own_colours_back(studio: Studio) -> None:
    whole = photo("coffee", width=160, height=120)
    faded = Image.blend(whole.convert("L").convert("RGB"), whole, 0.35)
    made = colorize(Picture(image=faded), studio=studio)
    before, after, truth = (chroma(each) for each in (faded, made.picture, whole))
    assert made.facts["state"] == "faded"
    assert (after - truth).norm(dim=0).mean() < (before - truth).norm(dim=0).mean()


def test_a_coloured_photo_is_asked_about(studio: Studio) -> None:
    picture = Picture(image=photo("coffee", width=160, height=120))
    with pytest.raises(OptionError, match="recolour"):
        colorize(picture, studio=studio)
    options = ColorizeOptions(recolour=True, hints=("cup=red",))
    colorize(picture, options, studio=studio)


@pytest.mark.parametrize(
    "hints",
    [
        ("car",),
        ("car=",),
        ("=red",),
        ("car=reddish",),
        ("car=red", "cars=blue"),
        ("0.5x0.5=red", "0.5,0.5=blue"),
        ("0.5x1.5=red",),
        ("5x5=red",),
    ],
)
def test_unreadable_or_contradictory_hints(hints: tuple[str, ...]) -> None:
    with pytest.raises(OptionError):
        read_hints(hints)


def test_hints_are_read() -> None:
    (red, boat), taps = read_hints(("car: red", "boat=#224488", "0.3x.8=#d66032", "0,1=white"))
    assert red.colour == (255, 0, 0)
    assert red.word == "car"
    assert boat.colour == (0x22, 0x44, 0x88)
    assert [(tap.x, tap.y, tap.colour) for tap in taps] == [
        (0.3, 0.8, (0xD6, 0x60, 0x32)),
        (0, 1, (255, 255, 255)),
    ]
    with pytest.raises(UnknownNameError):
        read_hints(("zzyzx=red",))


@pytest.mark.parametrize("tone", ["warm", "vivid", "old"])
def test_tones_keep_the_light(tone: str, studio: Studio) -> None:
    picture = grey("astronaut", width=96, height=96)
    options = ColorizeOptions(tone=tone)  # type: ignore[arg-type]  # of a list
    reference = Picture(image=photo("astronaut", width=96, height=96))
    made = colorize(Picture(image=picture), options, reference=reference, studio=studio)
    assert light_off(made.picture, picture) <= 1 / 255


def odd_photos(folder: Path) -> dict[str, Image.Image]:
    picture = grey("rocket")
    deep = Image.fromarray(np.asarray(picture.convert("L")).astype(np.uint16) * 257)
    clear = photo("rocket", width=160, height=120).convert("L").convert("LA")
    clear.putalpha(Image.linear_gradient("L").resize((160, 120)))
    return {
        "one-bit": picture.convert("1"),
        "sixteen-bit": deep,
        "negative": ImageOps.invert(picture),
        "alpha": clear,
        "flat": Image.new("L", (40, 30), 128),
        "black": Image.new("L", (40, 30)),
        "tiny": picture.resize((16, 16)),
        "strip": picture.resize((300, 16)),
    }


@pytest.mark.parametrize(
    "kind", ["one-bit", "sixteen-bit", "negative", "alpha", "flat", "black", "tiny", "strip"]
)
def test_odd_photos(kind: str, studio: Studio, tmp_path: Path) -> None:
    odd_photos(tmp_path)[kind].save(tmp_path / "odd.png")
    picture = read_picture(tmp_path / "odd.png")
    reference = Picture(image=photo("rocket", width=160, height=120))
    made = colorize(picture, reference=reference, studio=studio)
    assert made.picture.size == picture.image.size
    if picture.alpha is None:
        assert light_off(made.picture, picture.image) <= 1 / 255
    else:
        assert made.picture.mode == "RGBA"


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    grey("coffee").save(tmp_path / "grey.png")
    photo("coffee", width=100, height=80).save(tmp_path / "reference.jpg")
    words = ["colorize", str(tmp_path / "grey.png"), "-o", str(tmp_path / "out.png")]
    words += [
        "--reference",
        str(tmp_path / "reference.jpg"),
        "--hint",
        "cup=red,0.1,0.9=blue",
        "--json",
    ]
    assert cli.main(words, data_dir=tmp_path) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["art"], told["width"], told["height"]) == ("colorize", 160, 120)
    assert told["options"]["hints"] == ["cup=red", "0.1,0.9=blue"]
    assert read_picture(tmp_path / "out.png").image.size == (160, 120)
    assert cli.main([*words, "--hint", "cup=blue"], data_dir=tmp_path) == 2
    assert "another colour already" in capsys.readouterr().err


def test_sky_and_skin_are_named_like_any_thing(studio: Studio) -> None:
    sky = Picture(image=grey("rocket", width=200, height=130))
    red = colorize(sky, ColorizeOptions(hints=("небо=red",)), studio=studio)
    plain = colorize(sky, studio=studio)
    a = (chroma(red.picture) - chroma(plain.picture))[0]
    assert a[20:60, 40:70].mean() > 0.05
    assert a[-8:].abs().mean() < 0.03
    assert red.notes == ()
    face = Picture(image=grey("astronaut", width=256, height=256))
    green = colorize(face, ColorizeOptions(hints=("skin=green",)), studio=studio)
    assert chroma(green.picture)[0, 55:80, 105:125].mean() < -0.03
    assert green.notes == ()


def test_no_sky_and_no_skin_are_said(studio: Studio) -> None:
    cat = Picture(image=grey("chelsea", width=200, height=130))
    made = colorize(cat, ColorizeOptions(hints=("sky=red", "face=red")), studio=studio)
    assert len(made.notes) == 2
