"""The embedded dream network while it is taught: GoogLeNet with narrow reductions.

Each block gives the teacher's channels, so that a block can be taught alone, with the teacher's
features as its input, and so that channels have the same numbers in both networks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.catalogue.layers import CLASSES, CLASSIFIER, GOOGLENET_WIDTHS
from engine.networks.architectures import STAGES
from engine.networks.blocks import Convolution, Inception
from engine.weights.safetensors_file import DREAM, KIND_KEY
from engine.weights.writing import in_eight_bits, write_weights

CONV1, CONV2_REDUCE = 48, 32  # the teacher's are 64 and 64
STEM, LAST_OF_STEM = ("conv1", "conv2_reduce", "conv2"), "pool2"


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

    def over_all(self) -> Statistics:
        """Of all channels as one, whose mean is left where it is."""
        mean, rms = (
            torch.zeros_like(self.mean[:, :1]),
            self.rms.square().mean(1, keepdim=True).sqrt(),
        )
        return Statistics(mean, rms)

    @property
    def deviation(self) -> Tensor:
        """Never less than a tenth of the root mean square."""
        return (self.rms.square() - self.mean.square()).clamp(min=0).sqrt().maximum(self.rms / 10)


# Besides the taught layers, where the teacher's scales are needed.
SCALE_LAYERS = ("conv1", "norm1", "conv2", "pool3", "pool4")
POOLED = "/pooled"  # after a layer's name: its largest of each 3x3, which pool_proj sees


class Student(nn.Module):
    """The network in parts, each from one taught layer to the next.

    Its convolutions see and give numbers of about 1, however large the teacher's are: one
    learning rate then suits all. :meth:`weights` gives those of the plain network.

    Attributes:
        taught: the layers whose features are compared with the teacher's, shallow to deep.
        leak: the slope of ReLUs below 0. While it is not 0, no channel falls silent for good.
    """

    def __init__(self, weights: Mapping[str, Tensor]) -> None:
        super().__init__()
        self.stages = nn.ModuleDict(STAGES["embedded"](weights))
        self.requires_grad_(True)
        self.parts = _parts(list(self.stages))
        self.taught = tuple(self.parts)
        self.leak = 0.0
        self.inputs: dict[str, Statistics] = {}
        self.outputs: dict[str, Tensor] = {}
        for name, module in self.stages.named_modules():
            if isinstance(module, Convolution):
                module.register_forward_pre_hook(partial(self._seen, name))
                if module.has_relu:
                    module.has_relu = False
                    module.register_forward_hook(self._rectified)

    def fit(self, statistics: Mapping[str, Statistics]) -> None:
        """Take on the scales of the teacher's layers: the taught ones and SCALE_LAYERS."""
        for layer in ("conv1", "conv2"):
            self.outputs[layer] = statistics[layer].rms.square().mean().sqrt()
        self.inputs["conv2_reduce"] = statistics["norm1"].over_all()
        for before, layer in pairwise(self.taught):
            self.outputs[layer] = statistics[layer].rms
            first = self.parts[layer][0]
            seen = first if first in statistics and first != layer else before
            if layer == CLASSIFIER:
                self.inputs[layer] = statistics[seen]
            else:
                self.inputs[f"{layer}.entry"] = statistics[seen]
                self.inputs[f"{layer}.pool_proj"] = statistics[seen + POOLED]

    def part(self, layer: str, x: Tensor) -> Tensor:
        """From the taught layer before ``layer`` to ``layer``."""
        for name in self.parts[layer]:
            x = self.stages[name](x)
            if name in self.outputs:
                x = x * self.outputs[name]
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
        state = {name: tensor.clone() for name, tensor in self.stages.state_dict().items()}
        for name, seen in self.inputs.items():
            state[f"{name}.weight"] /= seen.deviation.view(1, -1, 1, 1)
            moved = state[f"{name}.weight"] * seen.mean.view(1, -1, 1, 1)
            state[f"{name}.bias"] -= moved.sum(dim=(1, 2, 3))
        for stage, size in self.outputs.items():
            self._scale_outputs(state, stage, size.flatten())
        return {name.replace(CLASSIFIER, "fc"): tensor for name, tensor in state.items()}

    def _scale_outputs(self, state: dict[str, Tensor], stage: str, size: Tensor) -> None:
        """Multiply what gives the stage's channels, which come in the convolutions' order."""
        block, names = self.stages[stage], [stage]
        if isinstance(block, Inception):
            names = [f"{stage}.{end}" for end in ("entry", "conv3x3", "conv5x5", "pool_proj")]
        start = 0
        for name in names:
            weight, bias = state[f"{name}.weight"], state[f"{name}.bias"]
            count = len(bias)
            if isinstance(block, Inception) and name.endswith("entry"):
                count = block.widths[0]  # the rest are the reductions
            part = size if len(size) == 1 else size[start : start + count]
            weight[:count] *= part.view(-1, 1, 1, 1)
            bias[:count] *= part
            start += count

    def _seen(self, name: str, _module: nn.Module, inputs: tuple[Tensor]) -> tuple[Tensor]:
        scale = self.inputs.get(name)
        return inputs if scale is None else ((inputs[0] - scale.mean) / scale.deviation,)

    def _rectified(self, _module: nn.Module, _inputs: object, made: Tensor) -> Tensor:
        return functional.leaky_relu(made, self.leak)


def write_student(path: Path, student: Student, *, name: str, source: str) -> None:
    """Write the plain network as a file of ours, in eight bits; ``source``: what trained it."""
    metadata = {KIND_KEY: DREAM, "name": name, "title": f"{name}, a distilled dream network"}
    metadata |= {"licence": "Apache-2.0", "source": source, "architecture": "embedded"}
    metadata |= {"audience": "everyone"}
    write_weights(path, in_eight_bits(student.weights()), metadata)


def _parts(stages: list[str]) -> dict[str, list[str]]:
    """Taught layer -> the stages that lead to it."""
    parts: dict[str, list[str]] = {}
    names: list[str] = []
    for name in stages:
        names.append(name)
        if name in {LAST_OF_STEM, CLASSIFIER} or name.startswith("inception"):
            parts[name], names = names, []
    return parts
