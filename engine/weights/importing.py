"""Files of weights that somebody brings: recognised, looked through, copied into our folder."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from engine.files import whole_file
from engine.weights.colour_checkpoints import import_colour_checkpoint
from engine.weights.dream_networks import dream_file
from engine.weights.instant_networks import described_file
from engine.weights.recognise import check_values, is_checkpoint, recognise, recognise_checkpoint
from engine.weights.safetensors_file import read_header
from engine.weights.wct16 import import_wct16, wct16_part


def import_files(sources: Sequence[Path], root: Path) -> tuple[str, ...]:
    """Take in several files; the ten parts of one network become one file.

    Returns: the networks' names. Raises: WeightsFileError; OSError.
    """
    parts: dict[str, Path] = {}
    whole = []
    for source in sources:
        part = None if is_checkpoint(source) else wct16_part(source)
        if part is None:
            whole.append(source)
        else:
            parts[part] = source
    names = [import_wct16(parts, root)] if parts else []
    return (*names, *(import_file(source, root) for source in whole))


def import_file(source: Path, root: Path) -> str:
    """Copy a safetensors file, or a published checkpoint, into our folder.

    Of the checkpoint of a network that colours photos, which may be another than the published,
    the tensors are taken.

    Returns: the name of the network that it was recognised as.
    Raises: WeightsFileError; OSError.
    """
    if is_checkpoint(source):
        published = recognise_checkpoint(source)
        if published is None or published.checkpoint is None:
            return import_colour_checkpoint(source, root)
        _copy(source, root / published.checkpoint.filename)
        return published.name
    name = _own_name(source) or recognise(source)
    _copy(source, root / f"{name}.safetensors")
    return name


def _own_name(source: Path) -> str | None:
    """What a file of ours calls itself; None: it is none. Raises: WeightsFileError: damaged."""
    found = dream_file(source) or described_file(source)
    if found is None:
        return None
    tensors = read_header(source)
    check_values(source, tensors, {name: one[1] for name, one in tensors.items()})
    return found.name


def _copy(source: Path, target: Path) -> None:
    if target.is_file() and target.samefile(source):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(target) as part:
        shutil.copyfile(source, part)
