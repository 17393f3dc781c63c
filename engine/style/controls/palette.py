"""Colours of one picture carried over to another by their mean and covariance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

# Added to the variances: a grey or flat picture's covariance has no inverse.
SMALLEST_VARIANCE = 1e-4
STRIP_POSITIONS = 1 << 20  # so many pixels at a time: a print in float64 would be 256 MB


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The mean (3) and covariance (3, 3) of RGB in [0, 1], in float64."""

    mean: Tensor
    covariance: Tensor


def palette_of(images: Sequence[Tensor], weights: Sequence[float]) -> Palette:
    """The palette of several images together; ``weights``: their shares, of any sum."""
    total = sum(weights)
    mean = torch.zeros(3, dtype=torch.float64)
    moment = torch.zeros(3, 3, dtype=torch.float64)
    for image, weight in zip(images, weights, strict=True):
        share = weight / total / image[0, 0].numel()
        for part in torch.split(image[0].flatten(1), STRIP_POSITIONS, dim=1):
            colours = part.to("cpu", torch.float64)
            mean += share * colours.sum(dim=1)
            moment += share * (colours @ colours.T)
    floor = SMALLEST_VARIANCE * torch.eye(3, dtype=torch.float64)
    return Palette(mean=mean, covariance=moment - mean.outer(mean) + floor)


def recolour(image: Tensor, palette: Palette) -> Tensor:
    """``image`` with the palette's mean and covariance, colours moved as little as possible.

    Source: the Monge map between Gaussians, Pitie and Kokaram 2007.
    """
    own = palette_of([image], [1.0])
    root = _power(own.covariance, 0.5)
    inverse = _power(own.covariance, -0.5)
    change = inverse @ _power(root @ palette.covariance @ root, 0.5) @ inverse
    colours = image[0].flatten(1)
    shift = (palette.mean - change @ own.mean).to(colours).unsqueeze(1)
    return (change.to(colours) @ colours + shift).clamp(0, 1).view_as(image)


def _power(matrix: Tensor, exponent: float) -> Tensor:
    """A symmetric positive matrix to a power."""
    values, vectors = torch.linalg.eigh(matrix)
    root: Tensor = vectors * values.clamp_min(1e-12).pow(exponent) @ vectors.T
    return root
