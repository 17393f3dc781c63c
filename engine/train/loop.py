"""The loop of every training: steps, until all are made or somebody has had enough."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from engine.errors import TrainingError
from engine.ops.tiles import is_out_of_memory
from engine.texts.phrase import Phrase
from engine.train.run_folder import RunFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step that was made.

    Attributes:
        number: the first is 1.
        losses: by what was compared: layers, pixels, style and content.
        note: what else the log says of it.
    """

    number: int
    losses: Mapping[str, float]
    note: str = ""


class Training(Protocol):
    """A run in memory: goes on bit for bit from its state_dict."""

    step: int

    @property
    def steps(self) -> int:
        """Of the whole run."""

    def advance(self) -> Step:
        """Learn from one batch. Raises: TrainingError."""

    def state_dict(self) -> dict[str, Any]:
        """All that the next step depends on."""

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on from :meth:`state_dict`."""


AnyTraining = TypeVar("AnyTraining", bound=Training)
Speed = Callable[[], float]  # steps per second, since this process began


class TrainingRun(ABC, Generic[AnyTraining]):
    """A training in its folder; each kind says what it saves and tells, and when."""

    def __init__(self, training: AnyTraining, folder: RunFolder) -> None:
        self.training = training
        self.folder = folder

    @abstractmethod
    def write(self) -> None:
        """The network's file, as it is now."""

    @abstractmethod
    def after(self, step: Step, speed: Speed) -> Iterator[str]:
        """Save what is to be saved after a step. Yields: the lines that the log gets."""

    def end(self) -> Iterator[str]:
        """Save what was learnt. Yields: the log's last lines."""
        self.save()
        yield from ()

    def save(self) -> None:
        """Write the network's file and the checkpoint."""
        self.write()
        self.folder.save(self.training.state_dict())

    def restore(self) -> bool:
        """Go on from the last checkpoint, if there is one."""
        state = self.folder.load()
        if state is not None:
            self.training.load_state_dict(state)
        return state is not None

    def train(
        self,
        *,
        say: Callable[[str], None],
        is_over: Callable[[], bool] = lambda: False,
        on_progress: Callable[[float], None] = lambda fraction: None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        """Train until all steps are made, or ``is_over`` after one; save on the way and at the end.

        Args:
            say: told of each line that the log gets.
            on_progress: told which share of the steps is made.
        Raises: TrainingError.
        """

        def tell(lines: Iterator[str]) -> None:
            for line in lines:
                self.folder.log(line)
                say(line)

        def speed() -> float:
            return (self.training.step - first) / max(clock() - started, 1e-9)

        started, first, has_enough = clock(), self.training.step, False
        while self.training.step < self.training.steps and not has_enough:
            with affordable():
                step = self.training.advance()
            on_progress(step.number / self.training.steps)
            tell(self.after(step, speed))
            has_enough = is_over()
        tell(self.end())


@contextmanager
def affordable() -> Iterator[None]:
    """Too little memory for a step, as a TrainingError that says what to take instead."""
    try:
        yield
    except (RuntimeError, MemoryError) as exc:
        if not is_out_of_memory(exc):
            raise
        problem = Phrase("problems.too_little_memory")
        remedy = Phrase("remedies.smaller_batch")
        raise TrainingError(str(exc), problem=problem, remedy=remedy) from exc


def progress_line(step: int, steps: int, losses: str, *, speed: float) -> str:
    """How far it is and how long it takes: a line of the log."""
    left = duration((steps - step) / speed)
    return f"step {step} of {steps}: {losses}, {speed:.3g} steps/s, {left} left"


def duration(seconds: float) -> str:
    """As people say it: 40 s, 12 min, 3 h 5 min."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
