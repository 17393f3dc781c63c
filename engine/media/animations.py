"""Animated GIFs, WebPs and PNGs: their frames and when each appears. No torch."""

from __future__ import annotations

import io
import itertools
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageSequence

from engine.media.animation_times import frame_lengths_ms
from engine.media.pictures import DECODE_ERRORS, flatten

ANIMATION_STARTS = (b"GIF8", b"RIFF", b"\x89PNG")
FORMATS = ("GIF", "WEBP", "PNG")
MOST_FRAMES = 20_000
# What browsers make of frames that say nothing of their length, or less than a screen can show.
SHORTEST_MS = 20
USUAL_MS = 100


class AnimationError(ValueError):
    """The bytes are no animation that can be read."""


def animation_size(data: bytes) -> tuple[int, int]:
    """(width, height), before anything is decoded. Raises: AnimationError."""
    try:
        with _quiet(), Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            return opened.size
    except (Image.DecompressionBombError, *DECODE_ERRORS) as exc:
        raise AnimationError(f"{type(exc).__name__}: {exc}") from exc


def animation_times(data: bytes) -> list[float]:
    """When each frame appears, in s, and, last, when the animation ends.

    At most MOST_FRAMES of them. Only the first is decoded.
    Raises: AnimationError: there is none that can be read.
    """
    next(_frames(data), None)
    lengths = [0.0]
    for told in itertools.islice(frame_lengths_ms(data), MOST_FRAMES):
        lengths.append((told if told >= SHORTEST_MS else USUAL_MS) / 1000)
    return list(itertools.accumulate(lengths))


def animation_frames(data: bytes) -> Iterator[Image.Image]:
    """The frames that can be read, RGB, transparent parts on white."""
    try:
        for frame in _frames(data):
            yield flatten(frame.convert("RGBA"))
    except AnimationError:
        return


def _frames(data: bytes) -> Iterator[Image.Image]:
    try:
        with _quiet():
            opened = Image.open(io.BytesIO(data), formats=FORMATS)
        size = opened.size
        with opened:
            frames = iter(ImageSequence.Iterator(opened))
            if getattr(opened, "default_image", False):
                next(frames, None)  # stands in for a PNG's animation, and is no part of it
            while True:
                with _quiet():
                    frame = next(frames, None)
                    if frame is None:
                        return
                    if frame.size != size:  # a GIF's canvas may grow on the way, to any size
                        raise AnimationError("a frame of another size")
                    frame.load()  # a WebP's frame does not know its length before
                yield frame
    except (Image.DecompressionBombError, *DECODE_ERRORS) as exc:
        raise AnimationError(f"{type(exc).__name__}: {exc}") from exc


@contextmanager
def _quiet() -> Iterator[None]:
    """PIL warns of odd metadata; what matters is whether the frames can be read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
