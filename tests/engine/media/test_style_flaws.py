"""Style pictures that are hard to learn from are known by sight, and good ones are let be."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageFilter

from engine.catalogue.house_styles import HOUSE_STYLES, house_style_path
from engine.media.style_flaws import LOOKED_AT_PX, flaw_of
from tests.pictures import encoded, photo

PHOTOS = ("coffee", "chelsea", "astronaut", "rocket")


def house_style(name: str) -> Image.Image:
    return Image.open(house_style_path(name)).convert("RGB")


def blurred(picture: Image.Image, *, by_px: float) -> Image.Image:
    """``by_px``: standard deviation, as seen at the size at which flaws are looked for."""
    return picture.filter(ImageFilter.GaussianBlur(by_px * max(picture.size) / LOOKED_AT_PX))


def flaw(picture: Image.Image) -> str | None:
    told = flaw_of(picture)
    return told.key if told else None


@pytest.mark.parametrize("name", HOUSE_STYLES)
def test_a_house_style_is_good_and_blurred_it_is_not(name: str) -> None:
    picture = house_style(name)
    assert flaw(picture) is None
    assert flaw(blurred(picture, by_px=3)) == "notes.blurred_style"


@pytest.mark.parametrize("name", PHOTOS)
def test_a_photo_is_good_and_blurred_it_is_not(name: str) -> None:
    picture = photo(name)
    assert flaw(picture) is None
    assert flaw(blurred(picture, by_px=2.5)) == "notes.blurred_style"


@pytest.mark.parametrize("name", PHOTOS)
def test_a_photo_that_is_a_little_soft_is_good_enough(name: str) -> None:
    assert flaw(blurred(photo(name), by_px=1)) is None


def test_a_thumbnail_that_was_enlarged_is_blurred() -> None:
    thumbnail = photo("coffee", width=60, height=40)
    assert flaw(thumbnail.resize((600, 400))) == "notes.blurred_style"


def test_a_file_that_was_squeezed_does_not_hide_its_blur() -> None:
    """The edges of a JPEG's blocks are sharp."""
    file = encoded(blurred(photo("astronaut"), by_px=3), "JPEG", quality=40)
    assert flaw(Image.open(io.BytesIO(file))) == "notes.blurred_style"


def test_a_shape_of_few_edges_is_sharp() -> None:
    poster = Image.new("RGB", (300, 300), "navy")
    poster.paste("white", (100, 100, 200, 200))
    assert flaw(poster) is None


@pytest.mark.parametrize("colour", ["black", "white", "navy"])
def test_one_colour_is_plain_however_large(colour: str) -> None:
    assert flaw(Image.new("RGB", (2000, 1500), colour)) == "notes.plain_style"
    assert flaw(Image.new("RGB", (1, 1), colour)) == "notes.plain_style"


def test_a_gradient_has_no_strokes() -> None:
    assert flaw(Image.linear_gradient("L").convert("RGB")) == "notes.blurred_style"


@pytest.mark.parametrize("size", [(1, 300), (16, 16), (600, 100), (127, 400)])
def test_a_small_picture_tells_its_size(size: tuple[int, int]) -> None:
    told = flaw_of(photo(width=size[0], height=size[1]))
    assert told is not None
    assert f"({size[0]}x{size[1]} px)" in str(told)
