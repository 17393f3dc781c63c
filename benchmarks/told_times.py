"""Whether pictures come when the status message said that they would.

``python -m benchmarks.told_times [--workers 2] [--load 0.8] [--seconds 180] [--burst 20]``

The service as it is deployed (tests.fleet): Postgres, Redis, the local Telegram, one chat process
and workers of one thread. First people come at once, twice, which tells what the machine makes in a
second; then people come by chance (Poisson), at ``--load`` of that; at last there is a burst.
Each sends one photo and reads what its message says, until the picture is there.

The error of what was told is |told - real| / real. A message speaks in fives of seconds and
never says less than five: of a picture that came within those, "about 5 seconds" counts as right
and anything else as wrong, for of 1 s told as 5 the error would be the wording's. How many these
are is told, and the share of right ones without them.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.timing import say
from tests.fleet.fleet import Fleet, empty_fleet
from tests.fleet.people import FIRST_CHAT
from tests.person import Message, Person
from tests.pictures import photo_bytes

# What people ask for, and how often.
WISHES: Mapping[str, tuple[str, int]] = {
    "dream, 64 px": ("/dream size=64 steps=4 octaves=1", 3),
    "dream, 320 px": ("/dream size=320 steps=20 octaves=3", 3),
    "style in one pass": ("/style swirls instant size=256", 3),
    "style, 128 px": ("/style swirls size=128 steps=20", 3),
    "style, 256 px": ("/style swirls size=256 steps=40", 2),
}
WITHIN_S = 600.0
RIGHT = 0.5
# The least that a message says.
LEAST_S = 5.0
# In s, but for numbers and shares. "right": by what each was told first, by those of them that
# came later than LEAST_S, by all that was told in the line, and by what was told in work.
COLUMNS: tuple[str, ...] = (
    "kind",
    "jobs",
    "wait",
    "told right",
    "error",
    "told / real",
    "within 5 s",
)
COLUMNS += ("right of later ones", "edits a job", "right in line", "right in work")
_TOLD = re.compile(r"about (\d+) (second|minute|hour)")
_UNITS_S = {"second": 1, "minute": 60, "hour": 3600}


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What a message said at ``at_s``: the picture is there in ``told_s``."""

    at_s: float
    told_s: float
    is_waiting: bool


@dataclass(slots=True, kw_only=True)
class Ask:
    """One photo; times by ``time.perf_counter``."""

    kind: str
    asked_s: float = field(default_factory=time.perf_counter)
    made_s: float = 0.0
    words: list[str] = field(default_factory=list)
    tellings: list[Telling] = field(default_factory=list)

    def read(self, messages: Sequence[Message]) -> bool:
        """Note what is new in the chat. Returns: whether the picture is there."""
        now = time.perf_counter()
        if any(map(_is_made, messages)):
            self.made_s = now
            return True
        for message in messages:
            words = str(message["text"] or message["caption"] or "")
            if message["from_bot"] and words not in self.words[-1:]:
                self.words.append(words)
                self.tellings += tellings_in(words, at_s=now)
        return False

    def real_s(self, telling: Telling) -> float:
        return self.made_s - telling.at_s

    @property
    def edits(self) -> int:
        """Of the message while it waited, after it was written."""
        return max(0, sum(telling.is_waiting for telling in self.tellings) - 1)


@dataclass(slots=True, kw_only=True)
class People:
    """Each is somebody else, so that nobody's allowance or turns come into it."""

    site_url: str
    dice: random.Random
    _chats: Iterator[int] = field(default_factory=lambda: itertools.count(FIRST_CHAT))

    async def at_once(self, kinds: Sequence[str]) -> list[Ask]:
        return await asyncio.gather(*map(self._ask, kinds))

    async def by_chance(self, *, per_s: float, seconds: float) -> list[Ask]:
        """They come at that mean rate, whatever becomes of those before them."""
        async with asyncio.TaskGroup() as group:
            asks = []
            end = time.perf_counter() + seconds
            while time.perf_counter() < end:
                asks.append(group.create_task(self._ask(self.any_kind())))
                await asyncio.sleep(self.dice.expovariate(per_s))
        return [task.result() for task in asks]

    def any_kind(self) -> str:
        shares = [share for _, share in WISHES.values()]
        return self.dice.choices(list(WISHES), shares)[0]

    async def _ask(self, kind: str) -> Ask:
        """Raises: AssertionError: the picture does not come."""
        command, _ = WISHES[kind]
        chat_id = next(self._chats)
        async with Person.at(self.site_url, chat_id=chat_id) as person:
            photo = photo_bytes(chat_id)
            ask = Ask(kind=kind)
            await person.send(command, photos=[photo])
            await person.wait_for(ask.read, within_s=WITHIN_S)
        return ask


def _is_made(message: Message) -> bool:
    return bool(message["photo"]) and "Delete" in str(message["buttons"])


def tellings_in(words: str, *, at_s: float) -> list[Telling]:
    """None or one; a percentage is told of what is in work."""
    found = _TOLD.search(words)
    if found is None:
        return []
    told_s = int(found[1]) * _UNITS_S[found[2]]
    return [Telling(at_s=at_s, told_s=told_s, is_waiting="%" not in words)]


def error(told_s: float, real_s: float) -> float:
    """As a share of ``real_s``; 0 where words cannot say it any better."""
    if real_s <= LEAST_S:
        return 0.0 if told_s <= LEAST_S else told_s / LEAST_S - 1 + RIGHT
    return abs(told_s - real_s) / real_s


def table(asks: Sequence[Ask]) -> str:
    lines = ["| " + " | ".join(COLUMNS) + " |", "|---|" + "---:|" * (len(COLUMNS) - 1)]
    kinds = [*WISHES, "all"]
    of = {kind: [ask for ask in asks if kind in (ask.kind, "all")] for kind in kinds}
    return "\n".join(lines + [_row(kind, of[kind]) for kind in kinds])


def _row(kind: str, asks: Sequence[Ask]) -> str:
    told = [ask for ask in asks if ask.tellings]
    firsts = [(ask.tellings[0].told_s, ask.real_s(ask.tellings[0])) for ask in told]
    waiting = _pairs(told, lambda telling: telling.is_waiting)
    in_work = _pairs(told, lambda telling: not telling.is_waiting)
    longer = [pair for pair in firsts if pair[1] > LEAST_S]
    cells = [
        f"{len(asks)}",
        f"{_median([ask.made_s - ask.asked_s for ask in asks]):.1f}",
        _share_right(firsts),
        f"{_median([error(*pair) for pair in firsts]):.0%}",
        f"{_median([told_s / real_s for told_s, real_s in longer]):.2f}",
        f"{len(firsts) - len(longer)}",
        _share_right(longer),
        f"{sum(ask.edits for ask in asks) / max(1, len(asks)):.1f}",
        _share_right(waiting),
        _share_right(in_work),
    ]
    return f"| {kind} | " + " | ".join(cells) + " |"


def _pairs(asks: Sequence[Ask], wanted: Callable[[Telling], bool]) -> list[tuple[float, float]]:
    """What was told, and what it was, in s."""
    return [(t.told_s, ask.real_s(t)) for ask in asks for t in ask.tellings if wanted(t)]


def _share_right(pairs: Sequence[tuple[float, float]]) -> str:
    right = sum(error(*pair) < RIGHT for pair in pairs)
    return f"{right / len(pairs):.0%} of {len(pairs)}" if pairs else "-"


def _median(numbers: Sequence[float]) -> float:
    return statistics.median(numbers) if numbers else float("nan")


async def play(args: argparse.Namespace) -> None:
    async with empty_fleet() as fleet:
        await fleet.start_bot("bot")
        workers = (fleet.start_worker(f"worker-{n + 1}") for n in range(args.workers))
        await asyncio.gather(*workers)
        await _measure(fleet, args)
        await fleet.stop_all()


async def _measure(fleet: Fleet, args: argparse.Namespace) -> None:
    people = People(site_url=fleet.site_url, dice=random.Random(args.seed))
    kinds = [kind for kind, (_, share) in WISHES.items() for _ in range(share)]
    people.dice.shuffle(kinds)
    kinds *= args.rounds
    _tell("at once, before anything was measured", await people.at_once(kinds))
    began = time.perf_counter()
    warm = await people.at_once(kinds)
    per_s = len(warm) / (time.perf_counter() - began)
    _tell(f"at once again: {per_s:.2f} pictures/s", warm)
    steady = await people.by_chance(per_s=args.load * per_s, seconds=args.seconds)
    _tell(f"by chance, at {args.load:.0%} of that for {args.seconds:g} s", steady)
    burst = await people.at_once([people.any_kind() for _ in range(args.burst)])
    _tell(f"a burst of {args.burst}", burst)
    _tell("all but the first, of whom nothing was measured", warm + steady + burst)


def _tell(title: str, asks: Sequence[Ask]) -> None:
    untold = sum(not ask.tellings for ask in asks)
    say(f"\n{title}; there before a time was told: {untold}\n\n{table(asks)}")


def main() -> int:
    parser = argparse.ArgumentParser(description="What people are told of their wait.")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--load", type=float, default=0.8)
    parser.add_argument("--seconds", type=float, default=180.0)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--burst", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    asyncio.run(play(parser.parse_args()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
