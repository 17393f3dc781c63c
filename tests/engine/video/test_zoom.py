"""Zooming dreams: smooth, steady, repeatable, and able to go on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import skimage.data
import torch
from PIL import Image

from engine.errors import ImageTooSmallError, OptionError, RenderStoppedError
from engine.media.mp4 import append_film, read_frames
from engine.media.pictures import Picture, decode_picture, encode_picture
from engine.ops.images import to_image, to_picture
from engine.options.bounds import DEFAULT_FILM_PX
from engine.options.zoom import ZoomOptions
from engine.studio.progress import PREVIEW_PX, Progress
from engine.studio.studio import Studio
from engine.video.choices import choose_zoom, zoom_size
from engine.video.tone import MOST_GAIN
from engine.video.zoom import LEAST_DEVIATION, FilmState, zoom, zoom_in
from engine.weights.store import WeightStore

COFFEE = Picture(image=Image.fromarray(skimage.data.coffee()))
SMALL = ZoomOptions(
    network="embedded", size_px=112, octaves=2, steps_per_octave=1, frames=9, seed=4
)


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")


def pixels(film: bytes | None) -> np.ndarray:
    """(frames, H, W, 3)"""
    assert film is not None
    return np.stack([np.asarray(frame, dtype=float) for frame in read_frames(film)])


def steps(frames: np.ndarray) -> np.ndarray:
    """Mean absolute difference of each frame and the next, nothing compensated."""
    return np.abs(np.diff(frames, axis=0)).mean(axis=(1, 2, 3))


def state_of(facts: object) -> FilmState:
    """As it comes back from where films' states are kept."""
    return FilmState.from_json(json.loads(json.dumps(facts)))


@pytest.mark.parametrize("photo", ["coffee", "rocket", "astronaut"])
def test_a_film_is_steady_and_smooth(studio: Studio, photo: str) -> None:
    picture = Picture(image=Image.fromarray(getattr(skimage.data, photo)()))
    film = zoom(picture, SMALL, studio=studio)
    frames = pixels(film.video)
    assert frames.shape[0] == film.facts["frames"] == 9
    brightness = frames.mean(axis=(1, 2, 3))
    assert np.ptp(brightness) < 0.03 * brightness[0]
    assert steps(frames).max() < 2 * np.median(steps(frames))


def test_a_film_falls_from_the_photo_into_its_dream(studio: Studio) -> None:
    film = zoom(COFFEE, SMALL, studio=studio)
    frames = pixels(film.video)
    photo = to_image(COFFEE.image.resize((112, 76), Image.Resampling.LANCZOS))
    assert np.abs(frames[0] - np.asarray(to_picture(photo), dtype=float)).mean() < 6
    for _ in range(8):
        photo = zoom_in(photo, scale=SMALL.zoom, turn_deg=0)
    nearer = np.asarray(to_picture(photo), dtype=float)
    # It is still the photo, nearer, and what has been dreamt into it.
    assert 8 < np.abs(frames[8] - nearer).mean() < np.abs(frames[8] - frames[0]).mean()
    assert np.abs(frames[8] - np.asarray(film.picture, dtype=float)).mean() < 8


def test_the_same_seed_is_the_same_film(studio: Studio) -> None:
    brief = replace(SMALL, frames=4)
    first, again = (zoom(COFFEE, brief, studio=studio).video for _ in range(2))
    other = zoom(COFFEE, replace(brief, seed=5), studio=studio).video
    assert first == again
    assert not np.array_equal(pixels(first), pixels(other))


def test_its_options_repeat_the_film(studio: Studio) -> None:
    asked = ZoomOptions(preset="strokes", size_px=97, frames=3, octaves=1, steps_per_octave=1)
    film = zoom(COFFEE, asked, studio=studio)
    kept = ZoomOptions.from_json(json.loads(json.dumps(film.options.to_json())))
    again = zoom(COFFEE, kept, studio=studio)
    assert kept.network
    assert kept.layer
    assert np.array_equal(pixels(film.video), pixels(again.video))


def test_a_film_goes_on_without_a_jump(studio: Studio) -> None:
    """Even towards something else, with the last frame kept as a PNG and the state as JSON."""
    first = zoom(COFFEE, SMALL, studio=studio)
    last = decode_picture(encode_picture(first.picture))
    wish = replace(SMALL, layer="inception_3b", size_px=None, frames=6)
    more = zoom(last, wish, studio=studio, start=state_of(first.facts["state"]))
    assert first.video is not None
    assert more.video is not None
    joined = pixels(append_film(first.video, more.video))
    assert len(joined) == 9 + 6
    assert steps(joined)[8] < 2 * np.median(steps(joined))
    brightness = joined.mean(axis=(1, 2, 3))
    assert np.ptp(brightness) < 0.03 * brightness[0]
    assert state_of(more.facts["state"]).frame == 14


def test_a_film_in_parts_is_the_film_in_one(studio: Studio) -> None:
    """But for the rounding of the frame in between to whole colours."""
    options = replace(SMALL, frames=5)
    whole = zoom(COFFEE, options, studio=studio)
    first = zoom(COFFEE, replace(options, frames=3), studio=studio)
    more = zoom(
        Picture(image=first.picture),
        replace(options, frames=2),
        studio=studio,
        start=state_of(first.facts["state"]),
    )
    assert state_of(more.facts["state"]).frame == state_of(whole.facts["state"]).frame == 4
    ends = [np.asarray(one.picture, dtype=float) for one in (whole, more, first)]
    assert np.abs(ends[0] - ends[1]).mean() < 0.1 * np.abs(ends[0] - ends[2]).mean()


def test_a_film_without_motion_dreams_in_place(studio: Studio) -> None:
    film = zoom(COFFEE, replace(SMALL, zoom=1.0, frames=4), studio=studio)
    frames = pixels(film.video)
    assert np.corrcoef(frames[0].ravel(), frames[-1].ravel())[0, 1] > 0.9
    assert steps(frames).min() > 0.5


def test_a_zoom_enlarges_and_turns_about_the_centre() -> None:
    image = torch.zeros(1, 3, 40, 60)
    image[..., 19:21, 29:31] = 1  # the centre
    image[..., 19:21, 39:41] = 1  # ten pixels to its right
    nearer = zoom_in(image, scale=1.5, turn_deg=0)
    assert float(nearer[0, 0, 19:21, 44:46].mean()) > 0.8
    turned = zoom_in(image, scale=1.0, turn_deg=90)
    marks = [float(turned[0, 0, row : row + 2, 29:31].mean()) for row in (9, 29)]
    assert max(marks) > 0.8
    assert float(turned[0, 0, 19:21, 29:31].mean()) > 0.8
    assert torch.allclose(zoom_in(image, scale=1.0, turn_deg=0), image, atol=1e-4)


def test_brightness_is_held_at_once_and_contrast_bit_by_bit() -> None:
    generator = torch.Generator().manual_seed(0)
    photo = 0.5 + 0.2 * torch.randn(1, 3, 32, 32, generator=generator).clamp(-2, 2)
    state = FilmState.of(photo)
    dark = state.hold(photo * 0.5)
    assert float(dark.mean()) == pytest.approx(float(photo.mean()), abs=1e-3)
    assert float(dark.std()) == pytest.approx(float(photo.std()) * 0.5 * MOST_GAIN, rel=0.01)
    harsh = state.hold((photo - 0.5) * 1.5 + 0.5)
    assert float(harsh.std()) == pytest.approx(float(photo.std()), rel=0.03)


def test_a_flat_photo_is_allowed_some_contrast(studio: Studio) -> None:
    flat = torch.full((1, 3, 16, 16), 0.4)
    assert FilmState.of(flat).deviation == (LEAST_DEVIATION,) * 3
    grey = Picture(image=Image.new("RGB", (96, 96), "grey"))
    frames = pixels(zoom(grey, replace(SMALL, size_px=96, frames=4), studio=studio).video)
    assert frames[-1].std() > 2


@pytest.mark.parametrize(("size_px", "expected"), [(99, (100, 68)), (None, (480, 320))])
def test_sides_are_even_and_modest(
    studio: Studio, size_px: int | None, expected: tuple[int, int]
) -> None:
    asked = ZoomOptions(network="embedded", size_px=size_px)
    options = choose_zoom(COFFEE, asked, store=studio.store).options
    assert zoom_size(COFFEE, options) == expected
    assert max(expected) <= DEFAULT_FILM_PX
    assert zoom_size(COFFEE, options) == zoom_size(COFFEE, replace(options, network=None))


def test_odd_photos_become_films(studio: Studio) -> None:
    odd = Picture(image=COFFEE.image.resize((97, 131)))
    film = zoom(odd, replace(SMALL, size_px=None, frames=2), studio=studio)
    assert film.picture.size == (98, 132)
    assert pixels(film.video).shape == (2, 132, 98, 3)


def test_progress_tells_of_every_step_and_shows_whole_frames(studio: Studio) -> None:
    told: list[Progress] = []
    film = zoom(COFFEE, replace(SMALL, frames=4), studio=studio, on_progress=told.append)
    assert len(told) == film.steps == 3 * 2
    fractions = [one.fraction for one in told]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1
    assert told[0].preview().size == film.picture.size
    assert max(film.picture.size) <= PREVIEW_PX


@pytest.mark.parametrize("steps_made", [1, 4])
def test_a_film_stops_within_a_step(studio: Studio, steps_made: int) -> None:
    told: list[Progress] = []

    def stop(progress: Progress) -> None:
        told.append(progress)
        if len(told) == steps_made:
            raise RenderStoppedError

    with pytest.raises(RenderStoppedError):
        zoom(COFFEE, SMALL, studio=studio, on_progress=stop)
    assert len(told) == steps_made


def test_a_budget_leaves_frames_out_at_the_end(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a clock on which every frame takes five seconds."""
    clock = ticking(5.0)
    monkeypatch.setattr("engine.video.zoom.time.perf_counter", clock)
    studio.budget_s = 30.0
    told: list[Progress] = []
    film = zoom(COFFEE, SMALL, studio=studio, on_progress=told.append)
    assert film.steps_cut
    assert 3 <= film.facts["frames"] < SMALL.frames
    assert film.options.to_json()["frames"] == film.facts["frames"] == len(pixels(film.video))
    assert told[-1].fraction == 1


def ticking(seconds: float) -> Callable[[], float]:
    now = 0.0

    def clock() -> float:
        nonlocal now
        now += seconds
        return now

    return clock


@pytest.mark.parametrize(
    "values",
    [
        {"frames": 1},
        {"frames": 1_000_000},
        {"frames_per_s": 0},
        {"zoom": 0.9},
        {"zoom": float("nan")},
        {"turn_deg": 90.0},
    ],
)
def test_options_have_bounds(values: dict[str, float]) -> None:
    with pytest.raises(OptionError):
        ZoomOptions(**values)  # type: ignore[arg-type]


def test_what_no_film_can_climb_is_refused(studio: Studio) -> None:
    with pytest.raises(OptionError, match="l2 or mean"):
        zoom(COFFEE, replace(SMALL, objective="enhance"), studio=studio)
    narrow = Picture(image=Image.new("RGB", (320, 16)))
    with pytest.raises(ImageTooSmallError):
        zoom(narrow, replace(SMALL, size_px=48), studio=studio)
