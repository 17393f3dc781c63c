"""How large a result is: the longest side asked for, and no strips of panoramas."""

from __future__ import annotations

from fractions import Fraction

import pytest
from PIL import Image

from engine.dream.deepdream import dream
from engine.interpret.explain import explain
from engine.media.clips import read_clip
from engine.media.pictures import MAX_ASPECT, Picture
from engine.ops.sizes import asked_size, output_size, scaled
from engine.options.dream import DreamOptions
from engine.options.interpret import ExplainOptions
from engine.options.style import StyleOptions
from engine.options.zoom import ZoomOptions
from engine.studio.progress import preview_of
from engine.studio.studio import Studio
from engine.style.transfer import StyleSource, style
from engine.video.choices import film_size, zoom_size
from engine.video.zoom import zoom
from engine.weights.store import WeightStore
from tests.engine.films import film_of
from tests.pictures import photo

SHAPES = [(w, h) for w in range(16, 2000, 97) for h in range(16, 2000, 83)]
SIZES = (None, 16, 97, 384, 600, 1200)


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    empty = tmp_path_factory.mktemp("none")
    return Studio(store=WeightStore(empty / "weights", hub=empty / "hub"), device="cpu")


def strip(width: int = 960, height: int = 48) -> Picture:
    return Picture(image=photo(width=width, height=height))


@pytest.mark.parametrize("size_px", SIZES)
def test_an_ordinary_photos_result_has_the_size_it_always_had(size_px: int | None) -> None:
    for width, height in SHAPES:
        if 2 * max(width, height) <= 5 * min(width, height):
            longest = max(width, height)
            asked = size_px or min(longest, 600)
            sides = round(width * asked / longest), round(height * asked / longest)
            assert output_size(width, height, size_px) == sides


@pytest.mark.parametrize("size_px", SIZES)
def test_no_result_is_too_narrow_to_be_delivered(size_px: int | None) -> None:
    for width, height in SHAPES:
        if max(width, height) <= MAX_ASPECT * min(width, height):
            wide, tall = output_size(width, height, size_px)
            assert max(wide, tall) <= MAX_ASPECT * min(wide, tall)


def test_a_panorama_is_no_strip() -> None:
    wide, tall = output_size(8000, 400, 600)
    assert 600 * 240 * 0.95 <= wide * tall <= 600 * 240 * 1.05
    assert output_size(384, 20, None) == (384, 20)  # no larger than it is
    assert output_size(300, 15, 600) == (600, 30)  # enlarged as far as asked


def test_a_panoramas_size_makes_it_again() -> None:
    for width, height in SHAPES:
        made = output_size(width, height, None)
        assert output_size(width, height, asked_size(width, height, None)) == made
        assert output_size(*made, max(made)) == made


def test_arts_tell_the_size_that_makes_the_same_again(studio: Studio) -> None:
    made = dream(strip(), DreamOptions(size_px=96, steps=1, layer="inception_3b"), studio=studio)
    painted = style(
        strip(),
        [StyleSource(name="cat", picture=Picture(image=photo("chelsea", width=64, height=48)))],
        StyleOptions(size_px=96, steps=1),
        studio=studio,
    )
    shown = explain(strip(), ExplainOptions(size_px=96), studio=studio)
    for one in (made, painted, shown):
        assert one.picture.size == (272, 14)
        assert one.options.size_px == 96  # type: ignore[union-attr]  # all of them have it


def test_films_of_panoramas_are_no_strips_either(studio: Studio) -> None:
    made = zoom(
        strip(), ZoomOptions(size_px=96, frames=2, octaves=1, layer="inception_3b"), studio=studio
    )
    assert made.picture.size == (272, 14)
    assert zoom_size(Picture(image=made.picture), ZoomOptions(size_px=96), goes_on=True) == (
        272,
        14,
    )
    assert made.options == ZoomOptions.from_json(made.options.to_json())


@pytest.mark.parametrize("width", range(200, 320, 10))
def test_a_film_of_even_sides_is_not_too_narrow(width: int) -> None:
    clip = read_clip(
        film_of(iter([Image.new("RGB", (width, (width // MAX_ASPECT + 6) // 2 * 2))] * 2))
    )
    for size_px in (None, 160, 161, 163):
        wide, tall = film_size(clip, size_px)
        assert wide % 2 == tall % 2 == 0
        assert Fraction(wide, tall) <= MAX_ASPECT


def test_a_preview_of_a_panorama_can_be_shown() -> None:
    import torch

    shown = preview_of(torch.zeros(1, 3, 97, 1924))
    assert max(shown.size) <= MAX_ASPECT * min(shown.size)


def test_a_share_of_a_size_is_never_nothing() -> None:
    assert scaled((300, 200), 0.5) == (150, 100)
    assert scaled((300, 2), 0.1) == (30, 1)
