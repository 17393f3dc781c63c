"""The phase dream: a photo's magnitudes stay, its phases climb."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import torch
from torch import Tensor

from engine.dream.deepdream import dream
from engine.dream.parametrisations import PhaseImage
from engine.errors import OptionError
from engine.media.pictures import Picture
from engine.ops.decorrelated import colour_logits
from engine.ops.images import resize_picture, to_image
from engine.options.dream import DreamOptions
from engine.studio.studio import Studio
from engine.weights.store import WeightStore
from tests.pictures import photo

PHOTO = Picture(image=photo())
SMALL = DreamOptions(recipe="phase", size_px=96, octaves=2, steps_per_octave=4, seed=7)


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")


def magnitudes(image: Tensor) -> Tensor:
    return torch.fft.rfft2(colour_logits(image), norm="ortho").abs()


def soft_photo() -> Tensor:
    """Neither black nor white anywhere, so that its logits are all within bounds."""
    return 0.3 + 0.4 * to_image(photo(width=60, height=40))


def test_steps_move_the_picture_and_leave_every_magnitude() -> None:
    image = soft_photo()
    canvas = PhaseImage(image, image)
    torch.testing.assert_close(canvas.image, image, atol=1e-4, rtol=0)
    gradient = torch.randn(image.shape, generator=torch.Generator().manual_seed(0))
    for _ in range(5):
        canvas.step(gradient, size=1.5 / 255)
    assert float((canvas.image - image).abs().mean()) > 0.01
    assert float((canvas.image * gradient).sum()) > float((image * gradient).sum())
    torch.testing.assert_close(magnitudes(canvas.image), magnitudes(image), atol=0.02, rtol=0.01)


def test_what_was_dreamt_goes_on_under_the_photos_magnitudes() -> None:
    image = soft_photo()
    canvas = PhaseImage(image.flip(-1).roll(5, dims=-2), image)
    torch.testing.assert_close(magnitudes(canvas.image), magnitudes(image), atol=0.02, rtol=0.01)


@pytest.mark.parametrize("asked", [{"layer": "4c"}, {"classes": ("owl",)}, {"preset": "fur"}])
def test_layers_things_and_presets_dream_in_phase(asked: dict[str, object], studio: Studio) -> None:
    options = dataclasses.replace(SMALL, **asked)  # type: ignore[arg-type]  # by name
    made = dream(PHOTO, options, studio=studio)
    assert isinstance(made.options, DreamOptions)
    assert (made.options.recipe, made.options.parametrisation) == ("phase", "pixels")
    assert made.facts["objective_after"] > made.facts["objective_before"]
    again = dream(PHOTO, DreamOptions.from_json(made.options.to_json()), studio=studio)
    assert again.picture.tobytes() == made.picture.tobytes()
    width, height = made.picture.size
    plain = to_image(resize_picture(PHOTO.image, width=width, height=height))
    mean, plain_mean = (image.mean(dim=(2, 3)) for image in (to_image(made.picture), plain))
    torch.testing.assert_close(mean, plain_mean, atol=0.06, rtol=0)


@pytest.mark.parametrize("asked", [{"objective": "invert"}, {"parametrisation": "fourier"}])
def test_what_a_phase_dream_would_pass_over_is_refused(asked: dict[str, object]) -> None:
    with pytest.raises(OptionError, match="leave"):
        DreamOptions(recipe="phase", **asked)  # type: ignore[arg-type]  # by name
