"""Writes engine/catalogue/torchvision_networks.json: what torchvision's constructors tell.

    python -m engine.networks.torchvision_facts

Of the networks that run by torchvision's own code: the shapes of their tensors, whole but for
what training alone needs, and the layers that they are known by.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import astuple
from typing import Any

from engine.catalogue.layers import GENERATED_PATH
from engine.networks.torchvision_layers import build, find_layers

# Of the layers that a run finds: whole blocks, and the steps before them.
LAYERS_OF: Mapping[str, str] = {
    "inception_v3": r"[^.]+",
    "resnet50": r"conv1|maxpool|layer\d\.\d+|classifier",
}


def torchvision_facts(name: str) -> dict[str, Any]:
    """``tensors``: name -> shape; ``layers``: name -> LayerInfo's fields in order."""
    tensors = {
        tensor: list(values.shape)
        for tensor, values in build(name).state_dict().items()
        if not tensor.endswith("num_batches_tracked")
    }
    layers = {
        layer: list(astuple(facts))
        for layer, facts in find_layers(name).items()
        if re.fullmatch(LAYERS_OF[name], layer)
    }
    return {"tensors": tensors, "layers": layers}


def as_text(networks: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> str:
    """The file's text: a line for each tensor and each layer."""
    tables = {
        name: _table({part: _table(_plain(table)) for part, table in facts.items()})
        for name, facts in networks.items()
    }
    return _table(tables) + "\n"


def _plain(table: Mapping[str, Any]) -> dict[str, str]:
    return {name: json.dumps(value) for name, value in table.items()}


def _table(members: Mapping[str, str]) -> str:
    lines = ",\n".join(f'"{name}": {text}' for name, text in members.items())
    return f"{{\n{lines}\n}}"


if __name__ == "__main__":
    GENERATED_PATH.write_text(as_text({name: torchvision_facts(name) for name in LAYERS_OF}))
