"""google/deepdream's dream.ipynb with GoogLeNet, plainly in float32: what ours is held to."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional

from engine.catalogue.layers import GOOGLENET_WIDTHS
from engine.catalogue.tensor_shapes import BLUEPRINTS
from engine.dream.octaves import Octave
from engine.ops.transforms import draw_jitter, octave_generator

LAYER = "inception_4c"
STEP_SIZE = 1.5 / 255
JITTER_PX = 32
MEAN = torch.tensor((0.485, 0.456, 0.406)).view(1, 3, 1, 1)
DEVIATION = torch.tensor((0.229, 0.224, 0.225)).view(1, 3, 1, 1)

Weights = Mapping[str, Tensor]


def googlenet(x: Tensor, weights: Weights, *, last: str) -> dict[str, Tensor]:
    """Szegedy et al. 2014, as a tutorial writes it; every block up to ``last``."""

    def conv(x: Tensor, name: str, stride: int = 1) -> Tensor:
        weight, bias = weights[f"{name}.weight"], weights[f"{name}.bias"]
        return functional.relu(functional.conv2d(x, weight, bias, stride, weight.shape[-1] // 2))

    def pool(x: Tensor) -> Tensor:
        return functional.max_pool2d(x, 3, 2, ceil_mode=True)

    def norm(x: Tensor) -> Tensor:
        return functional.local_response_norm(x, 5, 1e-4, 0.75, 1.0)

    x = norm(pool(conv((x - MEAN.to(x)) / DEVIATION.to(x), "conv1", 2)))
    x = pool(norm(conv(conv(x, "conv2r"), "conv2")))
    blocks = {}
    for block in GOOGLENET_WIDTHS:
        x = pool(x) if block in {"4a", "5a"} else x
        name = f"i{block}"
        three = conv(conv(x, f"{name}.c3r"), f"{name}.c3")
        five = conv(conv(x, f"{name}.c5r"), f"{name}.c5")
        pooled = conv(functional.max_pool2d(x, 3, 1, 1), f"{name}.pp")
        x = torch.cat((conv(x, f"{name}.c1"), three, five, pooled), 1)
        blocks[f"inception_{block}"] = x
        if block == last:
            break
    return blocks


def step(image: Tensor, weights: Weights, *, last: str, shift: tuple[int, int] = (0, 0)) -> Tensor:
    """make_step: one step of L2 at LAYER, jitter and clipping included."""
    moving = torch.roll(image, shift, (2, 3)).requires_grad_()
    (0.5 * googlenet(moving, weights, last=last)[LAYER].square().sum()).backward()
    if moving.grad is None:
        raise RuntimeError("the gradient did not reach the image")
    moved = moving.detach() + STEP_SIZE / moving.grad.abs().mean() * moving.grad
    return torch.roll(moved, (-shift[0], -shift[1]), (2, 3)).clamp(0, 1)


def dream(
    photo_at: Callable[[int, int], Tensor], weights: Weights, *, octaves: Sequence[Octave]
) -> Tensor:
    """deepdream: the octaves, their detail enlarged; jitter drawn as ours, with seed 0."""
    detail: Tensor | None = None
    for octave in octaves:
        base = photo_at(octave.width, octave.height)
        image = base
        if detail is not None:
            image = base + functional.interpolate(detail, base.shape[2:], mode="bilinear")
        generator = octave_generator(0, octave.index)
        for _ in range(octave.steps):
            image = step(image, weights, last="4c", shift=draw_jitter(JITTER_PX, generator))
        detail = image - base
    return image


def random_weights(path: Path) -> Path:
    """He et al. 2015."""
    tensors = {
        name: torch.randn(shape) * math.sqrt(2 / math.prod(shape[1:]))
        if len(shape) > 1
        else torch.zeros(shape)
        for name, shape in BLUEPRINTS["bvlc_googlenet"].items()
    }
    save_file(tensors, path)
    return path
