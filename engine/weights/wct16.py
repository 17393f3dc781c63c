"""Collaborative Distillation's WCT: ten files, brought together as one of ours.

They say nothing of themselves and are known by their tensors.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save

from engine.catalogue.find import HELPERS
from engine.catalogue.tensor_shapes import Shape
from engine.errors import WeightsFileError
from engine.files import write_whole
from engine.texts.phrase import Phrase
from engine.weights.instant_networks import (
    LEVELS,
    POOL,
    WCT16,
    convolutions_to,
)
from engine.weights.recognise import check_values
from engine.weights.safetensors_file import KIND_KEY, read_header

_WIDTHS = {1: 16, 2: 32, 3: 64, 4: 128, 5: 128}
_WIDTH_ALONE = 24  # of relu1_1 where nothing comes after it


def wct16_part(path: Path) -> str | None:
    """Which of the ten files this is, ``encoder4`` for instance; None: none of them.

    Raises: WeightsFileError: not safetensors, or cut short.
    """
    tensors = {name: one[1] for name, one in read_header(path).items() if "_aux." not in name}
    return next((part for part, known in WCT16_PARTS.items() if tensors == known), None)


def _wct16_blueprints() -> dict[str, dict[str, Shape]]:
    blueprints: dict[str, dict[str, Shape]] = {}
    for level in LEVELS:
        encoder: dict[str, Shape] = {"conv0.weight": (3, 3, 1, 1), "conv0.bias": (3,)}
        decoder: dict[str, Shape] = {}
        inputs = 3
        for name in convolutions_to(level):
            if name == POOL:
                continue
            outputs = _WIDTH_ALONE if level == 1 else _WIDTHS[int(name[4])]
            encoder |= {f"{name}.weight": (outputs, inputs, 3, 3), f"{name}.bias": (outputs,)}
            decoder |= {f"{name}.weight": (inputs, outputs, 3, 3), f"{name}.bias": (inputs,)}
            inputs = outputs
        blueprints |= {f"encoder{level}": encoder, f"decoder{level}": decoder}
    return blueprints


WCT16_PARTS: Mapping[str, Mapping[str, Shape]] = _wct16_blueprints()


def import_wct16(sources: Mapping[str, Path], root: Path) -> str:
    """Make one file of the ten: part -> file. Returns: the network's name.

    Raises: WeightsFileError: one is missing, or holds no numbers.
    """
    missing = [part for part in WCT16_PARTS if part not in sources]
    if missing:
        names = ", ".join(f"S{one[0].upper()}{one[-1]}" for one in missing)
        problem = Phrase("problems.one_of_ten", network=WCT16, missing=names)
        remedy = Phrase("remedies.name_all_ten")
        raise WeightsFileError(
            file=next(iter(sources.values())).name, problem=problem, remedy=remedy
        )
    tensors: dict[str, np.ndarray] = {}
    for part, blueprint in WCT16_PARTS.items():
        path = sources[part]
        check_values(path, read_header(path), blueprint)
        read = load_file(path)
        tensors |= {f"{part}.{name}": read[name] for name in blueprint}
    info = HELPERS[WCT16]
    said = {KIND_KEY: "autoencoders", "name": WCT16, "title": info.title}
    said |= {"licence": info.licence, "source": info.source}
    root.mkdir(parents=True, exist_ok=True)
    write_whole(root / f"{WCT16}.safetensors", save(tensors, metadata=said))
    return WCT16
