"""The middle of a film, as a round one."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from engine.media.keepsakes import round_film
from engine.media.keepsakes.round_film import as_round
from engine.media.mp4 import encode_film, facts_of, read_frames


def film_of(size: tuple[int, int], *, frames: int = 4, frames_per_s: int = 8) -> bytes:
    """Red, with a blue square in its middle."""
    side = min(size)
    corner = ((size[0] - side) // 2, (size[1] - side) // 2)
    frame = Image.new("RGB", size, "red")
    frame.paste(Image.new("RGB", (side, side), "blue"), corner)
    return encode_film([frame] * frames, frames_per_s=frames_per_s)


@pytest.mark.parametrize(
    ("size", "side"), [((120, 80), 80), ((80, 121), 80), ((900, 700), 640), ((64, 2), 2)]
)
def test_it_is_the_square_in_the_middle(size: tuple[int, int], side: int) -> None:
    film = as_round(film_of(size))
    facts = facts_of(film)
    assert (facts.width, facts.height, facts.frames, facts.frames_per_s) == (side, side, 4, 8)
    if side > 2:
        red, _, blue = np.asarray(next(read_frames(film)), float)[4:-4, 4:-4].mean(axis=(0, 1))
        assert blue > 200 > 50 > red


def test_it_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(round_film, "MOST_S", 2)
    facts = facts_of(as_round(film_of((32, 32), frames=40)))
    assert (facts.frames, facts.duration_s) == (16, 2)
