"""The film of a picture's being painted: its strokes one after another, the largest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PIL import Image

from engine.media.mp4 import encode_film
from engine.ops.images import resize_picture
from engine.strokes.canvas import Canvas, size_of, to_picture
from engine.strokes.stroke import Strokes

FRAMES_PER_S = 24
PAINTED_FRAMES, HELD_FRAMES = 180, 36  # seven and a half seconds, and one and a half to look at it
MOST_FILM_PX = 1280
TURNING_FRAMES = 12  # of the latter: into what was made of it
# Strokes grow smaller: a frame of the first second has few of them, one of the last many.
_PACE = 2.2
_CRF, _PRESET = "20", "veryfast"


def film(
    strokes: Strokes,
    *,
    longest_px: int,
    end: Image.Image | None = None,
    comment: str | None = None,
    on_fraction: Callable[[float], None] | None = None,
) -> bytes:
    """An mp4 of nine seconds.

    Args:
        end: what the picture was turned into, which is seen to come; None: it stays as it is.
    Raises: RenderError; whatever ``on_fraction`` raises.
    """
    _, scale = size_of(strokes, min(longest_px, MOST_FILM_PX))
    canvas = Canvas(strokes, scale=scale, box=(0, 0, *film_size(strokes, longest_px)))
    frames = _frames(canvas, len(strokes), end, on_fraction or (lambda fraction: None))
    return encode_film(frames, frames_per_s=FRAMES_PER_S, comment=comment, crf=_CRF, preset=_PRESET)


def film_size(strokes: Strokes, longest_px: int) -> tuple[int, int]:
    """(width, height) of the film of a picture with that longest side."""
    (width, height), _ = size_of(strokes, min(longest_px, MOST_FILM_PX))
    # H.264 wants even sides; of a panorama's strip two rows remain at least.
    return max(2, width // 2 * 2), max(2, height // 2 * 2)


def _frames(
    canvas: Canvas, count: int, end: Image.Image | None, on_fraction: Callable[[float], None]
) -> Iterator[Image.Image]:
    painted = 0
    for number in range(1, PAINTED_FRAMES + 1):
        until = round(count * (number / PAINTED_FRAMES) ** _PACE)
        for index in range(painted, until):
            canvas.paint(index)
        painted = until
        picture = to_picture(canvas.pixels())
        yield picture
        on_fraction(number / PAINTED_FRAMES)
    last = (
        picture if end is None else resize_picture(end, width=picture.width, height=picture.height)
    )
    for number in range(1, HELD_FRAMES + 1):
        yield Image.blend(picture, last, min(1.0, number / TURNING_FRAMES))
