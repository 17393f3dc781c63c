"""Colours of a grey photo by a network that somebody brought, in place of none at all.

What is said of some places comes on top (engine/colour/colorize.py), and goes into the network
where it takes hints.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from engine.catalogue.find import NetworkInfo
from engine.colour.imported.lab import chroma_of_lab, grey_of, lab_of
from engine.colour.said import THING_WEIGHT, Said
from engine.colour.sources import SAID_WEIGHT
from engine.networks.blocks import Weights
from engine.networks.colour.ddcolor import DDColor, without_spectral_norms
from engine.networks.colour.filling import filled
from engine.networks.colour.siggraph17 import Siggraph17
from engine.ops.images import resize_image
from engine.studio.studio import Studio
from engine.weights.load import loading, read_weights
from engine.weights.store import WeightStore

OURS = "embedded"  # colours by what is said and by what is alike
TAKES_HINTS = "siggraph17"
# Of the square that each was made for, and what its sides are multiples of.
SIDE_PX = {"ddcolor_tiny": 512, "siggraph17": 256}
MULTIPLE = {"ddcolor_tiny": 32, "siggraph17": 8}
# What is said as surely as this is a hint: a word at the core of its thing.
HINT_FROM = THING_WEIGHT / 2
# A tap is one whole. Of a thing some patches are: in training hints were of 1 to 9 px (Zhang et
# al. 2017, section 3.2).
FIRM_FROM = SAID_WEIGHT / 2
PATCH_PX, PATCHES_APART_PX = 3, 12
_BUILD: Mapping[str, Callable[[Weights], nn.Module]] = {
    "ddcolor_tiny": lambda weights: filled(DDColor, without_spectral_norms(weights)),
    "siggraph17": lambda weights: filled(Siggraph17, weights),
}


def colour_network(
    store: WeightStore, name: str | None, *, has_hints: bool, has_reference: bool
) -> tuple[NetworkInfo, Path]:
    """Whose colours are taken: the named network's, or those of the best at hand.

    Hints go to one that takes them. A reference's colours are found by ours, unless another is
    named.
    Raises: UnknownNameError; OptionError: it colours nothing; WeightsError: its file is not here.
    """
    if name is None and has_reference:
        name = OURS
    if name is None and has_hints and store.state(store.info(TAKES_HINTS)).path is not None:
        name = TAKES_HINTS
    return store.find(name, art="colour")


def predicted(
    light: Tensor, said: Sequence[Said], *, info: NetworkInfo, path: Path, studio: Studio
) -> Tensor:
    """(1, 2, H, W): what the network takes each place's chroma to be; ours takes it to be none.

    Args:
        light: (1, 1, H, W), OKLab's L.
        said: what is known of places.
    Raises: WeightsError: the file is damaged.
    """
    height, width = light.shape[-2:]
    if info.name == OURS:
        return light.new_zeros(1, 2, height, width)
    size = network_size(width, height, side_px=SIDE_PX[info.name], multiple=MULTIPLE[info.name])
    small = resize_image(light, width=size[0], height=size[1])
    with loading(info, path):
        network = _BUILD[info.name](read_weights(path))
    network = network.to(studio.device)
    lab_light = lab_of(small, torch.zeros_like(small).expand(-1, 2, -1, -1))[:, :1]
    inputs = _inputs(info, small, lab_light, said)
    with torch.no_grad():
        found = network(*(each.to(studio.device) for each in inputs)).float().cpu()
    chroma = chroma_of_lab(torch.cat([lab_light, found], dim=1))
    return resize_image(chroma, width=width, height=height)


def _inputs(
    info: NetworkInfo, light: Tensor, lab_light: Tensor, said: Sequence[Said]
) -> tuple[Tensor, ...]:
    if info.name == TAKES_HINTS:
        return (lab_light, *_hints(light, said))
    return (grey_of(light),)


def network_size(width: int, height: int, *, side_px: int, multiple: int) -> tuple[int, int]:
    """(width, height) of about the area of a square of ``side_px``, in multiples.

    The originals squeeze every photo into that square; this keeps its shape.
    """
    share = side_px / (width * height) ** 0.5 / multiple
    wide, tall = (max(1, round(side * share)) * multiple for side in (width, height))
    return wide, tall


def _hints(light: Tensor, said: Sequence[Said]) -> tuple[Tensor, Tensor]:
    """Lab's a and b (1, 2, h, w) of what is said for certain, and where that is (1, 1, h, w)."""
    height, width = light.shape[-2:]
    total, weight = light.new_zeros(1, 2, height, width), torch.zeros_like(light)
    for each in said:
        sure = torch.where(each.weight >= HINT_FROM, each.weight, 0.0)
        maps = torch.cat([each.chroma * sure, sure], dim=1)
        maps = resize_image(maps, width=width, height=height)
        total, weight = total + maps[:, :2], weight + maps[:, 2:]
    is_said = (weight >= FIRM_FROM) | ((weight >= HINT_FROM) & _patches(height, width))
    mask = is_said.to(light)
    lab = lab_of(light, total / weight.clamp_min(1e-6))
    return lab[:, 1:] * mask, mask


def _patches(height: int, width: int) -> Tensor:
    """(h, w) of bool: squares some way apart."""
    y, x = (torch.arange(side) % PATCHES_APART_PX < PATCH_PX for side in (height, width))
    return y[:, None] & x
