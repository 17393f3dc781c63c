"""Style pictures that are too small, strips, or plain: made the best of, and told."""

from __future__ import annotations

import pytest
import torch
from PIL import Image

from engine.media.pictures import Picture
from engine.media.style_flaws import LEAST_SIDE_PX
from engine.ops.images import to_image
from engine.options.style import StyleOptions, TextureOptions
from engine.studio.artwork import Artwork
from engine.studio.studio import Studio
from engine.style.controls.style_picture import large_enough, style_notes
from engine.style.instant.one_pass import instant
from engine.style.instant.painting import working_size
from engine.style.texture import texture
from engine.style.transfer import StyleSource, style
from engine.weights.store import WeightStore
from tests.pictures import photo

COFFEE = Picture(image=photo(width=96, height=64))


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    empty = tmp_path_factory.mktemp("none")
    return Studio(store=WeightStore(empty / "weights", hub=empty / "hub"), device="cpu")


def source(width: int, height: int) -> StyleSource:
    return StyleSource(
        name="cat", picture=Picture(image=photo("chelsea", width=width, height=height))
    )


def plain(colour: str = "navy") -> StyleSource:
    return StyleSource(name="plain", picture=Picture(image=Image.new("RGB", (200, 150), colour)))


@pytest.mark.parametrize(("width", "height"), [(16, 16), (20, 32), (600, 30), (30, 600)])
def test_a_small_style_picture_is_enlarged(width: int, height: int) -> None:
    enlarged = large_enough(photo("chelsea", width=width, height=height))
    assert min(enlarged.size) == LEAST_SIDE_PX
    assert max(enlarged.size) == round(max(width, height) * LEAST_SIDE_PX / min(width, height))


def test_a_style_picture_that_is_large_enough_stays_as_it_is() -> None:
    picture = photo("chelsea", width=200, height=LEAST_SIDE_PX)
    assert large_enough(picture) is picture


def test_a_plain_style_picture_is_told(studio: Studio) -> None:
    made: list[Artwork] = [
        instant(COFFEE, [plain()], StyleOptions(instant=True), studio=studio),
        style(COFFEE, [plain()], StyleOptions(steps=1, size_px=64), studio=studio),
        texture([plain()], TextureOptions(steps=1, size_px=64), studio=studio),
    ]
    for one in made:
        assert any("one plain colour" in str(note) for note in one.notes)


def test_a_style_picture_with_a_pattern_is_not_called_plain() -> None:
    assert not style_notes([source(200, 150)])


def test_a_small_style_picture_is_told_once() -> None:
    (note,) = style_notes([source(20, 16), source(20, 16)])
    assert "small (20x16 px)" in str(note)


def contrast(image: Image.Image) -> float:
    """How much light and dark differ over more than a stroke."""
    shrunk = to_image(image.convert("L").resize((24, 16)))
    return float(shrunk.std())


def test_a_small_style_picture_does_not_paint_mud(studio: Studio) -> None:
    cup = Picture(image=photo(width=240, height=160))

    def painted_by(width: int, height: int) -> float:
        options = StyleOptions(steps=30)
        return contrast(style(cup, [source(width, height)], options, studio=studio).picture)

    large = painted_by(300, 200)
    assert painted_by(20, 16) > 0.65 * large
    assert painted_by(600, 30) > 0.65 * large


def test_a_tiny_photo_is_painted_larger_and_brought_back(studio: Studio) -> None:
    tiny = Picture(image=photo(width=64, height=20))
    mosaic = StyleSource(name="mosaic", picture=Picture(image=photo("chelsea")))
    made = instant(tiny, [mosaic], StyleOptions(instant=True, network="house"), studio=studio)
    assert made.picture.size == (64, 20)
    seen = [to_image(one.convert("L")).flatten() for one in (tiny.image, made.picture)]
    assert float(torch.corrcoef(torch.stack(seen))[0, 1]) > 0.7  # painted as small as it is: 0.46


def test_only_tiny_pictures_and_fine_strokes_are_painted_larger() -> None:
    assert working_size(96, 64, scale=1.0) == (96, 64)
    assert working_size(600, 400, scale=0.5) == (600, 400)
    assert working_size(64, 20, scale=1.0) == (205, 64)
    assert working_size(256, 171, scale=0.25) == (768, 513)


def test_fine_strokes_on_a_small_picture_are_no_blocks(studio: Studio) -> None:
    cup = Picture(image=photo(width=256, height=171))
    options = StyleOptions(instant=True, scale=0.25)
    made = to_image(instant(cup, [source(451, 300)], options, studio=studio).picture.convert("L"))
    plainly = to_image(cup.image.convert("L"))
    both = torch.stack([made.flatten(), plainly.flatten()])
    assert float(torch.corrcoef(both)[0, 1]) > 0.6  # blocks: 0.53
