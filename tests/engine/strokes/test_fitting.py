"""Strokes come near to the photo, the largest first, and the same each time."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from engine.options.strokes import Hand, PaintOptions
from engine.strokes.canvas import paint
from engine.strokes.fitting import fit, sheet_size
from engine.strokes.stroke import Strokes
from tests.pictures import photo


def fitted(hand: Hand = "oil", *, seed: int = 0, strokes: int = 500) -> Strokes:
    small = photo(width=150, height=100)
    return fit(small, PaintOptions(hand=hand, seed=seed, strokes=strokes))


def distance(picture: Image.Image, other: Image.Image) -> float:
    small = [
        np.asarray(image.convert("RGB").resize((60, 40), Image.Resampling.BOX), float)
        for image in (picture, other)
    ]
    return float(np.abs(small[0] - small[1]).mean())


def test_the_same_seed_paints_the_same_and_another_does_not() -> None:
    first, again, other = fitted(seed=3), fitted(seed=3), fitted(seed=4)
    assert (first.curves == again.curves).all()
    assert (first.colours == again.colours).all()
    assert len(first) != len(other) or not (first.curves == other.curves).all()


@pytest.mark.parametrize("hand", ["oil", "gouache", "knife"])
def test_a_painting_covers_its_ground_and_is_like_the_photo(hand: Hand) -> None:
    strokes = fitted(hand)
    assert 0 < len(strokes) <= 500
    picture = paint(strokes, longest_px=150)
    assert distance(picture, photo()) < 20
    shown = np.abs(np.asarray(picture, float) / 255 - np.array(strokes.paper)).max(axis=2)
    assert (shown < 0.004).mean() < 0.02


@pytest.mark.parametrize("hand", ["ink", "pencil"])
def test_a_drawing_leaves_paper_where_the_photo_is_light(hand: Hand) -> None:
    half = Image.new("RGB", (120, 80), "white")
    half.paste((60, 40, 30), (0, 0, 60, 80))
    picture = paint(fit(half, PaintOptions(hand=hand, strokes=1500)), longest_px=120)
    dark, light = (
        np.asarray(picture.convert("L").crop(box), float).mean()
        for box in ((0, 0, 55, 80), (70, 0, 120, 80))
    )
    assert light > 235
    assert dark < 190


def test_the_largest_strokes_come_first() -> None:
    widths = fitted(strokes=1500).widths
    quarter = len(widths) // 4
    assert widths[:quarter].min() > widths[-quarter:].max()


@pytest.mark.parametrize("colour", ["white", "black", (120, 90, 60)])
@pytest.mark.parametrize("hand", ["oil", "ink", "pencil"])
def test_a_flat_picture_is_painted(hand: Hand, colour: str | tuple[int, int, int]) -> None:
    flat = Image.new("RGB", (32, 32), colour)
    picture = paint(fit(flat, PaintOptions(hand=hand, strokes=500)), longest_px=64)
    assert picture.size == (64, 64)
    if hand == "oil":
        assert distance(picture, flat) < 12


def test_a_panorama_has_a_sheet_of_its_own_length() -> None:
    assert sheet_size(600, 400) == (600, 400)
    assert sheet_size(3000, 2000) == (600, 400)
    width, height = sheet_size(1600, 200)
    assert (width, height) == (1073, 134)
    strip = photo(width=320, height=40)
    assert paint(fit(strip, PaintOptions(strokes=500)), longest_px=320).size == (320, 40)
