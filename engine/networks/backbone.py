"""A network cut at its deepest wanted layer, so that nothing later is ever called.

Layers go by the papers' names (relu4_2, inception_4c).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor, nn

INPUT_SCALE = {  # what the networks were trained on: mean and deviation of RGB in [0, 1]
    "imagenet": ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)),
    "half": ((0.5, 0.5, 0.5), (0.5, 0.5, 0.5)),
}


class Backbone(nn.Module):
    """A frozen network; called with an image it returns the features of the asked layers."""

    mean: Tensor
    deviation: Tensor

    def __init__(
        self, stages: Mapping[str, nn.Module], *, layers: Sequence[str], convention: str
    ) -> None:
        """``stages``: in order; one that a layer is named after gives that layer's features."""
        super().__init__()
        names = list(stages)
        last = max(names.index(layer) for layer in layers)
        self.stages = nn.ModuleDict({name: stages[name] for name in names[: last + 1]})
        self.layers = frozenset(layers)
        mean, deviation = (
            torch.tensor(values).view(1, 3, 1, 1) for values in INPUT_SCALE[convention]
        )
        self.register_buffer("mean", mean)
        self.register_buffer("deviation", deviation)
        self.memory_format = torch.channels_last
        self.eval().requires_grad_(False)

    def forward(self, image: Tensor) -> dict[str, Tensor]:
        """(1, 3, H, W) RGB in [0, 1] -> layer name -> features."""
        x = self.prepared(image)
        features = {}
        for name, stage in self.stages.items():
            x = stage(x)
            if name in self.layers:
                features[name] = x
        return features

    def prepared(self, image: Tensor) -> Tensor:
        """The image on the scale, and of the type, that the network was trained on."""
        dtype = next(self.parameters()).dtype
        return ((image - self.mean) / self.deviation).to(dtype, memory_format=self.memory_format)
