"""Collaborative Distillation's WCT: ten files, brought together as one of ours.

They say nothing of themselves and are known by their tensors.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save

from engine.catalogue.find import HELPERS
from engine.catalogue.tensor_shapes import Shape, convolution_shapes
from engine.errors import WeightsFileError
from engine.files import write_whole
from engine.texts.phrase import Phrase
from engine.weights.instant_networks import LEVELS, POOL, WCT16, convolutions_to
from engine.weights.recognise import check_values
from engine.weights.safetensors_file import KIND_KEY, read_header

_WIDTHS = {1: 16, 2: 32, 3: 64, 4: 128, 5: 128}
_WIDTH_ALONE = 24  # of relu1_1 where nothing comes after it


def _part_shapes() -> dict[str, dict[str, Shape]]:
    """``encoder1`` … ``decoder5`` -> the tensors of its file; a decoder is its encoder reversed."""
    parts: dict[str, dict[str, Shape]] = {}
    for level in LEVELS:
        steps = [step for step in convolutions_to(level) if step != POOL]
        widths = [3, *(_WIDTH_ALONE if level == 1 else _WIDTHS[int(step[4])] for step in steps)]
        encoder = convolution_shapes("conv0", 3, 3, 1)
        decoder: dict[str, Shape] = {}
        for step, inputs, outputs in zip(steps, widths, widths[1:], strict=False):
            encoder |= convolution_shapes(step, outputs, inputs, 3)
            decoder |= convolution_shapes(step, inputs, outputs, 3)
        parts |= {f"encoder{level}": encoder, f"decoder{level}": decoder}
    return parts


WCT16_PARTS: Mapping[str, Mapping[str, Shape]] = _part_shapes()


def wct16_part(path: Path) -> str | None:
    """Which of the ten files this is, ``encoder4`` for instance; None: none of them.

    Raises: WeightsFileError: not safetensors, or cut short.
    """
    shapes = {name: entry[1] for name, entry in read_header(path).items() if "_aux." not in name}
    return next((part for part, expected in WCT16_PARTS.items() if shapes == expected), None)


def import_wct16(sources: Mapping[str, Path], root: Path) -> str:
    """Make one file of the ten: part -> file. Returns: the network's name.

    Raises: WeightsFileError: one is missing, or holds no numbers.
    """
    missing = [f"S{part[0].upper()}{part[-1]}" for part in WCT16_PARTS if part not in sources]
    if missing:
        names = ", ".join(missing)
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
    metadata = {KIND_KEY: "autoencoders"}
    metadata |= {trait: getattr(info, trait) for trait in ("name", "title", "licence", "source")}
    root.mkdir(parents=True, exist_ok=True)
    write_whole(root / f"{WCT16}.safetensors", save(tensors, metadata=metadata))
    return WCT16
