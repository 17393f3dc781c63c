"""Films that people send: what goes in is checked, upright, at a constant rate, and complete."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
from PIL import Image

from engine.errors import (
    BadInputError,
    BrokenClipError,
    ClipTooLargeError,
    ClipTooLongError,
    EmptyPictureError,
    PictureTooNarrowError,
    PictureTooSmallError,
    StillClipError,
)
from engine.media.clips import Clip, constant_rate, read_clip
from engine.media.mp4 import encode_film
from tests.engine.films import animation_of, film_of, pan, turned


def pixels(clip: Clip) -> list[np.ndarray]:
    return [np.asarray(frame, dtype=float) for frame in clip.frames()]


def which(frame: np.ndarray, there: list[np.ndarray]) -> int:
    """The one that it looks like."""
    return int(np.argmin([np.abs(frame - other).mean() for other in there]))


@pytest.mark.parametrize(
    ("format", "codec", "rate"),
    [
        ("mp4", "libx264", Fraction(12)),
        ("mp4", "libx264", Fraction(30_000, 1001)),
        ("mov", "libx264", Fraction(25)),
        ("webm", "libvpx-vp9", Fraction(12)),
        ("webm", "libvpx", Fraction(24)),
    ],
)
def test_every_frame_of_a_film_comes_in_order(format: str, codec: str, rate: Fraction) -> None:
    clip = read_clip(film_of(pan(15), format=format, codec=codec, rate=rate))
    assert (clip.frames_per_s, clip.count, clip.sound) == (rate, 15, None)
    assert clip.seconds == pytest.approx(15 / rate)
    there = [np.asarray(frame, dtype=float) for frame in pan(15)]
    assert [which(frame, there) for frame in pixels(clip)] == list(range(15))


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG"])
def test_animated_pictures_are_films_too(format: str) -> None:
    clip = read_clip(animation_of(pan(8), format=format, duration=80))
    assert (clip.frames_per_s, clip.count, clip.width, clip.height) == (Fraction(25, 2), 8, 96, 64)
    there = [np.asarray(frame, dtype=float) for frame in pan(8)]
    assert [which(frame, there) for frame in pixels(clip)] == list(range(8))


@pytest.mark.parametrize(("rate", "kept"), [(60, 30), (50, 25), (Fraction(60_000, 1001), None)])
def test_of_a_fast_film_every_second_frame_is_taken(
    rate: Fraction | int, kept: Fraction | int | None
) -> None:
    clip = read_clip(film_of(pan(20), rate=rate))
    assert clip.frames_per_s == (kept or Fraction(30_000, 1001))
    there = [np.asarray(frame, dtype=float) for frame in pan(20)]
    assert [which(frame, there) for frame in pixels(clip)] == list(range(0, 20, 2))


def test_a_varying_rate_becomes_a_constant_one_and_the_film_lasts_as_long() -> None:
    clip = read_clip(film_of(pan(6), rate=10, beats=[0, 1, 2, 8, 9, 10]))
    assert (clip.frames_per_s, clip.count) == (10, 11)
    there = [np.asarray(frame, dtype=float) for frame in pan(6)]
    shown = [which(frame, there) for frame in pixels(clip)]
    assert shown == [0, 1, 2, 2, 2, 2, 2, 2, 3, 4, 5]


def test_a_picture_that_is_held_is_held() -> None:
    clip = read_clip(animation_of(pan(4), format="GIF", duration=[100, 100, 600, 100]))
    there = [np.asarray(frame, dtype=float) for frame in pan(4)]
    assert [which(frame, there) for frame in pixels(clip)] == [0, 1, *[2] * 6, 3]


def test_times_that_are_rounded_are_no_varying_rate() -> None:
    rounded = [round(beat / 24, 2) for beat in range(50)]
    assert constant_rate(rounded, Fraction(24)) == 24
    assert float(constant_rate(rounded, None)) == pytest.approx(24, rel=0.01)


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_what_a_phone_filmed_on_its_side_stands_upright(quarters: int) -> None:
    clip = read_clip(turned(film_of(pan(3)), quarters))
    upright = next(pan(1)).rotate(-90 * quarters, expand=True)
    assert (clip.width, clip.height) == upright.size
    frame = pixels(clip)[0]
    assert np.abs(frame - np.asarray(upright, dtype=float)).mean() < 12
    assert np.abs(frame - np.asarray(upright.rotate(180), dtype=float)).mean() > 20


def test_odd_sides_are_kept() -> None:
    clip = read_clip(animation_of(pan(3, size=(97, 65)), format="PNG"))
    assert [frame.size for frame in clip.frames()] == [(97, 65)] * 3


def test_what_is_transparent_is_white() -> None:
    frames = []
    for frame in pan(3):
        frame.putalpha(
            Image.linear_gradient("L").resize(frame.size).point(lambda v: 255 * (v > 99))
        )
        frames.append(frame)
    frame = pixels(read_clip(animation_of(iter(frames), format="PNG")))[0]
    assert (frame[:20] == 255).all()
    assert frame[40:].mean() < 200


def test_frames_come_one_by_one() -> None:
    """The first is there before the last can be: a film that is cut short gives what it has."""
    film = encode_film(pan(40), frames_per_s=12)
    frames = read_clip(film[: len(film) // 2]).frames()
    assert next(frames).size == (96, 64)
    assert 5 < len(list(frames)) < 35


def test_a_damaged_frame_is_passed_over_and_the_film_lasts_as_long() -> None:
    film = bytearray(encode_film(pan(40), frames_per_s=12))
    film[len(film) // 2 : len(film) // 2 + 200] = b"\x55" * 200
    assert len(list(read_clip(bytes(film)).frames())) == 40


def test_a_film_is_cut_where_it_is_asked_for() -> None:
    clip = read_clip(film_of(pan(24), rate=12))
    assert clip.cut(None) == clip == clip.cut(99)
    assert len(list(clip.cut(0.5).frames())) == 6
    assert len(list(clip.cut(0.01).frames())) == 1


def test_a_film_of_ten_minutes_is_refused_unless_a_part_is_asked_for() -> None:
    clip = read_clip(film_of(pan(10), rate=12, beats=[800 * beat for beat in range(10)]))
    assert clip.seconds == pytest.approx(600, abs=1)
    with pytest.raises(ClipTooLongError, match="lasts 600 s; at most 60 s are taken whole"):
        clip.cut(None)
    assert len(list(itertools.islice(clip.cut(3.0).frames(), 99))) == clip.cut(3.0).count


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyPictureError),
        (b"not a film", BrokenClipError),
        (b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1/x.ts\n", BrokenClipError),
        (b"\xff\xd8\xff\xe0" * 40, BrokenClipError),
        (b"\x00\x00\x00\x18ftypmp42" * 9, BrokenClipError),
        (b"\x1aE\xdf\xa3" + bytes(400), BrokenClipError),
        (b"GIF89a" + bytes(40), BrokenClipError),
        (film_of(pan(12))[:3000], BrokenClipError),
        (film_of(iter(()), sound="aac"), BrokenClipError),
        (film_of(pan(1)), StillClipError),
        (animation_of(pan(1), format="GIF"), StillClipError),
        (film_of(pan(2, size=(14, 14), square=False)), PictureTooSmallError),
        (film_of(pan(2, size=(16, 400), square=False)), PictureTooNarrowError),
    ],
)
def test_what_cannot_be_used_is_said_plainly(data: bytes, error: type[BadInputError]) -> None:
    with pytest.raises(error) as told:
        read_clip(data, name="holiday.mp4")
    assert str(told.value).startswith("holiday.mp4 ")
    assert "?" not in str(told.value)


def test_too_large_a_film_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    film = film_of(pan(2))
    monkeypatch.setattr("engine.media.clips.MAX_FRAME_PIXELS", 96 * 63)
    with pytest.raises(ClipTooLargeError, match="96x64 px"):
        read_clip(film)
    monkeypatch.setattr("engine.media.clips.MAX_CLIP_BYTES", 1000)
    with pytest.raises(ClipTooLargeError, match="MB"):
        read_clip(film)


@pytest.mark.parametrize("kind", ["mp4", "webm", "gif", "webp", "png"])
def test_damaged_films_are_read_as_far_as_they_go_or_refused(kind: str) -> None:
    films = {"mp4": {"sound": "aac"}, "webm": {"format": "webm", "codec": "libvpx-vp9"}}
    if kind in films:
        film = film_of(pan(4), **films[kind])
    else:
        film = animation_of(pan(4), format=kind.upper())
    random = np.random.default_rng(3)
    refused = 0
    for _ in range(30):
        damaged = bytearray(film)
        for at in random.integers(4, len(film), size=random.choice([1, 20])):
            damaged[at] = random.integers(256)
        try:
            clip = read_clip(bytes(damaged[: random.integers(len(film) // 2, len(film))]))
            assert len(list(clip.cut(1.0).frames())) == clip.cut(1.0).count
        except BadInputError:
            refused += 1
    assert refused > 0
