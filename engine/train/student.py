"""The embedded dream network while it is taught: GoogLeNet with narrow reductions.

Each block gives the teacher's channels, so that a block can be taught alone, with the teacher's
features as its input, and so that channels have the same numbers in both networks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor, nn

from engine.blocks import Inception
from engine.layers import CLASSES, CLASSIFIER, GOOGLENET_WIDTHS
from engine.stages import STAGES

CONV1, CONV2_REDUCE = 48, 32  # the teacher's are 64 and 64
LAST_OF_STEM = "pool2"


def random_weights(*, generator: torch.Generator) -> dict[str, Tensor]:
    """The student's tensors, by the names of its file, drawn as He et al. 2015 do for ReLUs."""
    weights: dict[str, Tensor] = {}

    def add(name: str, outputs: int, inputs: int, kernel: int) -> None:
        shape = (outputs, inputs, kernel, kernel)
        deviation = (2 / (inputs * kernel * kernel)) ** 0.5
        weights[f"{name}.weight"] = torch.randn(shape, generator=generator) * deviation
        weights[f"{name}.bias"] = torch.zeros(outputs)

    add("conv1", CONV1, 3, 7)
    add("conv2_reduce", CONV2_REDUCE, CONV1, 1)
    add("conv2", GOOGLENET_WIDTHS["3a"][0], CONV2_REDUCE, 3)
    outputs = 0
    for block, widths in GOOGLENET_WIDTHS.items():
        inputs, straight, reduce3, out3, reduce5, out5, pool = widths
        reduce3, reduce5 = _half(reduce3), _half(reduce5)
        outputs = straight + out3 + out5 + pool
        add(f"inception_{block}.entry", straight + reduce3 + reduce5, inputs, 1)
        add(f"inception_{block}.conv3x3", out3, reduce3, 3)
        add(f"inception_{block}.conv5x5", out5, reduce5, 5)
        add(f"inception_{block}.pool_proj", pool, inputs, 1)
    add("fc", CLASSES, outputs, 1)
    return weights


def _half(width: int) -> int:
    """Half of it, a multiple of 4 and at least 12: narrower ones see too little."""
    return max(12, width // 8 * 4)


@dataclass(frozen=True, slots=True)
class Statistics:
    """Of a layer's channels: means and root mean squares, (1, C, 1, 1) each."""

    mean: Tensor
    rms: Tensor


# Besides the taught layers, what the teacher is measured at: the stem's scales.
STEM_LAYERS = ("conv1", "norm1", "conv2")


class Student(nn.Module):
    """The network in parts, each from one taught layer to the next.

    Its convolutions see and give numbers of about 1, however large the teacher's are: one
    learning rate then suits all. :meth:`weights` gives those of the plain network.

    Attributes:
        taught: the layers whose features are compared with the teacher's, shallow to deep.
    """

    def __init__(self, weights: Mapping[str, Tensor]) -> None:
        super().__init__()
        self.stages = nn.ModuleDict(STAGES["embedded"](weights))
        self.requires_grad_(True)
        self.parts = _parts(list(self.stages))
        self.taught = tuple(self.parts)
        self.scale_inputs: dict[str, Statistics] = {}
        self.scale_outputs: dict[str, Tensor] = {}

    def fit(self, known: Mapping[str, Statistics]) -> None:
        """Take on the scales of the teacher's layers: the taught ones and the stem's."""
        for layer in ("conv1", "conv2"):
            self.scale_outputs[layer] = known[layer].rms.square().mean().sqrt()
        size = known["norm1"].rms.square().mean().sqrt()
        self.scale_inputs["conv2_reduce"] = Statistics(torch.zeros(1), size)
        for before, layer in pairwise(self.taught):
            self.scale_inputs[layer] = known[before]
            self.scale_outputs[layer] = known[layer].rms

    def part(self, layer: str, x: Tensor) -> Tensor:
        """From the taught layer before ``layer`` to ``layer``."""
        for name in self.parts[layer]:
            seen = self.scale_inputs.get(name)
            if seen is not None:
                x = (x - seen.mean) / seen.rms
            x = self.stages[name](x)
            if name in self.scale_outputs:
                x = x * self.scale_outputs[name]
        return x

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        """(B, 3, H, W) normalised RGB -> taught layer -> features; the classifier's everywhere."""
        features = {}
        for layer in self.taught:
            x = features[layer] = self.part(layer, x)
        return features

    @torch.no_grad()
    def weights(self) -> dict[str, Tensor]:
        """The plain network's tensors, by the names of its file."""
        state = {name: one.clone() for name, one in self.stages.state_dict().items()}
        for stage, seen in self.scale_inputs.items():
            for name in self._convolutions(stage, reads_input=True):
                weight, bias = state[f"{name}.weight"], state[f"{name}.bias"]
                weight /= seen.rms.view(1, -1, 1, 1)
                bias -= (weight * seen.mean.view(1, -1, 1, 1)).sum(dim=(1, 2, 3))
        for stage, size in self.scale_outputs.items():
            self._scale_outputs(state, stage, size.flatten())
        return {name.replace(CLASSIFIER, "fc"): one for name, one in state.items()}

    def _convolutions(self, stage: str, *, reads_input: bool) -> list[str]:
        if not isinstance(self.stages[stage], Inception):
            return [stage]
        ends = (
            ("entry", "pool_proj") if reads_input else ("entry", "conv3x3", "conv5x5", "pool_proj")
        )
        return [f"{stage}.{end}" for end in ends]

    def _scale_outputs(self, state: dict[str, Tensor], stage: str, size: Tensor) -> None:
        """Multiply what gives the stage's channels, which come in the convolutions' order."""
        module, start = self.stages[stage], 0
        for name in self._convolutions(stage, reads_input=False):
            weight, bias = state[f"{name}.weight"], state[f"{name}.bias"]
            count = len(bias)
            if isinstance(module, Inception) and name.endswith("entry"):
                count = module.widths[0]  # the rest are the reductions
            part = size if len(size) == 1 else size[start : start + count]
            weight[:count] *= part.view(-1, 1, 1, 1)
            bias[:count] *= part
            start += count


def _parts(stages: list[str]) -> dict[str, list[str]]:
    """Taught layer -> the stages that lead to it."""
    parts: dict[str, list[str]] = {}
    names: list[str] = []
    for name in stages:
        names.append(name)
        if name == LAST_OF_STEM or name.startswith("inception") or name == CLASSIFIER:
            parts[name], names = names, []
    return parts
