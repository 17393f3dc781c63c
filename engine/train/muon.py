"""Muon: each weight matrix moves as far in every direction in which it learns.

Source: Jordan et al. 2024, Muon: an optimizer for hidden layers in neural networks. What a
convolution sees is far from white, so that other optimisers learn a few directions well and the
rest hardly at all: first layers learn several times as fast so. Differs: filters are one row each,
of inputs times positions; torch.optim.Muon takes plain matrices alone.
"""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn

# Newton and Schulz's iteration, tuned to be quick rather than exact: singular values become
# something from 0.7 to 1.2.
COEFFICIENTS = (3.4445, -4.7750, 2.0315)
ITERATIONS = 5


class Muon(torch.optim.Optimizer):
    """Of weights with two dimensions or more; the learning rate is the step's spectral norm."""

    def __init__(
        self, parameters: Iterable[nn.Parameter], *, lr: float, momentum: float = 0.95
    ) -> None:
        super().__init__(parameters, {"lr": lr, "momentum": momentum})

    @torch.no_grad()
    def step(self) -> None:  # type: ignore[override]  # no closure is ever given
        """Move each weight that has a gradient."""
        for group in self.param_groups:
            for weight in group["params"]:
                if weight.grad is None:
                    continue
                state = self.state[weight]
                if "moving" not in state:
                    state["moving"] = torch.zeros_like(weight)
                moving = state["moving"].mul_(group["momentum"]).add_(weight.grad)
                ahead = weight.grad + group["momentum"] * moving
                weight -= group["lr"] * orthogonal(ahead.flatten(1)).view_as(weight)


def orthogonal(matrix: Tensor) -> Tensor:
    """(rows, columns): the same directions, each about as strong."""
    is_tall = matrix.shape[0] > matrix.shape[1]
    x = matrix.T if is_tall else matrix
    x = x / x.norm().clamp(min=1e-12)
    a, b, c = COEFFICIENTS
    for _ in range(ITERATIONS):
        square = x @ x.T
        x = a * x + (b * square + c * square @ square) @ x
    found: Tensor = x.T if is_tall else x
    return found
