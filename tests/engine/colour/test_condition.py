"""What colour a photo has left."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageOps

from engine.colour.condition import condition_of
from tests.pictures import photo


def sepia(picture: Image.Image) -> Image.Image:
    return ImageOps.colorize(picture.convert("L"), "#1a0f05", "#fff3d6", mid="#8a6a45")


def pale(picture: Image.Image, share: float) -> Image.Image:
    return Image.blend(picture.convert("L").convert("RGB"), picture, share)


@pytest.mark.parametrize("name", ["coffee", "astronaut", "rocket"])
def test_states(name: str) -> None:
    picture = photo(name, width=300, height=200)
    assert condition_of(picture.convert("L").convert("RGB")).state == "grey"
    assert condition_of(sepia(picture)).state == "tinted"
    assert condition_of(picture).state == "coloured"


def test_a_faded_photo() -> None:
    faded = pale(photo("coffee", width=300, height=200), 0.35)
    assert condition_of(faded).state == "faded"


def test_the_tint_is_taken_off() -> None:
    small = condition_of(sepia(photo("chelsea", width=300, height=200))).small
    assert small[:, 1:].abs().mean() < 0.004


@pytest.mark.parametrize("size", [(16, 16), (16, 300), (700, 20)])
def test_odd_pictures(size: tuple[int, int]) -> None:
    assert condition_of(Image.new("RGB", size, "grey")).state == "grey"
    noise = np.random.default_rng(0).integers(0, 2, (size[1], size[0]), dtype=np.uint8) * 255
    assert condition_of(Image.fromarray(noise).convert("RGB")).state == "grey"
