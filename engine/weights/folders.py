"""Where files of networks lie, and what is seen of them from outside. No torch, no numpy."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_NETWORKS = (".safetensors", ".pth")


def torch_hub_folder() -> Path:
    """torch.hub's folder of checkpoints, found without loading torch."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser()
    home = Path(os.environ.get("TORCH_HOME", cache / "torch")).expanduser()
    return home / "hub" / "checkpoints"


def files_at_hand(root: Path) -> tuple[tuple[str, int, int], ...]:
    """(name, bytes, ns of its last change) of every network's file in ``root`` and torch's cache.

    Which of them paints depends on which are there, so that any other file may change a result.
    """
    return tuple(sorted(file for folder in (root, torch_hub_folder()) for file in _seen(folder)))


def _seen(folder: Path) -> Iterator[tuple[str, int, int]]:
    for file in folder.glob("*"):
        if file.suffix not in _NETWORKS:
            continue
        try:
            state = file.stat()
        except OSError:
            continue  # it goes at this moment, or leads nowhere
        yield file.name, state.st_size, state.st_mtime_ns
