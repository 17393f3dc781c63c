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
        with contextlib.suppress(OSError):  # it has hung up already
            self.line.shutdown(socket.SHUT_RDWR)

    async def wait(self) -> int:
        self.returncode = self.returncode or 0
        return self.returncode

    def _run(self, painter: Renderer) -> None:
        with (
            self.line,
            self.line.makefile("rb", buffering=0) as inbox,
            contextlib.suppress(OSError),
            self.line.makefile("wb") as outbox,
        ):
            RenderProcess(inbox, outbox).run(lambda _: painter)
