"""Files of networks that we trained: the same tensors make the same bytes."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import save
from torch import Tensor

from engine.files import write_whole
from engine.weights.safetensors_file import SCALE_ENDING

_ALIGNMENT_BYTES = 8  # of what comes after a safetensors header
LARGEST = 127


def write_weights(path: Path, tensors: Mapping[str, Tensor], said: Mapping[str, str]) -> None:
    """Write a safetensors file whole or not at all; ``said``: its metadata."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, _in_order(save(dict(tensors), metadata=dict(said))))


def _in_order(data: bytes) -> bytes:
    """The file with its metadata by name: safetensors writes them in another order each time."""
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header["__metadata__"] = dict(sorted(header["__metadata__"].items()))
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % _ALIGNMENT_BYTES)
    return struct.pack("<Q", len(text)) + text + data[8 + length :]


def in_eight_bits(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Each ``X.weight`` as int8 with its ``X.weight_scale``, the rest as float16.

    :func:`engine.weights.load.read_weights` multiplies them again. No weight moves by more than
    half a scale, which is 1/254 of its channel's largest.
    """
    small: dict[str, Tensor] = {}
    for name, values in weights.items():
        if not name.endswith(".weight"):
            small[name] = values.half()
            continue
        scale = values.abs().amax(dim=tuple(range(1, values.dim()))).clamp(min=1e-12) / LARGEST
        steps = torch.round(values / scale.view(-1, *[1] * (values.dim() - 1)))
        small[name] = steps.to(torch.int8).contiguous()
        small[name + SCALE_ENDING] = scale.float()
    return small
