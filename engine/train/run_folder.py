"""A training in the data folder: its options, its log, its checkpoint, and the file it makes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from pickle import UnpicklingError
from typing import Any, NoReturn

import torch

from engine.errors import OptionError, TrainingError
from engine.files import whole_file, write_whole
from engine.texts.phrase import Phrase, listed
from engine.weights.safetensors_file import KIND_KEY, read_metadata

CHECKPOINT, CONFIG, LOG = "checkpoint.pt", "config.json", "log.txt"
# What is said of a hash that is another, of which the values say nothing.
_OTHER_FILES = {
    "pictures_sha256": "the pictures are others",
    "base_sha256": "the base's file is another",
    "judge_sha256": "the judge's file is another",
}
# What torch.load raises on a file that is not what it was.
_LOAD_ERRORS = (OSError, EOFError, RuntimeError, ValueError, LookupError, UnpicklingError)


class RunFolder:
    """``training/NAME`` in the data folder, and ``weights/NAME.safetensors``.

    Attributes:
        kind: what the file says that it is (engine.weights.safetensors_file.KIND_KEY).
    """

    without_training = Phrase("rules.network_without_training")

    def __init__(self, data_dir: Path, name: str, *, kind: str) -> None:
        self.name = name
        self.kind = kind
        self.path = data_dir / "training" / name
        self.file = data_dir / "weights" / f"{name}.safetensors"

    def begin(self, config: Mapping[str, Any], *, anew: bool) -> None:
        """Make the folder, or find it as it was left; with ``anew`` an older run is thrown away.

        Args:
            config: all that the result depends on.
        Raises: OptionError: the name belongs to something else, or to a run with another config.
        """
        if self.file.is_file() and not self.is_of_kind():
            self._refuse(Phrase("rules.name_of_another_kind"))
        if anew:
            shutil.rmtree(self.path, ignore_errors=True)
        written = self.path / CONFIG
        has_begun = self.file.exists() or (self.path / CHECKPOINT).is_file()
        if written.is_file() and has_begun:  # not one that ended before its first step
            self._check_same(self._read(written), config)
            return
        if self.file.exists() and not anew:
            self._refuse(self.without_training)
        self.path.mkdir(parents=True, exist_ok=True)
        write_whole(written, json.dumps(config, indent=1).encode())

    def is_of_kind(self) -> bool:
        """Whether the file is what this training makes."""
        return read_metadata(self.file).get(KIND_KEY) == self.kind

    def load(self) -> dict[str, Any] | None:
        """The last checkpoint, if there is one. Raises: TrainingError: it is damaged."""
        path = self.path / CHECKPOINT
        return load_checkpoint(path) if path.is_file() else None

    def save(self, state: Mapping[str, Any]) -> None:
        """Write the checkpoint."""
        save_checkpoint(self.path / CHECKPOINT, state)

    def keep(self, step: int) -> None:
        """Keep a copy of the network's file as it is after ``step``."""
        with whole_file(self.snapshot(step)) as part:
            shutil.copyfile(self.file, part)

    def snapshot(self, step: int) -> Path:
        """Where the network's file of that step is kept."""
        return self.path / f"step-{step:06}.safetensors"

    def log(self, line: str) -> None:
        """Add a line to the run's log."""
        with (self.path / LOG).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")

    def _read(self, written: Path) -> dict[str, Any]:
        try:
            config: dict[str, Any] = json.loads(written.read_bytes())
        except ValueError:
            self._refuse(Phrase("rules.config_damaged", file=str(written)))
        return config

    def _check_same(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        plain = json.loads(json.dumps(new))
        changed = [key for key in plain if old.get(key) != plain[key]]
        if changed:
            changes = [_change(name, old.get(name)) for name in changed]
            self._refuse(Phrase("rules.other_options", changes=listed(changes)))

    def _refuse(self, rule: Phrase) -> NoReturn:
        raise OptionError(option="name", value=self.name, rule=rule)


def _change(name: str, old: object) -> Phrase:
    """What an option of the run was before; of what only a checksum is kept, that it changed."""
    if name.endswith("sha256"):
        return Phrase(f"changes.{name}")
    return Phrase("changes.option", name=name, old=str(old))


def save_checkpoint(path: Path, state: Mapping[str, Any]) -> None:
    """Write ``state`` whole or not at all.

    Args:
        state: tensors, numbers, texts, and lists and dicts of them: a module's and an optimiser's
            state_dict, a generator's get_state(), the step.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Into a file that is open: of a path, torch would write the name into the checkpoint.
    with whole_file(path, is_synced=True) as part, part.open("wb") as file:
        torch.save(dict(state), file)


def load_checkpoint(path: Path) -> dict[str, Any]:
    """What :func:`save_checkpoint` wrote, on the CPU.

    Raises: TrainingError: it is damaged.
    """
    try:
        state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    except _LOAD_ERRORS as exc:
        problem = Phrase("problems.checkpoint_damaged", file=path.name)
        remedy = Phrase("remedies.delete_to_begin_anew")
        raise TrainingError(f"{path}: {exc}", problem=problem, remedy=remedy) from exc
    return state
