"""Random weights for a network, such that what it answers depends on its input."""

from __future__ import annotations

from typing import TypeVar

import torch
from torch import nn

_Module = TypeVar("_Module", bound=nn.Module)


def with_random_weights(network: _Module, *, seed: int = 5) -> _Module:
    """``network`` for use, each tensor drawn: no two are alike, and none is as it was built."""
    generator = torch.Generator().manual_seed(seed)
    for name, values in network.state_dict().items():
        if not values.is_floating_point() or name in {"mean", "std"}:
            continue  # a count of steps; the scale of the input
        drawn = torch.randn(values.shape, generator=generator)
        if values.ndim > 1:
            drawn *= (2 / values[0].numel()) ** 0.5
        elif name.endswith(("running_var", "norm.weight")):
            drawn = drawn.abs() + 0.5
        else:
            drawn *= 0.1
        values.copy_(drawn)
    for module in network.modules():
        if hasattr(module, "weight_orig"):
            _settle_spectral_norm(module)
    return network.eval()


def _settle_spectral_norm(module: nn.Module) -> None:
    """u and v as training leaves them: those of the largest singular value."""
    matrix = module.weight_orig.detach().flatten(1)
    for _ in range(8):
        module.weight_v.copy_(nn.functional.normalize(matrix.T @ module.weight_u, dim=0))
        module.weight_u.copy_(nn.functional.normalize(matrix @ module.weight_v, dim=0))
