"""A live dream's film by the real engine: each piece goes on where the one before ended."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bot.domain.orders import Art, Order, PictureRef
from bot.settings import Settings
from bot.worker.renderer import Earlier, Made, Pictures
from engine.media.mp4 import read_frames
from engine.media.pictures import Picture
from engine.options.zoom import ZoomOptions
from tests.pictures import photo

REF = PictureRef(id="k3f9ab", file_id="AgAC-photo", message_id=7)


def piece(**options: object) -> Order:
    small = {"size_px": 64, "frames": 4, "octaves": 1, "steps_per_octave": 2, "seed": 3}
    zoom = ZoomOptions.from_json({**small, **options})
    return Order(art=Art.ZOOM, options=zoom, photo=REF, live_id="live")


def make(settings: Settings, order: Order, pictures: Pictures) -> Made:
    from bot.worker.engine_renderer import EngineRenderer  # loads torch

    return EngineRenderer(settings).paint(order, pictures, lambda _: None)


def frames(made: Made) -> list[Image.Image]:
    assert made.file is not None
    return list(read_frames(made.file))


def apart(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two frames, of 255."""
    return float(np.abs(np.asarray(one, float) - np.asarray(other, float)).mean())


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Nothing at hand but the embedded network."""
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    return Settings(_env_file=None, data_dir=tmp_path)


def test_a_piece_makes_the_film_longer_and_leaves_what_was_there(settings: Settings) -> None:
    coffee = Picture(image=photo("coffee", width=96, height=64))
    first = make(settings, piece(), Pictures(photo=coffee))
    assert first.file is not None
    assert first.outcome.film is not None
    assert first.outcome.duration_s == pytest.approx(4 / 12)
    earlier = Earlier(mp4=first.file, film=first.outcome.film)
    grown = make(settings, piece(preset="creatures"), Pictures(earlier=earlier))
    before, after = frames(first), frames(grown)
    assert (len(before), len(after)) == (4, 8)
    assert grown.outcome.duration_s == pytest.approx(8 / 12)
    assert all(apart(a, b) < 1 for a, b in zip(before, after[:4], strict=True))
    steps = [apart(a, b) for a, b in pairwise(after)]
    # Other subjects, and still no jump where the pieces meet.
    assert steps[3] < 2 * float(np.median(steps))


def test_a_thing_wished_for_is_dreamt_with_nothing_fetched(settings: Settings) -> None:
    coffee = Picture(image=photo("coffee", width=96, height=64))
    made = make(settings, piece(classes=["volcano"]), Pictures(photo=coffee))
    plain = make(settings, piece(), Pictures(photo=coffee))
    assert made.outcome.options["network"] == "embedded"
    assert apart(frames(made)[-1], frames(plain)[-1]) > 1
