"""What keeps a dream smooth: penalties, band normalisation, smoothing and random transforms.

Pure functions. An ascent takes the gradient of its objective, then, in this order: ``unwarp``
where the image was warped, ``normalise_bands``, ``smooth``, ``restrain`` for each penalty.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Generator, Tensor
from torch.nn import functional

MID_GREY = 0.5
_BINOMIAL = (1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16)
_GAUSSIANS = (0.5, 1.0, 2.0)  # times sigma; gordicaleksa/pytorch-deepdream
_REACH = 3.0  # half a Gaussian kernel's width, in sigmas
_SMALLEST_SIZE = 1e-30  # of a mean that is divided by: nothing stays nothing
# A band this small beside the whole is rounding; made as large as the others it would be noise.
_SMALLEST_BAND = 1e-6


def total_variation(image: Tensor, *, beta: float = 2.0) -> Tensor:
    """|difference of neighbours| ** beta, averaged over positions and summed over both axes.

    Source: Mahendran and Vedaldi 2014, equation 3. Differs: a mean, so that sizes compare;
        where beta is not 2, each axis has its own power.
    """
    powers = (one.abs().pow(beta).mean() for one in _differences(image) if one.numel())
    return sum(powers, image.new_zeros(()))


def tv_gradient(image: Tensor, *, beta: float = 2.0) -> Tensor:
    """The gradient of ``total_variation``, without a graph."""
    gradient = torch.zeros_like(image)
    for axis in (-2, -1):  # one by one: at 4000 px each is 128 MB
        one = image.diff(dim=axis)
        if one.numel():
            flow = one if beta == 2 else one.sign() * one.abs().pow(beta - 1)
            share = beta / one.numel()
            gradient.narrow(axis, 1, one.shape[axis]).add_(flow, alpha=share)
            gradient.narrow(axis, 0, one.shape[axis]).sub_(flow, alpha=share)
    return gradient


def p_norm(image: Tensor, *, power: float = 6.0) -> Tensor:
    """Mean of |pixel| ** power; pixels count from mid grey (0) to black and white (1).

    Source: Mahendran and Vedaldi 2014, the alpha-norm, alpha 6. Differs: a mean; RGB in [0, 1].
    """
    return _centred(image).abs().pow(power).mean()


def p_norm_gradient(image: Tensor, *, power: float = 6.0) -> Tensor:
    """The gradient of ``p_norm``, without a graph."""
    centred = _centred(image)
    share = power / (MID_GREY * image.numel())
    return centred.sign() * centred.abs().pow(power - 1) * share


def restrain(gradient: Tensor, penalty: Tensor, *, share: float) -> Tensor:
    """``gradient`` to climb less a penalty's gradient.

    Args:
        penalty: ``tv_gradient`` or ``p_norm_gradient`` of the image.
        share: the penalty's mean absolute size over the gradient's: 0.1 means that a tenth of
            each step goes to the penalty, at any layer, network and size.
    """
    weight = share * mean_size(gradient) / mean_size(penalty).clamp_min(_SMALLEST_SIZE)
    return (penalty * -weight).add_(gradient)


def mean_size(gradient: Tensor) -> Tensor:
    """The mean absolute value, without a copy on the way to it."""
    mean: Tensor = torch.linalg.vector_norm(gradient, 1) / gradient.numel()
    return mean


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
    bands = split(to_unit_rms(gradient, floor=_SMALLEST_SIZE), levels=levels)
    return merge([to_unit_rms(band, floor=_SMALLEST_BAND) for band in bands])


def to_unit_rms(band: Tensor, *, floor: float) -> Tensor:
    """``band`` divided by its root mean square, or by ``floor`` where that is larger."""
    largest = band.abs().amax().clamp_min(_SMALLEST_SIZE)  # squares of 1e-23 are 0 in float32
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
    blurs = [blur(gradient, sigma_px=sigma_px * one) for one in _GAUSSIANS]
    return torch.stack(blurs).mean(dim=0)


def blur(image: Tensor, *, sigma_px: float) -> Tensor:
    """One Gaussian blur, borders repeated outwards."""
    reach = max(1, math.ceil(_REACH * sigma_px))
    offsets = torch.arange(-reach, reach + 1, device=image.device, dtype=image.dtype)
    kernel = torch.softmax(-offsets.square() / (2 * sigma_px**2), dim=0)
    padded = functional.pad(image, (reach,) * 4, mode="replicate")
    rows = functional.conv2d(padded, _for_each(image, kernel.view(-1, 1)), groups=image.shape[1])
    return functional.conv2d(rows, _for_each(image, kernel.view(1, -1)), groups=image.shape[1])


def random_transform(generator: Generator, *, scale_share: float, rotation_deg: float) -> Tensor:
    """A random scaling and rotation about the centre, for ``warp``.

    Args:
        generator: on the CPU; two draws are made whatever the other arguments are.
        scale_share: the scale is uniform in [1 - scale_share, 1 + scale_share].
        rotation_deg: the angle is uniform in [-rotation_deg, rotation_deg].
    Returns: (2, 2) float64, on the CPU: from a place in the result to one in the image.
    Source: tensorflow/lucid, which scales by 0.9..1.1 and rotates by up to 10 degrees.
    """
    draws = 2 * torch.rand(2, generator=generator, dtype=torch.float64) - 1
    scale, angle = 1 + scale_share * draws[0], math.radians(rotation_deg) * draws[1]
    cos, sin = angle.cos(), angle.sin()
    return torch.stack([cos, -sin, sin, cos]).view(2, 2) / scale


def warp(image: Tensor, theta: Tensor, *, mode: str = "bilinear") -> Tensor:
    """``image`` scaled and rotated by ``random_transform``'s result, mirrored beyond its border.

    Differentiable. On CUDA the gradient of a warp is summed in no fixed order, so that two runs
    differ in their last digits: loops that must repeat use ``unwarp``.
    """
    height, width = image.shape[-2:]
    # affine_grid counts both axes from -1 to 1; theta counts in pixels.
    stretch = torch.tensor([[1.0, height / width], [width / height, 1.0]], dtype=theta.dtype)
    affine = functional.pad(theta * stretch, (0, 1))[None].to(image)
    grid = functional.affine_grid(affine, list(image.shape), align_corners=False)
    return functional.grid_sample(
        image, grid, mode=mode, padding_mode="reflection", align_corners=False
    )


def unwarp(gradient: Tensor, theta: Tensor) -> Tensor:
    """A gradient at ``warp``'s result brought back to the image, the same on every run.

    It is the gradient itself turned back, not the exact adjoint: that would also fold what was
    seen of the mirrored border into the picture, and has no fixed order of summing on CUDA.
    """
    return warp(gradient, torch.linalg.inv(theta))


def _differences(image: Tensor) -> tuple[Tensor, Tensor]:
    """Of each pixel and the one above, and of each and the one to its left."""
    return image.diff(dim=-2), image.diff(dim=-1)


def _centred(image: Tensor) -> Tensor:
    return (image - MID_GREY) / MID_GREY


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
