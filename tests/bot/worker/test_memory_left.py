"""A render that would not fit in the memory that is left is made in small parts, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.orders import Art, Order, PictureRef
from bot.settings import Settings
from bot.worker import engine_renderer
from bot.worker.engine_renderer import SMALL_TILE_PX, EngineRenderer
from bot.worker.renderer import Pictures
from engine.errors import OutOfMemoryError
from engine.media.pictures import decode_picture
from engine.options.dream import DreamOptions
from tests.pictures import photo_bytes

GB = 10**9
ORDER = Order(
    art=Art.DREAM,
    options=DreamOptions(steps=1, size_px=64),
    photo=PictureRef(id="k3f9ab", file_id="photo", message_id=1),
)


@pytest.fixture
def renderer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EngineRenderer:
    """Of a picture that takes two GB, or one in small parts."""
    monkeypatch.setattr(
        engine_renderer, "more_bytes", lambda *_, in_tiles=False, **__: GB if in_tiles else 2 * GB
    )
    return EngineRenderer(Settings(_env_file=None, data_dir=tmp_path, device="cpu"))


def paint(renderer: EngineRenderer, *, in_tiles: bool = False) -> int | None:
    """Returns: what was worked on at once."""
    pictures = Pictures(photo=decode_picture(photo_bytes()))
    renderer.paint(ORDER, pictures, lambda _: None, in_tiles=in_tiles)
    return renderer._studio.tile_px


@pytest.mark.parametrize(
    ("left", "tile_px"), [(None, None), (2 * GB, None), (2 * GB - 1, SMALL_TILE_PX)]
)
def test_what_fits_only_in_small_parts_is_made_of_them(
    renderer: EngineRenderer,
    monkeypatch: pytest.MonkeyPatch,
    left: int | None,
    tile_px: int | None,
) -> None:
    monkeypatch.setattr(engine_renderer, "free_bytes", lambda: left)
    assert paint(renderer) == tile_px


def test_what_took_too_much_before_is_made_in_small_parts_alone(renderer: EngineRenderer) -> None:
    assert [paint(renderer, in_tiles=again) for again in (True, False)] == [SMALL_TILE_PX, None]


def test_what_does_not_fit_in_small_parts_either_is_refused_before_it_begins(
    renderer: EngineRenderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_renderer, "free_bytes", lambda: GB - 1)
    with pytest.raises(OutOfMemoryError, match="too much for this machine's memory"):
        paint(renderer)
