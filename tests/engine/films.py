"""Films for tests: a camera that moves over a photo, with or without sound."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import av
import numpy as np
import skimage.data
from PIL import Image
from torch import Tensor

from engine.video.flow import FlickerMeter, Motion

CHELSEA = Image.fromarray(skimage.data.chelsea())


def pan(
    count: int, *, size: tuple[int, int] = (96, 64), step_px: float = 2.0, square: bool = True
) -> Iterator[Image.Image]:
    """A camera that moves over a photo, ``step_px`` of the film's pixels a frame."""
    width, height = size
    share = 120 / height
    for index in range(count):
        left = index * step_px * share
        box = (left, 60, left + width * share, 180)
        frame = CHELSEA.resize(size, Image.Resampling.BICUBIC, box=box)
        if square:
            top = 2 * index % height
            frame.paste((200, 40, 60), (width // 2, top, width // 2 + 10, top + 10))
        yield frame


def hum(seconds: float, *, rate: int = 44_100, layout: str = "stereo") -> Iterator[av.AudioFrame]:
    """A tone of 440 Hz."""
    channels = 2 if layout == "stereo" else 1
    for start in range(0, round(seconds * rate), 960):
        time = np.arange(start, start + 960) / rate
        wave = (0.5 * np.sin(2 * np.pi * 440 * time)).astype(np.float32)
        frame = av.AudioFrame.from_ndarray(np.stack([wave] * channels), "fltp", layout)
        frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
        yield frame


def film_of(
    frames: Iterator[Image.Image],
    *,
    rate: Fraction | int = 12,
    format: str = "mp4",
    codec: str = "libx264",
    sound: str | None = None,
    sound_s: float = 1.0,
    sound_rate: int = 44_100,
    beats: Sequence[float] | None = None,
) -> bytes:
    """The frames as a file; ``beats``: when each appears, in frames, where that varies."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=format) as film:
        film.metadata.update({"title": "secret", "location": "+52.5000+013.4000/"})
        stream = film.add_stream(codec, rate=rate)
        stream.pix_fmt = "yuv420p"
        track = film.add_stream(sound, rate=sound_rate, layout="stereo") if sound else None
        for index, picture in enumerate(frames):
            if index == 0:
                stream.width, stream.height = picture.size
            frame = av.VideoFrame.from_image(picture)
            frame.time_base = Fraction(1, 1000)
            beat = index if beats is None else beats[index]
            frame.pts = round(1000 * beat / rate)
            film.mux(stream.encode(frame))
        film.mux(stream.encode())
        if track is not None:
            for piece in hum(sound_s, rate=sound_rate):
                film.mux(track.encode(piece))
            film.mux(track.encode(None))
    return buffer.getvalue()


def turned(film: bytes, quarters: int) -> bytes:
    """The film, with the note that a player must turn it clockwise: what phones write."""
    cos, sin = ((1, 0), (0, 1), (-1, 0), (0, -1))[quarters]
    matrix = np.array([cos, sin, 0, -sin, cos, 0, 0, 0, 0], dtype=">i4") * 65536
    matrix[8] = 1 << 30
    at = film.index(b"tkhd") + 4 + 40
    return film[:at] + matrix.astype(">i4").tobytes() + film[at + 36 :]


def animation_of(
    frames: Iterator[Image.Image], *, format: str, duration: int | Sequence[int] = 80
) -> bytes:
    """The frames as an animated GIF, WebP or PNG."""
    buffer = io.BytesIO()
    first, *others = frames
    kept = {"lossless": True} if format == "WEBP" else {}
    durations = duration if isinstance(duration, int) else list(duration)
    first.save(
        buffer, format=format, save_all=True, append_images=others, duration=durations, **kept
    )
    return buffer.getvalue()


def flicker(frames: Sequence[Tensor], motions: Iterable[Motion]) -> float:
    """As FlickerMeter reads it. ``motions``: one for each frame but the first."""
    meter = FlickerMeter()
    for before, now, moved in zip(frames, frames[1:], motions, strict=False):
        meter.add(before, now, moved)
    return meter.reading
