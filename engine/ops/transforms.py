"""Random shifts, turns and scales of an image, and their way back; pure functions."""

from __future__ import annotations

import math

import torch
from torch import Generator, Tensor
from torch.nn import functional


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


def octave_generator(seed: int, index: int) -> Generator:
    """A CPU generator of its own for each octave: the same draws on every device and size."""
    # Seeds of neighbouring octaves differ by a large prime, so that seed 1 is not seed 0 shifted.
    return torch.Generator().manual_seed(seed + index * 2_147_483_659)


def draw_jitter(jitter_px: int, generator: Generator) -> tuple[int, int]:
    """(rows, columns) to roll by, uniform in [-jitter_px, jitter_px]."""
    rows, columns = torch.randint(-jitter_px, jitter_px + 1, (2,), generator=generator).tolist()
    return rows, columns


def roll(image: Tensor, shift: tuple[int, int]) -> Tensor:
    """Shift circularly by (rows, columns)."""
    return torch.roll(image, shift, dims=(-2, -1))
