"""Which layers a torchvision classifier has.

They are found by a run without numbers (torch's meta device): a network of any size is known in a
second, without its weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import torch
from torch import Tensor, nn
from torchvision.models import get_model  # type: ignore[import-untyped]  # it ships no types
from torchvision.ops import StochasticDepth  # type: ignore[import-untyped]  # it ships no types

from engine.catalogue.find import NetworkInfo
from engine.catalogue.layers import CLASSES, CLASSIFIER, LayerInfo, deepest_of_stride
from engine.catalogue.network_info import Body
from engine.networks.receptive_field import Reach

_PROBE_PX = 224


# What only rescales or drops what it gets: the layer before it is meant.
_NO_LAYERS = (
    nn.modules.batchnorm._BatchNorm,
    nn.LayerNorm,
    nn.GroupNorm,
    nn.Dropout,
    nn.Identity,
    StochasticDepth,
)


def describe(info: NetworkInfo) -> NetworkInfo:
    """``info`` with the layers of its network, and a dream layer by the rule."""
    layers = find_layers(info.name)
    body = Body(layer_info=layers, dream_layer=deepest_of_stride(layers))
    return replace(info, body=body)


def find_layers(name: str) -> Mapping[str, LayerInfo]:
    """Torchvision's names of the blocks, and of the single modules outside of them.

    In the order in which they are computed. Only what a run passes once, and what gives one
    vector per position, is a layer.
    """
    return probe(name)[0]


@cache
def probe(name: str) -> tuple[Mapping[str, LayerInfo], frozenset[str]]:
    """(layers, which of them give (N, H, W, C))."""
    model = build(name)
    layers: dict[str, LayerInfo] = {}
    channels_last: set[str] = set()
    calls: Counter[str] = Counter()
    image = torch.zeros(1, 3, _PROBE_PX, _PROBE_PX, device="meta")
    reach = Reach(image)

    def note(layer: str) -> Any:
        def hook(_module: nn.Module, _inputs: Any, output: Any) -> None:
            calls[layer] += 1
            if not isinstance(output, Tensor) or output.ndim != 4 or not reach.follows(output):
                return
            _, first, second, third = output.shape
            if second == third > 1:
                layers[layer] = reach.describe(output, channels=first)
            elif first == second > 1:  # as Swin's
                layers[layer] = reach.describe(output, channels=third)
                channels_last.add(layer)

        return hook

    for layer, module in model.named_modules():
        if _may_be_layer(layer, module):
            module.register_forward_hook(note(layer))
    with torch.no_grad(), reach:
        model(image)
    passed_once = {layer: facts for layer, facts in layers.items() if calls[layer] == 1}
    last = list(passed_once.values())[-1]
    side = max(facts.min_side_px for facts in passed_once.values())
    whole = replace(last, receptive_px=None, channels=CLASSES, min_side_px=side)
    return {**passed_once, CLASSIFIER: whole}, frozenset(channels_last)


def _may_be_layer(name: str, module: nn.Module) -> bool:
    if not name or isinstance(module, _NO_LAYERS):
        return False
    is_block = next(module.children(), None) is not None
    return is_block or name.count(".") <= 1


def build(name: str) -> nn.Module:
    """The network without weights, none of its parts changing what it is given."""
    # Its checkpoint is loaded without the part for training, and no numbers are to be drawn.
    plain = {"aux_logits": False, "init_weights": False}
    extra = plain if name in {"inception_v3", "googlenet"} else {}
    try:
        with torch.device("meta"):
            model: nn.Module = get_model(name, weights=None, **extra)
    except NotImplementedError:  # RegNet computes its widths by torch
        model = get_model(name, weights=None, **extra).to("meta")
    for module in model.modules():
        if getattr(module, "inplace", False):
            setattr(module, "inplace", False)  # noqa: B010  # a plain bool, whatever the module
    return model.eval()
