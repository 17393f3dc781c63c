"""How a picture came to be: three seconds from what it is made of to the picture itself."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import av
import pytest
from PIL import Image

from engine.media.making import FRAMES, HELD_FRAMES, SECONDS, Making, film_size
from engine.media.mp4 import read_frames

PHOTO = Image.new("RGB", (900, 600), "blue")
FINISHED = Image.new("RGB", (600, 400), "red")


@dataclass(slots=True)
class Step:
    """One of a picture that grows lighter, and larger."""

    fraction: float
    previews: list[float]

    @property
    def preview(self) -> Callable[[], Image.Image]:
        def make() -> Image.Image:
            self.previews.append(self.fraction)
            side = 60 + round(240 * self.fraction)
            return Image.new("RGB", (side * 3 // 2, side), (round(200 * self.fraction),) * 3)

        return make


def watched(steps: int, *, start: Image.Image | None = PHOTO) -> tuple[Making, list[float]]:
    """A making of so many steps, and of which of them a picture was taken."""
    making, previews, told = Making(start), [], []
    tell = making.watching(told.append)
    for number in range(1, steps + 1):
        tell(Step(number / steps, previews))
    assert len(told) == steps
    return making, previews


def shades(film: bytes) -> list[tuple[int, ...]]:
    return [frame.getpixel((200, 130)) for frame in read_frames(film)]


@pytest.mark.parametrize("steps", [1, 7, 40, 2000])
def test_a_film_of_three_seconds_comes_of_however_many_steps(steps: int) -> None:
    making, previews = watched(steps)
    film = making.film(FINISHED)
    assert film is not None
    frames = shades(film)
    assert len(frames) == FRAMES + HELD_FRAMES == SECONDS * 12
    assert len(previews) <= FRAMES
    assert frames[0] == pytest.approx((0, 0, 255), abs=8)
    # The last half second is the picture itself.
    for frame in frames[-HELD_FRAMES:]:
        assert frame == pytest.approx((255, 0, 0), abs=8)
    greys = [frame[0] for frame in frames[FRAMES // 2 : -HELD_FRAMES]]
    assert greys == sorted(greys)


def test_pictures_are_taken_all_along_the_way() -> None:
    _, previews = watched(400)
    assert len(previews) == FRAMES
    assert previews[-1] == 1
    # Half of them in the first quarter of the work, where most of the steps are.
    assert sum(fraction <= 0.25 for fraction in previews) == FRAMES // 2


def test_it_plays_anywhere_and_is_mute() -> None:
    film = watched(20)[0].film(FINISHED)
    assert film is not None
    with av.open(io.BytesIO(film)) as opened:
        (stream,) = opened.streams
        assert (stream.type, stream.codec_context.name) == ("video", "h264")
        assert (stream.width, stream.height) == film_size(*FINISHED.size) == (400, 266)
        assert stream.codec_context.pix_fmt == "yuv420p"


def test_what_began_from_nothing_begins_with_its_first_step() -> None:
    film = watched(20, start=None)[0].film(FINISHED)
    assert film is not None
    assert shades(film)[0][2] < 60


def test_what_took_no_steps_has_no_film() -> None:
    assert watched(0)[0].film(FINISHED) is None


def test_transparent_parts_are_white_in_it() -> None:
    film = watched(3)[0].film(Image.new("RGBA", (600, 400), (255, 0, 0, 0)))
    assert film is not None
    assert shades(film)[-1] == pytest.approx((255, 255, 255), abs=4)


@pytest.mark.parametrize(
    ("size", "shown"), [((600, 400), (400, 266)), ((90, 61), (90, 60)), ((3200, 3), (400, 2))]
)
def test_its_sides_are_even_and_small(size: tuple[int, int], shown: tuple[int, int]) -> None:
    assert film_size(*size) == shown
