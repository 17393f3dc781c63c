"""The tensors of published networks that colour grey photos, as their files name them. No torch.

Source of siggraph17: richzhang/colorization, colorizers/siggraph17.py. Its file also holds a
classifier of colours (model_class), which only its training used.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from engine.catalogue.ddcolor_shapes import ddcolor_tiny_shapes
from engine.catalogue.tensor_shapes import Blueprint, Shape, batch_norm_shapes, convolution_shapes

# Block -> the widths before, between and after its convolutions of 3x3.
SIGGRAPH17_BLOCKS: Mapping[str, tuple[int, ...]] = {
    "model1": (4, 64, 64),
    "model2": (64, 128, 128),
    "model3": (128, 256, 256, 256),
    "model4": (256, 512, 512, 512),
    "model5": (512, 512, 512, 512),
    "model6": (512, 512, 512, 512),
    "model7": (512, 512, 512, 512),
    "model8": (256, 256, 256),
    "model9": (128, 128),
}
# These begin with the ReLU of a sum.
SIGGRAPH17_AFTER_SUMS = frozenset({"model8", "model9"})
SIGGRAPH17_UPS = {"model8up": (512, 256), "model9up": (256, 128), "model10up": (128, 128)}
SIGGRAPH17_SHORTCUTS = {
    "model3short8": (256, 256),
    "model2short9": (128, 128),
    "model1short10": (64, 128),
}


def _siggraph17() -> dict[str, Shape]:
    shapes: dict[str, Shape] = {}
    for block, widths in SIGGRAPH17_BLOCKS.items():
        index = int(block in SIGGRAPH17_AFTER_SUMS)
        for inputs, outputs in pairwise(widths):
            shapes |= convolution_shapes(f"{block}.{index}", outputs, inputs, 3)
            index += 2  # a ReLU lies between
        shapes |= batch_norm_shapes(f"{block}.{index}", widths[-1])
    for name, (inputs, outputs) in SIGGRAPH17_UPS.items():
        # Transposed convolutions have their inputs first.
        shapes |= {f"{name}.0.weight": (inputs, outputs, 4, 4), f"{name}.0.bias": (outputs,)}
    for name, (inputs, outputs) in SIGGRAPH17_SHORTCUTS.items():
        shapes |= convolution_shapes(f"{name}.0", outputs, inputs, 3)
    shapes |= convolution_shapes("model10.1", 128, 128, 3)
    return shapes | convolution_shapes("model_out.0", 2, 128, 1)


COLOUR_BLUEPRINTS: Mapping[str, Blueprint] = {
    "ddcolor_tiny": ddcolor_tiny_shapes(),
    "siggraph17": _siggraph17(),
}
