"""How a training behaves at a terminal: interrupts, progress, what is said above the bar."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

from engine.terminal.console import EXIT_STOPPED, complain, remark, say


@contextmanager
def interrupts() -> Iterator[Callable[[], bool]]:
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


def is_late(minutes: float | None, started: float) -> bool:
    """Whether so many minutes have passed since ``started`` on time.perf_counter."""
    return minutes is not None and time.perf_counter() - started >= 60 * minutes


def how_far(step: int, steps: int, *, was_stopped: bool) -> int:
    """A training's exit code; one that is not at its end is told how to go on."""
    if step >= steps:
        return 0
    rest = f"stopped after step {step} of {steps}; the same command goes on"
    if was_stopped:
        return complain(rest, EXIT_STOPPED)
    remark(rest)
    return 0


def say_above_bar(line: str) -> None:
    """:func:`say` while a :func:`progress_bar` is shown."""
    from tqdm import tqdm  # type: ignore[import-untyped]  # it ships no types

    with tqdm.external_write_mode():
        say(line)
