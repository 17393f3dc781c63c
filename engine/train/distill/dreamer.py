"""The dreams that change the pool's pictures while a network learns from them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import torch
from torch import Tensor
from torch.nn import functional

from engine.catalogue.layers import CLASSIFIER

CHANNELS_AT_ONCE = 6  # of a dream of channels
LAYER_DREAMS, CLASS_DREAMS = 0.45, 0.15  # shares of the dreams; the rest are of channels
STEP_SIZES = (0.003, 0.014)  # mean change of a pixel of [0, 1] per ascent step
LARGEST_SHIFT_PX = 24
ZOOM_SHARE, LARGEST_ZOOM = 0.2, 1.25


class Dreamer:
    """Chooses what to climb and by how much; one generator decides."""

    def __init__(self, generator: torch.Generator) -> None:
        self.generator = generator

    def wish(self, features: Mapping[str, Tensor], *, blocks: Sequence[str]) -> Tensor:
        """What a step climbs: one of the blocks, some of its channels, or a class a picture."""
        kind = self.uniform()
        if kind < CLASS_DREAMS:
            logits = features[CLASSIFIER].mean(dim=(2, 3))
            classes = torch.randint(logits.shape[1], (len(logits), 1), generator=self.generator)
            return logits.gather(1, classes.to(logits.device)).sum()
        chosen = features[blocks[self._integer(len(blocks))]]
        if kind < CLASS_DREAMS + LAYER_DREAMS:
            return chosen.square().sum()
        channels = torch.randperm(chosen.shape[1], generator=self.generator)[:CHANNELS_AT_ONCE]
        return chosen[:, channels].sum()

    def moved(self, images: Tensor, gradient: Tensor) -> Tensor:
        """One ascent step, a shift, now and then a zoom."""
        low, high = (math.log(size) for size in STEP_SIZES)
        size = math.exp(low + (high - low) * self.uniform())
        mean = gradient.abs().mean(dim=(1, 2, 3), keepdim=True).clamp(min=1e-12)
        shifts = [self._integer(2 * LARGEST_SHIFT_PX + 1) - LARGEST_SHIFT_PX for _ in range(2)]
        moved = torch.roll(images + size * gradient / mean, shifts, dims=(2, 3))
        if self.uniform() < ZOOM_SHARE:
            moved = _zoomed(moved, 1 + (LARGEST_ZOOM - 1) * self.uniform())
        return moved

    def uniform(self) -> float:
        """From 0 to 1."""
        return float(torch.rand((), generator=self.generator))

    def _integer(self, below: int) -> int:
        return int(torch.randint(below, (), generator=self.generator))


def _zoomed(images: Tensor, factor: float) -> Tensor:
    """The middle, enlarged to the whole."""
    side = images.shape[-1]
    inner = round(side / factor)
    start = (side - inner) // 2
    middle = images[..., start : start + inner, start : start + inner]
    return functional.interpolate(middle, (side, side), mode="bilinear")
