"""The pieces of the networks: convolutions with ReLU, response norm, inception and fire blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.nn import functional

Weights = Mapping[str, Tensor]
# Input, weight, bias -> output.
Convolve = Callable[[Tensor, Tensor, Tensor | None], Tensor]


class Convolution(nn.Conv2d):
    """A convolution and its ReLU, made from its weights; "same" padding unless said.

    ``run``: another algorithm than torch's own choice (winograd.py).
    """

    def __init__(
        self,
        weight: Tensor,
        bias: Tensor,
        *,
        stride: int = 1,
        padding: int | None = None,
        has_relu: bool = True,
    ) -> None:
        outputs, inputs, kernel, _ = weight.shape
        super().__init__(
            inputs,
            outputs,
            kernel,
            stride=stride,
            padding=kernel // 2 if padding is None else padding,
            device="meta",
        )
        self.weight = nn.Parameter(weight, requires_grad=False)
        self.bias = nn.Parameter(bias, requires_grad=False)
        self.has_relu = has_relu
        self.run: Convolve | None = None

    def forward(self, x: Tensor) -> Tensor:
        x = super().forward(x) if self.run is None else self.run(x, self.weight, self.bias)
        return functional.relu_(x) if self.has_relu else x


class LocalResponseNorm(nn.Module):
    """Krizhevsky et al. 2012, section 3.3: n 5, alpha 1e-4, beta 0.75, k 1.

    As shifted additions with a gradient of its own, in place where it can be: exact, on a CPU
    several times as fast as torch's pooling over channels, and bfloat16 works.
    """

    def forward(self, x: Tensor) -> Tensor:
        return cast(Tensor, _ResponseNorm.apply(x))


class _ResponseNorm(torch.autograd.Function):
    NEIGHBOURS, ALPHA, BETA = 5, 1e-4, 0.75

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        cls = _ResponseNorm
        total = cls.over_neighbours(x * x).mul_(cls.ALPHA / cls.NEIGHBOURS).add_(1)
        ctx.save_for_backward(x, total)
        return cls.power(total).mul_(x)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Tensor:
        cls = _ResponseNorm
        x, total = cast(tuple[Tensor, Tensor], ctx.saved_tensors)
        straight = cls.power(total).mul_(gradient)  # quicker to have again than to keep
        across = cls.over_neighbours((straight * x).div_(total))
        return straight.sub_(across.mul_(x).mul_(2 * cls.ALPHA * cls.BETA / cls.NEIGHBOURS))

    @staticmethod
    def power(total: Tensor) -> Tensor:
        """``total`` to the power of -BETA."""
        root = torch.rsqrt(total)
        return torch.sqrt(root).mul_(root)

    @staticmethod
    def over_neighbours(x: Tensor) -> Tensor:
        """Each channel plus the two before and the two after it."""
        total = x.clone()
        for shift in range(1, _ResponseNorm.NEIGHBOURS // 2 + 1):
            total[:, shift:] += x[:, :-shift]
            total[:, :-shift] += x[:, shift:]
        return total


class Inception(nn.Module):
    """Szegedy et al. 2014, figure 2b, its three 1x1 convolutions of the input made one."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        self.entry = convolution(weights, "entry")
        self.conv3x3 = convolution(weights, "conv3x3")
        self.conv5x5 = convolution(weights, "conv5x5")
        self.pool_proj = convolution(weights, "pool_proj")
        reduce3, reduce5 = self.conv3x3.in_channels, self.conv5x5.in_channels
        self.widths = [self.entry.out_channels - reduce3 - reduce5, reduce3, reduce5]

    def forward(self, x: Tensor) -> Tensor:
        straight, reduced3, reduced5 = self.entry(x).split(self.widths, dim=1)
        pooled = functional.max_pool2d(x, 3, stride=1, padding=1)
        branches = (self.conv3x3(reduced3), self.conv5x5(reduced5), self.pool_proj(pooled))
        return torch.cat((straight, *branches), dim=1)


class Fire(nn.Module):
    """Iandola et al. 2016, figure 1."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        self.squeeze = convolution(weights, "squeeze")
        self.expand1x1 = convolution(weights, "expand1x1")
        self.expand3x3 = convolution(weights, "expand3x3")

    def forward(self, x: Tensor) -> Tensor:
        x = self.squeeze(x)
        return torch.cat((self.expand1x1(x), self.expand3x3(x)), dim=1)


def convolution(weights: Weights, name: str, *, stride: int = 1) -> Convolution:
    return Convolution(weights[f"{name}.weight"], weights[f"{name}.bias"], stride=stride)


def dense(weights: Weights, name: str, *, kernel: int = 1, has_relu: bool = True) -> Convolution:
    """A dense layer as a convolution: applied at each position of any image."""
    weight = weights[f"{name}.weight"]
    weight = weight.reshape(len(weight), -1, kernel, kernel)
    return Convolution(weight, weights[f"{name}.bias"], padding=0, has_relu=has_relu)


def halving_pool(kernel: int = 3) -> nn.MaxPool2d:
    """A max pool of stride 2 that rounds up."""
    return nn.MaxPool2d(kernel, stride=2, ceil_mode=True)


def tensors_under(weights: Weights, prefix: str) -> dict[str, Tensor]:
    """The tensors whose names begin with ``prefix.``, without it."""
    start = f"{prefix}."
    return {
        name[len(start) :]: tensor for name, tensor in weights.items() if name.startswith(start)
    }
