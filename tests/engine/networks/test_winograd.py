"""Winograd's algorithm gives what plain convolutions give, where it is used at all."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from engine.networks.blocks import Convolution
from engine.networks.winograd import speed_up

if not torch.backends.nnpack.is_available():
    pytest.skip("this torch has no NNPACK", allow_module_level=True)


def layer(inputs: int, outputs: int, *, kernel: int = 3, stride: int = 1) -> Convolution:
    generator = torch.Generator().manual_seed(inputs + outputs)
    weight = torch.randn(outputs, inputs, kernel, kernel, generator=generator)
    weight *= (2 / (inputs * kernel**2)) ** 0.5
    return Convolution(weight, torch.randn(outputs, generator=generator) * 0.1, stride=stride)


def small_vgg() -> nn.Sequential:
    return nn.Sequential(layer(3, 64), layer(64, 64), nn.AvgPool2d(2), layer(64, 128))


def gradient(network: nn.Module, image: Tensor) -> tuple[Tensor, Tensor]:
    variable = image.clone().requires_grad_()
    features = network(variable)
    # Cosine weights: a gradient that is not alike everywhere.
    (found,) = torch.autograd.grad((features * features.detach().cos()).sum(), variable)
    return features.detach(), found


@pytest.mark.parametrize("size", [(96, 64), (71, 67), (8, 90)])
def test_features_and_gradients_are_those_of_plain_convolutions(size: tuple[int, int]) -> None:
    image = torch.rand(1, 3, *size, generator=torch.Generator().manual_seed(0))
    features, expected = gradient(small_vgg(), image)
    network = small_vgg()
    assert speed_up(network)
    found, pulled = gradient(network, image)
    assert (found - features).abs().max() < 1e-4 * features.abs().max()
    # A feature at the edge of its ReLU may fall to the other side: all but such agree.
    error = (pulled - expected).square().mean().sqrt() / expected.square().mean().sqrt()
    assert error < 1e-3


@pytest.mark.parametrize(
    "network",
    [
        nn.Sequential(layer(3, 64, kernel=7, stride=2), layer(64, 64), layer(64, 32, kernel=1)),
        nn.Sequential(layer(3, 16), layer(16, 16), layer(16, 64)),
        nn.Sequential(nn.Conv2d(3, 64, 3)),
    ],
    ids=["mixed kernels", "narrow", "not ours"],
)
def test_networks_that_gain_nothing_are_left_alone(network: nn.Sequential) -> None:
    assert not speed_up(network)
    assert all(one.run is None for one in network if isinstance(one, Convolution))
