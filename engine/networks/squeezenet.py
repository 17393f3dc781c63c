"""SqueezeNet 1.1."""

from __future__ import annotations

from torch import Tensor, nn

from engine.catalogue.layers import CLASSIFIER, SQUEEZENET_FIRES
from engine.networks.blocks import (
    Convolution,
    Fire,
    Weights,
    convolution,
    halving_pool,
    tensors_under,
)


def squeezenet_stages(weights: Weights) -> dict[str, nn.Module]:
    first = tensors_under(weights, "features.0")
    stages: dict[str, nn.Module] = {
        "relu1": Convolution(first["weight"], first["bias"], stride=2, padding=0),
        "pool1": halving_pool(),
    }
    for number, index in enumerate(SQUEEZENET_FIRES, start=2):
        stages[f"fire{number}"] = Fire(tensors_under(weights, f"features.{index}"))
        if number in {3, 5}:
            stages[f"pool{number}"] = halving_pool()
    if "classifier.1.weight" in weights:
        stages[CLASSIFIER] = convolution(weights, "classifier.1")
    return stages


def named_as_squeezenet(plain: Weights) -> dict[str, Tensor]:
    named = {f"features.0.{end}": plain[f"relu1.{end}"] for end in ("weight", "bias")}
    for number, index in enumerate(SQUEEZENET_FIRES, start=2):
        start = f"fire{number}."
        named |= {
            f"features.{index}.{name.removeprefix(start)}": tensor
            for name, tensor in plain.items()
            if name.startswith(start)
        }
    return named
