"""House styles: every name has a painter, the same picture each time, and the shipped files."""

from pathlib import Path

import numpy as np
import pytest
import skimage.data
from PIL import Image

from benchmarks.preset_menu import middle_square
from benchmarks.style_menu import PHOTO, TILE_PX, corner, menu_tile
from engine.catalogue.house_styles import HOUSE_STYLES, house_style_path, menu_mark, menu_path
from engine.errors import UnknownNameError
from engine.house.paint import PAINTERS, paint_house_style
from engine.studio.studio import Studio
from engine.weights.store import WeightStore

SHIPPED_BYTES_LIMIT = 600_000
MENU_BYTES_LIMIT = 300_000
# Lossy coding of the finest textures (dots, marble) moves a value by up to 10 of 255 on average.
CODING_LOSS = 13.0


def values(picture: Image.Image) -> np.ndarray:
    return np.asarray(picture.convert("RGB"), dtype=np.float32)


def test_every_house_style_has_a_painter() -> None:
    assert set(PAINTERS) == set(HOUSE_STYLES)
    assert len(HOUSE_STYLES) >= 8


@pytest.mark.parametrize("name", HOUSE_STYLES)
def test_a_painter_paints_the_same_picture_each_time_at_the_size_asked(name: str) -> None:
    first, second = (paint_house_style(name, size_px=120) for _ in range(2))
    assert first.mode == "RGB"
    assert first.size == (120, 120)
    assert np.array_equal(values(first), values(second))


@pytest.mark.parametrize("name", HOUSE_STYLES)
def test_the_shipped_picture_is_what_the_painter_paints(name: str) -> None:
    with Image.open(house_style_path(name)) as shipped:
        assert shipped.size == (512, 512)
        assert np.abs(values(shipped) - values(paint_house_style(name))).mean() < CODING_LOSS


@pytest.mark.parametrize("name", HOUSE_STYLES)
def test_a_style_picture_has_texture_everywhere(name: str) -> None:
    with Image.open(house_style_path(name)) as shipped:
        tiles = values(shipped.convert("L").convert("RGB"))[..., 0].reshape(8, 64, 8, 64)
    assert tiles.std(axis=(1, 3)).min() > 4


def test_house_styles_differ_from_one_another() -> None:
    small = [values(Image.open(house_style_path(name)).resize((32, 32))) for name in HOUSE_STYLES]
    for index, picture in enumerate(small):
        assert all(np.abs(picture - other).mean() > 25 for other in small[index + 1 :])


def test_shipped_files_are_small() -> None:
    total = sum(house_style_path(name).stat().st_size for name in HOUSE_STYLES)
    assert total <= SHIPPED_BYTES_LIMIT
    assert menu_path().stat().st_size <= MENU_BYTES_LIMIT


def test_the_menu_is_what_the_house_network_paints(tmp_path: Path) -> None:
    with Image.open(menu_path()) as shipped:
        assert shipped.info["comment"].decode() == menu_mark(), (
            "run: python -m benchmarks.style_menu"
        )
        store = WeightStore(tmp_path, hub=tmp_path)
        photo = middle_square(Image.fromarray(getattr(skimage.data, PHOTO)()))
        for index in (0, len(HOUSE_STYLES) - 1):
            left, top = corner(index)
            tile = shipped.crop((left, top, left + TILE_PX, top + TILE_PX))
            painted = menu_tile(Studio(store=store, device="cpu"), photo, list(HOUSE_STYLES)[index])
            assert np.abs(values(tile) - values(painted)).mean() < CODING_LOSS


def test_an_unknown_house_style_names_its_near_matches() -> None:
    with pytest.raises(UnknownNameError):
        paint_house_style("swirl")
    with pytest.raises(UnknownNameError):
        house_style_path("mozaic")
