"""Child processes that open people's files: a hostile one costs a child, never the chat.

Fair between people: one file of a person is opened at a time, and whoever sent one that took
long has to do with a single child for a while, so that the other is there for everybody else.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
import time
from collections import OrderedDict
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Literal

from bot.errors import TooHeavyToOpenError, error_from_json
from bot.processes import die_with_parent, without_secrets
from engine.errors import BadInputError, RenderError

logger = logging.getLogger(__name__)

FileUse = Literal["picture", "copy", "free", "film"]

# One may be held by people whose files took long; the other is for everybody else.
CHILDREN = 2
WITHIN_S = {"picture": 8.0, "copy": 8.0, "free": 8.0, "film": 15.0}
START_S = 30.0
# A copy at its noisiest, in base64, is a quarter of it.
MAX_ANSWER_BYTES = 2**22
# A large photo of a phone takes half of it.
LONG_S = 2.0
SUSPECTED_S = 600.0
MOST_SUSPECTS = 10_000


class Opener:
    """One child; started by its first file, and anew after one that ended it."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None

    async def ask(self, file: Path, *, kind: FileUse, name: str) -> dict[str, Any]:
        """The child's answer. Raises: TooHeavyToOpenError, RenderError: no child can be had."""
        process = await self._started()
        request = json.dumps({"path": str(file), "kind": kind, "name": name})
        try:
            async with asyncio.timeout(WITHIN_S[kind]):
                answer = await _exchange(process, request)
        except TimeoutError:
            await self.end()
            raise TooHeavyToOpenError("time", name=name) from None
        except BaseException:
            await self.end()  # its answer would be taken for that of the next file
            raise
        if answer is None:
            await self.end()
            raise TooHeavyToOpenError("its process ended", name=name)
        return answer

    async def end(self) -> None:
        """Kill the child, whatever it does."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        _close(process)

    async def _started(self) -> asyncio.subprocess.Process:
        if self._process is not None and self._process.returncode is None:
            return self._process
        await self.end()
        try:
            self._process = await _start()
            async with asyncio.timeout(START_S):
                is_ready = await _line(self._process)
        except (OSError, TimeoutError) as exc:
            await self.end()
            raise RenderError(f"no child to open pictures: {exc!r}") from exc
        if is_ready is None:
            await self.end()
            raise RenderError("the child that opens pictures ended as it started")
        return self._process


class Openers:
    """All children, and who may use them."""

    def __init__(self) -> None:
        self._free = [Opener() for _ in range(CHILDREN)]
        self._all = tuple(self._free)
        self._slots = asyncio.Semaphore(CHILDREN)
        self._for_suspects = asyncio.Semaphore(1)
        self._suspects: OrderedDict[int, float] = OrderedDict()

    async def open(self, file: Path, *, kind: FileUse, name: str, user_id: int) -> Any:
        """Of a picture what PictureFacts hold, as JSON; a copy of it in base64; how long a film is,
        in s.

        Raises: BadInputError: it does not do; RenderError: no child can be had.
        """
        async with self._child_for(user_id) as child:
            began = time.monotonic()
            try:
                answer = await child.ask(file, kind=kind, name=name)
            finally:
                if time.monotonic() - began > LONG_S:
                    self._suspect(user_id)
        if "error" in answer:
            raise error_from_json(answer, otherwise=BadInputError)
        return answer["value"]

    async def close(self) -> None:
        for child in self._all:
            await child.end()

    @contextlib.asynccontextmanager
    async def _child_for(self, user_id: int) -> AsyncIterator[Opener]:
        async with contextlib.AsyncExitStack() as stack:
            if self._is_suspect(user_id):
                await stack.enter_async_context(self._for_suspects)
            await stack.enter_async_context(self._slots)
            child = self._free.pop()  # the warmest
            try:
                yield child
            finally:
                self._free.append(child)

    def _is_suspect(self, user_id: int) -> bool:
        return time.monotonic() - self._suspects.get(user_id, -SUSPECTED_S) < SUSPECTED_S

    def _suspect(self, user_id: int) -> None:
        logger.warning("a file took long to open", extra={"user_id": user_id})
        self._suspects[user_id] = time.monotonic()
        self._suspects.move_to_end(user_id)
        while len(self._suspects) > MOST_SUSPECTS:
            self._suspects.popitem(last=False)


async def _start() -> asyncio.subprocess.Process:
    # Threads and their arenas would eat of the memory that it is allowed.
    frugal = {"OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.transport.files.opener_process"),
        env=without_secrets(os.environ) | frugal,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=MAX_ANSWER_BYTES,
        stderr=asyncio.subprocess.DEVNULL,  # decoders complain at length of hostile files
        preexec_fn=die_with_parent(os.getpid(), signal.SIGKILL),
    )


async def _exchange(process: asyncio.subprocess.Process, request: str) -> dict[str, Any] | None:
    if process.stdin is None:
        return None
    try:
        process.stdin.write(request.encode() + b"\n")
        await process.stdin.drain()
    except (BrokenPipeError, ConnectionResetError):
        return None
    return await _line(process)


async def _line(process: asyncio.subprocess.Process) -> dict[str, Any] | None:
    """What the child says next; None: it has ended, or does not make sense any more."""
    line = await process.stdout.readline() if process.stdout else b""
    try:
        values = json.loads(line)
    except ValueError:
        return None
    return values if isinstance(values, dict) else None


def _close(process: asyncio.subprocess.Process) -> None:
    """Let go of the pipes at once: asyncio would wait for the garbage collector."""
    if process.stdin is not None:
        process.stdin.close()
