"""Colours carried over by mean and covariance."""

from __future__ import annotations

import pytest
import torch

from engine.style.controls.palette import palette_of, recolour


def noise(seed: int, spread: float) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    mix = torch.rand(3, 3, generator=generator)
    colours = mix @ torch.randn(3, 4096, generator=generator) * spread + 0.5
    return colours.clamp(0, 1).view(1, 3, 64, 64)


def test_the_result_has_the_other_picture_s_mean_and_covariance() -> None:
    palette = palette_of([noise(1, 0.04)], [1.0])
    painted = palette_of([recolour(noise(2, 0.03), palette)], [1.0])
    assert torch.allclose(painted.mean, palette.mean, atol=1e-3)
    assert torch.allclose(painted.covariance, palette.covariance, atol=2e-3)


def test_a_picture_s_own_palette_leaves_it_as_it_is() -> None:
    image = noise(3, 0.1)
    assert torch.allclose(recolour(image, palette_of([image], [1.0])), image, atol=1e-5)


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
def test_flat_and_grey_pictures_give_no_nan(value: float) -> None:
    flat = torch.full((1, 3, 8, 8), value)
    grey = noise(4, 0.1).mean(dim=1, keepdim=True).expand(-1, 3, -1, -1)
    for image, other in ((flat, noise(5, 0.1)), (noise(5, 0.1), flat), (grey, flat), (flat, grey)):
        painted = recolour(image, palette_of([other], [1.0]))
        assert torch.isfinite(painted).all()
