"""What both embedded networks see at each place of a picture's light, as one vector each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import torch
from torch import Tensor
from torch.nn import functional

from engine.catalogue.find import NetworkUse, find_network
from engine.networks.backbone import Backbone
from engine.ops.images import resize_image
from engine.ops.sizes import fitted
from engine.studio.studio import Studio

WORKING_PX = 384
STRIDE = 4
LAYERS: Mapping[str, tuple[str, ...]] = {
    "embedded_style": ("relu2_2", "relu3_2", "relu4_1"),
    "embedded": ("inception_3b", "inception_4c", "inception_4e"),
}
# Contrast differs from photo to photo and says little of what a thing is.
_SMALLEST = 1e-6
_USES: Mapping[str, NetworkUse] = {"embedded_style": "style", "embedded": "dream"}


def features_of(light: Tensor, *, studio: Studio) -> Tensor:
    """(1, 1, H, W) of L -> (1, C, h, w): each layer's features with a mean length of 1.

    ``h`` and ``w`` are those of a picture of WORKING_PX at most, over STRIDE.
    """
    height, width = light.shape[-2:]
    width, height = fitted(width, height, min(WORKING_PX, max(width, height)))
    grey = resize_image(light, width=width, height=height).clamp(0, 1).expand(-1, 3, -1, -1)
    grid = (max(1, height // STRIDE), max(1, width // STRIDE))
    with torch.no_grad():
        seen = [network(grey.to(studio.device)) for network in _networks(studio)]
    layers = [layer for names in LAYERS.values() for layer in names]
    every = {name: features for each in seen for name, features in each.items()}
    return torch.cat([_on_grid(every[layer].float().cpu(), grid) for layer in layers], dim=1)


def layer_sizes() -> tuple[int, ...]:
    """The channels of each layer, in order."""
    return tuple(
        find_network(name).layer_info[layer].channels
        for name, layers in LAYERS.items()
        for layer in layers
    )


def _networks(studio: Studio) -> Iterator[Backbone]:
    for name, layers in LAYERS.items():
        info, path = studio.store.find(name, art=_USES[name])
        yield studio.backbone(info, path, layers=list(layers), exact=True)


def _on_grid(features: Tensor, size: tuple[int, int]) -> Tensor:
    features = functional.interpolate(features, size=size, mode="bilinear", align_corners=False)
    return features / features.square().sum(1).mean().sqrt().clamp_min(_SMALLEST)
