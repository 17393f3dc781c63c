"""siggraph17: colours for a grey photo, with points of known colour if there are any.

Source: Zhang et al. 2017, Real-time user-guided image colorization with learned deep priors;
richzhang/colorization (BSD-2-Clause), colorizers/siggraph17.py and base_color.py. Tensors are
named as there. Left out: the classifier of colours, which only training used.
"""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn

from engine.catalogue.colour_shapes import (
    SIGGRAPH17_AFTER_SUMS,
    SIGGRAPH17_BLOCKS,
    SIGGRAPH17_SHORTCUTS,
    SIGGRAPH17_UPS,
)

MIDDLE_L, L_SCALE = 50.0, 100.0
AB_SCALE = 110.0
_DILATED = frozenset({"model5", "model6"})


class Siggraph17(nn.Module):
    """Lab, L from 0 to 100: the sides are multiples of 8 px."""

    def __init__(self) -> None:
        super().__init__()
        for name in SIGGRAPH17_BLOCKS:
            self.add_module(name, _block(name))
        for name, (inputs, outputs) in SIGGRAPH17_UPS.items():
            up = nn.ConvTranspose2d(inputs, outputs, 4, stride=2, padding=1)
            self.add_module(name, nn.Sequential(up))
        for name, (inputs, outputs) in SIGGRAPH17_SHORTCUTS.items():
            self.add_module(name, nn.Sequential(nn.Conv2d(inputs, outputs, 3, padding=1)))
        self.model10 = nn.Sequential(
            nn.ReLU(), nn.Conv2d(128, 128, 3, padding=1), nn.LeakyReLU(0.2)
        )
        self.model_out = nn.Sequential(nn.Conv2d(128, 2, 1), nn.Tanh())

    def forward(self, light: Tensor, hints: Tensor, mask: Tensor) -> Tensor:
        """The photo's a and b (1, 2, h, w).

        Args:
            light: (1, 1, h, w), its L.
            hints: (1, 2, h, w), a and b where they are known, else 0.
            mask: (1, 1, h, w), 1 where they are known, else 0.
        """
        x = torch.cat([(light - MIDDLE_L) / L_SCALE, hints / AB_SCALE, mask], dim=1)
        first = self._run("model1", x)
        second = self._run("model2", _halved(first))
        third = self._run("model3", _halved(second))
        x = _halved(third)
        for name in ("model4", "model5", "model6", "model7"):
            x = self._run(name, x)
        x = self._run("model8", self._run("model8up", x) + self._run("model3short8", third))
        x = self._run("model9", self._run("model9up", x) + self._run("model2short9", second))
        x = self.model10(self._run("model10up", x) + self._run("model1short10", first))
        result: Tensor = self.model_out(x) * AB_SCALE
        return result

    def _run(self, name: str, x: Tensor) -> Tensor:
        result: Tensor = self.get_submodule(name)(x)
        return result


def _block(name: str) -> nn.Sequential:
    """Convolutions with their ReLUs, and one batch norm."""
    dilation = 2 if name in _DILATED else 1
    layers: list[nn.Module] = [nn.ReLU()] if name in SIGGRAPH17_AFTER_SUMS else []
    widths = SIGGRAPH17_BLOCKS[name]
    for inputs, outputs in pairwise(widths):
        convolution = nn.Conv2d(inputs, outputs, 3, dilation=dilation, padding=dilation)
        layers += [convolution, nn.ReLU()]
    return nn.Sequential(*layers, nn.BatchNorm2d(widths[-1]))


def _halved(x: Tensor) -> Tensor:
    return x[:, :, ::2, ::2]
