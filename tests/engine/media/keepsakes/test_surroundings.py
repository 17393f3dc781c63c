"""Stories and wallpapers: of their size, with the whole picture, not stretched."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from engine.media.keepsakes.surroundings import DESK_PX, PHONE_PX, STORY_PX, as_story, as_wallpaper

SIZES = [(600, 400), (300, 600), (512, 512), (1, 1), (900, 30), (16, 320)]


def ball(size: tuple[int, int]) -> Image.Image:
    """A red ball on blue."""
    image = Image.new("RGB", size, (20, 40, 200))
    radius = min(size) * 0.4
    x, y = size[0] / 2, size[1] / 2
    ImageDraw.Draw(image).ellipse((x - radius, y - radius, x + radius, y + radius), fill="red")
    return image


def red_box(image: Image.Image) -> tuple[int, int]:
    """How wide and high what is purely red is, around the middle."""
    pixels = np.asarray(image).astype(int)
    is_red = (pixels[..., 0] > 240) & (pixels[..., 1:].max(axis=-1) < 25)
    return _run(is_red[image.height // 2]), _run(is_red[:, image.width // 2])


def _run(line: NDArray[np.bool_]) -> int:
    """How many of a line are true without a gap around its middle."""
    gaps, middle = np.flatnonzero(~line), len(line) // 2
    before, after = gaps[gaps < middle], gaps[gaps > middle]
    return int((after[0] if len(after) else len(line)) - (before[-1] if len(before) else -1) - 1)


@pytest.mark.parametrize("size", SIZES)
def test_a_story_and_wallpapers_are_of_their_size(size: tuple[int, int]) -> None:
    picture = Image.new("RGB", size, "teal")
    assert as_story(picture).size == STORY_PX
    assert as_wallpaper(picture, PHONE_PX).size == PHONE_PX
    assert as_wallpaper(picture, DESK_PX).size == DESK_PX


@pytest.mark.parametrize("size", [(600, 400), (300, 600), (512, 512)])
def test_a_ball_stays_round_and_whole(size: tuple[int, int]) -> None:
    for made in (as_story(ball(size)), as_wallpaper(ball(size), DESK_PX)):
        width, height = red_box(made)
        assert width == pytest.approx(height, rel=0.04)
        assert width > 300


def test_a_picture_of_nearly_that_shape_fills_the_screen() -> None:
    marked = Image.new("RGB", (160, 96), "white")
    marked.paste("black", (0, 0, 160, 48))
    made = np.asarray(as_wallpaper(marked, DESK_PX))
    assert (made[:700] < 30).all()
    assert (made[760:] > 225).all()


def test_what_a_wallpaper_lacks_goes_on_without_an_edge() -> None:
    slope = np.linspace(0, 255, 300)[:, None].repeat(200, axis=1).astype(np.uint8)
    picture = Image.fromarray(slope).convert("RGB").rotate(90, expand=True)
    column = np.asarray(as_wallpaper(picture, PHONE_PX))[:, 600, 0].astype(int)
    assert np.abs(np.diff(column)).max() < 12
