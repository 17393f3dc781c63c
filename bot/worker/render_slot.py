"""One render at a time, and what a worker has in hand beside it.

Pictures are fetched before the slot is taken and results delivered after it is free, so that
whoever waits for Telegram holds up nobody's render, and the next job is fetched while the last
steps of this one are made.
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
# Longer than a picture usually takes to be fetched.
NEAR_END_S = 3.0


class Stage(Enum):
    """RENDERING includes waiting for the slot."""

    FETCHING = auto()
    RENDERING = auto()
    DELIVERING = auto()


@dataclass(slots=True, eq=False)
class Place:
    """Where one job in hand stands.

    Attributes:
        has_begun: it renders, and does not wait for that.
        expected_s: how long its render is expected to take; 0: nobody knows.
        fraction: how far its render is.
        is_beside: it renders beside another.
        took_s: of its worker's time, once it was rendered in the slot: since the render before it,
            or since it came, if that was later. Of its fetch no more counts than holds up others.
    """

    stage: Stage = Stage.FETCHING
    since: float = field(default_factory=time.monotonic)
    has_begun: bool = False
    expected_s: float = 0.0
    fraction: float = 0.0
    is_beside: bool = False
    took_s: float = 0.0
    came_at: float = field(default_factory=time.monotonic)

    @property
    def left_s(self) -> float:
        """What is left of its render, as it went so far or, before its first step, is expected."""
        so_far_s = time.monotonic() - self.since
        if self.fraction:
            return so_far_s * (1 / self.fraction - 1)
        if not self.expected_s:
            return math.inf
        return max(0.0, self.expected_s - so_far_s) if self.has_begun else self.expected_s

    def enter(self, stage: Stage) -> None:
        self.stage = stage
        self.since = time.monotonic()

    def begin(self) -> None:
        """Its render begins, perhaps once more."""
        self.enter(Stage.RENDERING)
        self.has_begun = True
        self.fraction = 0.0


class Slot:
    """Who renders, who waits for it, and whether there is room for one more."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._beside = asyncio.Lock()
        self._free_since = -math.inf
        self._places: set[Place] = set()

    @property
    def has_room(self) -> bool:
        """Whether the next job may be taken now.

        Not while one renders that has more than NEAR_END_S to go: another worker may be free
        before. Nor while one has only just come, so that jobs keep their order unless a fetch is
        slow.
        """
        count = Counter(place.stage for place in self._places if not place.is_beside)
        return (
            not self.has_long_render
            and count[Stage.RENDERING] <= 1
            and count[Stage.FETCHING] < MOST_FETCHES
            and count[Stage.DELIVERING] < MOST_DELIVERIES
            and not any(map(_has_just_come, self._places))
        )

    @property
    def has_room_beside(self) -> bool:
        """Whether a short job may be taken to be rendered beside a long one."""
        return self.is_free_beside and not any(
            place.stage is Stage.FETCHING for place in self._places
        )

    @property
    def is_free_beside(self) -> bool:
        """Whether a short job may be rendered there, beside a long one."""
        return self.has_long_render and not self._beside.locked()

    @property
    def is_idle_beside(self) -> bool:
        """Nothing renders there, nor anything that it would be beside."""
        return not self.has_long_render and not self._beside.locked()

    @property
    def left_s(self) -> float:
        """What is left of the longest render that is not beside another."""
        return max((place.left_s for place in self._places if _renders(place)), default=0.0)

    @property
    def has_long_render(self) -> bool:
        """Whether one renders that has more than NEAR_END_S to go."""
        return any(map(_keeps_the_slot, self._places))

    def free_now(self) -> None:
        """What was rendered here for nobody's job counts for none."""
        self._free_since = time.monotonic()

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
        came_at = max(place.came_at, time.monotonic() - QUICK_FETCH_S)
        async with self._rendering(place, self._lock):
            try:
                yield
            finally:
                now = time.monotonic()
                place.took_s = now - max(came_at, self._free_since)
                self._free_since = now

    @contextlib.asynccontextmanager
    async def rendering_beside(self, place: Place) -> AsyncIterator[None]:
        """Beside the slot. What comes after it is delivery."""
        async with self._rendering(place, self._beside):
            yield

    @contextlib.asynccontextmanager
    async def _rendering(self, place: Place, lock: asyncio.Lock) -> AsyncIterator[None]:
        place.is_beside = lock is self._beside
        place.enter(Stage.RENDERING)
        try:
            async with lock:
                yield
        finally:
            place.is_beside = False
            place.enter(Stage.DELIVERING)


def _has_just_come(place: Place) -> bool:
    return place.stage is Stage.FETCHING and time.monotonic() - place.since < QUICK_FETCH_S


def _keeps_the_slot(place: Place) -> bool:
    return _renders(place) and place.left_s > NEAR_END_S


def _renders(place: Place) -> bool:
    return place.stage is Stage.RENDERING and not place.is_beside
