"""Seeded random filters on a pyramid: a style network that nobody had to train.

A layer of random filters already describes texture (Ustyuzhaninov et al. 2017, Texture synthesis
using shallow convolutional networks with random filters; He et al. 2016). They used kernels of 3
to 55 px; small kernels on a pyramid see the same structure for a fraction of the work.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

FILTERS_PER_LEVEL = 48
KERNEL_PX = 3
_SEED = 1  # part of the network: another seed paints a little differently
_BLUR = (0.125, 0.375, 0.375, 0.125)


class FilterPyramid(nn.Module):
    """Random unit filters and a ReLU on the image, its half, its quarter, …

    ``layers``: ``filters_1`` …, fine to coarse.
    """

    weights: Tensor
    blur: Tensor
    mean: Tensor

    def __init__(self, levels: int) -> None:
        super().__init__()
        generator = torch.Generator().manual_seed(_SEED)
        shape = (levels, FILTERS_PER_LEVEL, 3, KERNEL_PX, KERNEL_PX)
        weights = torch.randn(shape, generator=generator)
        blur = torch.tensor(_BLUR)
        self.register_buffer("weights", functional.normalize(weights.flatten(2), dim=2).view(shape))
        self.register_buffer("blur", blur.outer(blur).expand(3, 1, -1, -1).contiguous())
        self.register_buffer("mean", torch.tensor(0.45))  # a mid grey, about ImageNet's
        self.layers = tuple(f"filters_{level}" for level in range(1, levels + 1))

    def forward(self, image: Tensor) -> dict[str, Tensor]:
        """(1, 3, H, W) RGB in [0, 1] -> layer -> features."""
        x = image - self.mean
        features = {}
        for layer, weight in zip(self.layers, self.weights, strict=True):
            border = KERNEL_PX // 2
            padded = functional.pad(x, (border,) * 4, mode="replicate")
            features[layer] = functional.relu(functional.conv2d(padded, weight))
            x = self.halve(x)
        return features

    def halve(self, image: Tensor) -> Tensor:
        """``image`` blurred, then every second pixel of it."""
        padded = functional.pad(image, (1, 2, 1, 2), mode="replicate")
        return functional.conv2d(padded, self.blur, stride=2, groups=3)
