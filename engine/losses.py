"""What a style transfer minimises: content, style and total variation. Pure functions.

Each loss is divided by the size of its own target, so that one set of weights works for every
network (the activations of Oxford's VGG-19 are a hundred times torchvision's), layer and size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.regularise import total_variation

# A target this small is that of a flat picture; dividing by less would only amplify rounding.
SMALLEST_POWER = 1e-8

Targets = Mapping[str, Tensor]


def gram(features: Tensor) -> Tensor:
    """Products of every two channels, averaged over positions: F F^T / (H W).

    Args:
        features: (N, C, H, W); channels_last is read without a copy.
    Returns: (N, C, C) float32, or float64 for float64 features.
    Source: Gatys et al. 2015, equation 3. Differs: a mean, so that sizes compare.
    """
    positions = features.permute(0, 2, 3, 1).flatten(1, 2)
    products = positions.mT @ positions
    return products.to(_at_least_float32(features)) / positions.shape[1]


def content_loss(features: Tensor, target: Tensor) -> Tensor:
    """Mean squared difference over the target's mean square: 1 for features that are all zero.

    Source: Gatys et al. 2015, equation 1, as a share of the target.
    """
    return _relative(features.to(_at_least_float32(features)), target)


def style_loss(features: Tensor, target: Tensor) -> Tensor:
    """``content_loss`` of Gram matrices; ``target``: the Gram matrix to reach.

    Source: Gatys et al. 2015, equation 4, as a share of the target.
    """
    return _relative(gram(features), target)


def tv_loss(image: Tensor) -> Tensor:
    """Squared differences of neighbours, averaged over positions and summed over both axes.

    Source: Mahendran and Vedaldi 2014, equation 3, with beta 2.
    """
    return total_variation(image, beta=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """The three losses of one image, each unweighted, and their weighted sum."""

    content: Tensor
    style: Tensor
    tv: Tensor
    total: Tensor


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What one scale's image is to resemble.

    Attributes:
        content: layer -> features of the photo.
        style: layer -> Gram matrix. Layers count equally, in both.
    """

    content: Targets
    style: Targets
    content_weight: float
    style_weight: float
    tv_weight: float

    def __call__(self, image: Tensor, features: Mapping[str, Tensor]) -> Losses:
        """``features``: those of ``image`` at every layer of both targets."""
        content = _mean(
            [content_loss(features[one], target) for one, target in self.content.items()], image
        )
        style = _mean(
            [style_loss(features[one], target) for one, target in self.style.items()], image
        )
        tv = tv_loss(image)
        total = self.content_weight * content + self.style_weight * style + self.tv_weight * tv
        return Losses(content=content, style=style, tv=tv, total=total)


def blend(targets: Sequence[Targets], weights: Sequence[float]) -> dict[str, Tensor]:
    """The weighted average of several styles' Gram matrices, weights scaled to sum 1."""
    total = sum(weights)
    return {
        layer: sum(
            (one[layer] * (weight / total) for one, weight in zip(targets, weights, strict=True)),
            torch.zeros_like(first),
        )
        for layer, first in targets[0].items()
    }


def _relative(value: Tensor, target: Tensor) -> Tensor:
    power = target.square().mean().to(value.dtype).clamp_min(SMALLEST_POWER)
    return (value - target).square().mean() / power


def _mean(losses: Sequence[Tensor], image: Tensor) -> Tensor:
    return torch.stack(list(losses)).mean() if losses else image.new_zeros(())


def _at_least_float32(features: Tensor) -> torch.dtype:
    return torch.promote_types(features.dtype, torch.float32)
