"""Named processes of a fleet: started, waited for, ended, killed. No wait is without an end."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.processes import die_with_parent

# Several start at once on few cores, and each loads torch.
READY_S = 120.0
POLL_S = 0.05
LOG_TAIL_LINES = 40


class FleetError(Exception):
    """Something did not happen in time, or ended by itself."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: its exit code (of a signal: minus its number), after so long."""

    code: int
    seconds: float


@dataclass(slots=True, kw_only=True)
class Member:
    """One process; ``log`` takes what it prints.

    Attributes:
        user: whom it runs as; None: whoever runs us.
    """

    name: str
    command: list[str]
    environment: Mapping[str, str]
    log: Path
    user: str | None = None
    process: asyncio.subprocess.Process | None = None

    async def start(self, *, pass_fds: tuple[int, ...] = ()) -> None:
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *self.command,
                env=dict(self.environment),
                cwd="/",  # no .env of a checkout is read
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=self.user,
                pass_fds=pass_fds,
                preexec_fn=die_with_parent(os.getpid(), signal.SIGKILL),
            )

    @property
    def is_alive(self) -> bool:
        return self.process is not None and self.process.returncode is None

    def send(self, number: signal.Signals) -> None:
        """SIGKILL, SIGSTOP, SIGCONT, say."""
        assert self.process is not None
        self.process.send_signal(number)

    async def end(self, *, within_s: float, number: signal.Signals = signal.SIGTERM) -> Ended:
        """Ask it to end. Raises: FleetError: it has not within that time."""
        began = time.monotonic()
        self.send(number)
        assert self.process is not None
        try:
            async with asyncio.timeout(within_s):
                code = await self.process.wait()
        except TimeoutError:
            self.send(signal.SIGABRT)
            await self.process.wait()
            raise self.trouble(f"has not ended {within_s:g} s after {number.name}") from None
        return Ended(code, time.monotonic() - began)

    def trouble(self, what: str) -> FleetError:
        lines = self.log.read_text("utf-8", "replace").splitlines() if self.log.exists() else []
        return FleetError("\n".join([f"{self.name} {what}; its log:", *lines[-LOG_TAIL_LINES:]]))


async def start_oneiro(member: Member) -> None:
    """Start a process that tells when it is ready. Raises: FleetError: it does not."""
    read_fd, write_fd = os.pipe()
    reader = asyncio.StreamReader()
    pipe, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(read_fd, "rb")
    )
    member.command += ["--ready-fd", str(write_fd)]
    try:
        await member.start(pass_fds=(write_fd,))
        os.close(write_fd)
        async with asyncio.timeout(READY_S):
            if not await reader.readline():  # it ended and closed the pipe
                raise member.trouble("ended")
    except TimeoutError:
        raise member.trouble("is not ready") from None
    finally:
        pipe.close()


async def run_oneiro(member: Member, *, within_s: float) -> Ended:
    """Run a command that ends by itself. Raises: FleetError: it failed."""
    began = time.monotonic()
    await member.start()
    assert member.process is not None
    try:
        async with asyncio.timeout(within_s):
            code = await member.process.wait()
    except TimeoutError:
        member.send(signal.SIGKILL)
        raise member.trouble(f"has not ended after {within_s:g} s") from None
    if code != 0:
        raise member.trouble(f"ended with {code}")
    return Ended(code, time.monotonic() - began)


def oneiro(*words: str) -> list[str]:
    """The ``oneiro`` of the checkout that PYTHONPATH names."""
    return [sys.executable, "-m", "bot.cli", *words]


async def until(
    is_so: Callable[[], Awaitable[bool]], member: Member, what: str, *, within_s: float = READY_S
) -> None:
    """Returns once it is, which nobody tells by himself. Raises: FleetError: ``member`` ended."""
    try:
        async with asyncio.timeout(within_s):
            while not await is_so():
                if not member.is_alive:
                    raise member.trouble("ended")
                await asyncio.sleep(POLL_S)
    except TimeoutError:
        raise member.trouble(what) from None


async def listens(port: int) -> bool:
    """Whether somebody takes connections there."""
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    await writer.wait_closed()
    return True
