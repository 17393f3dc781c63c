"""The training of a dream network in a folder: snapshots, its log, and going on later."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from engine.catalogue.find import NetworkInfo
from engine.train.fine_tune.learner import file_tensors
from engine.train.fine_tune.training import FineTuning, Measure
from engine.train.run_folder import RunFolder, affordable, duration
from engine.weights.safetensors_file import DREAM, KIND_KEY
from engine.weights.writing import write_weights


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


class DreamRun(RunFolder):
    """A run's folder, and the network that it makes."""

    def __init__(self, data_dir: Path, card: DreamCard) -> None:
        super().__init__(data_dir, card.name, kind=DREAM)
        self.card = card

    def write(self, training: FineTuning) -> None:
        """The network's file, as it is now, and the checkpoint."""
        said = self.card.said(training.pictures.classes, step=training.step)
        write_weights(self.file, file_tensors(self.card.base.name, training.network), said)
        self.save(training)


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
        with affordable():
            step = training.advance(steps=steps)
        on_progress(step.number / steps)
        if not training.pace.losses:
            speed = (step.number - first) / max(clock() - started, 1e-9)
            tell(_window_line(training, steps=steps, speed=speed))
        if step.change is not None:
            tell(f"step {step.number}: {step.change}")
        if step.number % snapshot_steps == 0 and step.number < steps:
            run.write(training)
            run.keep(step.number)
            tell(_measure_line(training, training.measured()))
    run.write(training)
    found = training.measured()
    tell(_measure_line(training, found))
    return found


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
