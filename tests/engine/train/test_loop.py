"""The loop that every training goes through, with one that learns nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from engine.errors import TrainingError
from engine.train.loop import Speed, Step, TrainingRun
from engine.train.run_folder import CHECKPOINT, LOG, RunFolder
from engine.weights.safetensors_file import DREAM


class Counting:
    """Its steps know nothing but their numbers."""

    def __init__(self, steps: int) -> None:
        self.step = 0
        self.steps = steps

    def advance(self) -> Step:
        self.step += 1
        return Step(number=self.step, losses={"loss": 1 / self.step})

    def state_dict(self) -> dict[str, Any]:
        return {"step": self.step}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        self.step = state["step"]


class CountingRun(TrainingRun[Counting]):
    """Saves each second step and tells of each."""

    saved: tuple[int, ...] = ()

    def write(self) -> None:
        self.saved += (self.training.step,)

    def after(self, step: Step, speed: Speed) -> Iterator[str]:
        yield f"step {step.number}, {speed():g} steps/s"
        if step.number % 2 == 0:
            self.save()


def run(data_dir: Path, training: Counting) -> CountingRun:
    folder = RunFolder(data_dir, "mine", kind=DREAM)
    folder.begin({}, anew=False)
    return CountingRun(training, folder)


def test_it_makes_all_steps_tells_of_them_and_saves_at_the_end(tmp_path: Path) -> None:
    counting, said, shares = run(tmp_path, Counting(3)), list[str](), list[float]()
    seconds = iter(range(0, 100, 2))
    counting.train(say=said.append, on_progress=shares.append, clock=lambda: next(seconds))
    assert said == ["step 1, 0.5 steps/s", "step 2, 0.5 steps/s", "step 3, 0.5 steps/s"]
    assert (counting.folder.path / LOG).read_text(encoding="utf-8").splitlines() == said
    assert counting.saved == (2, 3)
    assert shares == [1 / 3, 2 / 3, 1.0]


def test_who_has_had_enough_ends_it_after_a_step_and_it_goes_on_from_there(tmp_path: Path) -> None:
    first = run(tmp_path, Counting(5))
    assert not first.restore()
    first.train(say=lambda line: None, is_over=lambda: True)
    assert (first.training.step, first.saved) == (1, (1,))
    second = run(tmp_path, Counting(5))
    assert second.restore()
    second.train(say=lambda line: None)
    assert (second.training.step, second.saved) == (5, (2, 4, 5))
    third = run(tmp_path, Counting(5))
    third.restore()
    third.train(say=lambda line: pytest.fail("there is no step left"))
    assert third.saved == (5,)


def test_a_step_without_memory_says_what_to_take_instead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(self: Counting) -> Step:
        raise MemoryError

    monkeypatch.setattr(Counting, "advance", fails)
    counting = run(tmp_path, Counting(3))
    with pytest.raises(TrainingError, match="smaller --batch or --size"):
        counting.train(say=lambda line: None)
    assert not (counting.folder.path / CHECKPOINT).exists()
