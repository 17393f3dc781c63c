"""Which network paints at once: any picture's style, or a Johnson network's own ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import skimage.data
from PIL import Image

from engine.errors import OptionError, UnknownNameError, WeightsError
from engine.media.pictures import Picture
from engine.ops.images import resize_picture
from engine.options.style import StyleOptions
from engine.studio.studio import Studio
from engine.style.controls.source import StyleSource
from engine.style.instant.one_pass import instant
from engine.weights.store import WeightStore
from tests.instants import autoencoders_file, johnson_file

PHOTO = Picture(image=Image.fromarray(skimage.data.coffee()))
CAT = Picture(image=Image.fromarray(skimage.data.chelsea()))
SMALL = StyleOptions(instant=True, size_px=96)


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    autoencoders_file(tmp_path / "weights")
    return studio_at(tmp_path)


def studio_at(folder: Path) -> Studio:
    return Studio(store=WeightStore(folder / "weights", hub=folder / "hub"), device="cpu")


def source(picture: Picture, name: str = "cat") -> StyleSource:
    return StyleSource(name=name, picture=picture)


def pixels(picture: Image.Image) -> np.ndarray:
    return np.asarray(picture.convert("RGB"), dtype=float)


@pytest.mark.parametrize(
    ("name", "network"),
    [
        (None, "embedded_strokes"),
        ("embedded", "embedded_strokes"),
        ("embedded_style", "embedded_style"),
    ],
)
def test_what_comes_with_us_paints_any_picture(
    tmp_path: Path, name: str | None, network: str
) -> None:
    options = StyleOptions(instant=True, size_px=96, network=name)
    made = instant(PHOTO, [source(CAT)], options, studio=studio_at(tmp_path))
    assert made.network == made.options.network == network


def test_one_that_is_not_here_says_how_to_get_it(tmp_path: Path) -> None:
    options = StyleOptions(instant=True, size_px=96, network="wct16")
    with pytest.raises(WeightsError, match="weights import"):
        instant(PHOTO, [source(CAT)], options, studio=studio_at(tmp_path))


@pytest.mark.parametrize(("name", "error"), [("vgg19", OptionError), ("nothing", UnknownNameError)])
def test_a_network_that_does_not_paint_at_once_is_refused(
    studio: Studio, name: str, error: type[Exception]
) -> None:
    options = StyleOptions(instant=True, size_px=96, network=name)
    with pytest.raises(error, match="tried"):
        instant(PHOTO, [source(CAT)], options, studio=studio)


def test_a_damaged_file_is_told_in_words(tmp_path: Path) -> None:
    path = autoencoders_file(tmp_path / "weights")
    path.write_bytes(path.read_bytes()[:-1000])
    options = StyleOptions(instant=True, size_px=96, network="tried")
    with pytest.raises(WeightsError, match="cut short"):
        instant(PHOTO, [source(CAT)], options, studio=studio_at(tmp_path))


def test_a_johnson_network_paints_its_own_styles(tmp_path: Path) -> None:
    johnson_file(tmp_path / "weights", "one", "two")
    studio = studio_at(tmp_path)
    paintings = [
        instant(PHOTO, [source(CAT, name)], SMALL, studio=studio) for name in ("one", "two")
    ]
    assert [one.network for one in paintings] == ["trained", "trained"]
    first, second = (pixels(one.picture) for one in paintings)
    assert np.abs(first - second).mean() > 1
    made = instant(PHOTO, [source(CAT, "three")], SMALL, studio=studio)
    assert made.network == "embedded_strokes"
    named = StyleOptions(instant=True, size_px=96, network="trained")
    with pytest.raises(UnknownNameError, match="one, two"):
        instant(PHOTO, [source(CAT, "three")], named, studio=studio)


def test_a_johnson_network_s_strength_blends_with_the_photo(tmp_path: Path) -> None:
    johnson_file(tmp_path / "weights", "one")
    studio = studio_at(tmp_path)
    photo = pixels(resize_picture(PHOTO.image, width=96, height=64))

    def painted(strength: float) -> np.ndarray:
        options = StyleOptions(instant=True, size_px=96, strength=strength, network="trained")
        return pixels(instant(PHOTO, [source(CAT, "one")], options, studio=studio).picture)

    np.testing.assert_allclose(painted(0.5), (painted(1.0) + photo) / 2, atol=1.01)
    with pytest.raises(OptionError, match="1 and below"):
        painted(2.0)
