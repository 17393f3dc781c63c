"""GoogLeNet, three times: ours, BVLC's and torchvision's have tensors of other names, and one body.

Each inception block's 1x1 convolutions of the same input are one convolution, and batch
normalisation is folded into the convolution before it.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from engine.catalogue.layers import CLASSIFIER, GOOGLENET_WIDTHS
from engine.networks.blocks import (
    Inception,
    LocalResponseNorm,
    Weights,
    convolution,
    dense,
    halving_pool,
    tensors_under,
)

_BATCH_NORM_EPSILON = 1e-3  # torchvision's BasicConv2d


def googlenet_stages(
    weights: Weights, *, has_response_norm: bool = True, last_pool: int = 3
) -> dict[str, nn.Module]:
    """The body from tensors named as our own's are: conv1, conv2_reduce, conv2, inception_…"""
    norm = LocalResponseNorm if has_response_norm else nn.Identity
    stages: dict[str, nn.Module] = {
        "conv1": convolution(weights, "conv1", stride=2),
        "pool1": halving_pool(),
        "norm1": norm(),
        "conv2_reduce": convolution(weights, "conv2_reduce"),
        "conv2": convolution(weights, "conv2"),
        "norm2": norm(),
        "pool2": halving_pool(),
    }
    for block in GOOGLENET_WIDTHS:
        if block == "4a":
            stages["pool3"] = halving_pool()
        elif block == "5a":
            stages["pool4"] = halving_pool(last_pool)
        stages[f"inception_{block}"] = Inception(tensors_under(weights, f"inception_{block}"))
    if "fc.weight" in weights:
        stages[CLASSIFIER] = dense(weights, "fc", has_relu=False)
    return stages


def bvlc_stages(weights: Weights) -> dict[str, nn.Module]:
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
    return googlenet_stages(plain)


def torchvision_stages(weights: Weights) -> dict[str, nn.Module]:
    plain: dict[str, Tensor] = _dense_part(weights)

    def put(new: str, *old: str) -> None:
        folded = [_fold_batch_norm(tensors_under(weights, part)) for part in old]
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
    return googlenet_stages(plain, has_response_norm=False, last_pool=2)


def _dense_part(weights: Weights) -> dict[str, Tensor]:
    return {name: weights[name] for name in ("fc.weight", "fc.bias") if name in weights}


def _fold_batch_norm(part: Weights) -> tuple[Tensor, Tensor]:
    """(weight, bias) of the one convolution that a convolution and its batch norm make."""
    gain = part["bn.weight"] / torch.sqrt(part["bn.running_var"] + _BATCH_NORM_EPSILON)
    bias = part["bn.bias"] - part["bn.running_mean"] * gain
    return part["conv.weight"] * gain[:, None, None, None], bias


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


def named_as_bvlc(plain: Weights) -> dict[str, Tensor]:
    parts = ("c1", "c3r", "c5r", "c3", "c5", "pp")
    named: dict[str, Tensor] = {}
    for new, old in (("conv1", "conv1"), ("conv2r", "conv2_reduce"), ("conv2", "conv2")):
        named |= {f"{new}.{end}": plain[f"{old}.{end}"] for end in ("weight", "bias")}
    for block in GOOGLENET_WIDTHS:
        entries = _entries(plain, block).values()
        for part, (weight, bias) in zip(parts, entries, strict=True):
            named |= {f"i{block}.{part}.weight": weight, f"i{block}.{part}.bias": bias}
    return named


def named_as_torchvision(plain: Weights) -> dict[str, Tensor]:
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
