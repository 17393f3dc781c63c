"""How strokes become pixels: what they cover, in which order, and alike at any size."""

from __future__ import annotations

import math
import tracemalloc

import numpy as np
import pytest
from PIL import Image

from engine.strokes.canvas import paint
from engine.strokes.stroke import Brush, Strokes, mean_cover
from tests.engine.strokes.sheets import sheet_of

LEVEL = ((20.0, 30.0), (80.0, 30.0))
TEXTURED = Brush(softness=0.2, bristles=0.2, dryness=0.4, streaks=0.05, relief=0.05, grain=0.3)


def dark(picture: Image.Image) -> float:
    """The px of black on white that it comes to."""
    return float((1 - np.asarray(picture.convert("L"), float) / 255).sum())


def test_an_empty_sheet_is_paper() -> None:
    picture = paint(Strokes.none((30, 20), (1.0, 0.5, 0.0)), longest_px=60)
    assert picture.size == (60, 40)
    assert picture.getcolors() == [(60 * 40, (255, 128, 0))]


def test_a_round_stroke_covers_a_bar_and_two_half_discs() -> None:
    assert dark(paint(sheet_of(LEVEL), longest_px=100)) == pytest.approx(
        60 * 10 + math.pi * 25, rel=0.01
    )


def test_a_square_one_ends_where_its_curve_does() -> None:
    strokes = sheet_of(LEVEL, brush=Brush(is_square=True))
    assert dark(paint(strokes, longest_px=100)) == pytest.approx(600, rel=0.01)


def test_a_tapered_one_is_pointed() -> None:
    strokes = sheet_of(LEVEL, brush=Brush(taper=1.0))
    # The integral of 4t(1-t).
    assert dark(paint(strokes, longest_px=400)) / 16 == pytest.approx(400, rel=0.02)


def test_a_later_stroke_lies_over_an_earlier_one_as_its_opacity_says() -> None:
    across = ((50.0, 10.0), (50.0, 50.0))
    strokes = sheet_of(LEVEL, across, colours=((1.0, 0.0, 0.0), (0.0, 0.0, 1.0)), opacity=0.5)
    picture = paint(strokes, longest_px=100)
    assert picture.getpixel((30, 30)) == (255, 128, 128)
    assert picture.getpixel((50, 30)) == (128, 64, 191)


def test_a_print_covers_what_the_small_picture_does() -> None:
    strokes = sheet_of(LEVEL, ((10.0, 5.0), (70.0, 55.0)), width=7)
    small, large = paint(strokes, longest_px=100), paint(strokes, longest_px=700)
    assert large.size == (700, 420)
    shrunk = np.asarray(large.resize((100, 60), Image.Resampling.BOX), float)
    assert np.abs(np.asarray(small, float) - shrunk).mean() < 1


@pytest.mark.parametrize("brush", [Brush(), TEXTURED])
def test_tiles_have_no_seams(brush: Brush) -> None:
    lines = [((5.0 + 9 * k, 3.0 + k), (90.0 - 8 * k, 55.0 - k)) for k in range(10)]
    strokes = sheet_of(*lines, brush=brush, colours=((0.1, 0.4, 0.2), (0.9, 0.3, 0.2)))
    whole = paint(strokes, longest_px=300, tile_px=1000)
    tiled = paint(strokes, longest_px=300, tile_px=37)
    difference = np.abs(np.asarray(whole, int) - np.asarray(tiled, int))
    # OpenCV looks textures up at thirty-seconds of their cells: rounding may choose another one.
    assert (difference > 1).mean() < 0.001
    assert difference.max() < 8


def test_a_print_takes_no_more_memory_than_its_pixels() -> None:
    lines = [((5.0 + 9 * k, 3.0 + k), (90.0 - 8 * k, 55.0 - k)) for k in range(10)]
    strokes = sheet_of(*lines, width=30, brush=TEXTURED)
    paint(strokes, longest_px=100)  # textures are made once

    def peak_bytes(longest_px: int) -> int:
        """Of all arrays, without the picture, which PIL holds."""
        tracemalloc.start()
        try:
            paint(strokes, longest_px=longest_px, tile_px=64)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak_bytes(1600) < 2 * peak_bytes(200)


def test_what_fitting_expects_a_brush_to_cover_is_what_it_does() -> None:
    brush = Brush(bristles=0.2, dryness=0.4, grain=0.3)
    lines = [((-20.0, y), (120.0, y)) for y in np.arange(-6.0, 70, 6.0)]
    one = sheet_of(*lines, width=6, brush=brush)
    plain = sheet_of(*lines, width=6)
    share = dark(paint(one, longest_px=400)) / dark(paint(plain, longest_px=400))
    assert share == pytest.approx(mean_cover(brush), abs=0.08)


def test_fewer_pixels_than_strokes_are_no_matter() -> None:
    assert paint(sheet_of(LEVEL), longest_px=2).size == (2, 1)
