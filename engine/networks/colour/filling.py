"""Modules that are filled with a file's tensors."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import torch
from torch import nn

from engine.networks.blocks import Weights

_Module = TypeVar("_Module", bound=nn.Module)


def filled(build: Callable[[], _Module], weights: Weights) -> _Module:
    """The module for use alone, its tensors those of ``weights`` by the same names.

    Raises: KeyError: one is missing; RuntimeError: one has another shape.
    """
    with torch.device("meta"):
        module = build()
    # Batch norms count the steps of their training, which files may lack and nobody needs.
    counted = torch.tensor(0)
    tensors = {
        name: counted if name.endswith("num_batches_tracked") else weights[name]
        for name in module.state_dict()
    }
    module.load_state_dict(tensors, assign=True)
    return module.eval().requires_grad_(False)
