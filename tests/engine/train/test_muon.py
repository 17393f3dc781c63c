"""The optimiser of filters."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from engine.train.muon import FilterOptimiser, orthogonal


@pytest.mark.parametrize("shape", [(12, 30), (30, 12), (8, 8)])
def test_every_direction_becomes_about_as_strong(shape: tuple[int, int]) -> None:
    matrix = torch.randn(shape, generator=torch.Generator().manual_seed(0))
    matrix[0] *= 20
    values = torch.linalg.svdvals(orthogonal(matrix))
    assert float(values.min()) > 0.3
    assert float(values.max()) < 1.3


def test_filters_and_biases_learn_alike_every_time() -> None:
    def trained(steps: int) -> nn.Conv2d:
        torch.manual_seed(0)
        layer = nn.Conv2d(3, 4, 3)
        optimiser = FilterOptimiser(layer.parameters())
        for step in range(steps):
            optimiser.zero_grad()
            image = torch.ones(1, 3, 5, 5) * (step + 1)
            torch.autograd.backward(layer(image).square().mean())
            optimiser.step(rate=1e-3)
        return layer

    before, after = trained(0), trained(3)
    assert not torch.equal(before.weight, after.weight)
    assert not torch.equal(before.bias, after.bias)
    assert torch.equal(after.weight, trained(3).weight)
