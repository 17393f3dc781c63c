"""Muon: each weight matrix moves as far in every direction in which it learns.

Source: Jordan et al. 2024, Muon: an optimizer for hidden layers in neural networks. What a
convolution sees is far from white, so that other optimisers learn a few directions well and the
rest hardly at all: first layers learn several times as fast so. Differs: filters are one row each,
of inputs times positions; torch.optim.Muon takes plain matrices alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn

# Newton and Schulz's iteration, tuned to be quick rather than exact: singular values become
# something from 0.7 to 1.2.
COEFFICIENTS = (3.4445, -4.7750, 2.0315)
ITERATIONS = 5
MUON_RATE = 10  # its learning rate over Adam's
ADAM_BETAS = (0.9, 0.99)


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
    directions: Tensor = x.T if is_tall else x
    return directions


class FilterOptimiser:
    """Filters by Muon, all else by Adam, whose learning rate is a tenth of Muon's."""

    def __init__(
        self,
        parameters: Iterable[nn.Parameter],
        *,
        filters: Sequence[nn.Parameter] | None = None,
    ) -> None:
        """``filters``: of the parameters, what Muon moves; None: all with four dimensions."""
        weights = list(parameters)
        if filters is None:
            filters = [weight for weight in weights if weight.dim() == 4]
        moved_by_muon = {id(weight) for weight in filters}
        self.muon = Muon(filters, lr=0.0)
        others = [weight for weight in weights if id(weight) not in moved_by_muon]
        self.adam = torch.optim.Adam(others, lr=0.0, betas=ADAM_BETAS)

    def step(self, *, rate: float) -> None:
        """Move everything that has a gradient, by Adam's learning rate ``rate``."""
        for optimiser, factor in ((self.muon, MUON_RATE), (self.adam, 1)):
            for group in optimiser.param_groups:
                group["lr"] = factor * rate
            optimiser.step()

    def zero_grad(self) -> None:
        """Forget the gradients."""
        self.muon.zero_grad(set_to_none=True)
        self.adam.zero_grad(set_to_none=True)

    def state_dict(self) -> dict[str, Any]:
        """For a checkpoint."""
        return {"muon": self.muon.state_dict(), "adam": self.adam.state_dict()}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on from :meth:`state_dict`."""
        self.muon.load_state_dict(state["muon"])
        self.adam.load_state_dict(state["adam"])
