"""One render at a time, and what a worker has in hand beside it.

Pictures are fetched before the slot is taken and results delivered after it is free, so that
whoever waits for Telegram holds up nobody's render.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

# A fetch that takes longer lets the next job be taken: it may overtake.
QUICK_FETCH_S = 1.0
MOST_FETCHES = 3
MOST_DELIVERIES = 2


class Stage(Enum):
    """RENDERING includes waiting for the slot."""

    FETCHING = auto()
    RENDERING = auto()
    DELIVERING = auto()


@dataclass(slots=True, eq=False)
class Place:
    """Where one job in hand stands."""

    stage: Stage = Stage.FETCHING
    since: float = field(default_factory=time.monotonic)
    fraction: float = 0.0

    @property
    def left_s(self) -> float:
        """What is left of its render, as it went so far; infinite before its first step."""
        so_far_s = time.monotonic() - self.since
        return so_far_s * (1 / self.fraction - 1) if self.fraction else math.inf

    def enter(self, stage: Stage) -> None:
        self.stage = stage
        self.since = time.monotonic()

    def note(self, fraction: float) -> None:
        """How far its render is."""
        self.fraction = fraction


class Slot:
    """Who renders, who waits for it, and whether there is room for one more."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._places: set[Place] = set()

    @property
    def has_room(self) -> bool:
        """Whether the next job may be taken now.

        Not while one renders: another worker may be idle. Nor while one has only just come, so
        that jobs keep their order unless a fetch is slow.
        """
        count = Counter(place.stage for place in self._places)
        return (
            not count[Stage.RENDERING]
            and count[Stage.FETCHING] < MOST_FETCHES
            and count[Stage.DELIVERING] < MOST_DELIVERIES
            and not any(map(_has_just_come, self._places))
        )

    @contextlib.contextmanager
    def place(self) -> Iterator[Place]:
        """A job in hand, fetching first, until the block ends."""
        place = Place()
        self._places.add(place)
        try:
            yield place
        finally:
            self._places.discard(place)

    @contextlib.asynccontextmanager
    async def rendering(self, place: Place) -> AsyncIterator[None]:
        """The slot itself, in the order of asking. What comes after it is delivery."""
        place.enter(Stage.RENDERING)
        try:
            async with self._lock:
                place.enter(Stage.RENDERING)
                yield
        finally:
            place.enter(Stage.DELIVERING)


def _has_just_come(place: Place) -> bool:
    return place.stage is Stage.FETCHING and time.monotonic() - place.since < QUICK_FETCH_S
