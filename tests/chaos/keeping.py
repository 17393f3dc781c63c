"""A fleet whose parts come back by themselves, as Kubernetes and systemd bring them back."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from tests.fleet.fleet import Fleet
from tests.fleet.processes import FleetError
from tests.places import ROOT

BOTS = ("bot-1", "bot-2")
WORKERS = ("worker-1", "worker-2", "worker-3")
SERVERS = ("postgres", "redis")
KEPT = (*SERVERS, *BOTS, *WORKERS)
PAUSE_S = 0.2
# Postgres waits for its clients at SIGTERM, and they never go.
POLITELY = {"postgres": signal.SIGINT}
# Two looks, a delivery and a render's last step, on few cores with other members starting.
ENDS_WITHIN_S = 45.0
_CLOCK_LIBRARIES = ("/usr/lib/*/faketime/libfaketimeMT.so.1", "/usr/local/lib/faketime/*MT.so.1")


class Keeper:
    """Starts every member, and again whenever it ended, whoever ended it.

    Attributes:
        ended: how often each member had to be started again.
    """

    def __init__(self, fleet: Fleet) -> None:
        self.fleet = fleet
        self.ended = dict.fromkeys(KEPT, 0)
        self._up = {name: asyncio.Event() for name in KEPT}

    @asynccontextmanager
    async def keeping(self) -> AsyncIterator[None]:
        """The servers are up already; at the end every member is, and is kept no more."""
        async with asyncio.TaskGroup() as group:  # whatever fails in there ends the block
            keeping = [group.create_task(self._keep(name)) for name in KEPT]
            await self.all_up()
            yield
            await self.all_up()
            for task in keeping:
                task.cancel()

    async def all_up(self) -> None:
        await asyncio.gather(*(up.wait() for up in self._up.values()))

    def pid_of(self, name: str) -> int | None:
        """Of the process of that name; None: there is none now."""
        member = self.fleet.members.get(name)
        return member.process.pid if member and member.process and member.is_alive else None

    async def restart(self, name: str) -> bool:
        """Ask it to end; another comes. Raises: FleetError: it has not ended in time."""
        if self.pid_of(name) is None:
            return False
        number = POLITELY.get(name, signal.SIGTERM)
        with suppress(ProcessLookupError):  # it went at this moment
            await self.fleet.members[name].end(within_s=ENDS_WITHIN_S, number=number)
        return True

    async def _keep(self, name: str) -> None:
        is_first = name in SERVERS
        while True:
            try:
                if not is_first:
                    await self._start(name)
                self._up[name].set()
                process = self.fleet.members[name].process
                assert process is not None
                await process.wait()
            except FleetError:
                # What it needs is away, or it was ended while it started.
                if (pid := self.pid_of(name)) is not None:
                    with suppress(ProcessLookupError):  # it went at this moment
                        os.kill(pid, signal.SIGKILL)
                await asyncio.sleep(PAUSE_S)
            is_first = False
            self._up[name].clear()
            self.ended[name] += 1
            self._leave_balancer(name)

    async def _start(self, name: str) -> None:
        if name == "postgres":
            await self.fleet.start_postgres()
        elif name == "redis":
            await self.fleet.start_redis()
        elif name in BOTS:
            await self.fleet.start_bot(name, code=ROOT, **self._clock_settings(name))
        else:
            await self.fleet.start_worker(name, code=ROOT, **self._clock_settings(name))

    def _leave_balancer(self, name: str) -> None:
        port = self.fleet.bot_ports.pop(name, None)
        if port in self.fleet.balancer.ports:
            self.fleet.balancer.ports.remove(port)

    def set_clock(self, name: str, *, ahead_s: int) -> None:
        """Of this member and its children alone; they see it within a second."""
        self._clock_file(name).write_text(f"{ahead_s:+d}s\n")

    def _clock_settings(self, name: str) -> dict[str, str]:
        library = clock_library()
        if library is None:
            return {}
        file = self._clock_file(name)
        if not file.exists():
            file.write_text("+0\n")
        return {
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(file),
            "FAKETIME_CACHE_DURATION": "1",
            # The machine's own clock jumps like that as well: what counts seconds goes on.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
        }

    def _clock_file(self, name: str) -> Path:
        return self.fleet.folder / f"clock-{name}"


def clock_library() -> Path | None:
    """libfaketime, where it is installed (Debian: apt install faketime)."""
    for pattern in _CLOCK_LIBRARIES:
        for file in Path("/").glob(pattern.removeprefix("/")):
            return file
    return None
