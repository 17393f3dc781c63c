"""A short film as a round one: the square in its middle, which phones show as a circle."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from PIL import Image

from engine.media.mp4 import encode_film, facts_of, read_frames

# Telegram's video notes: no larger, and no longer than a minute.
MOST_PX, MOST_S = 640, 60
_CRF, _PRESET = "20", "veryfast"


def as_round(film: bytes) -> bytes:
    """The middle of an mp4, its first minute at most. Raises: RenderError."""
    facts = facts_of(film)
    frames = islice(read_frames(film), MOST_S * facts.frames_per_s)
    squares = _squares(frames, side_px=max(2, min(facts.width, facts.height, MOST_PX) // 2 * 2))
    return encode_film(squares, frames_per_s=facts.frames_per_s, crf=_CRF, preset=_PRESET)


def _squares(frames: Iterator[Image.Image], *, side_px: int) -> Iterator[Image.Image]:
    for frame in frames:
        side = min(frame.size)
        left, upper = (frame.width - side) // 2, (frame.height - side) // 2
        box = (left, upper, left + side, upper + side)
        yield frame.resize((side_px, side_px), Image.Resampling.LANCZOS, box=box)
