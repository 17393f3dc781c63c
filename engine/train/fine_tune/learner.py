"""A dream network that can learn: built from its base's file, with a classifier of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.catalogue.find import NetworkInfo
from engine.catalogue.layers import CLASSIFIER
from engine.networks.architectures import NAMERS, STAGES
from engine.networks.backbone import Backbone
from engine.networks.blocks import Convolution, Inception
from engine.weights.load import loading, read_weights

CLASSIFIER_DEVIATION = 0.01  # of its random weights, as Krizhevsky et al. 2012 have it
# Going Deeper with Convolutions: two more classifiers on the way help the depths to learn.
# Differs: a mean over positions and one dense layer each; dropped at the end.
HELPING_LAYERS = ("inception_4a", "inception_4d")
HELPING_WEIGHT = 0.3


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
        weights = {name: tensor.clone() for name, tensor in read_weights(path).items()}
        stages = STAGES[info.name](weights)
    stages.pop(CLASSIFIER, None)
    channels = _channels_after(stages)
    noise = CLASSIFIER_DEVIATION * torch.randn(classes, channels, 1, 1, generator=generator)
    is_squeezenet = info.family == "squeezenet"  # whose logits pass a ReLU
    stages[CLASSIFIER] = Convolution(noise, torch.zeros(classes), has_relu=is_squeezenet)
    layers = [layer for layer in HELPING_LAYERS if layer in stages]
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
        ends = [convolutions[name] for name in ("conv3x3", "conv5x5", "pool_proj")]
        return deepest.widths[0] + sum(cast(nn.Conv2d, end).out_channels for end in ends)
    ends = [convolutions[name] for name in ("expand1x1", "expand3x3")]
    return sum(cast(nn.Conv2d, end).out_channels for end in ends)


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
    for layer in block.children():
        weight, bias = (cast(Tensor, part) for part in (layer.weight, layer.bias))
        deviation = (2 / weight[0].numel()) ** 0.5
        weight.copy_(deviation * torch.randn(weight.shape, generator=generator))
        bias.zero_()


def file_tensors(architecture: str, network: Learner) -> dict[str, Tensor]:
    """float16 tensors, named as the architecture's own file names them."""
    plain = {name: tensor.detach().cpu() for name, tensor in network.body.stages.named_parameters()}
    fc = {end: plain.pop(f"{CLASSIFIER}.{end}") for end in ("weight", "bias")}
    named = dict(NAMERS[architecture](plain))
    classifier = "classifier.1" if architecture == "squeezenet1_1" else "fc"
    if architecture in {"bvlc_googlenet", "googlenet"}:
        fc["weight"] = fc["weight"].flatten(1)
    named |= {f"{classifier}.{end}": tensor for end, tensor in fc.items()}
    return {name: tensor.half().contiguous() for name, tensor in named.items()}
