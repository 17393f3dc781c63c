"""What belongs to the same thing as some places do: random walks from them, which seldom step from
one thing to another.

Source: Grady 2006, Random walks for image segmentation; differs: what networks see decides what is
alike, and walks end by and by, so that what is far from all seeds belongs to none.
"""

from __future__ import annotations

import torch
from torch import Tensor

from engine.colour.levin import spread
from engine.colour.memory import read_memory

NUMBERS = 16  # of the memory's eyes
STEP = 0.15  # of their mean length: across more, hardly any walk goes
ENDS = 6e-4  # of walks, at each step
FIRM = 100.0


def grown(features: Tensor, seeds: Tensor) -> Tensor:
    """How likely it is that a walk from each place comes to each seed first.

    Args:
        features: (1, C, h, w) of engine.colour.features.features_of.
        seeds: (1, n, h, w), bool.
    Returns: (1, n, h, w), 0 to 1.
    """
    height, width = features.shape[-2:]
    numbers = read_memory().eyes.numbers(features)
    numbers = (numbers - numbers.mean(0))[:, :NUMBERS]
    numbers = numbers / numbers.norm(dim=1).mean().clamp_min(1e-6)
    guide = numbers.T.reshape(1, -1, height, width)
    weight = torch.where(seeds.any(dim=1, keepdim=True), FIRM, ENDS)
    return spread(guide, seeds.to(guide), weight.to(guide), step=STEP).clamp(0, 1)
