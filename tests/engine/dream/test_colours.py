"""A grey photo dreams in grey unless asked otherwise; any photo's colours can be kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.dream.colours import NOTE, is_grey
from engine.dream.deepdream import dream
from engine.errors import OptionError
from engine.media.clips import read_clip
from engine.media.mp4 import read_frames
from engine.media.pictures import Picture
from engine.options.dream import DreamOptions
from engine.options.video import VideoOptions
from engine.options.zoom import ZoomOptions
from engine.studio.progress import Progress
from engine.studio.studio import Studio
from engine.video.film import video
from engine.video.zoom import zoom
from engine.weights.store import WeightStore
from tests.engine.films import film_of, pan
from tests.pictures import encoded, photo

SMALL = DreamOptions(steps=6, octaves=2, layer="inception_3b")
COFFEE = Picture(image=photo(width=96, height=64))
GREY = Picture(image=photo(width=96, height=64).convert("L").convert("RGB"))


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    empty = tmp_path_factory.mktemp("none")
    return Studio(store=WeightStore(empty / "weights", hub=empty / "hub"), device="cpu")


def chroma(image: Image.Image) -> int:
    pixels = np.asarray(image.convert("RGB"), dtype=np.int16)
    return int((pixels.max(axis=2) - pixels.min(axis=2)).max())


def said(colours: str) -> DreamOptions:
    return DreamOptions.from_json({**SMALL.to_json(), "colours": colours})


def test_a_grey_photo_dreams_in_grey_and_is_told(studio: Studio) -> None:
    previews: list[Image.Image] = []

    def look(progress: Progress) -> None:
        previews.append(progress.preview())

    made = dream(GREY, SMALL, studio=studio, on_progress=look)
    assert chroma(made.picture) <= 1
    assert max(map(chroma, previews)) <= 1
    assert made.notes == (NOTE,)
    assert made.options.colours == "keep"  # type: ignore[union-attr]  # a dream's


def test_a_grey_photo_dreams_in_colours_where_that_is_asked(studio: Studio) -> None:
    made = dream(GREY, said("dream"), studio=studio)
    assert chroma(made.picture) > 20
    assert not made.notes


def test_a_photo_with_colours_dreams_as_it_always_did(studio: Studio) -> None:
    usual, free = dream(COFFEE, SMALL, studio=studio), dream(COFFEE, said("dream"), studio=studio)
    assert usual.picture.tobytes() == free.picture.tobytes()
    assert not usual.notes


def test_a_dream_can_keep_the_photos_colours(studio: Studio) -> None:
    kept, free = (dream(COFFEE, said(how), studio=studio) for how in ("keep", "dream"))
    photos = np.asarray(COFFEE.image, dtype=float)
    hues = photos - photos.mean(axis=2, keepdims=True)
    off = []
    for one in (kept, free):
        pixels = np.asarray(one.picture, dtype=float)
        off.append(np.abs(pixels - pixels.mean(axis=2, keepdims=True) - hues).mean())
    assert off[0] < off[1] / 2
    assert not kept.notes


def test_a_zoom_into_a_grey_photo_stays_grey(studio: Studio) -> None:
    options = ZoomOptions(frames=3, octaves=1, layer="inception_3b")
    made = zoom(GREY, options, studio=studio)
    assert chroma(made.picture) <= 1
    assert made.notes == (NOTE,)
    assert max(chroma(one) for one in read_frames(made.film)) <= 3


def grey_pan() -> Iterator[Image.Image]:
    for frame in pan(3):
        yield frame.convert("L").convert("RGB")


def test_a_grey_film_dreams_in_grey_unless_asked(studio: Studio) -> None:
    clip = read_clip(film_of(grey_pan()))
    usual = video(clip, VideoOptions(effect="dream", steps=2), studio=studio)
    asked = VideoOptions(effect="dream", steps=2, colours="dream")
    assert usual.notes == (NOTE,)
    assert usual.image is not None
    assert chroma(usual.image) <= 6
    coloured = video(clip, asked, studio=studio)
    assert not coloured.notes
    assert coloured.image is not None
    assert chroma(coloured.image) > 20


def test_what_no_dream_and_no_painting_has_is_refused(studio: Studio) -> None:
    clip = read_clip(film_of(grey_pan()))
    with pytest.raises(OptionError, match="colours of its own"):
        video(clip, VideoOptions(effect="dream", colours="luma"), studio=studio)
    with pytest.raises(OptionError, match="auto, dream, keep"):
        DreamOptions(colours="luma")


def test_a_jpeg_of_a_grey_photo_is_grey_and_one_red_spot_is_not(tmp_path: Path) -> None:
    (tmp_path / "grey.jpg").write_bytes(encoded(GREY.image, "JPEG", quality=60))
    assert is_grey(Image.open(tmp_path / "grey.jpg"))
    spotted = GREY.image.copy()
    spotted.paste((200, 30, 30), (10, 10, 14, 14))
    assert not is_grey(spotted)
