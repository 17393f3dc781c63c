"""3x3 convolutions by Winograd's algorithm, for CPUs that do not gain by bfloat16.

NNPACK, which torch carries along, needs a fifth of the multiplications; torch's own choice on a
CPU (oneDNN) has no such kernel for AVX2. Measured on two cores, VGG-19's layers take 0.4 to 0.55 of
their time, forward and backward; networks of narrower or larger kernels gain nothing.
Source: Lavin and Gray 2015, Fast algorithms for convolutional neural networks.
"""

from __future__ import annotations

from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.networks.blocks import Convolution

FEWEST_CHANNELS = 64
FEWEST_POSITIONS = 1000  # NNPACK transforms the weights at each call, however few there are


def speed_up(network: nn.Module) -> bool:
    """Give a frozen float32 network's 3x3 convolutions Winograd's algorithm, where it pays.

    Returns: whether it was done; the network then wants its features as plain (N, C, H, W).
    """
    convolutions = [module for module in network.modules() if isinstance(module, nn.Conv2d)]
    fast = [
        convolution
        for convolution in convolutions
        if isinstance(convolution, Convolution) and _gains(convolution)
    ]
    # One other convolution in between and formats are changed to and fro; the first is small.
    if len(fast) < max(1, len(convolutions) - 1):
        return False
    if not torch.backends.nnpack.is_available():  # type: ignore[no-untyped-call]  # and sets it up
        return False
    network.to(memory_format=torch.contiguous_format)
    for convolution in fast:
        convolution.run = _Winograd(convolution.weight)
    return True


def _gains(convolution: Convolution) -> bool:
    return (
        convolution.kernel_size == (3, 3)
        and convolution.stride == (1, 1)
        and convolution.padding == (1, 1)
        and convolution.padding_mode == "zeros"
        and min(convolution.in_channels, convolution.out_channels) >= FEWEST_CHANNELS
    )


class _Winograd:
    """A convolution with these weights; ``turned``: of the one that its gradient is."""

    def __init__(self, weight: Tensor) -> None:
        self.turned = weight.detach().flip(2, 3).transpose(0, 1).contiguous()

    def __call__(self, x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
        if x.shape[-2] * x.shape[-1] < FEWEST_POSITIONS:
            return functional.conv2d(x, weight, bias, padding=1)
        return cast(Tensor, _Apply.apply(x, weight, bias, self.turned))


class _Apply(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, bias: Tensor | None, turned: Tensor) -> Tensor:
        ctx.turned = turned
        return _convolve(x, weight, bias)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, None, None, None]:
        return _convolve(gradient, ctx.turned, None), None, None, None


def _convolve(x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    return torch._nnpack_spatial_convolution(x.contiguous(), weight, bias, padding=1)
