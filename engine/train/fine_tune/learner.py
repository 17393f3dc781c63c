"""A dream network that can learn: built from its base's file, with a classifier of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.catalogue.find import NetworkInfo
from engine.catalogue.layers import CLASSIFIER, GOOGLENET_WIDTHS, SQUEEZENET_FIRES
from engine.networks.architectures import STAGES
from engine.networks.blocks import Convolution, Inception
from engine.weights.load import Backbone, loading, read_weights

CLASSIFIER_DEVIATION = 0.01  # of its random weights, as Krizhevsky et al. 2012 have it
# Going Deeper with Convolutions: two more classifiers on the way help the depths to learn.
# Differs: a mean over positions and one dense layer each; dropped at the end.
HELPING_LAYERS = ("inception_4a", "inception_4d")
HELPING_WEIGHT = 0.3

Weights = Mapping[str, Tensor]


class Learner(nn.Module):
    """Called with images (n, 3, H, W) in [0, 1]; gives the logits of the classes."""

    def __init__(self, body: Backbone, helpers: Mapping[str, nn.Linear]) -> None:
        super().__init__()
        self.body = body
        self.helpers = nn.ModuleDict(helpers)
        self.requires_grad_(True)

    def forward(self, images: Tensor) -> Tensor:
        return cast(Tensor, self.body(images)[CLASSIFIER].mean((2, 3)))

    def loss(self, images: Tensor, labels: Tensor) -> Tensor:
        """Cross-entropy of the classifier and, as a share, of the helping ones."""
        features = self.body(images)
        total = functional.cross_entropy(features[CLASSIFIER].mean((2, 3)), labels)
        for layer, helper in self.helpers.items():
            logits = helper(features[layer].mean((2, 3)))
            total = total + HELPING_WEIGHT * functional.cross_entropy(logits, labels)
        return total


def build_learner(
    info: NetworkInfo, path: Path, *, classes: int, reset: str, generator: torch.Generator
) -> Learner:
    """The base with a fresh classifier, and, for ``inception3-5``, with fresh inception blocks.

    Raises: WeightsError: its file is damaged.
    """
    with loading(info, path):
        weights = {name: one.clone() for name, one in read_weights(path).items()}
        stages = STAGES[info.name](weights)
    stages.pop(CLASSIFIER, None)
    channels = _channels_after(stages)
    noise = CLASSIFIER_DEVIATION * torch.randn(classes, channels, 1, 1, generator=generator)
    is_squeezenet = info.family == "squeezenet"  # whose logits pass a ReLU
    stages[CLASSIFIER] = Convolution(noise, torch.zeros(classes), has_relu=is_squeezenet)
    layers = [one for one in HELPING_LAYERS if one in stages]
    if reset == "inception3-5":
        for stage in stages.values():
            if isinstance(stage, Inception):
                _begin_anew(stage, generator)
    helpers = {layer: _helper(stages[layer], classes, generator) for layer in layers}
    body = Backbone(stages, layers=[CLASSIFIER, *layers], convention=info.input_convention)
    body.to(memory_format=torch.channels_last)
    return Learner(body, helpers)


def _channels_after(stages: Mapping[str, nn.Module]) -> int:
    """Of the last stage's features."""
    deepest = list(stages.values())[-1]
    convolutions = dict(deepest.named_children())
    if isinstance(deepest, Inception):
        ends = [convolutions[one] for one in ("conv3x3", "conv5x5", "pool_proj")]
        return deepest.widths[0] + sum(cast(nn.Conv2d, one).out_channels for one in ends)
    ends = [convolutions[one] for one in ("expand1x1", "expand3x3")]
    return sum(cast(nn.Conv2d, one).out_channels for one in ends)


def _helper(block: nn.Module, classes: int, generator: torch.Generator) -> nn.Linear:
    helper = nn.Linear(_channels_after({"block": block}), classes)
    with torch.no_grad():
        helper.weight.copy_(torch.randn(helper.weight.shape, generator=generator))
        helper.weight.mul_(CLASSIFIER_DEVIATION)
        helper.bias.zero_()
    return helper


@torch.no_grad()
def _begin_anew(block: Inception, generator: torch.Generator) -> None:
    """He et al. 2015, Delving deep into rectifiers, section 2.2."""
    for one in block.children():
        weight, bias = (cast(Tensor, part) for part in (one.weight, one.bias))
        deviation = (2 / weight[0].numel()) ** 0.5
        weight.copy_(deviation * torch.randn(weight.shape, generator=generator))
        bias.zero_()


def file_tensors(architecture: str, network: Learner) -> dict[str, Tensor]:
    """float16 tensors, named as the architecture's own file names them."""
    plain = {name: one.detach().cpu() for name, one in network.body.stages.named_parameters()}
    fc = {end: plain.pop(f"{CLASSIFIER}.{end}") for end in ("weight", "bias")}
    named = dict(_NAMERS[architecture](plain))
    classifier = "classifier.1" if architecture == "squeezenet1_1" else "fc"
    if architecture in {"bvlc_googlenet", "googlenet"}:
        fc["weight"] = fc["weight"].flatten(1)
    named |= {f"{classifier}.{end}": one for end, one in fc.items()}
    return {name: one.half().contiguous() for name, one in named.items()}


def _entries(plain: Weights, block: str) -> dict[str, tuple[Tensor, Tensor]]:
    """The six convolutions of an inception block: the first three were one."""

    def of(part: str) -> tuple[Tensor, Tensor]:
        name = f"inception_{block}.{part}"
        return plain[f"{name}.weight"], plain[f"{name}.bias"]

    others = [of(one) for one in ("conv3x3", "conv5x5", "pool_proj")]
    reduce3, reduce5 = others[0][0].shape[1], others[1][0].shape[1]
    weight, bias = of("entry")
    widths = [len(weight) - reduce3 - reduce5, reduce3, reduce5]
    first = zip(torch.split(weight, widths), torch.split(bias, widths), strict=True)
    names = ("straight", "reduce3", "reduce5", "conv3x3", "conv5x5", "pool_proj")
    return dict(zip(names, [*first, *others], strict=True))


def _as_bvlc(plain: Weights) -> dict[str, Tensor]:
    parts = ("c1", "c3r", "c5r", "c3", "c5", "pp")
    named: dict[str, Tensor] = {}
    for new, old in (("conv1", "conv1"), ("conv2r", "conv2_reduce"), ("conv2", "conv2")):
        named |= {f"{new}.{end}": plain[f"{old}.{end}"] for end in ("weight", "bias")}
    for block in GOOGLENET_WIDTHS:
        entries = _entries(plain, block).values()
        for part, (weight, bias) in zip(parts, entries, strict=True):
            named |= {f"i{block}.{part}.weight": weight, f"i{block}.{part}.bias": bias}
    return named


def _as_torchvision(plain: Weights) -> dict[str, Tensor]:
    """With batch norms that change nothing: they were folded into the convolutions."""
    parts = ("branch1", "branch2.0", "branch3.0", "branch2.1", "branch3.1", "branch4.1")
    named: dict[str, Tensor] = {}

    def put(name: str, weight: Tensor, bias: Tensor) -> None:
        ones = torch.ones_like(bias)
        named[f"{name}.conv.weight"] = weight
        named[f"{name}.bn.weight"], named[f"{name}.bn.bias"] = ones, bias
        named[f"{name}.bn.running_mean"] = torch.zeros_like(bias)
        named[f"{name}.bn.running_var"] = ones - _BATCH_NORM_EPSILON

    for new, old in (("conv1", "conv1"), ("conv2", "conv2_reduce"), ("conv3", "conv2")):
        put(new, plain[f"{old}.weight"], plain[f"{old}.bias"])
    for block in GOOGLENET_WIDTHS:
        for part, pair in zip(parts, _entries(plain, block).values(), strict=True):
            put(f"inception{block}.{part}", *pair)
    return named


def _as_squeezenet(plain: Weights) -> dict[str, Tensor]:
    named = {f"features.0.{end}": plain[f"relu1.{end}"] for end in ("weight", "bias")}
    for number, index in enumerate(SQUEEZENET_FIRES, start=2):
        start = f"fire{number}."
        named |= {
            f"features.{index}.{name.removeprefix(start)}": one
            for name, one in plain.items()
            if name.startswith(start)
        }
    return named


_BATCH_NORM_EPSILON = 1e-3  # torchvision's BasicConv2d, as stages.py folds it
_NAMERS: Mapping[str, Callable[[Weights], Weights]] = {
    "embedded": lambda plain: plain,
    "bvlc_googlenet": _as_bvlc,
    "googlenet": _as_torchvision,
    "squeezenet1_1": _as_squeezenet,
}
