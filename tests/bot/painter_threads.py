"""A render process that is none: a thread of the test's answers the worker's messages."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import threading
from dataclasses import dataclass
from typing import Self

from bot.worker.render_process import RenderProcess
from bot.worker.renderer import Renderer


@dataclass(slots=True)
class PainterThread:
    """What asyncio.subprocess.Process is to a worker; killed, it hears and says nothing more."""

    stdin: asyncio.StreamWriter
    stdout: asyncio.StreamReader
    line: socket.socket
    returncode: int | None = None

    @classmethod
    async def start(cls, painter: Renderer) -> Self:
        with contextlib.ExitStack() as opened:
            ours, theirs = map(opened.enter_context, socket.socketpair())
            reader, writer = await asyncio.open_connection(sock=ours)
            opened.pop_all()
        self = cls(stdin=writer, stdout=reader, line=theirs)
        threading.Thread(target=self._run, args=(painter,), daemon=True).start()
        return self

    def kill(self) -> None:
        self.returncode = -signal.SIGKILL
        self._hang_up()

    async def wait(self) -> int:
        self.returncode = self.returncode or 0
        return self.returncode

    def _hang_up(self) -> None:
        with contextlib.suppress(OSError):  # it has hung up already
            self.line.shutdown(socket.SHUT_RDWR)

    def _run(self, painter: Renderer) -> None:
        # Closed by who reads from it last, as at the end of a process: that may be this moment.
        inbox = self.line.makefile("rb", buffering=0)
        with self.line, contextlib.suppress(OSError), self.line.makefile("wb") as outbox:
            try:
                RenderProcess(inbox, outbox).run(lambda _: painter)
            finally:
                self._hang_up()
