"""VGG-16, VGG-19, and the small VGG of our own."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from torch import nn

from engine.catalogue.layers import CLASSIFIER, LAYERS, VGG19_CONVS
from engine.catalogue.tensor_shapes import vgg_convolutions
from engine.networks.blocks import Weights, convolution, dense


def vgg_stages(
    weights: Weights, *, convs_per_block: Sequence[int] = VGG19_CONVS
) -> dict[str, nn.Module]:
    stages: OrderedDict[str, nn.Module] = OrderedDict()
    convolutions = vgg_convolutions(convs_per_block)
    for layer, index in convolutions.items():
        if f"features.{index}.weight" not in weights:
            return stages  # the file ends early
        stages[layer] = convolution(weights, f"features.{index}")
        if index + 2 not in convolutions.values():
            stages[f"pool{layer[4]}"] = nn.MaxPool2d(2, stride=2)
    if "classifier.6.weight" in weights:
        stages[CLASSIFIER] = vgg_classifier(weights)
    return stages


def small_vgg_stages(weights: Weights) -> dict[str, nn.Module]:
    """The small VGG of the instant pass: ``encoder.conv11`` …, averaged between its blocks."""
    stages: dict[str, nn.Module] = {}
    for layer in LAYERS["embedded_style"]:
        if layer.startswith("pool"):
            stages[layer] = nn.AvgPool2d(2)
        else:
            name = f"encoder.conv{layer[4]}{layer[6]}"
            stages[layer] = convolution(weights, name)
    return stages


def vgg_classifier(weights: Weights) -> nn.Module:
    """The three dense layers; a position stands for the 7x7 features that the first one sees."""
    return nn.Sequential(
        dense(weights, "classifier.0", kernel=7),
        dense(weights, "classifier.3"),
        dense(weights, "classifier.6", has_relu=False),
    )
