"""How a picture came to be, as a film of three seconds. No torch."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

from PIL import Image

from engine.media.pictures import flatten

FILM_PX = 400  # as large as previews are
FRAMES_PER_S = 12
FRAMES = 30
HELD_FRAMES = 6  # of the finished picture
SECONDS = (FRAMES + HELD_FRAMES) // FRAMES_PER_S
# Small, moving pictures: what 18 keeps besides, at twice the bytes, nobody sees.
CRF = "23"
PRESET = "veryfast"  # half the time, and no more bytes


class Step(Protocol):
    """How far a picture is; ``preview`` makes a small one of it when called, if it can."""

    @property
    def fraction(self) -> float: ...
    @property
    def preview(self) -> Callable[[], Image.Image] | None: ...


S = TypeVar("S", bound=Step)


class Making:
    """Takes a few dozen small pictures as the steps of a picture go on: some 10 MB at most."""

    def __init__(self, start: Image.Image | None = None) -> None:
        """``start``: what it is made of, shown first."""
        self._start = _fitted(start, film_size(*start.size)) if start else None
        self._frames: list[Image.Image] = []
        self._taken = 0

    def watching(self, on_progress: Callable[[S], None]) -> Callable[[S], None]:
        """``on_progress``, with pictures taken of what it is told."""

        def tell(step: S) -> None:
            self._take(step)
            on_progress(step)

        return tell

    def film(self, finished: Image.Image) -> bytes | None:
        """An mp4 of FRAMES to the finished picture, which is held; None: it took no steps.

        Raises: RenderError.
        """
        if not self._frames:
            return None
        from engine.media.mp4 import encode_film  # whoever only sends such films starts sooner

        size = film_size(*finished.size)
        shown = self._shown(finished, size)
        return encode_film(shown, frames_per_s=FRAMES_PER_S, crf=CRF, preset=PRESET)

    def _take(self, step: Step) -> None:
        """One at each of FRAMES marks. Their root is even: a step costs what its size does, and
        sizes grow, so that half of the steps are made in a small share of the work.
        """
        mark = int(FRAMES * math.sqrt(step.fraction))
        if mark > self._taken and step.preview is not None:
            self._taken = mark
            self._frames.append(step.preview())

    def _shown(self, finished: Image.Image, size: tuple[int, int]) -> Iterator[Image.Image]:
        taken = [*([self._start] if self._start else ()), *self._frames]
        for index in range(FRAMES):
            yield _fitted(taken[index * len(taken) // FRAMES], size)
        for _ in range(HELD_FRAMES):
            yield _fitted(finished, size)


def film_size(width: int, height: int) -> tuple[int, int]:
    """(width, height) of the film of a picture of this size: even, as H.264 wants them."""
    scale = min(1.0, FILM_PX / max(width, height))
    return max(2, round(width * scale) // 2 * 2), max(2, round(height * scale) // 2 * 2)


def _fitted(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    return flatten(picture).resize(size, Image.Resampling.BICUBIC)
