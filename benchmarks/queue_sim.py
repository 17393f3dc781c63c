"""A day of a crowd in line, on simulated time: ours against first come, first served and against
Ostagram's rule.

``python -m benchmarks.queue_sim [--people 40000] [--workers N ...] [--plot FILE]``. Nothing is
rendered: a picture takes as long as ``RENDER_S`` says. Without ``--workers`` it looks for the
fewest that keep nineteen of twenty free pictures within five minutes.
"""

from __future__ import annotations

import argparse
import heapq
import itertools
import math
import random
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.day_plot import Line, draw_day
from benchmarks.queue_rules import DAY_S, RULES, Ours, Queue, Wish

# Of a day's people, in each hour: quiet at four, most in the evening.
HOURS = (20, 13, 8, 6, 5, 6, 10, 18, 28, 36, 42, 46, 48, 48, 47, 48, 52, 58, 66, 74, 78, 72, 56, 36)
# (share, how many pictures such a person asks for, and whether all at once).
HABITS = ((0.55, 1, False), (0.35, 4, False), (0.10, 10, True))
PAID_SHARE = 0.03
PAUSE_S = 60.0  # between a picture and the same person's next wish
# s of one GPU: what the founding documents allow a painting (10 to 15 s); the others in proportion.
RENDER_S = {"dream": 2.0, "painting": 12.0, "paid painting": 45.0}
DREAMS = 0.5
FREE_P95_S = 300.0


@dataclass(slots=True, kw_only=True)
class Person:
    id: int
    comes_s: float
    wishes: deque[Wish]
    is_greedy: bool


def crowd(people: int, *, seed: int) -> list[Person]:
    """A day's people, the same for every rule."""
    random_ = random.Random(seed)
    hours = random_.choices(range(len(HOURS)), HOURS, k=people)
    return [_person(number, hour, random_) for number, hour in enumerate(hours)]


def _person(number: int, hour: int, random_: random.Random) -> Person:
    is_paid = random_.random() < PAID_SHARE
    weights = [share for share, _, _ in HABITS]
    _, count, is_greedy = random_.choices(HABITS, weights)[0]
    wishes = deque(
        Wish(
            person=number,
            number=place,
            is_paid=is_paid,
            is_greedy=is_greedy,
            takes_s=RENDER_S[_kind(random_, is_paid)],
        )
        for place in range(count)
    )
    comes_s = 3600 * (hour + random_.random())
    return Person(id=number, comes_s=comes_s, wishes=wishes, is_greedy=is_greedy)


def _kind(random_: random.Random, is_paid: bool) -> str:
    if is_paid:
        return "paid painting"
    return "dream" if random_.random() < DREAMS else "painting"


def serve(people: Sequence[Person], line: Queue, *, workers: int) -> list[Wish]:
    """Every wish of the day, served by ``workers`` in the line's order."""
    return list(_Day(people, line, workers=workers).run())


class _Day:
    def __init__(self, people: Sequence[Person], line: Queue, *, workers: int) -> None:
        self._line = line
        self._workers = workers
        self._busy = 0
        self._numbers = itertools.count()
        self._people = {person.id: deque(person.wishes) for person in people}
        self._greedy = {person.id for person in people if person.is_greedy}
        self._events: list[tuple[float, int, int, Wish | None]] = []
        for person in people:
            self._at(person.comes_s, person.id, None)

    def run(self) -> Iterator[Wish]:
        while self._events:
            now_s, _, person, finished = heapq.heappop(self._events)
            if finished is None:
                self._come(person, now_s)
            else:
                self._busy -= 1
                self._line.done(finished, now_s=now_s)
                if person not in self._greedy and self._people[person]:
                    self._at(now_s + PAUSE_S, person, None)
            yield from self._begin(now_s)

    def _at(self, time_s: float, person: int, wish: Wish | None) -> None:
        heapq.heappush(self._events, (time_s, next(self._numbers), person, wish))

    def _come(self, person: int, now_s: float) -> None:
        """The next wish; of a greedy person, all."""
        wishes = self._people[person]
        for _ in range(len(wishes) if person in self._greedy else 1):
            wish = wishes.popleft()
            wish.asked_s = now_s
            self._line.put(wish, now_s=now_s)

    def _begin(self, now_s: float) -> Iterator[Wish]:
        while self._busy < self._workers and len(self._line):
            wish = self._line.next(now_s=now_s)
            wish.begun_s = now_s
            self._busy += 1
            self._at(now_s + wish.takes_s, wish.person, wish)
            yield wish


def quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else math.nan


def jain(values: Sequence[float]) -> float:
    """Jain's index: 1 where all have the same, 1/n where one has everything."""
    squares = sum(value * value for value in values)
    return sum(values) ** 2 / (len(values) * squares) if squares else 1.0


def told(name: str, wishes: Sequence[Wish]) -> str:
    """One row of the table; waits in minutes."""
    free = [wish for wish in wishes if not wish.is_paid]
    patient = [wish for wish in free if not wish.is_greedy]
    firsts = [wish for wish in patient if wish.number == 0]
    evening = [wish.wait_s for wish in firsts if 20 <= wish.asked_s / 3600 < 21]
    columns = (
        _minutes([wish.wait_s for wish in free], 0.5),
        _minutes([wish.wait_s for wish in free], 0.95),
        _minutes([wish.wait_s for wish in patient], 0.95),
        _minutes([wish.wait_s for wish in free if wish.is_greedy and wish.number == 9], 0.95),
        _minutes([wish.wait_s for wish in wishes if wish.is_paid], 0.95),
        f"{jain(evening):.3f}",
    )
    return f"| {name} | " + " | ".join(columns) + " |"


def _minutes(waits_s: Sequence[float], share: float) -> str:
    return f"{quantile(waits_s, share) / 60:.1f}"


def through_the_day(name: str, wishes: Sequence[Wish]) -> Line:
    """The median wait of free pictures asked for in each half hour, in minutes."""
    points = []
    for half in range(48):
        asked = (1800.0 * half, 1800.0 * (half + 1))
        waits = [w.wait_s for w in wishes if not w.is_paid and asked[0] <= w.asked_s < asked[1]]
        if waits:
            points.append((half / 2 + 0.25, quantile(waits, 0.5) / 60))
    return Line(name=name, points=tuple(points))


def enough_workers(people: Sequence[Person], rule: Callable[[int], Queue]) -> int:
    """The fewest with which the free p95 is within five minutes."""
    work_s = sum(wish.takes_s for person in people for wish in person.wishes)
    low, high = 1, 2 * math.ceil(max(HOURS) / sum(HOURS) * work_s / 3600)
    while low < high:
        middle = (low + high) // 2
        waits = [w.wait_s for w in serve(people, rule(middle), workers=middle) if not w.is_paid]
        low, high = (low, middle) if quantile(waits, 0.95) <= FREE_P95_S else (middle + 1, high)
    return low


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="A day of a crowd, on simulated time.")
    parser.add_argument("--people", type=int, default=40_000)
    parser.add_argument("--workers", type=int, nargs="*", help="GPUs; left out: enough for free")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--plot", type=Path, help="a picture of the waits, of the first number")
    args = parser.parse_args(arguments)
    people = crowd(args.people, seed=args.seed)
    counts = args.workers or [enough_workers(people, Ours)]
    for workers in counts:
        lines = _tell_day(people, workers)
        if args.plot and workers == counts[0]:
            draw_day(lines, args.plot, title=f"{len(people)} people, {workers} GPUs: median wait")
    return 0


def _tell_day(people: Sequence[Person], workers: int) -> list[Line]:
    pictures = sum(len(person.wishes) for person in people)
    sys.stdout.write(
        f"\n{len(people)} people, {pictures} pictures, {workers} GPUs: "
        f"{workers * DAY_S / pictures:.1f} s of a rented GPU a picture; waits in minutes\n\n"
        "| rule | free p50 | free p95 | p95 of the patient | tenth of ten, p95 | paid p95 "
        "| Jain, evening |\n|---|---|---|---|---|---|---|\n"
    )
    lines = []
    for name, rule in RULES.items():
        served = serve(people, rule(workers), workers=workers)
        sys.stdout.write(told(name, served) + "\n")
        lines.append(through_the_day(name, served))
    return lines


if __name__ == "__main__":
    sys.exit(main())
