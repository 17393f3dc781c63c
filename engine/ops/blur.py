"""Gaussian smoothing, and an image's bands of spatial frequency; pure functions.

An ascent takes the gradient of its objective, then, in this order: ``transforms.unwarp`` where the
image was warped, ``normalise_bands``, ``smooth``, ``penalties.restrain`` for each penalty.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

_BINOMIAL = (1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16)
_GAUSSIANS = (0.5, 1.0, 2.0)  # times sigma; gordicaleksa/pytorch-deepdream
_REACH = 3.0  # half a Gaussian kernel's width, in sigmas
SMALLEST_SIZE = 1e-30  # of a mean that is divided by: nothing stays nothing
# A band this small beside the whole is rounding; made as large as the others it would be noise.
_SMALLEST_BAND = 1e-6


def normalise_bands(gradient: Tensor, *, levels: int) -> Tensor:
    """Every octave of spatial frequency made equally strong.

    Args:
        gradient: (1, C, H, W), of any size.
        levels: bands taken off at the fine end; what is left is one more. 0 changes nothing.
    Source: TensorFlow's DeepDream tutorial, lap_normalize (4 levels). Differs: borders repeat
        outwards instead of falling to 0.
    """
    if levels == 0:
        return gradient
    bands = split(to_unit_rms(gradient, floor=SMALLEST_SIZE), levels=levels)
    return merge([to_unit_rms(band, floor=_SMALLEST_BAND) for band in bands])


def to_unit_rms(band: Tensor, *, floor: float) -> Tensor:
    """``band`` divided by its root mean square, or by ``floor`` where that is larger."""
    largest = band.abs().amax().clamp_min(SMALLEST_SIZE)  # squares of 1e-23 are 0 in float32
    rms = (band / largest).square().mean().sqrt() * largest
    return band / rms.clamp_min(floor)


def split(image: Tensor, *, levels: int) -> list[Tensor]:
    """The Laplacian pyramid: ``levels`` bands from fine to coarse, then what is left."""
    bands = []
    for _ in range(levels):
        low = _halve(image)
        bands.append(image - _double(low, image))
        image = low
    return [*bands, image]


def merge(bands: Sequence[Tensor]) -> Tensor:
    """The inverse of ``split``."""
    image = bands[-1]
    for band in reversed(bands[:-1]):
        image = band + _double(image, band)
    return image


def smooth(gradient: Tensor, *, sigma_px: float) -> Tensor:
    """The mean of three Gaussian blurs, of half, once and twice ``sigma_px``; 0 changes nothing.

    Source: gordicaleksa/pytorch-deepdream, CascadeGaussianSmoothing. Differs: a mean, so that a
        constant stays as it is; kernels as wide as their Gaussian, borders repeated outwards.
    """
    if sigma_px == 0:
        return gradient
    blurs = [blur(gradient, sigma_px=sigma_px * times) for times in _GAUSSIANS]
    return torch.stack(blurs).mean(dim=0)


def blur(image: Tensor, *, sigma_px: float) -> Tensor:
    """One Gaussian blur of (1, C, H, W), borders repeated outwards; 0 changes nothing."""
    if sigma_px == 0:
        return image
    reach = max(1, math.ceil(_REACH * sigma_px))
    offsets = torch.arange(-reach, reach + 1, device=image.device, dtype=image.dtype)
    kernel = torch.softmax(-offsets.square() / (2 * sigma_px**2), dim=0)
    padded = functional.pad(image, (reach,) * 4, mode="replicate")
    rows = functional.conv2d(padded, _for_each(image, kernel.view(-1, 1)), groups=image.shape[1])
    return functional.conv2d(rows, _for_each(image, kernel.view(1, -1)), groups=image.shape[1])


def _for_each(image: Tensor, kernel: Tensor) -> Tensor:
    """A kernel for each channel by itself."""
    return kernel.expand(image.shape[1], 1, -1, -1)


def _binomial(image: Tensor) -> Tensor:
    row = torch.tensor(_BINOMIAL, device=image.device, dtype=image.dtype)
    return _for_each(image, row.outer(row))


def _halve(image: Tensor) -> Tensor:
    """Blurred, then every second pixel, from the first on."""
    padded = functional.pad(image, (2, 2, 2, 2), mode="replicate")
    return functional.conv2d(padded, _binomial(image), stride=2, groups=image.shape[1])


def _double(low: Tensor, like: Tensor) -> Tensor:
    """``low`` at the size of the image that ``_halve`` made it of; a constant stays as it is."""
    height, width = like.shape[-2:]
    padded = functional.pad(low, (1, 1, 1, 1), mode="replicate")
    kernel = 4 * _binomial(low)
    double = functional.conv_transpose2d(padded, kernel, stride=2, padding=2, groups=low.shape[1])
    return double[..., 2 : 2 + height, 2 : 2 + width]
