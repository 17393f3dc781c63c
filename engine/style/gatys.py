"""The recipe of Gatys et al. 2015: its figures, and what their sums over pixels mean here."""

from __future__ import annotations

from torch import Tensor

from engine.style.losses import Sums

# The Lasagne art recipe's weights, for sums over features scaled to a mean of 1 and over pixels
# from 0 to 255.
GATYS_STYLE_WEIGHT = 0.2e6
GATYS_CONTENT_WEIGHT = 0.001
GATYS_TV_WEIGHT = 0.1e-7
GATYS_TV_POWER = 2.5
GATYS_PIXELS = 600 * 600
# A filter that hardly ever answers is not made louder than this many times the usual one.
MOST_GAIN = 20.0


def filter_gain(means: Tensor) -> Tensor:
    """What scales each filter to a mean of 1; ``means``: of its features."""
    typical = means.abs().mean().clamp_min(1e-12)
    return (1 / means.abs().clamp_min(typical / MOST_GAIN)).view(1, -1, 1, 1)


def gatys_share(sums: Sums) -> float:
    """A layer's weight, so that its share of the target becomes the recipe's sum of squares.

    Source: Gatys et al. 2015, equation 4, with the image's positions for both.
    """
    target = sums[2 if len(sums) > 2 else 1] / sums[0]
    channels = len(target)
    return GATYS_STYLE_WEIGHT * target.square().sum().item() / (4 * channels**2)
