"""What the loops of trainings share: plain words for a step too large, and for times."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from engine.errors import TrainingError
from engine.ops.tiles import is_out_of_memory


@contextmanager
def affordable() -> Iterator[None]:
    """Too little memory for a step, as a TrainingError that says what to take instead."""
    try:
        yield
    except (RuntimeError, MemoryError) as exc:
        if not is_out_of_memory(exc):
            raise
        problem = "a step needs more memory than there is"
        remedy = "Take a smaller --batch or --size; that begins anew, with --anew."
        raise TrainingError(str(exc), problem=problem, remedy=remedy) from exc


def duration(seconds: float) -> str:
    """As people say it: 40 s, 12 min, 3 h 5 min."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
