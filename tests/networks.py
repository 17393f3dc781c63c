"""Networks for tests: their files with random weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file

from engine.catalogue.tensor_shapes import BLUEPRINTS, CLASSIFIERS


def random_file(name: str, path: Path, *, has_classifier: bool = False) -> Path:
    """A file of a network's tensors with random weights that neither vanish nor explode."""
    generator = torch.Generator().manual_seed(5)
    tensors = {}
    shapes = {**BLUEPRINTS[name], **(CLASSIFIERS[name] if has_classifier else {})}
    for tensor, shape in shapes.items():
        fan_in = int(np.prod(shape[1:]))
        values = torch.randn(shape, generator=generator) * (2 / fan_in) ** 0.5
        is_spread = len(shape) == 1 and tensor.endswith(("bn.weight", "var"))
        tensors[tensor] = values.abs() + 0.5 if is_spread else values
        if len(shape) == 1 and not is_spread:
            tensors[tensor] = values * 0.1
    save_file(tensors, path)
    return path


def with_class_network(data_dir: Path) -> Path:
    """The data folder, now with a network of random weights that names things."""
    weights = data_dir / "weights"
    weights.mkdir()
    random_file("squeezenet1_1", weights / "squeezenet1_1.safetensors", has_classifier=True)
    return data_dir
