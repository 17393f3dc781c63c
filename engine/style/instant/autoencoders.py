"""Encoders cut out of a VGG-19, each with the decoder that undoes it.

Source: Li et al. 2017, Universal style transfer via feature transforms; Wang et al. 2020,
Collaborative distillation (its 16 times smaller networks).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.weights.instant_networks import POOL, encoder_of, steps_to

Weights = Mapping[str, Tensor]


@dataclass(frozen=True, slots=True, kw_only=True)
class Autoencoder:
    """One level: image -> features of relu``level``_1 -> image.

    Attributes:
        context_px: how far beyond a pixel its features, and the image made of them, look.
    """

    level: int
    encoder: nn.Module
    decoder: nn.Module
    context_px: int

    @property
    def stride(self) -> int:
        """Image pixels per feature pixel; an image's sides must be multiples of it."""
        return 1 << (self.level - 1)


def build(weights: Weights, level: int, *, pool: str = "max", device: torch.device) -> Autoencoder:
    """The level's two networks from ``encoder4.conv11.weight`` and the like.

    Where there is an ``encoder4.conv0`` it brings RGB in [0, 1] onto the encoder's scale. Levels
    that have their encoder in common have it as ``encoder.conv11.weight`` and so on.

    Args:
        pool: how the encoder shrinks: "max" or "average".
    """
    names = steps_to(level, weights)
    part = encoder_of(level, weights)
    shrink = nn.AvgPool2d if pool == "average" else nn.MaxPool2d
    scale = f"{part}.conv0"
    encoder = [_convolution(weights, scale)] if f"{scale}.weight" in weights else []
    decoder: list[nn.Module] = []
    for name in names:
        encoder += _step(weights, part, name, pool=shrink(2))
    for name in reversed(names):
        decoder += _step(weights, f"decoder{level}", name, pool=nn.Upsample(scale_factor=2))
    decoder.pop()  # what comes out of the last convolution is the image itself
    parts = [
        nn.Sequential(*steps).eval().requires_grad_(False).to(device)
        for steps in (encoder, decoder)
    ]
    # Convolutions of few channels run twice as fast so.
    fast = [part.to(memory_format=torch.channels_last) for part in parts]
    return Autoencoder(level=level, encoder=fast[0], decoder=fast[1], context_px=_context_px(names))


def _step(weights: Weights, part: str, name: str, *, pool: nn.Module) -> list[nn.Module]:
    if name == POOL:
        return [pool]
    return [_convolution(weights, f"{part}.{name}"), nn.ReLU(inplace=True)]


def _convolution(weights: Weights, name: str) -> nn.Module:
    weight, bias = weights[f"{name}.weight"].float(), weights[f"{name}.bias"].float()
    outputs, inputs, kernel, _ = weight.shape
    # Zeros outside the image would be painted as a frame.
    made = nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2, padding_mode="reflect")
    made.weight.data, made.bias = weight, nn.Parameter(bias)
    return made


def _context_px(names: Sequence[str]) -> int:
    """Half of what encoder and decoder see, in whole feature pixels."""
    reach, stride = 0, 1
    for name in names:
        if name == POOL:
            reach += stride
            stride *= 2
        else:
            reach += 2 * stride  # once on the way in and once on the way out
    return -(-reach // stride) * stride


def filled_up(image: Tensor, *, stride: int) -> Tensor:
    """The image with mirrored pixels at its right and its bottom.

    Its sides are then multiples of ``stride`` and hold two feature pixels at least, without
    which there is nothing to mirror. What is added is cut off again afterwards.
    """
    height, width = image.shape[-2:]
    more = [max(2 * stride, -(-side // stride) * stride) - side for side in (width, height)]
    for axis, (side, missing) in enumerate(zip((width, height), more, strict=True)):
        if missing:
            pads = [0, missing] if axis == 0 else [0, 0, 0, missing]
            mode = "reflect" if missing < side else "replicate"
            pads = pads if len(pads) == 4 else [*pads, 0, 0]
            image = functional.pad(image, pads, mode=mode)
    return image
