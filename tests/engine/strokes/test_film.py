"""The film of a picture's being painted."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageOps

from engine.media.mp4 import read_frames
from engine.strokes import film as painted
from engine.strokes.canvas import paint
from tests.engine.strokes.sheets import sheet_of


def test_it_ends_with_what_the_picture_was_turned_into(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(painted, "PAINTED_FRAMES", 3)
    strokes = sheet_of(((0.0, 30.0), (100.0, 30.0)), width=30)
    picture = paint(strokes, longest_px=100)
    turned = ImageOps.invert(picture)
    frames = list(read_frames(painted.film(strokes, longest_px=100, end=turned)))

    def is_like(frame: Image.Image, other: Image.Image) -> bool:
        return float(np.abs(np.asarray(frame, float) - np.asarray(other, float)).mean()) < 8

    assert is_like(frames[2], picture)
    half_way = frames[2 + painted.TURNING_FRAMES // 2]
    assert not is_like(half_way, picture)
    assert not is_like(half_way, turned)
    assert is_like(frames[-1], turned)
