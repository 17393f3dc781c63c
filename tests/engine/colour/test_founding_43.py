"""Row 43: colouring of black-and-white photos, whose luminance is untouched."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from skimage import data

from benchmarks.reference.colour import welsh
from engine.colour.colorize import colorize
from engine.colour.oklab import to_oklab
from engine.media.pictures import Picture
from engine.ops.images import to_image
from engine.studio.studio import Studio
from engine.weights.store import WeightStore
from tests.pictures import photo

SIDE_PX = 256


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    folder = tmp_path_factory.mktemp("weights")
    return Studio(store=WeightStore(folder, hub=folder), device="cpu")


def whole(name: str) -> Image.Image:
    picture = Image.fromarray(data.stereo_motorcycle()[0]) if name == "motorcycle" else photo(name)
    picture.thumbnail((SIDE_PX, SIDE_PX))
    return picture


def lab(picture: Image.Image) -> np.ndarray:  # type: ignore[type-arg]
    return to_oklab(to_image(picture))[0].permute(1, 2, 0).numpy().astype(float)


@pytest.mark.parametrize("name", ["chelsea", "coffee", "astronaut", "rocket", "motorcycle"])
def test_founding_43_half_a_photo_from_the_other_half(name: str, studio: Studio) -> None:
    """L within 1/255 at every pixel, and colours nearer the truth than Welsh's."""
    picture = whole(name)
    middle = picture.width // 2
    reference = picture.crop((0, 0, middle, picture.height))
    truth = picture.crop((middle, 0, picture.width, picture.height))
    grey = truth.convert("L").convert("RGB")
    made = colorize(Picture(image=grey), reference=Picture(image=reference), studio=studio)
    ours = lab(made.picture)
    assert np.abs(ours - lab(grey))[..., 0].max() <= 1 / 255
    wanted = lab(truth)[..., 1:]
    off = np.linalg.norm(ours[..., 1:] - wanted, axis=-1).mean()
    theirs = np.linalg.norm(welsh(lab(grey), lab(reference)) - wanted, axis=-1).mean()
    assert off <= theirs
