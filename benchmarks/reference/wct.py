"""Universal style transfer as its authors wrote it, plainly, in float32: a reference.

Source: Li et al. 2017; MingSun-Tse/Collaborative-Distillation, PytorchWCT: five levels, each a
whole encoder and decoder at full size, whitening and colouring by singular values.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor
from torch.nn import functional

Weights = Mapping[str, Tensor]

SMALLEST_VALUE = 1e-5
ENCODER = (
    *("conv11", "conv12", "pool", "conv21", "conv22", "pool"),
    *("conv31", "conv32", "conv33", "conv34", "pool"),
    *("conv41", "conv42", "conv43", "conv44", "pool", "conv51"),
)


def _convolve(x: Tensor, weights: Weights, name: str) -> Tensor:
    padded = functional.pad(x, (1, 1, 1, 1), mode="reflect")
    return functional.conv2d(padded, weights[f"{name}.weight"], weights[f"{name}.bias"])


def _steps(level: int) -> tuple[str, ...]:
    return ENCODER[: ENCODER.index(f"conv{level}1") + 1]


def encode(image: Tensor, weights: Weights, level: int) -> Tensor:
    """The features of relu``level``_1."""
    part = f"encoder{level}"
    scale, shift = weights[f"{part}.conv0.weight"], weights[f"{part}.conv0.bias"]
    x = functional.conv2d(image, scale, shift)
    for name in _steps(level):
        if name == "pool":
            x = functional.max_pool2d(x, 2)
        else:
            x = functional.relu(_convolve(x, weights, f"{part}.{name}"))
    return x


def decode(features: Tensor, weights: Weights, level: int) -> Tensor:
    """The image that has these features."""
    x = features
    for name in reversed(_steps(level)):
        if name == "pool":
            x = functional.interpolate(x, scale_factor=2.0, mode="nearest")
        else:
            x = functional.relu(_convolve(x, weights, f"decoder{level}.{name}"))
    return x


def whiten_and_colour(content: Tensor, style: Tensor) -> Tensor:
    """Content features with the style's mean and covariance."""
    rows, target = content[0].flatten(1), style[0].flatten(1)
    mean = rows.mean(dim=1, keepdim=True)
    rows = rows - mean
    vectors, values, _ = torch.linalg.svd(rows @ rows.T / (rows.shape[1] - 1))
    kept = int((values > SMALLEST_VALUE).sum())
    vectors, values = vectors[:, :kept], values[:kept]
    whitened = vectors @ torch.diag(values**-0.5) @ vectors.T @ rows
    target_mean = target.mean(dim=1, keepdim=True)
    target = target - target_mean
    vectors, values, _ = torch.linalg.svd(target @ target.T / (target.shape[1] - 1))
    kept = int((values > SMALLEST_VALUE).sum())
    vectors, values = vectors[:, :kept], values[:kept]
    coloured = vectors @ torch.diag(values**0.5) @ vectors.T @ whitened
    return (coloured + target_mean).view_as(content)


@torch.no_grad()
def paint(photo: Tensor, style: Tensor, weights: Weights) -> Tensor:
    """(1, 3, H, W) RGB in [0, 1], sides multiples of 16, painted at all five levels."""
    image = photo
    for level in (5, 4, 3, 2, 1):
        features = encode(image, weights, level)
        moved = whiten_and_colour(features, encode(style, weights, level))
        image = decode(moved, weights, level)
    return image.clamp(0, 1)
