"""Faces are found at every size, and hardly ever where there are none."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from PIL import Image
from skimage import data

from engine.style.controls.faces import face_weights, find_faces
from tests.pictures import photo

# Where the astronaut's is, as shares of the picture: left, top, right and bottom.
FACE = (0.33, 0.12, 0.55, 0.36)


def astronaut(side: int = 512) -> Image.Image:
    return photo("astronaut", width=side, height=side)


@pytest.mark.parametrize("side", [96, 128, 256, 512, 1200])
def test_the_one_face_is_found_at_every_size(side: int) -> None:
    ((left, top, width, height),) = find_faces(astronaut(side))
    assert left == pytest.approx(FACE[0], abs=0.04)
    assert top == pytest.approx(FACE[1], abs=0.04)
    assert left + width == pytest.approx(FACE[2], abs=0.04)
    assert top + height == pytest.approx(FACE[3], abs=0.07)


def test_two_faces_side_by_side_are_two() -> None:
    pair = Image.new("RGB", (1024, 512))
    pair.paste(astronaut(), (0, 0))
    pair.paste(astronaut().transpose(Image.Transpose.FLIP_LEFT_RIGHT), (512, 0))
    first, second = find_faces(pair)
    assert first[0] < 0.5 < second[0]


@pytest.mark.parametrize("darker", [0.35, 1.0])
def test_a_dark_or_grey_photo_shows_its_face_too(darker: float) -> None:
    dim = astronaut(300).convert("L").point(lambda value: value * darker)
    assert len(find_faces(dim)) == 1


@pytest.mark.parametrize("name", ["coffee", "chelsea", "rocket", "hubble_deep_field", "brick"])
def test_no_face_is_found_where_there_is_none(name: str) -> None:
    picture = Image.fromarray(np.asarray(getattr(data, name)()))
    assert find_faces(picture) == ()
    assert float(face_weights(picture, width=60, height=40).max()) == 0


def test_the_weights_are_one_on_the_face_and_fade_to_nothing() -> None:
    weights = face_weights(astronaut(), width=200, height=200)
    assert weights.shape == (1, 1, 200, 200)
    face = weights[0, 0, 38:62, 74:100]
    assert float(face.min()) == 1
    assert float(weights[0, 0, 120:].max()) == 0
    assert float(weights[0, 0, :, :40].max()) == 0
    steps = (weights[0, 0, 1:] - weights[0, 0, :-1]).abs()
    assert float(steps.max()) < 0.2
    assert float(weights.max()) == 1


def test_the_weights_are_the_same_at_every_size() -> None:
    small = face_weights(astronaut(), width=64, height=64)
    large = face_weights(astronaut(), width=256, height=256)
    assert torch.allclose(torch.nn.functional.avg_pool2d(large, 4), small, atol=0.06)
