"""The training of a dream network in a folder: snapshots, its log, and going on later."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from engine.catalogue import NetworkInfo
from engine.errors import OptionError, TrainingError
from engine.own_files import DREAM, KIND_KEY, read_metadata
from engine.terminal import write_whole
from engine.tiles import is_out_of_memory
from engine.train.checkpoint import load_checkpoint, save_checkpoint
from engine.train.fine_tune import FineTuning, Measure, Step
from engine.train.learner import file_tensors
from engine.train.weights_file import write_weights

CHECKPOINT, CONFIG, LOG = "checkpoint.pt", "config.json", "log.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class DreamCard:
    """What the network's file says of it.

    Attributes:
        layer: what its dreams amplify unless told.
        audience: who may dream with it in a chat: ``everyone``, or the ``operator``.
        command: that trained it, without any path.
    """

    name: str
    base: NetworkInfo
    layer: str
    audience: str
    command: str

    def said(self, classes: tuple[str, ...], *, step: int) -> dict[str, str]:
        """The file's metadata."""
        return {
            KIND_KEY: DREAM,
            "name": self.name,
            "title": f"{self.base.title}, after {step} steps on pictures of one's own",
            "licence": self.base.licence,
            "source": self.command,
            "architecture": self.base.name,
            "classes": json.dumps(classes),
            "layer": self.layer,
            "audience": self.audience,
        }


class DreamRun:
    """A run's folder, and the file that it makes."""

    def __init__(self, data_dir: Path, card: DreamCard) -> None:
        self.card = card
        self.folder = data_dir / "training" / card.name
        self.file = data_dir / "weights" / f"{card.name}.safetensors"

    def begin(self, config: Mapping[str, Any], *, anew: bool) -> None:
        """Make the folder; with ``anew`` an older run of this name is thrown away.

        Raises: OptionError: the name belongs to something else, or to a run with other options.
        """
        self._check_file()
        if anew:
            shutil.rmtree(self.folder, ignore_errors=True)
        written = self.folder / CONFIG
        if written.is_file():
            self._check_same(json.loads(written.read_text(encoding="utf-8")), config)
            return
        if self.file.exists() and not anew:
            self._refuse("a network of that name is here already, and not its training")
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(written, json.dumps(config, indent=1).encode())

    def restore(self, training: FineTuning) -> bool:
        """Go on from the last snapshot, if there is one."""
        path = self.folder / CHECKPOINT
        if path.is_file():
            training.load_state_dict(load_checkpoint(path))
        return path.is_file()

    def save(self, training: FineTuning, *, keep: bool = False) -> None:
        """Write the network's file and the checkpoint; ``keep``: and a copy of the file."""
        classes = training.pictures.classes
        said = self.card.said(classes, step=training.step)
        write_weights(self.file, file_tensors(self.card.base.name, training.network), said)
        if keep:
            shutil.copyfile(self.file, self.snapshot(training.step))
        save_checkpoint(self.folder / CHECKPOINT, training.state_dict())

    def snapshot(self, step: int) -> Path:
        """Where the network's file of that step is kept."""
        return self.folder / f"step-{step:06}.safetensors"

    def log(self, line: str) -> None:
        """Add a line to the run's log."""
        with (self.folder / LOG).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")

    def _check_file(self) -> None:
        if self.file.is_file() and read_metadata(self.file).get(KIND_KEY) != DREAM:
            self._refuse("a network of another kind is called so", remedy="choose another name")

    def _check_same(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        plain = json.loads(json.dumps(new))
        changed = [key for key in plain if old.get(key) != plain[key]]
        if changed:
            told = ", ".join(
                one if one.endswith("sha256") else f"{one} was {old.get(one)}" for one in changed
            )
            told = told.replace("pictures_sha256", "the pictures are others")
            told = told.replace("base_sha256", "the base's file is another")
            self._refuse(f"a training of that name had other options ({told})")

    def _refuse(
        self, rule: str, *, remedy: str = "choose another name, or begin again with --anew"
    ) -> None:
        raise OptionError(option="name", value=self.card.name, rule=f"{rule}; {remedy}")


def train(
    training: FineTuning,
    run: DreamRun,
    *,
    steps: int,
    snapshot_steps: int,
    say: Callable[[str], None],
    is_over: Callable[[], bool] = lambda: False,
    on_progress: Callable[[float], None] = lambda fraction: None,
    clock: Callable[[], float] = time.perf_counter,
) -> Measure:
    """Train until ``steps`` are made or ``is_over``; snapshots on the way and at the end.

    Args:
        say: told of each line that the log gets: loss, rate, speed and time left at each window's
            end, and every change of the learning rate.
    Returns: how well the pictures are known now.
    Raises: TrainingError: the loss is no longer a number.
    """

    def tell(line: str) -> None:
        run.log(line)
        say(line)

    started, first = clock(), training.step
    while training.step < steps and not is_over():
        step = _advance(training, steps=steps)
        on_progress(step.number / steps)
        if not training.pace.losses:
            speed = (step.number - first) / max(clock() - started, 1e-9)
            tell(_window_line(training, steps=steps, speed=speed))
        if step.change is not None:
            tell(f"step {step.number}: {step.change}")
        if step.number % snapshot_steps == 0 and step.number < steps:
            run.save(training, keep=True)
            tell(_measure_line(training, training.measured()))
    run.save(training)
    found = training.measured()
    tell(_measure_line(training, found))
    return found


def _advance(training: FineTuning, *, steps: int) -> Step:
    try:
        return training.advance(steps=steps)
    except (RuntimeError, MemoryError) as exc:
        if not is_out_of_memory(exc):
            raise
        problem = "a step needs more memory than there is"
        remedy = "Take a smaller --batch or --size; that begins anew, with --anew."
        raise TrainingError(str(exc), problem=problem, remedy=remedy) from exc


def _window_line(training: FineTuning, *, steps: int, speed: float) -> str:
    loss, rate = fmean(training.pace.earlier), training.optimiser.param_groups[0]["lr"]
    left = duration((steps - training.step) / speed)
    return (
        f"step {training.step} of {steps}: loss {loss:.4g}, learning rate {rate:.3g}, "
        f"{speed:.3g} steps/s, {left} left"
    )


def _measure_line(training: FineTuning, found: Measure) -> str:
    before = training.before
    return (
        f"step {training.step}: saved; loss on the set {found.loss:.4g} (at first "
        f"{before.loss:.4g}), own class's logit {found.logit:.2f} (at first {before.logit:.2f})"
    )


def duration(seconds: float) -> str:
    """As people say it: 40 s, 12 min, 3 h 5 min."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
