"""Regularisers: values known by hand, gradients against autograd, pyramids that come back."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Generator, Tensor

from engine.ops.blur import blur, merge, normalise_bands, smooth, split, to_unit_rms
from engine.ops.penalties import p_norm, p_norm_gradient, restrain, total_variation, tv_gradient
from engine.ops.transforms import random_transform, unwarp, warp

SIZES = [(64, 96), (37, 53), (5, 4), (2, 1), (1, 1)]


def noise(*shape: int, dtype: torch.dtype = torch.float32) -> Tensor:
    return torch.rand(shape, generator=Generator().manual_seed(0), dtype=dtype)


def rms(band: Tensor) -> float:
    return math.sqrt(band.square().mean().item())


def test_total_variation_of_a_flat_image_is_zero() -> None:
    flat = torch.full((1, 3, 9, 9), 0.3)
    assert total_variation(flat).item() == 0
    assert tv_gradient(flat).abs().max().item() == 0


def test_total_variation_of_a_ramp_is_its_slope_to_the_power() -> None:
    ramp = torch.arange(5.0).expand(1, 3, 4, 5) * 0.5
    assert total_variation(ramp, beta=2).item() == pytest.approx(0.25)
    assert total_variation(ramp, beta=3).item() == pytest.approx(0.125)


def test_p_norm_counts_from_mid_grey_to_black_and_white() -> None:
    assert p_norm(torch.full((1, 3, 4, 4), 0.5)).item() == 0
    assert p_norm(torch.ones(1, 3, 4, 4)).item() == pytest.approx(1)
    assert p_norm(torch.full((1, 3, 4, 4), 0.25), power=2).item() == pytest.approx(0.25)


@pytest.mark.parametrize("beta", [1.5, 2.0, 3.0])
@pytest.mark.parametrize("size", SIZES)
def test_tv_gradient_is_autograds(size: tuple[int, int], beta: float) -> None:
    image = noise(1, 3, *size, dtype=torch.float64).requires_grad_()
    loss = total_variation(image, beta=beta)
    expected = (
        torch.autograd.grad(loss, image)[0] if loss.requires_grad else torch.zeros_like(image)
    )
    assert torch.allclose(tv_gradient(image.detach(), beta=beta), expected)


@pytest.mark.parametrize("power", [2.0, 6.0])
def test_p_norm_gradient_is_autograds(power: float) -> None:
    image = noise(1, 3, 6, 7, dtype=torch.float64).requires_grad_()
    (expected,) = torch.autograd.grad(p_norm(image, power=power), image)
    assert torch.allclose(p_norm_gradient(image.detach(), power=power), expected)


def test_a_restrained_step_lowers_the_penalty_and_climbs_elsewhere() -> None:
    image = noise(1, 3, 16, 16)
    still = torch.zeros_like(image)
    upward = torch.ones_like(image)
    step = restrain(upward, tv_gradient(image), share=0.5)
    assert (upward - step).abs().mean().item() == pytest.approx(0.5)
    assert total_variation(image + 0.01 * step) < total_variation(image)
    assert torch.equal(restrain(upward, still, share=0.5), upward)
    assert torch.equal(restrain(still, tv_gradient(image), share=0.5), still)


@pytest.mark.parametrize("size", SIZES)
def test_a_pyramid_comes_back_as_it_was(size: tuple[int, int]) -> None:
    image = noise(1, 3, *size)
    bands = split(image, levels=4)
    assert len(bands) == 5
    assert torch.allclose(merge(bands), image, atol=1e-5)


@pytest.mark.parametrize("size", [(64, 96), (37, 53)])
def test_every_band_of_a_normalised_gradient_has_rms_1(size: tuple[int, int]) -> None:
    gradient = blur(noise(1, 3, *size) - 0.5, sigma_px=2) * 1e-12
    bands = [to_unit_rms(band, floor=1e-30) for band in split(gradient, levels=4)]
    assert [rms(band) for band in bands] == pytest.approx([1] * 5, abs=1e-3)
    assert torch.allclose(normalise_bands(gradient, levels=4), merge(bands), atol=1e-4)


def test_normalised_bands_lift_what_was_weak() -> None:
    """A broad wave beside a fine one a hundred times as strong ends up about as strong."""
    place = torch.arange(128.0).expand(1, 3, 128, 128)
    fine, broad = torch.sin(math.pi * place * 0.9), torch.sin(2 * math.pi * place / 64)
    before, after = fine + 0.01 * broad, normalise_bands(fine + 0.01 * broad, levels=4)

    def share(field: Tensor) -> float:
        return ((field * broad).mean() / (field * fine).mean()).item()

    assert share(before) == pytest.approx(0.01, rel=0.2)
    assert share(after) > 0.3


def test_a_flat_gradient_has_no_fine_bands_to_lift() -> None:
    """Rounding is not made into noise."""
    flat = normalise_bands(torch.full((1, 3, 40, 40), 0.7), levels=4)
    assert (flat - flat.mean()).abs().max().item() < 0.2


@pytest.mark.parametrize("size", SIZES)
def test_no_levels_and_no_gradient_stay_as_they_are(size: tuple[int, int]) -> None:
    gradient = noise(1, 3, *size)
    assert torch.equal(normalise_bands(gradient, levels=0), gradient)
    assert torch.equal(normalise_bands(0 * gradient, levels=4), 0 * gradient)
    assert torch.isfinite(normalise_bands(gradient, levels=6)).all()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("sigma_px", [0.7, 2.5])
def test_smoothing_keeps_a_constant_and_takes_out_noise(
    size: tuple[int, int], sigma_px: float
) -> None:
    constant = torch.full((1, 3, *size), 0.7)
    assert torch.allclose(smooth(constant, sigma_px=sigma_px), constant, atol=1e-6)
    speckle = noise(1, 3, 32, 32)
    assert total_variation(smooth(speckle, sigma_px=sigma_px)) < 0.5 * total_variation(speckle)
    assert torch.equal(smooth(speckle, sigma_px=0), speckle)


def test_a_blurred_point_is_a_gaussian() -> None:
    point = torch.zeros(1, 1, 31, 31, dtype=torch.float64)
    point[..., 15, 15] = 1
    row = blur(point, sigma_px=2)[0, 0, 15]
    assert (row[17] / row[15]).item() == pytest.approx(math.exp(-0.5))
    assert blur(point, sigma_px=2).sum().item() == pytest.approx(1)


def test_blurring_is_a_gaussian_and_the_border_goes_on() -> None:
    point = torch.zeros(1, 1, 41, 41, dtype=torch.float64)
    point[0, 0, 20, 20] = 1
    blurred = blur(point, sigma_px=3.0)
    places = torch.arange(-20, 21, dtype=torch.float64)
    for axis in (2, 3):
        spread = (blurred.sum(dim=5 - axis).flatten() * places**2).sum()
        assert spread.item() == pytest.approx(9, rel=0.03)
    flat = torch.full((1, 1, 20, 30), 0.25, dtype=torch.float64)
    assert torch.allclose(blur(flat, sigma_px=5.0), flat)
    assert torch.equal(blur(point, sigma_px=0.0), point)


def test_a_transform_is_within_its_bounds_and_the_seeds() -> None:
    generator = Generator().manual_seed(3)
    thetas = [random_transform(generator, scale_share=0.1, rotation_deg=10) for _ in range(200)]
    scales = [theta.det().rsqrt().item() for theta in thetas]
    angles = [math.degrees(math.atan2(theta[1, 0], theta[0, 0])) for theta in thetas]
    assert 0.9 <= min(scales) < 0.92
    assert 1.08 < max(scales) <= 1.1
    assert -10 <= min(angles) < -9
    assert 9 < max(angles) <= 10
    again = random_transform(Generator().manual_seed(3), scale_share=0.1, rotation_deg=10)
    assert torch.equal(again, thetas[0])


def test_a_transform_of_nothing_leaves_the_image_and_draws_as_many() -> None:
    generator, other = Generator().manual_seed(5), Generator().manual_seed(5)
    theta = random_transform(generator, scale_share=0, rotation_deg=0)
    random_transform(other, scale_share=0.1, rotation_deg=10)
    image = noise(1, 3, 9, 14)
    assert torch.allclose(warp(image, theta), image, atol=1e-5)
    assert torch.equal(torch.rand(1, generator=generator), torch.rand(1, generator=other))


@pytest.mark.parametrize(("height", "width"), [(40, 80), (80, 40)])
def test_a_warp_turns_pixels_not_the_frame(height: int, width: int) -> None:
    image = noise(1, 3, height, width)
    quarter = torch.tensor([[0.0, 1.0], [-1.0, 0.0]], dtype=torch.float64)
    top, left = (height - 40) // 2, (width - 40) // 2
    square = (..., slice(top, top + 40), slice(left, left + 40))
    turned = torch.rot90(image[square], dims=(-1, -2))
    assert torch.allclose(warp(image, quarter)[square], turned, atol=1e-4)


def test_a_warp_by_a_scale_above_one_enlarges() -> None:
    image = torch.zeros(1, 1, 41, 41)
    image[..., 15:26, 15:26] = 1
    larger = warp(image, torch.eye(2, dtype=torch.float64) / 2)
    assert larger.sum().item() == pytest.approx(4 * 121, rel=0.02)


def test_the_gradient_passes_through_a_warp() -> None:
    theta = random_transform(Generator().manual_seed(1), scale_share=0.1, rotation_deg=10)
    image = noise(1, 2, 6, 8, dtype=torch.float64).requires_grad_()
    assert torch.autograd.gradcheck(lambda one: warp(one, theta), image)


def test_unwarp_brings_a_smooth_gradient_back_to_where_it_belongs() -> None:
    theta = random_transform(Generator().manual_seed(1), scale_share=0.1, rotation_deg=10)
    field = blur(noise(1, 3, 60, 90) - 0.5, sigma_px=4)
    image = field.clone().requires_grad_()
    (exact,) = torch.autograd.grad(warp(image, theta), image, grad_outputs=warp(field, theta))
    inner = (..., slice(15, -15), slice(15, -15))
    ours = unwarp(warp(field, theta), theta)[inner]
    assert torch.allclose(ours, field[inner], atol=0.05 * field.abs().max().item())
    flat = torch.stack([ours.flatten(), exact[inner].flatten()])
    assert torch.corrcoef(flat)[0, 1].item() > 0.99
