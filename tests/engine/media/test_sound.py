"""The sound of a film goes with it."""

from __future__ import annotations

import io

import av
import numpy as np
import pytest

from engine.media.clips import read_clip
from engine.media.mp4 import encode_film
from tests.engine.films import film_of, pan


def heard(film: bytes) -> tuple[np.ndarray, int]:
    """(samples of the first channel, their rate)."""
    with av.open(io.BytesIO(film)) as container:
        stream = container.streams.audio[0]
        frames = [frame.to_ndarray() for frame in container.decode(stream)]
        return np.concatenate([frame[0] for frame in frames]), stream.codec_context.sample_rate


def packets(film: bytes) -> list[bytes]:
    with av.open(io.BytesIO(film)) as container:
        return [
            bytes(packet) for packet in container.demux(audio=0) if packet.size and packet.pts >= 0
        ]


def with_sound_of(film: bytes, *, seconds: float | None = None) -> bytes:
    clip = read_clip(film).cut(seconds)
    return encode_film(clip.frames(), frames_per_s=clip.frames_per_s, sound=clip.sound)


@pytest.mark.parametrize(
    ("format", "codec", "sound", "rate", "is_copied"),
    [
        ("mp4", "libx264", "aac", 44_100, True),
        ("mov", "libx264", "aac", 48_000, True),
        ("mp4", "libx264", "libmp3lame", 44_100, True),
        ("webm", "libvpx-vp9", "libopus", 48_000, False),
        ("mov", "libx264", "pcm_s16le", 22_050, False),
    ],
)
def test_sound_is_kept(format: str, codec: str, sound: str, rate: int, is_copied: bool) -> None:
    source = film_of(pan(24), format=format, codec=codec, sound=sound, sound_rate=rate, sound_s=2.0)
    film = with_sound_of(source)
    samples, told = heard(film)
    assert len(samples) / told == pytest.approx(2.0, abs=0.06)
    spectrum = np.abs(np.fft.rfft(samples[told // 2 : told // 2 + told]))
    assert np.argmax(spectrum) == pytest.approx(440, abs=1)
    if is_copied:
        assert packets(film) == packets(source)[: len(packets(film))]
        assert told == rate
    else:
        with av.open(io.BytesIO(film)) as container:
            assert container.streams.audio[0].codec_context.name == "aac"


def test_sound_ends_where_the_film_is_cut() -> None:
    samples, rate = heard(with_sound_of(film_of(pan(24), sound="aac", sound_s=2.0), seconds=0.5))
    assert len(samples) / rate == pytest.approx(0.5, abs=0.06)


def test_sound_and_pictures_lie_side_by_side() -> None:
    """A player need not read to the end of the film for its first sound."""
    film = with_sound_of(film_of(pan(48), sound="aac", sound_s=4.0))
    with av.open(io.BytesIO(film)) as container:
        order = [packet.stream.type for packet in container.demux() if packet.size]
    middle = len(order) // 2
    assert {"audio", "video"} <= set(order[middle : middle + 12])
    assert order.count("video") == 48


def test_nothing_is_told_of_who_filmed_where() -> None:
    source = film_of(pan(6), sound="aac")
    assert b"secret" in source
    film = with_sound_of(source)
    assert b"secret" not in film
    assert b"+52.5" not in film
    with av.open(io.BytesIO(film)) as container:
        assert not {"title", "location", "comment"} & set(container.metadata)


def test_a_sound_that_breaks_off_ends_there() -> None:
    source = bytearray(
        film_of(
            pan(24),
            format="webm",
            codec="libvpx-vp9",
            sound="libopus",
            sound_rate=48_000,
            sound_s=2.0,
        )
    )
    film = with_sound_of(bytes(source[: len(source) * 3 // 4]))
    assert len(heard(film)[0]) > 0
