"""Row 43: colouring of black-and-white photos, whose luminance is untouched."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from skimage import data

from benchmarks.colours_judged import PHOTOS, SIDE_PX, judged, lab_of, share_off, truths_of
from benchmarks.reference.colour import welsh
from engine.colour.colorize import colorize
from engine.media.pictures import Picture
from engine.studio.studio import Studio
from engine.weights.store import WeightStore
from tests.pictures import photo


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    folder = tmp_path_factory.mktemp("weights")
    return Studio(store=WeightStore(folder, hub=folder), device="cpu")


def whole(name: str) -> Image.Image:
    picture = Image.fromarray(data.stereo_motorcycle()[0]) if name == "motorcycle" else photo(name)
    picture.thumbnail((SIDE_PX, SIDE_PX))
    return picture


@pytest.mark.parametrize("name", ["chelsea", "coffee", "astronaut", "rocket", "motorcycle"])
def test_founding_43_half_a_photo_from_the_other_half(name: str, studio: Studio) -> None:
    """L within 1/255 at every pixel, and colours nearer the truth than Welsh's."""
    picture = whole(name)
    middle = picture.width // 2
    reference = picture.crop((0, 0, middle, picture.height))
    truth = picture.crop((middle, 0, picture.width, picture.height))
    grey = truth.convert("L").convert("RGB")
    made = colorize(Picture(image=grey), reference=Picture(image=reference), studio=studio)
    ours = lab_of(made.picture)
    assert np.abs(ours - lab_of(grey))[..., 0].max() <= 1 / 255
    wanted = lab_of(truth)[..., 1:]
    off = np.linalg.norm(ours[..., 1:] - wanted, axis=-1).mean()
    theirs = np.linalg.norm(welsh(lab_of(grey), lab_of(reference)) - wanted, axis=-1).mean()
    assert off <= theirs


LEAST_BETTER = 0.18  # than the best constant colour; docs/COLOURING.md has the figures
MOST_BLOTCHED = 0.02


def test_founding_43_automatic_colours_are_nearer_than_the_best_constant(studio: Studio) -> None:
    """On ten photos that the memory never saw (its card says so); and no blotches."""
    found = judged(truths_of(sorted(PHOTOS.glob("*.webp"))), studio=studio)
    assert len(found) == 10
    assert max(photo.light_off for photo in found) <= 1 / 255
    assert max(photo.blotched for photo in found) <= MOST_BLOTCHED
    assert share_off(found) <= 1 - LEAST_BETTER
