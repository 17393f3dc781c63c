"""A training in the data folder: its options, its log, its checkpoint, and the file it makes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn, Protocol

from engine.errors import OptionError
from engine.terminal.console import write_whole
from engine.train.checkpoint import load_checkpoint, save_checkpoint
from engine.weights.safetensors_file import KIND_KEY, read_metadata

CHECKPOINT, CONFIG, LOG = "checkpoint.pt", "config.json", "log.txt"


class Training(Protocol):
    """What a checkpoint is made of."""

    def state_dict(self) -> dict[str, Any]:
        """All that the next step depends on."""

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on from :meth:`state_dict`."""


class RunFolder:
    """``training/NAME`` in the data folder, and ``weights/NAME.safetensors``.

    Attributes:
        kind: what the file says that it is (engine.weights.safetensors_file.KIND_KEY).
    """

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
        if self.file.is_file() and read_metadata(self.file).get(KIND_KEY) != self.kind:
            self._refuse("a network of another kind is called so", remedy="choose another name")
        if anew:
            shutil.rmtree(self.path, ignore_errors=True)
        written = self.path / CONFIG
        has_begun = self.file.exists() or (self.path / CHECKPOINT).is_file()
        if written.is_file() and has_begun:  # not one that ended before its first step
            self._check_same(self._read(written), config)
            return
        if self.file.exists() and not anew:
            self._refuse("a network of that name is here already, and not its training")
        self.path.mkdir(parents=True, exist_ok=True)
        write_whole(written, json.dumps(config, indent=1).encode())

    def restore(self, training: Training) -> bool:
        """Go on from the last checkpoint, if there is one."""
        path = self.path / CHECKPOINT
        if path.is_file():
            training.load_state_dict(load_checkpoint(path))
        return path.is_file()

    def save(self, training: Training) -> None:
        """Write the checkpoint."""
        save_checkpoint(self.path / CHECKPOINT, training.state_dict())

    def keep(self, step: int) -> None:
        """Keep a copy of the network's file as it is after ``step``."""
        shutil.copyfile(self.file, self.snapshot(step))

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
            self._refuse(f"{written} is damaged", remedy="begin again with --anew")
        return config

    def _check_same(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        plain = json.loads(json.dumps(new))
        changed = [key for key in plain if old.get(key) != plain[key]]
        if changed:
            told = ", ".join(
                one if one.endswith("sha256") else f"{one} was {old.get(one)}" for one in changed
            )
            told = told.replace("pictures_sha256", "the pictures are others")
            told = told.replace("base_sha256", "the base's file is another")
            told = told.replace("judge_sha256", "the judge's file is another")
            self._refuse(f"a training of that name had other options ({told})")

    def _refuse(
        self, rule: str, *, remedy: str = "choose another name, or begin again with --anew"
    ) -> NoReturn:
        raise OptionError(option="name", value=self.name, rule=f"{rule}; {remedy}")
