"""Weights as small files: 8 bits each, with one scale per output channel."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

from engine.weights.safetensors_file import SCALE_ENDING

LARGEST = 127


def in_eight_bits(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Each ``X.weight`` as int8 with its ``X.weight_scale``, the rest as float16.

    :func:`engine.weights.load.read_weights` multiplies them again. No weight moves by more than
    half a scale, which is 1/254 of its channel's largest.
    """
    small: dict[str, Tensor] = {}
    for name, one in weights.items():
        if not name.endswith(".weight"):
            small[name] = one.half()
            continue
        scale = one.abs().amax(dim=tuple(range(1, one.dim()))).clamp(min=1e-12) / LARGEST
        steps = torch.round(one / scale.view(-1, *[1] * (one.dim() - 1)))
        small[name] = steps.to(torch.int8).contiguous()
        small[name + SCALE_ENDING] = scale.float()
    return small
