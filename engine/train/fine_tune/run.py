"""The training of a dream network in a folder: its file, snapshots and log."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

from engine.catalogue.find import NetworkInfo
from engine.train.fine_tune.learner import file_tensors
from engine.train.fine_tune.training import FineTuning, Measure
from engine.train.loop import Speed, Step, TrainingRun, progress_line
from engine.train.run_folder import RunFolder
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

    def metadata(self, classes: tuple[str, ...], *, step: int) -> dict[str, str]:
        """What the file holds beside its tensors."""
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


class DreamRun(TrainingRun[FineTuning]):
    """A training of a dream network, in its folder.

    Attributes:
        measure: at the end.
    """

    def __init__(
        self, training: FineTuning, folder: RunFolder, card: DreamCard, *, snapshot_steps: int
    ) -> None:
        super().__init__(training, folder)
        self.card = card
        self.snapshot_steps = snapshot_steps
        self.measure = training.before

    def write(self) -> None:
        """The network's file, as it is now."""
        metadata = self.card.metadata(self.training.pictures.classes, step=self.training.step)
        write_weights(
            self.folder.file, file_tensors(self.card.base.name, self.training.network), metadata
        )

    def after(self, step: Step, speed: Speed) -> Iterator[str]:
        """Yields: loss, rate, speed and time left at each window's end, and every change of the
        learning rate; how well the pictures are known, at each snapshot.
        """
        training = self.training
        if not training.schedule.losses:
            loss, rate = fmean(training.schedule.earlier), training.optimiser.param_groups[0]["lr"]
            losses = f"loss {loss:.4g}, learning rate {rate:.3g}"
            yield progress_line(step.number, training.steps, losses, speed=speed())
        if step.note:
            yield f"step {step.number}: {step.note}"
        if step.number % self.snapshot_steps == 0 and step.number < training.steps:
            self.save()
            self.folder.keep(step.number)
            yield self._measure_line(training.measured())

    def end(self) -> Iterator[str]:
        """Save what was learnt. Yields: how well the pictures are known."""
        self.save()
        self.measure = self.training.measured()
        yield self._measure_line(self.measure)

    def _measure_line(self, measure: Measure) -> str:
        before = self.training.before
        return (
            f"step {self.training.step}: saved; loss on the set {measure.loss:.4g} (at first "
            f"{before.loss:.4g}), own class's logit {measure.logit:.2f} (at first "
            f"{before.logit:.2f})"
        )
