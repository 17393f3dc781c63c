"""A worker's render process as the worker sees it: started, told what to paint, killed, replaced.

Nothing is rendered, and nobody's file opened, in the process that talks to Redis and Telegram. What
the render process does (run out of memory, hang, fall to a hostile picture) costs one render.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from bot.processes import die_with_parent, without_secrets
from bot.settings import Settings
from bot.worker.child import messages
from bot.worker.child.frames import Frame, next_frame
from bot.worker.renderer import Made, RenderRequest
from engine.errors import ArtError, OutOfMemoryError, RenderError, RenderStoppedError

logger = logging.getLogger(__name__)

MODULE = "bot.worker.render_process"
# Loading torch and the networks from a slow disk.
START_S = 300.0
# A render that is to end does so at its next step; one whose step takes longer is killed.
STOP_GRACE_S = 3.0
# What a studio needs to know; the rest is nobody's business who opens people's files.
_TOLD_SETTINGS = {"data_dir", "device", "render_budget_s", "log_level", "log_format"}


class Process(Protocol):
    """What is needed of ``asyncio.subprocess.Process``."""

    @property
    def stdin(self) -> asyncio.StreamWriter | None: ...
    @property
    def stdout(self) -> asyncio.StreamReader | None: ...
    @property
    def returncode(self) -> int | None: ...
    def kill(self) -> None: ...
    async def wait(self) -> int: ...


class Watcher(Protocol):
    """Who is told of a render, and may end it."""

    @property
    def is_ended(self) -> asyncio.Event: ...
    @property
    def is_preview_wanted(self) -> asyncio.Event: ...
    async def begun(self) -> None:
        """Its pictures are opened, and the render begins."""

    def note(self, fraction: float) -> None:
        """One step more."""

    def show(self, jpeg: bytes | None) -> None:
        """How it looks, as was asked for or before the first step; None: it shows nothing."""


class RenderChild:
    """One render process, which renders one picture at a time.

    Attributes:
        hand: who paints there: the dream network, the style network, the device.
    """

    def __init__(self, start: Callable[[], Awaitable[Process]]) -> None:
        self.hand: dict[str, str] = {}
        self._start = start
        self._process: Process | None = None
        self._starting = asyncio.Lock()
        self._warming: asyncio.Task[None] | None = None
        self._is_painting = False

    @property
    def is_open(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def open(self) -> None:
        """Have it warm. Raises: ArtError: its own words; RenderError: it ended or took long."""
        async with self._starting:
            if self.is_open:
                return
            await self._end()
            try:
                async with asyncio.timeout(START_S):
                    self._process = await self._start()
                    frame = await self._next()
            except (OSError, TimeoutError) as exc:
                await self._end()
                raise RenderError(f"no render process can be had: {exc!r}") from exc
            except BaseException:
                await self._end()
                raise
            if frame.kind == "error":
                await self._end()
                raise messages.error_of(frame)
            self.hand = frame.values

    async def paint(self, request: RenderRequest, watcher: Watcher, *, within_s: float) -> Made:
        """Make one result; whatever ends this early ends the render too.

        Raises:
            ArtError: as the render does.
            RenderStoppedError: the watcher ended it.
            OutOfMemoryError: the process was killed, as the kernel does for want of memory.
            RenderError: it ended, or took longer than ``within_s``.
        """
        try:
            async with asyncio.timeout(within_s):
                await self.open()
                self._is_painting = True
                await self._say(messages.paint(request))
                return await self._painted(watcher)
        except TimeoutError as exc:
            raise RenderError("over the deadline") from exc
        finally:
            if self._is_painting:
                self._is_painting = False
                await self._end()
                self._warming = asyncio.create_task(self._warm_up_again())

    async def close(self) -> None:
        """Kill the process, whatever it does."""
        if self._warming is not None:
            self._warming.cancel()
            await asyncio.wait([self._warming])
        await self._end()

    async def _painted(self, watcher: Watcher) -> Made:
        answering = asyncio.create_task(self._answer(watcher))
        asking = asyncio.create_task(self._ask_for_previews(watcher))
        ending = asyncio.create_task(watcher.is_ended.wait())
        try:
            await asyncio.wait((answering, ending), return_when=asyncio.FIRST_COMPLETED)
            if not answering.done():
                await self._say(Frame("stop"))
                await asyncio.wait((answering,), timeout=STOP_GRACE_S)
            if not answering.done():
                raise RenderStoppedError
            return answering.result()
        finally:
            for task in (answering, asking, ending):
                task.cancel()
            await asyncio.wait((answering, asking, ending))

    async def _answer(self, watcher: Watcher) -> Made:
        while True:
            frame = await self._next()
            match frame.kind:
                case "begun":
                    await watcher.begun()
                case "progress":
                    watcher.note(float(frame.values["fraction"]))
                case "look":
                    watcher.show(next(iter(frame.blobs), None))
                case "made":
                    self._is_painting = False
                    return messages.made_of(frame)
                case "error":
                    self._is_painting = bool(frame.values["is_last"])
                    raise messages.error_of(frame)

    async def _ask_for_previews(self, watcher: Watcher) -> None:
        while True:
            await watcher.is_preview_wanted.wait()
            watcher.is_preview_wanted.clear()
            await self._say(Frame("preview"))

    async def _say(self, frame: Frame) -> None:
        """A process that is gone is told nothing: the answer that does not come says so."""
        if self._process is None or self._process.stdin is None:
            return
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            for piece in frame.packed():
                self._process.stdin.write(piece)
                await self._process.stdin.drain()

    async def _next(self) -> Frame:
        """Raises: OutOfMemoryError: it was killed; RenderError: it ended, or talks nonsense."""
        process = self._process
        if process is None or process.stdout is None:
            raise RenderError("the render process is gone")
        try:
            frame = await next_frame(process.stdout)
        except (ValueError, LookupError, TypeError) as exc:
            raise RenderError(f"the render process talks nonsense: {exc!r}") from exc
        if frame is None:
            code = await process.wait()
            kind = OutOfMemoryError if code == -signal.SIGKILL else RenderError
            raise kind(f"the render process ended with {code}")
        return frame

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        if process.stdin is not None:
            process.stdin.close()  # at once: asyncio would wait for the garbage collector

    async def _warm_up_again(self) -> None:
        """So that the next job finds it warm; what prevents it is that job's to tell."""
        try:
            await self.open()
        except ArtError as exc:
            logger.warning("no render process", extra={"error": exc.code, "why": exc.detail})


OpenChild = Callable[[Settings], RenderChild]


def open_child(
    settings: Settings,
    *,
    module: str = MODULE,
    words: Sequence[str] = (),
    environment: Mapping[str, str] = MappingProxyType({}),
) -> RenderChild:
    """The render process of these settings; it starts when it is first asked for.

    Args:
        module, words: what is run, and what it is told besides; another module in tests.
        environment: what it has more than we.
    """
    told = json.dumps(settings.model_dump(mode="json", include=_TOLD_SETTINGS))

    async def start() -> Process:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", module, told, *words),
            env={**without_secrets(os.environ), **environment},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            preexec_fn=die_with_parent(os.getpid(), signal.SIGKILL),
        )

    return RenderChild(start)


def open_small_child(settings: Settings) -> RenderChild:
    """One for short jobs beside a long render: it loads what it is asked for, on half the cores."""
    threads = str(max(1, (os.cpu_count() or 1) // 2))
    return open_child(settings, words=["cold"], environment={"OMP_NUM_THREADS": threads})
