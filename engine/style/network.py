"""The features that judge a style: a backbone's, on one size or two, and random filters'."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.catalogue.find import NetworkInfo
from engine.catalogue.layers import LayerInfo, Window, look_through
from engine.networks.backbone import Backbone
from engine.style.choices import StyleLayers

# A layer that sees more at once says where things are, not how they are painted.
MAX_STRIDE_PX = 8
_HALVE = Window(kernel=4, stride=2)
FILTERS_PER_LEVEL = 48
KERNEL_PX = 3
_SEED = 1  # part of the network: another seed paints a little differently
_BLUR = (0.125, 0.375, 0.375, 0.125)


class StyleNetwork(nn.Module):
    """Features of the backbone and, for a network that has them, of the random filters.

    Attributes:
        style_layers: ``relu3_1``; ``relu3_1@1``: of the image's half; ``filters_1``.
        judged_layers: those of them where the style's distribution is to be met.
        matched_layers: those whose features make a place's hypercolumn.
        layer_info: of these and of the content layers.
    """

    def __init__(self, backbone: Backbone, layers: StyleLayers, info: NetworkInfo) -> None:
        """``info``: of the backbone."""
        super().__init__()
        layer_info = info.layer_info
        self.name = info.name
        self.backbone = backbone
        self.layers = layers
        # The finest strokes are the neighbours' to lay, where there are some.
        finest = 2 if layers.seeks_neighbours else 1
        pyramid = FilterPyramid(layers.filter_levels, finest=finest)
        self.pyramid = pyramid.to(backbone.mean.device)
        judged = {
            _at(layer, level): (layer, level)
            for level in range(layers.levels)
            for layer in layers.style
        }
        self.style_layers = (*judged, *self.pyramid.layers.values())
        is_shallow = layers.loss == "neighbours"
        self.judged_layers = self.style_layers[:1] if is_shallow else self.style_layers
        self.layer_info = {
            **{
                name: _on_level(layer_info[layer], level) for name, (layer, level) in judged.items()
            },
            **{name: _filters(level) for level, name in self.pyramid.layers.items()},
            **{layer: layer_info[layer] for layer in layers.content},
        }
        self.matched_layers = tuple(
            layer for layer in layers.style if layer_info[layer].stride <= MAX_STRIDE_PX
        )
        self.gains: Mapping[str, Tensor] = {}

    @property
    def device(self) -> torch.device:
        return self.backbone.mean.device

    def forward(self, image: Tensor) -> dict[str, Tensor]:
        """(1, 3, H, W) RGB in [0, 1] -> layer -> features."""
        features = {**self.backbone(image), **self.pyramid(image)}
        for level in range(1, self.layers.levels):
            image = self.pyramid.halve(image)
            features |= {_at(layer, level): value for layer, value in self.backbone(image).items()}
        return {layer: self._gained(layer, features[layer]) for layer in self.layer_info}

    def matched(self, image: Tensor) -> dict[str, Tensor]:
        """As ``forward``, for the matched layers alone."""
        features = self.backbone(image)
        return {layer: self._gained(layer, features[layer]) for layer in self.matched_layers}

    def _gained(self, layer: str, features: Tensor) -> Tensor:
        return features * self.gains[layer] if layer in self.gains else features


def _at(layer: str, level: int) -> str:
    return f"{layer}@{level}" if level else layer


def _on_level(info: LayerInfo, level: int) -> LayerInfo:
    """The layer on the image halved so often."""
    if info.receptive_px is None:
        return info
    stride, reach, _ = look_through([_HALVE] * level)
    receptive = reach + (info.receptive_px - 1) * stride
    return replace(info, stride=info.stride * stride, receptive_px=receptive)


def _filters(level: int) -> LayerInfo:
    stride, reach, side = look_through([*[_HALVE] * level, Window(kernel=KERNEL_PX)])
    return LayerInfo(stride=stride, receptive_px=reach, channels=0, min_side_px=side)


class FilterPyramid(nn.Module):
    """Random unit filters and a ReLU on the image, its half, its quarter, …

    ``layers``: halvings -> ``filters_1`` …, fine to coarse.
    """

    weights: Tensor
    blur: Tensor
    mean: Tensor

    def __init__(self, levels: int, *, finest: int = 1) -> None:
        """``finest``: the first level that is looked at."""
        super().__init__()
        generator = torch.Generator().manual_seed(_SEED)
        shape = (levels, FILTERS_PER_LEVEL, 3, KERNEL_PX, KERNEL_PX)
        weights = torch.randn(shape, generator=generator)
        blur = torch.tensor(_BLUR)
        self.register_buffer("weights", functional.normalize(weights.flatten(2), dim=2).view(shape))
        self.register_buffer("blur", blur.outer(blur).expand(3, 1, -1, -1).contiguous())
        self.register_buffer("mean", torch.tensor(0.45))  # a mid grey, about ImageNet's
        self.layers = {level - 1: f"filters_{level}" for level in range(finest, levels + 1)}

    def forward(self, image: Tensor) -> dict[str, Tensor]:
        """(1, 3, H, W) RGB in [0, 1] -> layer -> features."""
        x = image - self.mean
        features = {}
        for level, weight in enumerate(self.weights):
            if level in self.layers:
                border = KERNEL_PX // 2
                padded = functional.pad(x, (border,) * 4, mode="replicate")
                features[self.layers[level]] = functional.relu(functional.conv2d(padded, weight))
            x = self.halve(x)
        return features

    def halve(self, image: Tensor) -> Tensor:
        """``image`` blurred, then every second pixel of it."""
        padded = functional.pad(image, (1, 2, 1, 2), mode="replicate")
        return functional.conv2d(padded, self.blur, stride=2, groups=3)
