"""The teaching of small networks in a folder: their files and logs."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator

from engine.train.distill.dream import Distillation
from engine.train.distill.dream_student import write_student
from engine.train.distill.style import StyleDistillation, write_style_student
from engine.train.loop import AnyTraining, Speed, Step, TrainingRun
from engine.train.run_folder import RunFolder

SAVED_EACH = 250  # steps
TOLD_EACH = 50


class DistillRun(TrainingRun[AnyTraining]):
    """A small network that is taught, in its folder.

    Attributes:
        errors: the last of each layer.
    """

    def __init__(self, training: AnyTraining, folder: RunFolder, *, source: str) -> None:
        """``source``: the command that repeats it."""
        super().__init__(training, folder)
        self.source = source
        self.errors: dict[str, float] = {}

    @abstractmethod
    def line(self, step: Step) -> str:
        """A step as the log has it."""

    def after(self, step: Step, speed: Speed) -> Iterator[str]:
        """Yields: errors and speed, now and then."""
        self.errors |= step.losses
        if step.number % TOLD_EACH == 0:
            yield f"{self.line(step)}, {speed():.2f} steps/s"
        if step.number % SAVED_EACH == 0:
            self.save()


class DreamDistillRun(DistillRun[Distillation]):
    """A small dream network that is taught."""

    def write(self) -> None:
        """The network's file, as it is now."""
        student, folder = self.training.student, self.folder
        write_student(folder.file, student, name=folder.name, source=self.source)

    def line(self, step: Step) -> str:
        """A step as the log has it."""
        errors = " ".join(
            f"{layer.removeprefix('inception_')} {error:.3f}"
            for layer, error in step.losses.items()
        )
        return f"step {step.number}: {step.note}; errors {errors}"


class StyleDistillRun(DistillRun[StyleDistillation]):
    """A small style network that is taught."""

    def write(self) -> None:
        """The network's file, as it is now."""
        folder = self.folder
        write_style_student(folder.file, self.training, name=folder.name, source=self.source)

    def line(self, step: Step) -> str:
        """A step as the log has it."""
        errors = " ".join(f"{name} {error:.3f}" for name, error in step.losses.items())
        return f"step {step.number}, {step.note}: errors {errors}"
