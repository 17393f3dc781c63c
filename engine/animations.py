"""Animated GIFs, WebPs and PNGs: their frames and when each appears. No torch."""

from __future__ import annotations

import io
import itertools
import warnings
from collections.abc import Iterator

from PIL import Image, ImageSequence

from engine.pictures import DECODE_ERRORS, flatten

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
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                return opened.size
        except (Image.DecompressionBombError, *DECODE_ERRORS) as exc:
            raise AnimationError(f"{type(exc).__name__}: {exc}") from exc


def animation_times(data: bytes) -> list[float]:
    """When each frame appears, in s, and, last, when the animation ends.

    Raises: AnimationError.
    """
    lengths = [0.0]
    for frame in _frames(data):
        frame.load()  # a WebP's frame does not know its length before
        told = float(frame.info.get("duration") or 0)
        lengths.append((told if told >= SHORTEST_MS else USUAL_MS) / 1000)
        if len(lengths) > MOST_FRAMES:
            raise AnimationError("far too many frames")
    return list(itertools.accumulate(lengths))


def animation_frames(data: bytes) -> Iterator[Image.Image]:
    """The frames that can be read, RGB, transparent parts on white."""
    try:
        for frame in _frames(data):
            yield flatten(frame.convert("RGBA"))
    except AnimationError:
        return


def _frames(data: bytes) -> Iterator[Image.Image]:
    with warnings.catch_warnings():
        # PIL warns of odd metadata; what matters is whether the frames can be read.
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                if opened.format == "PNG" and getattr(opened, "default_image", False):
                    opened.seek(1)  # the picture that stands in for the animation is no part of it
                    yield from itertools.islice(ImageSequence.Iterator(opened), 1, None)
                else:
                    yield from ImageSequence.Iterator(opened)
        except DECODE_ERRORS as exc:
            raise AnimationError(f"{type(exc).__name__}: {exc}") from exc
