"""Who is served next: ours, first come first served, and Ostagram's rule, on simulated time."""

from __future__ import annotations

import heapq
import itertools
import math
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.domain.fair_queue import Turn, called, score_of
from bot.domain.money.tier_file import load_tiers

DAY_S = 86_400.0
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(slots=True, kw_only=True, eq=False)
class Wish:
    """One picture; times in s from midnight."""

    person: int
    number: int
    is_paid: bool
    is_greedy: bool
    takes_s: float
    asked_s: float = 0.0
    begun_s: float = math.nan

    @property
    def wait_s(self) -> float:
        return self.begun_s - self.asked_s


class Queue(Protocol):
    """Wishes that wait; a rule says which is next."""

    def put(self, wish: Wish, *, now_s: float) -> None: ...
    def next(self, *, now_s: float) -> Wish: ...
    def done(self, wish: Wish, *, now_s: float) -> None: ...
    def __len__(self) -> int: ...


class FirstCome:
    """First come, first served."""

    def __init__(self) -> None:
        self._wishes: deque[Wish] = deque()

    def put(self, wish: Wish, *, now_s: float) -> None:
        self._wishes.append(wish)

    def next(self, *, now_s: float) -> Wish:
        return self._wishes.popleft()

    def done(self, wish: Wish, *, now_s: float) -> None:
        pass

    def __len__(self) -> int:
        return len(self._wishes)


class Ostagram:
    """Who was never served first, else who was served longest ago; of one person, the oldest.

    Source: SergeyMorugin/ostagram's worker of December 2015. Paid ones wait like all others.
    """

    def __init__(self) -> None:
        self._waiting: dict[int, deque[Wish]] = {}
        self._served_s: dict[int, float] = {}
        self._turns: list[tuple[float, int]] = []
        self._count = 0

    def put(self, wish: Wish, *, now_s: float) -> None:
        self._waiting.setdefault(wish.person, deque()).append(wish)
        self._count += 1
        self._queue_up(wish.person)

    def next(self, *, now_s: float) -> Wish:
        while True:
            served_s, person = heapq.heappop(self._turns)
            waiting = self._waiting.get(person)
            # Entries from before the person was served again say an older time.
            if waiting and served_s == self._served_s.get(person, -1.0):
                self._count -= 1
                wish = waiting.popleft()
                if waiting:
                    self._queue_up(person)
                return wish

    def done(self, wish: Wish, *, now_s: float) -> None:
        self._served_s[wish.person] = now_s
        if self._waiting.get(wish.person):
            self._queue_up(wish.person)

    def _queue_up(self, person: int) -> None:
        heapq.heappush(self._turns, (self._served_s.get(person, -1.0), person))

    def __len__(self) -> int:
        return self._count


class Ours:
    """The score that bot.domain.fair_queue gives: the earliest goes first."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        tiers = load_tiers()
        self._boost_s = {False: tiers.free.boost_s, True: tiers.paid[0].boost_s}
        self._heap: list[tuple[datetime, int, Wish]] = []
        self._scores: dict[Wish, datetime] = {}
        self._of_person: dict[int, list[Wish]] = {}
        self._numbers = itertools.count()
        self._work = WorkByScore()

    def put(self, wish: Wish, *, now_s: float) -> None:
        now, own = at(now_s), self._of_person.setdefault(wish.person, [])
        latest = self._scores[own[-1]] if own else None
        boost_s = self._boost_s[wish.is_paid]
        first = now - timedelta(seconds=boost_s)
        turn = Turn(latest=latest, work_s=self._work.before(min(latest or first, first)))
        own.append(wish)
        self._stand(wish, score_of(turn, now=now, boost_s=boost_s, hands=self._workers))

    def next(self, *, now_s: float) -> Wish:
        while True:
            score, _, wish = heapq.heappop(self._heap)
            if self._scores.get(wish) == score:  # others are from before it was called
                break
        self._leave(wish)
        own = self._of_person[wish.person]
        own.remove(wish)
        self._call(own, now_s, boost_s=self._boost_s[wish.is_paid])
        return wish

    def _call(self, own: Sequence[Wish], now_s: float, *, boost_s: float) -> None:
        before = [self._scores[wish] for wish in own]
        scores = called(before, now=at(now_s), boost_s=boost_s)
        for wish, score in zip(own, scores, strict=True):
            self._leave(wish)
            self._stand(wish, score)

    def _stand(self, wish: Wish, score: datetime) -> None:
        self._scores[wish] = score
        self._work.add(score, wish.takes_s)
        heapq.heappush(self._heap, (score, next(self._numbers), wish))

    def _leave(self, wish: Wish) -> None:
        self._work.add(self._scores.pop(wish), -wish.takes_s)

    def done(self, wish: Wish, *, now_s: float) -> None:
        pass

    def __len__(self) -> int:
        return len(self._scores)


class WorkByScore:
    """The work, in s, of all that waits, added up by score in a Fenwick tree of a second each."""

    def __init__(self) -> None:
        self._sums = [0.0] * (3 * int(DAY_S))

    def add(self, score: datetime, work_s: float) -> None:
        place = self._place(score)
        while place < len(self._sums):
            self._sums[place] += work_s
            place += place & -place

    def before(self, score: datetime) -> float:
        place, total = self._place(score), 0.0
        while place:
            total += self._sums[place]
            place -= place & -place
        return max(0.0, total)

    def _place(self, score: datetime) -> int:
        # Boosts reach back to the day before.
        return 1 + int((score - BEGIN).total_seconds() + DAY_S)


def at(time_s: float) -> datetime:
    return BEGIN + timedelta(seconds=time_s)


RULES: dict[str, Callable[[int], Queue]] = {
    "first come": lambda _: FirstCome(),
    "Ostagram's": lambda _: Ostagram(),
    "ours": Ours,
}
