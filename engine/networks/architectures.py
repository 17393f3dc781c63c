"""The networks that we build ourselves, stage after stage, from the tensors of their files.

The three GoogLeNets share one body: each inception block's 1x1 convolutions of the same input
are one convolution, and batch normalisation is folded into the convolution before it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import torch
from torch import Tensor, nn

from engine.catalogue.layers import (
    CLASSIFIER,
    GOOGLENET_WIDTHS,
    LAYERS,
    SQUEEZENET_FIRES,
    VGG16_CONVS,
    VGG19_CONVS,
)
from engine.catalogue.tensor_shapes import vgg_convolutions
from engine.networks.blocks import (
    Convolution,
    Fire,
    Inception,
    LocalResponseNorm,
    Weights,
    convolution,
)

_BATCH_NORM_EPSILON = 1e-3  # torchvision's BasicConv2d


def _part(weights: Weights, prefix: str) -> dict[str, Tensor]:
    """The tensors whose names begin with ``prefix.``, without it."""
    start = f"{prefix}."
    return {
        name[len(start) :]: tensor for name, tensor in weights.items() if name.startswith(start)
    }


def _pool(kernel: int = 3) -> nn.MaxPool2d:
    return nn.MaxPool2d(kernel, stride=2, ceil_mode=True)


def _googlenet_stages(
    weights: Weights, *, has_response_norm: bool = True, last_pool: int = 3
) -> dict[str, nn.Module]:
    """The body from tensors named as our own's are: conv1, conv2_reduce, conv2, inception_…"""
    norm = LocalResponseNorm if has_response_norm else nn.Identity
    stages: dict[str, nn.Module] = {
        "conv1": convolution(weights, "conv1", stride=2),
        "pool1": _pool(),
        "norm1": norm(),
        "conv2_reduce": convolution(weights, "conv2_reduce"),
        "conv2": convolution(weights, "conv2"),
        "norm2": norm(),
        "pool2": _pool(),
    }
    for block in GOOGLENET_WIDTHS:
        if block == "4a":
            stages["pool3"] = _pool()
        elif block == "5a":
            stages["pool4"] = _pool(last_pool)
        stages[f"inception_{block}"] = Inception(_part(weights, f"inception_{block}"))
    if "fc.weight" in weights:
        stages[CLASSIFIER] = _dense(weights, "fc", has_relu=False)
    return stages


def _dense(weights: Weights, name: str, *, kernel: int = 1, has_relu: bool = True) -> Convolution:
    """A dense layer as a convolution: applied at each position of any image."""
    weight = weights[f"{name}.weight"]
    weight = weight.reshape(len(weight), -1, kernel, kernel)
    return Convolution(weight, weights[f"{name}.bias"], padding=0, has_relu=has_relu)


def _bvlc_stages(weights: Weights) -> dict[str, nn.Module]:
    plain: dict[str, Tensor] = _dense_part(weights)
    for end in ("weight", "bias"):
        plain[f"conv1.{end}"] = weights[f"conv1.{end}"]
        plain[f"conv2_reduce.{end}"] = weights[f"conv2r.{end}"]
        plain[f"conv2.{end}"] = weights[f"conv2.{end}"]
        for block in GOOGLENET_WIDTHS:
            old, new = f"i{block}", f"inception_{block}"
            entry = [weights[f"{old}.{part}.{end}"] for part in ("c1", "c3r", "c5r")]
            plain[f"{new}.entry.{end}"] = torch.cat(entry)
            plain[f"{new}.conv3x3.{end}"] = weights[f"{old}.c3.{end}"]
            plain[f"{new}.conv5x5.{end}"] = weights[f"{old}.c5.{end}"]
            plain[f"{new}.pool_proj.{end}"] = weights[f"{old}.pp.{end}"]
    return _googlenet_stages(plain)


def _torchvision_googlenet_stages(weights: Weights) -> dict[str, nn.Module]:
    plain: dict[str, Tensor] = _dense_part(weights)

    def put(new: str, *old: str) -> None:
        folded = [_fold_batch_norm(_part(weights, part)) for part in old]
        plain[f"{new}.weight"] = torch.cat([weight for weight, _ in folded])
        plain[f"{new}.bias"] = torch.cat([bias for _, bias in folded])

    put("conv1", "conv1")
    put("conv2_reduce", "conv2")
    put("conv2", "conv3")
    for block in GOOGLENET_WIDTHS:
        old, new = f"inception{block}", f"inception_{block}"
        put(f"{new}.entry", f"{old}.branch1", f"{old}.branch2.0", f"{old}.branch3.0")
        put(f"{new}.conv3x3", f"{old}.branch2.1")
        put(f"{new}.conv5x5", f"{old}.branch3.1")  # 3x3 in torchvision's
        put(f"{new}.pool_proj", f"{old}.branch4.1")
    return _googlenet_stages(plain, has_response_norm=False, last_pool=2)


def _dense_part(weights: Weights) -> dict[str, Tensor]:
    return {name: weights[name] for name in ("fc.weight", "fc.bias") if name in weights}


def _fold_batch_norm(part: Weights) -> tuple[Tensor, Tensor]:
    """(weight, bias) of the one convolution that a convolution and its batch norm make."""
    gain = part["bn.weight"] / torch.sqrt(part["bn.running_var"] + _BATCH_NORM_EPSILON)
    bias = part["bn.bias"] - part["bn.running_mean"] * gain
    return part["conv.weight"] * gain[:, None, None, None], bias


def _squeezenet_stages(weights: Weights) -> dict[str, nn.Module]:
    first = _part(weights, "features.0")
    stages: dict[str, nn.Module] = {
        "relu1": Convolution(first["weight"], first["bias"], stride=2, padding=0),
        "pool1": _pool(),
    }
    for number, index in enumerate(SQUEEZENET_FIRES, start=2):
        stages[f"fire{number}"] = Fire(_part(weights, f"features.{index}"))
        if number in {3, 5}:
            stages[f"pool{number}"] = _pool()
    if "classifier.1.weight" in weights:
        stages[CLASSIFIER] = convolution(weights, "classifier.1")
    return stages


def _vgg_stages(
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


def _embedded_style_stages(weights: Weights) -> dict[str, nn.Module]:
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
        _dense(weights, "classifier.0", kernel=7),
        _dense(weights, "classifier.3"),
        _dense(weights, "classifier.6", has_relu=False),
    )


STAGES: Mapping[str, Callable[[Weights], dict[str, nn.Module]]] = {
    "embedded": _googlenet_stages,
    "embedded_style": _embedded_style_stages,
    "bvlc_googlenet": _bvlc_stages,
    "googlenet": _torchvision_googlenet_stages,
    "squeezenet1_1": _squeezenet_stages,
    "vgg16": partial(_vgg_stages, convs_per_block=VGG16_CONVS),
    "vgg19": _vgg_stages,
    "vgg19_oxford": _vgg_stages,
}


def _entries(plain: Weights, block: str) -> dict[str, tuple[Tensor, Tensor]]:
    """The six convolutions of an inception block: the first three were one."""

    def of(part: str) -> tuple[Tensor, Tensor]:
        name = f"inception_{block}.{part}"
        return plain[f"{name}.weight"], plain[f"{name}.bias"]

    others = [of(part) for part in ("conv3x3", "conv5x5", "pool_proj")]
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
            f"features.{index}.{name.removeprefix(start)}": tensor
            for name, tensor in plain.items()
            if name.startswith(start)
        }
    return named


NAMERS: Mapping[str, Callable[[Weights], Weights]] = {
    "embedded": lambda plain: plain,
    "bvlc_googlenet": _as_bvlc,
    "googlenet": _as_torchvision,
    "squeezenet1_1": _as_squeezenet,
}
