"""`oneiro up` as a process of its own, and what of it is alive."""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

READY_S = 60.0
LAST_LINE = "Ctrl-C stops everything"


@dataclass(slots=True, kw_only=True)
class House:
    """A running `oneiro up`; ``screen`` is what it has printed."""

    url: str
    data_dir: Path
    process: subprocess.Popen[str]
    screen: str = ""
    ready: threading.Event = field(default_factory=threading.Event)

    def read_on(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.screen += line
            if LAST_LINE in line:
                self.ready.set()
        self.ready.set()  # it ended: whoever waits shall see why

    def alive(self) -> dict[int, str]:
        """Every living process that was started for this folder: its id and command line."""
        return alive(self.data_dir)

    def pid_of(self, pattern: str) -> int:
        """The one process whose command line fits; `redis-server` or `cli worker`, say."""
        (pid,) = (pid for pid, words in self.alive().items() if re.search(pattern, words))
        return pid

    def wait_until_gone(self, *, within_s: float) -> None:
        """Raises: AssertionError: something is still alive after that time."""
        handles = []
        for pid in self.alive():
            try:
                handles.append(os.pidfd_open(pid))
            except ProcessLookupError:
                continue
        _wait_for_ends(handles, within_s)
        assert not self.alive(), self.alive()


def alive(folder: Path) -> dict[int, str]:
    """Every living process whose environment or command line names ``folder``."""
    found = {}
    for process in Path("/proc").iterdir():
        try:
            words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
            # Redis writes its title over its environment, and the title names its socket.
            told = (process / "environ").read_bytes() + words.encode()
            if words and str(folder).encode() in told:  # a zombie has no words
                found[int(process.name)] = words
        except (OSError, ValueError):
            continue  # not a process, not ours to read, or just gone
    return found


def _wait_for_ends(handles: list[int], within_s: float) -> None:
    """Wait for the processes of these pidfds, which become readable when they end."""
    until = time.monotonic() + within_s
    waiting = list(handles)
    while waiting and (left := until - time.monotonic()) > 0:
        ended, _, _ = select.select(waiting, [], [], left)
        waiting = [handle for handle in waiting if handle not in ended]
    for handle in handles:
        os.close(handle)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_house(data_dir: Path, *flags: str, port: int | None = None) -> Iterator[House]:
    """`oneiro up` until the block ends; at the end it is stopped as by Ctrl-C."""
    port = port or free_port()
    words = [sys.executable, "-m", "bot.cli", "up", "--port", str(port), *flags]
    process = subprocess.Popen(
        words,
        # Tests are faster than people.
        env={
            "ONEIRO_PERSON_UPDATES_PER_MINUTE": "0",
            **os.environ,
            "ONEIRO_DATA_DIR": str(data_dir),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    house = House(url=f"http://127.0.0.1:{port}", data_dir=data_dir, process=process)
    reader = threading.Thread(target=house.read_on, daemon=True)
    reader.start()
    try:
        assert house.ready.wait(READY_S), house.screen
        assert LAST_LINE in house.screen, house.screen  # not poll(): it may be about to end
        yield house
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        reader.join(timeout=10)
        assert process.stdout is not None
        process.stdout.close()
