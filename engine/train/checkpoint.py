"""A training run on disk, from which it goes on bit for bit."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import torch

from engine.errors import TrainingError

# What torch.load raises on a file that is not what it was.
_LOAD_ERRORS = (OSError, EOFError, RuntimeError, ValueError, LookupError, UnpicklingError)


def save_checkpoint(path: Path, state: Mapping[str, Any]) -> None:
    """Write ``state`` whole or not at all.

    Args:
        state: tensors, numbers, texts, and lists and dicts of them: a module's and an optimiser's
            state_dict, a generator's get_state(), the step.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            torch.save(dict(state), file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def load_checkpoint(path: Path) -> dict[str, Any]:
    """What :func:`save_checkpoint` wrote, on the CPU.

    Raises: TrainingError: it is damaged.
    """
    try:
        state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    except _LOAD_ERRORS as exc:
        problem = f"its checkpoint {path.name} is damaged"
        remedy = "Delete it to begin anew."
        raise TrainingError(f"{path}: {exc}", problem=problem, remedy=remedy) from exc
    return state
