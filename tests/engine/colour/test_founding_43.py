"""Row 43: colouring of black-and-white photos, whose luminance is untouched."""

from __future__ import annotations

from pathlib import Path

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


# Four of scikit-image's, and those of photos/: none of them is in the memory (its card says so).
UNSEEN = ("astronaut", "chelsea", "coffee", "rocket")
PHOTOS = Path(__file__).with_name("photos")
LEAST_BETTER = 0.18  # than the best constant colour; docs/COLOURING.md has the figures
VIVID, PALE, MOST_BLOTCHED = 0.2, 0.08, 0.02


def test_founding_43_automatic_colours_are_nearer_than_the_best_constant(studio: Studio) -> None:
    """On ten photos that the memory never saw; and no blotches."""
    truths = [whole(name) for name in UNSEEN]
    truths += [Image.open(path).convert("RGB") for path in sorted(PHOTOS.glob("*.webp"))]
    assert len(truths) == 10
    chromas = [lab(truth)[..., 1:] for truth in truths]
    constant = best_constant(
        np.concatenate([chroma[::4, ::4].reshape(-1, 2) for chroma in chromas])
    )
    ours, theirs = [], []
    for truth, wanted in zip(truths, chromas, strict=True):
        grey = truth.convert("L").convert("RGB")
        made = lab(colorize(Picture(image=grey), studio=studio).picture)
        assert np.abs(made - lab(grey))[..., 0].max() <= 1 / 255
        ours.append(np.linalg.norm(made[..., 1:] - wanted, axis=-1).mean())
        theirs.append(np.linalg.norm(constant - wanted, axis=-1).mean())
        vivid = np.linalg.norm(made[..., 1:], axis=-1) > VIVID
        assert (vivid & (np.linalg.norm(wanted, axis=-1) < PALE)).mean() <= MOST_BLOTCHED
    assert sum(ours) <= (1 - LEAST_BETTER) * sum(theirs)


def best_constant(chromas: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    """The colour of the least mean distance to all, by Weiszfeld's steps."""
    found = np.median(chromas, axis=0)
    for _ in range(50):
        near = 1 / np.maximum(np.linalg.norm(chromas - found, axis=1), 1e-4)
        found = (chromas * near[:, None]).sum(axis=0) / near.sum()
    return found
