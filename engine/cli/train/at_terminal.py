"""How a training behaves at a terminal: interrupts, progress, how it is told of."""

from __future__ import annotations

import argparse
import json
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING, Any

from engine.terminal.console import EXIT_STOPPED, complain, progress_bar, remark, say

if TYPE_CHECKING:
    from engine.train.loop import TrainingRun

Facts = Mapping[str, Any]


def train_here(
    args: argparse.Namespace,
    run: TrainingRun[Any],
    *,
    started: float,
    facts: Callable[[], Facts],
    summary: Callable[[Facts], str],
) -> int:
    """Train until the end, --minutes or Ctrl-C; then tell how it went.

    Args:
        started: on time.perf_counter, where --minutes begin.
        facts: what --json prints, once it has ended; summary: it in words.
    Returns: the exit code.
    """
    tell = (lambda line: None) if args.json else _say_above_bar
    training = run.training
    if run.restore():
        tell(f"Going on after step {training.step}.")
    with _interrupts() as is_stopped, progress_bar(run.folder.name) as show:
        run.train(
            say=tell,
            is_over=lambda: is_stopped() or _is_late(args.minutes, started),
            on_progress=show,
        )
        was_stopped = is_stopped()
    say(json.dumps(facts()) if args.json else summary(facts()))
    return _exit_code(training.step, training.steps, was_stopped=was_stopped)


@contextmanager
def _interrupts() -> Iterator[Callable[[], bool]]:
    """Tells whether Ctrl-C was pressed: the step is finished first. A second one ends at once."""
    asked = Event()

    def ask(number: int, frame: object) -> None:
        asked.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, before)


def _is_late(minutes: float | None, started: float) -> bool:
    return minutes is not None and time.perf_counter() - started >= 60 * minutes


def _exit_code(step: int, steps: int, *, was_stopped: bool) -> int:
    """One that is not at its end is told how to go on."""
    if step >= steps:
        return 0
    rest = f"stopped after step {step} of {steps}; the same command goes on"
    if was_stopped:
        return complain(rest, EXIT_STOPPED)
    remark(rest)
    return 0


def _say_above_bar(line: str) -> None:
    """A line on stdout while a bar is shown."""
    from tqdm import tqdm  # type: ignore[import-untyped]  # it ships no types

    with tqdm.external_write_mode():
        say(line)
