"""Gatys et al. 2015 on VGG-19, plainly in float32 as neural-style has it: what ours is held to."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from engine.catalogue.tensor_shapes import BLUEPRINTS
from engine.weights.load import read_weights

STYLE_LAYERS = ("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1")
CONTENT_LAYER = "relu4_2"
WHOLE = "relu5_4"
MEAN = torch.tensor((0.485, 0.456, 0.406)).view(1, 3, 1, 1)
DEVIATION = torch.tensor((0.229, 0.224, 0.225)).view(1, 3, 1, 1)
# Convolutions of each block; torchvision numbers these, their ReLUs and the pools in one row.
CONVS = (2, 2, 4, 4, 4)
LEARNING_RATE = 0.02

Weights = Mapping[str, Tensor]
Loss = Callable[[Tensor], Tensor]


def vgg19_weights(path: Path | None = None) -> tuple[dict[str, Tensor], int]:
    """(VGG-19's weights, how many of its convolutions are trained).

    The trained ones are the file's; the others are random (He et al. 2015).
    """
    trained = read_weights(path) if path else {}
    weights = {}
    for name, shape in BLUEPRINTS["vgg19"].items():
        if len(shape) > 1:
            spread = math.sqrt(2 / math.prod(shape[1:]))
            weights[name] = trained.get(name, torch.randn(shape) * spread)
        else:
            weights[name] = trained.get(name, torch.zeros(shape))
    count = sum(name in trained for name in weights if name.endswith("weight"))
    return weights, count


def features(image: Tensor, weights: Weights, *, last: str) -> dict[str, Tensor]:
    """What every ReLU up to ``last`` gives; averages for max pools, as Gatys et al. have it.

    Differs: the border is repeated outside, where theirs has zeros, which paint a frame.
    """
    x = functional.pad(
        (image - MEAN.to(image)) / DEVIATION.to(image), (1, 1, 1, 1), mode="replicate"
    )
    maps = {}
    number = 0
    for block, count in enumerate(CONVS, start=1):
        for conv in range(1, count + 1):
            weight, bias = weights[f"features.{number}.weight"], weights[f"features.{number}.bias"]
            x = functional.relu(functional.conv2d(x, weight, bias, padding=int(number > 0)))
            maps[f"relu{block}_{conv}"] = x
            number += 2
            if f"relu{block}_{conv}" == last:
                return maps
        x = functional.avg_pool2d(x, 2)
        number += 1
    return maps


def gram(maps: Tensor) -> Tensor:
    rows = maps[0].flatten(1)
    return rows @ rows.T / rows.shape[1]


def gatys_loss(
    photo: Tensor,
    painting: Tensor,
    weights: Weights,
    *,
    last: str,
    content_weight: float,
    style_weight: float,
    tv_weight: float = 0.0,
) -> Loss:
    """The loss of an image. Every term is a share of its target, so that layers weigh alike."""
    with torch.no_grad():
        content = features(photo, weights, last=last)[CONTENT_LAYER]
        painted = features(painting, weights, last=last)
        styles = {layer: gram(painted[layer]) for layer in STYLE_LAYERS}

    def loss(image: Tensor) -> Tensor:
        maps = features(image, weights, last=last)
        style = sum(
            (share_of(gram(maps[layer]), target) for layer, target in styles.items()),
            torch.zeros(()),
        )
        return (
            content_weight * share_of(maps[CONTENT_LAYER], content)
            + style_weight * style / len(styles)
            + tv_weight * total_variation(image)
        )

    return loss


def share_of(value: Tensor, target: Tensor) -> Tensor:
    return functional.mse_loss(value, target) / target.square().mean()


def total_variation(image: Tensor) -> Tensor:
    return image.diff(dim=2).square().mean() + image.diff(dim=3).square().mean()


def gradient(loss: Loss, image: Tensor) -> Tensor:
    """One step's work but the optimiser's few additions per pixel.

    ``backward``, as they all have it: where weights want gradients, these are computed too.
    """
    moving = image.clone().requires_grad_()
    loss(moving).backward()
    if moving.grad is None:
        raise RuntimeError("the gradient did not reach the image")
    return moving.grad


def adam(image: Tensor, loss: Loss, *, steps: int) -> Iterator[Tensor]:
    """The image after each step."""
    moving = image.clone().requires_grad_()
    optimiser = torch.optim.Adam([moving], lr=LEARNING_RATE)
    for _ in range(steps):
        optimiser.zero_grad()
        loss(moving).backward()
        optimiser.step()
        with torch.no_grad():
            moving.clamp_(0, 1)
        yield moving.detach().clone()


def lbfgs(image: Tensor, loss: Loss, *, steps: int) -> Iterator[Tensor]:
    """neural-style's default: a history of 100, no line search, one evaluation per step."""
    moving = image.clone().requires_grad_()
    optimiser = torch.optim.LBFGS(
        [moving], max_iter=1, history_size=100, tolerance_grad=-1, tolerance_change=-1
    )

    def closure() -> Tensor:
        optimiser.zero_grad()
        # neural-style's losses are sums in the thousands: the first step is as long as they are.
        value = 1e3 * loss(moving)
        value.backward()
        return value

    for _ in range(steps):
        optimiser.step(closure)  # type: ignore[no-untyped-call]  # torch leaves it untyped
        yield moving.detach().clone().clamp(0, 1)


def require_gradients(weights: Weights) -> dict[str, Tensor]:
    """The weights of a network that nobody has frozen."""
    return {name: weight.clone().requires_grad_() for name, weight in weights.items()}


def values(loss: Loss, images: Sequence[Tensor]) -> list[float]:
    """The loss of each image."""
    with torch.no_grad():
        return [loss(image).item() for image in images]
