"""What befalls a fleet: blows rolled from a seed, and struck."""

from __future__ import annotations

import asyncio
import os
import random
import resource
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.chaos.keeping import BOTS, KEPT, WORKERS, Keeper, clock_library
from tests.e2e.house import alive
from tests.person import Person

RENDER = "render"  # one of the workers' render processes
VICTIMS = (*KEPT, RENDER)
GAP_S = (1.0, 6.0)
SPAN_S = (1.0, 8.0)
# A clock that was wrong by more holds up what it leased for as long as it was wrong.
JUMPS_S = (-90, 90)
# No picture fits.
FULL_BYTES = 100
ANY = "any"
METHODS = (
    ANY,
    "sendMessage",
    "editMessageText",
    "editMessageMedia",
    "answerCallbackQuery",
    "getFile",
    "download",
    "refundStarPayment",
)
FAULTS = ("429", "500", "drop", "slow")
# How often each kind is rolled, of the sum of them.
KINDS = {"kill": 6, "pause": 4, "restart": 3, "full": 2, "fault": 5, "repeat": 2, "clock": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Blow:
    """One blow, ``gap_s`` after the one before.

    Attributes:
        kind: kill, pause, restart (of ``target``), full (no file may grow), fault (of Telegram,
            which ``target`` names), repeat (updates come again), clock (of ``target``).
        span_s: until what is paused goes on, the disk has room, the clock is right again.
        amount: whose render process; how many calls or updates; by how many s the clock jumps.
    """

    gap_s: float
    kind: str
    target: str
    span_s: float
    amount: int
    is_after: bool

    def __str__(self) -> str:
        return f"{self.kind} {self.target} {self.span_s:g} s {self.amount} {self.is_after:d}"


def rolled(dice: random.Random) -> Iterator[Blow]:
    """The blows of a seed, without an end."""
    kinds = {kind: often for kind, often in KINDS.items() if kind != "clock" or clock_library()}
    while True:
        (kind,) = dice.choices(list(kinds), weights=list(kinds.values()))
        yield Blow(
            gap_s=round(dice.uniform(*GAP_S), 2),
            kind=kind,
            target=_target(dice, kind),
            span_s=round(dice.uniform(*SPAN_S), 2),
            amount=dice.randint(*JUMPS_S) if kind == "clock" else dice.randint(1, 6),
            is_after=dice.random() < 0.5,
        )


def _target(dice: random.Random, kind: str) -> str:
    if kind in ("kill", "pause"):
        return dice.choice(VICTIMS)
    if kind == "restart":
        return dice.choice(KEPT)
    if kind == "fault":
        return f"{dice.choice(FAULTS)} {dice.choice(METHODS)}"
    return dice.choice((*BOTS, *WORKERS)) if kind == "clock" else "all"


@dataclass(slots=True, kw_only=True)
class Storm:
    """Strikes one blow after another; several may be felt at once.

    Attributes:
        struck: what was struck, with the s since the storm began.
        missed: blows whose victim was just not there.
    """

    keeper: Keeper
    telegram: Person
    blows: Iterator[Blow]
    struck: list[tuple[float, Blow]] = field(default_factory=list)
    missed: int = 0
    _full: int = 0
    _began: float = 0.0

    @asynccontextmanager
    async def raging(self) -> AsyncIterator[None]:
        """Until the block ends; then what is still felt comes to its end."""
        self._began = time.monotonic()
        async with asyncio.TaskGroup() as group:
            rolling = group.create_task(self._roll(group))
            try:
                yield
            finally:
                rolling.cancel()
        await self.telegram.clear_faults()
        self.keeper.fleet.balancer.repeats = 0

    async def _roll(self, group: asyncio.TaskGroup) -> None:
        for blow in self.blows:
            await asyncio.sleep(blow.gap_s)
            self.struck.append((round(time.monotonic() - self._began, 1), blow))
            group.create_task(self._strike(blow))

    async def _strike(self, blow: Blow) -> None:
        match blow.kind:
            case "kill":
                is_hit = self._signal(self._pids(blow)[:1], signal.SIGKILL)
            case "pause":
                is_hit = await self._pause(blow)
            case "restart":
                is_hit = await self.keeper.restart(blow.target)
            case "full":
                is_hit = await self._fill(blow)
            case "fault":
                is_hit = await self._order_fault(blow)
            case "repeat":
                self.keeper.fleet.balancer.repeats += blow.amount
                is_hit = True
            case _:
                is_hit = await self._set_clock(blow)
        self.missed += not is_hit

    def _pids(self, blow: Blow) -> list[int]:
        """The victim, and of Postgres its process for each client; none: it is just not there."""
        if blow.target == RENDER:
            pids = sorted(p for p, words in self._alive().items() if "render_process" in words)
            return pids[blow.amount % len(pids) :][:1] if pids else []
        pid = self.keeper.pid_of(blow.target)
        if pid is None:
            return []
        return [pid, *(_children(pid) if blow.target == "postgres" else ())]

    def _signal(self, pids: list[int], number: signal.Signals) -> bool:
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        return bool(pids)

    async def _pause(self, blow: Blow) -> bool:
        pids = self._pids(blow)
        self._signal(pids, signal.SIGSTOP)
        await asyncio.sleep(blow.span_s)
        return self._signal(pids, signal.SIGCONT)

    async def _fill(self, blow: Blow) -> bool:
        """As on a full disk no file of bots and workers can grow, their logs included."""
        self._full += 1
        self._limit_files(FULL_BYTES)
        await asyncio.sleep(blow.span_s)
        self._full -= 1
        if not self._full:
            self._limit_files(resource.RLIM_INFINITY)
        return True

    def _limit_files(self, most_bytes: int) -> None:
        for pid, words in self._alive().items():
            if any(part in words for part in ("cli bot", "cli worker", "render_process")):
                with suppress(ProcessLookupError):
                    resource.prlimit(pid, resource.RLIMIT_FSIZE, (most_bytes, -1))

    async def _order_fault(self, blow: Blow) -> bool:
        kind, method = blow.target.split()
        await self.telegram.order_fault(
            kind,
            method=None if method == ANY else method,
            times=blow.amount,
            seconds=blow.span_s,
            after=blow.is_after,
        )
        return True

    async def _set_clock(self, blow: Blow) -> bool:
        self.keeper.set_clock(blow.target, ahead_s=blow.amount)
        await asyncio.sleep(blow.span_s)
        self.keeper.set_clock(blow.target, ahead_s=0)
        return True

    def _alive(self) -> dict[int, str]:
        return alive(self.keeper.fleet.folder)

    def told(self) -> str:
        """How many of each kind, and each of them."""
        kinds = dict(Counter(blow.kind for _, blow in self.struck))
        lines = [f"{second:7.1f} s  {blow}" for second, blow in self.struck]
        return "\n".join([f"{len(lines)} blows {kinds}, {self.missed} missed", *lines])


def _children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []
