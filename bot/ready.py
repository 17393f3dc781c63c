"""How a child process tells its supervisor that it is ready: one JSON line down a pipe."""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import dataclass
from typing import Self


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
        told: dict[str, str] = json.loads(await self.reader.readline())
        return told


def tell_ready(fd: int | None, who: str, **facts: str) -> None:
    """Tell the supervisor, if there is one (``fd`` is None for a process run by hand)."""
    if fd is not None:
        # Shorter than PIPE_BUF, so lines of several children never mix.
        os.write(fd, json.dumps({"who": who, **facts}).encode() + b"\n")
