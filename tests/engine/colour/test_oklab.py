"""OKLab: values known by hand, the way back, and light that stays."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from PIL import Image

from engine.colour.oklab import to_oklab, to_rgb, with_chroma, within_gamut
from engine.ops.images import to_image
from tests.pictures import photo


def colour(*rgb: float) -> torch.Tensor:
    return torch.tensor(rgb, dtype=torch.float32).view(1, 3, 1, 1)


@pytest.mark.parametrize(
    ("rgb", "lab"),
    [
        ((1, 1, 1), (1, 0, 0)),
        ((0, 0, 0), (0, 0, 0)),
        ((1, 0, 0), (0.62796, 0.22486, 0.12585)),
        ((0, 0, 1), (0.45201, -0.03246, -0.31153)),
    ],
)
def test_known_colours(rgb: tuple[float, ...], lab: tuple[float, ...]) -> None:
    """Of CSS Color 4."""
    torch.testing.assert_close(to_oklab(colour(*rgb)), colour(*lab), atol=2e-4, rtol=0)


def test_there_and_back() -> None:
    image = to_image(photo("coffee", width=60, height=40))
    torch.testing.assert_close(to_rgb(to_oklab(image)), image, atol=1e-4, rtol=0)


def test_too_vivid_a_colour_loses_chroma_alone() -> None:
    lab = torch.tensor([0.5, 0.3, -0.1]).view(1, 3, 1, 1)
    fitted = within_gamut(lab)
    assert fitted[0, 0] == lab[0, 0]
    assert 0.05 < fitted[0, 1].item() < 0.3
    assert fitted[0, 2] / fitted[0, 1] == pytest.approx(-1 / 3, rel=1e-4)
    rgb = to_rgb(fitted)
    assert rgb.min() > -1e-3
    assert rgb.max() < 1 + 1e-3


@pytest.mark.parametrize("chroma", [(0.2, 0.1), (0.0, -0.3), (0.0, 0.0)])
def test_light_stays_whatever_the_colour(chroma: tuple[float, float]) -> None:
    """Also in the dark, where one byte is several of L."""
    ramp = Image.fromarray(np.tile(np.arange(256, dtype=np.uint8), (8, 1))).convert("RGB")
    said = torch.tensor(chroma).view(1, 2, 1, 1)
    made = with_chroma(ramp, lambda top, light: said.expand(-1, -1, *light.shape[-2:]))
    off = (to_oklab(to_image(made)) - to_oklab(to_image(ramp)))[:, 0].abs().max()
    assert off <= 1 / 255
    if not any(chroma):
        assert np.array_equal(np.asarray(made), np.asarray(ramp))
