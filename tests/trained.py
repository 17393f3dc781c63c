"""A dream network that somebody trained, for tests: the embedded one with names of its own."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

from engine.weights.dream_networks import blueprint
from engine.weights.safetensors_file import SCALE_ENDING
from engine.weights.store import EMBEDDED_PATH

CLASSES = ("swirls", "night sky", "woodcut")
HOUR_NS = 3_600_000_000_000


def trained_file(
    folder: Path, *, name: str = "painters", classes: tuple[str, ...] = CLASSES, **said: str
) -> Path:
    """``said``: more of its metadata, or otherwise than usual."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors = load_file(EMBEDDED_PATH)
    rng = np.random.default_rng(2)
    for tensor, shape in blueprint("embedded", classes=len(classes)).items():
        if tensor.startswith("fc."):
            tensors[tensor] = (0.1 * rng.standard_normal(shape)).astype(np.float16)
            tensors.pop(tensor + SCALE_ENDING, None)
    usual = {
        "oneiro": "dream",
        "name": name,
        "title": "Three painters",
        "licence": "Apache-2.0",
        "source": "trained here",
        "architecture": "embedded",
        "classes": json.dumps(classes),
        "layer": "inception_4b",
        "audience": "everyone",
    }
    path = folder / f"{name}.safetensors"
    save_file(tensors, path, metadata=usual | said)
    return path


def settle(folder: Path) -> None:
    """Make its files as old as those are whose headers are remembered."""
    for path in folder.glob("*.safetensors"):
        status = path.stat()
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns - HOUR_NS))
