"""Checkpoints of networks that colour photos, whoever trained them: tensors out of them, as ours.

They are no safetensors, and not all have a checksum that is known. Nothing in them is run: a file
that does not name a network's tensors is not opened, and of one that does torch reads tensors
alone (``weights_only``).
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.catalogue.colour_shapes import COLOUR_BLUEPRINTS
from engine.catalogue.find import HELPERS
from engine.errors import WeightsFileError
from engine.files import whole_file
from engine.machine import prepare_for_torch
from engine.texts.phrase import Phrase
from engine.weights.recognise import check_shapes, check_tensor
from engine.weights.safetensors_file import unusable

if TYPE_CHECKING:
    from torch import Tensor

# Under which the tensors may lie: BasicSR's (DDColor), Lightning's and others'.
_WRAPPERS = ("params", "params_ema", "state_dict", "model")
_PARALLEL = "module."  # DataParallel's, before each name
# torch writes the names before the numbers.
_NAMES_WITHIN_BYTES = 1 << 20


def import_colour_checkpoint(source: Path, root: Path) -> str:
    """Take a checkpoint's tensors into our folder, as safetensors.

    Returns: the network's name. Raises: WeightsFileError: it is of none, a part of one, damaged,
        or holds more than tensors; OSError.
    """
    name = _named_in(source)
    tensors = _tensors_in(source)
    check_shapes(source, name, {key: tuple(values.shape) for key, values in tensors.items()})
    kept = {key: tensors[key].float().contiguous() for key in COLOUR_BLUEPRINTS[name]}
    for key, values in kept.items():
        check_tensor(source, key, values.numpy())
    _write(root / f"{name}.safetensors", kept, source=HELPERS[name].source)
    return name


def _named_in(path: Path) -> str:
    """The network whose tensors the file names."""
    with path.open("rb") as file:
        start = file.read(_NAMES_WITHIN_BYTES)
    for name, blueprint in COLOUR_BLUEPRINTS.items():
        if all(tensor.encode() in start for tensor in list(blueprint)[:3]):
            return name
    raise unusable(path, Phrase("problems.unknown_checkpoint"))


def _tensors_in(path: Path) -> dict[str, Tensor]:
    prepare_for_torch()
    import torch

    from engine.weights.load import LOAD_ERRORS

    try:
        with warnings.catch_warnings():
            # What torch remarks on a strange pickle, before it refuses it.
            warnings.simplefilter("ignore", UserWarning)
            found: Any = torch.load(path, map_location="cpu", weights_only=True)
    except LOAD_ERRORS as exc:
        raise _unreadable(path) from exc
    for wrapper in _WRAPPERS:
        if isinstance(found, Mapping) and isinstance(found.get(wrapper), Mapping):
            found = found[wrapper]
            break
    if not isinstance(found, Mapping):
        raise _unreadable(path)
    return {
        str(name).removeprefix(_PARALLEL): values
        for name, values in found.items()
        if isinstance(values, torch.Tensor)
    }


def _unreadable(path: Path) -> WeightsFileError:
    return unusable(path, Phrase("problems.not_tensors_alone"))


def _write(target: Path, tensors: Mapping[str, Tensor], *, source: str) -> None:
    from safetensors.torch import save_file

    target.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(target) as part:
        save_file(dict(tensors), part, metadata={"source": source})
