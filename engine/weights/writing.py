"""Files of networks that we trained: the same tensors make the same bytes."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from pathlib import Path

from safetensors.torch import save
from torch import Tensor

from engine.terminal.console import write_whole

_ALIGNMENT_BYTES = 8  # of what comes after a safetensors header


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
