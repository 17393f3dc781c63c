"""Processes of ours: signals, children that never outlive their parent, how they say that they are
ready, and the parent's lock on its folder.
"""

from __future__ import annotations

import asyncio
import ctypes
import fcntl
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from bot.errors import SettingsError
from engine.texts.phrase import Phrase

_PR_SET_PDEATHSIG = 1
_PARENT_POLL_S = 0.5
# Our settings, and those of the store that results may lie in.
_SECRET_PREFIXES = ("ONEIRO_", "AWS_")


@contextmanager
def heeding_signals(heed: Callable[[signal.Signals], object]) -> Iterator[None]:
    """Call ``heed`` at SIGINT and SIGTERM while the block runs in the event loop.

    SIGHUP ends nothing: see :func:`heeding_hangup`.
    """
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGHUP, _do_nothing)
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, heed, number)
    try:
        yield
    finally:
        # asyncio closes its pipe before it lets go of signals: one that came in between would be
        # told as an error.
        signal.set_wakeup_fd(-1)


@contextmanager
def heeding_hangup(heed: Callable[[], object]) -> Iterator[None]:
    """Call ``heed`` at SIGHUP while the block runs in the event loop; after it nothing is done."""
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGHUP, heed)
    try:
        yield
    finally:
        loop.add_signal_handler(signal.SIGHUP, _do_nothing)


def _do_nothing() -> None:
    """What operators do to have settings read anew ends no process that reads none."""


def die_with_parent(parent_pid: int, death_signal: signal.Signals) -> Callable[[], None] | None:
    """A ``preexec_fn`` that has the kernel send ``death_signal`` once the parent is gone.

    Only Linux offers it; elsewhere None, and children must :func:`follow_parent` by themselves.
    """
    if sys.platform != "linux":
        return None
    # Looked up here: between fork and exec a child must not load anything.
    prctl = ctypes.CDLL(None, use_errno=True).prctl

    def ask_kernel() -> None:
        prctl(_PR_SET_PDEATHSIG, int(death_signal))
        if os.getppid() != parent_pid:  # it died before the kernel knew
            os.kill(os.getpid(), death_signal)

    return ask_kernel


def without_secrets(environment: Mapping[str, str]) -> dict[str, str]:
    """For a child that opens people's files: taken over, it finds no token and no address."""
    return {k: v for k, v in environment.items() if not k.startswith(_SECRET_PREFIXES)}


def follow_parent() -> None:
    """Have this process end, as by SIGTERM, once its parent is gone."""
    if ask_kernel := die_with_parent(os.getppid(), signal.SIGTERM):
        ask_kernel()
        return
    parent_pid = os.getppid()

    def watch() -> None:
        # Without the kernel's help there is no event to wait for: the poll is the mechanism.
        while os.getppid() == parent_pid:
            time.sleep(_PARENT_POLL_S)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="follow-parent", daemon=True).start()


def lock_folder(folder: Path) -> IO[str]:
    """Hold ``folder`` for this process alone until the returned file is closed.

    Raises: SettingsError: another process holds it, or it cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / "up.lock").open("a+")
    except OSError as exc:
        raise SettingsError(
            name="ONEIRO_DATA_DIR",
            problem=Phrase(
                "problems.folder_not_writable", folder=str(folder), why=exc.strerror or str(exc)
            ),
            remedy=Phrase("remedies.another_folder"),
        ) from exc
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        pid = file.read().strip() or "?"
        file.close()
        raise SettingsError(
            name="ONEIRO_DATA_DIR",
            problem=Phrase("problems.already_runs", folder=str(folder), pid=pid),
            remedy=Phrase("remedies.stop_it_first"),
        ) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


@dataclass(frozen=True, slots=True)
class ReadyPipe:
    """The supervisor's end; ``write_fd`` is handed down to every child."""

    reader: asyncio.StreamReader
    write_fd: int

    @classmethod
    async def open(cls) -> Self:
        read_fd, write_fd = os.pipe()
        reader = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(read_fd, "rb")
        )
        return cls(reader, write_fd)

    async def next(self) -> dict[str, str]:
        """The next child's facts; ``who`` names it."""
        facts: dict[str, str] = json.loads(await self.reader.readline())
        return facts


def tell_ready(fd: int | None, who: str, **facts: str) -> None:
    """Tell the supervisor, if there is one (``fd`` is None for a process run by hand)."""
    if fd is not None:
        # Shorter than PIPE_BUF, so lines of several children never mix.
        os.write(fd, json.dumps({"who": who, **facts}).encode() + b"\n")
