"""Parametrisations: images come back from their spectrum, steps climb, seeds repeat."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import skimage.data
import torch
from PIL import Image
from torch import Generator, Tensor

from engine.dream.parametrisations import FourierImage, Parametrisation, PixelImage, fourier_noise
from engine.ops.images import resize_picture, to_image

STEP = 1.5 / 255
KINDS = [PixelImage, FourierImage]
Make = Callable[[Tensor], Parametrisation]


def photo(width: int, height: int) -> Tensor:
    picture = Image.fromarray(skimage.data.coffee())
    return to_image(resize_picture(picture, width=width, height=height))


@pytest.mark.parametrize("size", [(48, 36), (47, 35), (1, 7), (2, 2), (1, 1)])
@pytest.mark.parametrize("kind", KINDS)
def test_an_image_comes_back_from_its_parameters(kind: Make, size: tuple[int, int]) -> None:
    image = photo(*size).clamp(0.01, 0.99)
    assert torch.allclose(kind(image).image, image, atol=1e-3)


def test_black_and_white_come_back_within_a_hundredth() -> None:
    image = torch.tensor([0.0, 1.0]).repeat(1, 3, 6, 3)
    again = FourierImage(image).image
    assert torch.isfinite(again).all()
    assert (again - image).abs().max().item() == pytest.approx(0.01, abs=1e-3)


@pytest.mark.parametrize("kind", KINDS)
def test_steps_climb_and_leave_the_image_before_as_it_was(kind: Make) -> None:
    """Towards a target, whose squared distance is the objective."""
    start, target = photo(33, 24), photo(33, 24).flip(-1)
    canvas = kind(start)
    before = canvas.image
    kept = before.clone()
    distances = []
    for _ in range(40):
        distances.append((canvas.image - target).square().mean().item())
        canvas.step(target - canvas.image, size=STEP)
    assert torch.equal(before, kept)
    assert distances[0] > distances[5] > distances[10] > distances[20]
    assert distances[-1] < 0.3 * distances[0]
    assert not canvas.image.requires_grad


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_direction_of_a_gradient_counts(kind: Make) -> None:
    gradient = torch.randn(1, 3, 20, 30, generator=Generator().manual_seed(0))
    made = []
    for length in (1e-12, 1.0, 1e12):
        canvas = kind(photo(30, 20))
        canvas.step(length * gradient, size=STEP)
        made.append(canvas.image)
    assert torch.allclose(made[0], made[1], atol=1e-5)
    assert torch.allclose(made[2], made[1], atol=1e-5)


def test_a_pixel_step_is_as_large_as_asked() -> None:
    canvas = PixelImage(torch.full((1, 3, 20, 30), 0.5))
    canvas.step(torch.randn(1, 3, 20, 30, generator=Generator().manual_seed(0)), size=STEP)
    assert (canvas.image - 0.5).abs().mean().item() == pytest.approx(STEP, rel=1e-3)


@pytest.mark.parametrize("kind", KINDS)
def test_a_flat_gradient_moves_nothing_and_a_steep_one_stays_in_range(kind: Make) -> None:
    start = photo(30, 20).clamp(0.01, 0.99)
    canvas = kind(start)
    canvas.step(torch.zeros_like(start), size=STEP)
    assert torch.allclose(canvas.image, start, atol=1e-3)
    for _ in range(20):
        canvas.step(torch.ones_like(start), size=0.1)
    assert torch.isfinite(canvas.image).all()
    assert canvas.image.min().item() >= 0
    assert canvas.image.max().item() <= 1


def test_a_fourier_step_moves_broad_shapes_more_than_fine_ones() -> None:
    start = torch.full((1, 3, 64, 64), 0.5)
    canvas = FourierImage(start)
    canvas.step(torch.randn(start.shape, generator=Generator().manual_seed(0)), size=STEP)
    power = torch.fft.rfft2(canvas.image - start).abs().square()[0].sum(dim=0)
    assert power[1:5, 1:5].mean() > 20 * power[24:40, 20:28].mean()


@pytest.mark.parametrize(("height", "width"), [(64, 64), (31, 45)])
def test_noise_is_faint_and_the_seeds(height: int, width: int) -> None:
    noise, again, other = (
        fourier_noise(Generator().manual_seed(seed), height=height, width=width)
        for seed in (1, 1, 2)
    )
    assert noise.shape == (1, 3, height, width)
    assert torch.equal(noise, again)
    assert not torch.equal(noise, other)
    assert 0 < (noise - 0.5).abs().max().item() < 0.1
    assert torch.allclose(FourierImage(noise).image, noise, atol=1e-3)
