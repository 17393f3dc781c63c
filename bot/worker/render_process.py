"""The render process: the studio, warm, in a process of its own with little to lose.

``python -m bot.worker.render_process SETTINGS [cold]``: a worker's messages in, answers out
(bot.worker.child.messages), until standard input ends. Here people's files are opened too. Whoever
kills it, or runs out of memory in it, costs one render a second try: its worker starts another.
"""

from __future__ import annotations

import json
import os
import queue
import resource
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from bot.errors import TooHeavyToOpenError
from bot.logs import log_fields, set_up_logging
from bot.settings import Settings
from bot.worker.child import messages
from bot.worker.child.frames import ByteStream, Frame, read_frame
from bot.worker.child.print_files import made_of
from bot.worker.renderer import (
    FirstLook,
    Glimpse,
    OnProgress,
    PictureFile,
    PictureRole,
    Pictures,
    Renderer,
    RenderRequest,
)
from engine.errors import ArtError, RenderError, RenderStoppedError
from engine.machine import give_back_memory, prepare_for_torch
from engine.media.pictures import Picture, decode_picture, encode_picture

if TYPE_CHECKING:
    from bot.worker.engine_renderer import EngineRenderer

COLD = "cold"
OpenRenderer = Callable[[OnProgress], Renderer]

# What opening one picture may take: 64 megapixels with transparency and a colour profile take
# about two thirds of it.
OPENING_BYTES = 1_500_000_000
# The kernel, out of memory, ends this process before the worker and Redis (0 each; the most 1000).
_OOM_SCORE = 500
# After one of these no more can be computed in this process, as CUDA's own documentation says.
_LOST_DEVICE = ("cuda error", "cudnn error")


class RenderProcess:
    """Answers a worker with one renderer, which works in the calling thread."""

    def __init__(self, inbox: ByteStream, outbox: BinaryIO) -> None:
        self._inbox = inbox
        self._outbox = outbox
        self._orders: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._preview_wanted = threading.Event()

    def run(self, open_renderer: OpenRenderer) -> None:
        """Warm up, then render until nobody asks any more, or until the device is lost."""
        threading.Thread(target=self._listen, name="listen", daemon=True).start()
        try:
            renderer = open_renderer(self._check_stop)
        except ArtError as exc:
            self._say(messages.error(exc, is_last=True))
            return
        self._say(Frame("ready", dict(renderer.hand)))
        while (asked := self._orders.get()) is not None:
            request = messages.request_of(asked)
            with log_fields(job_id=request.job_id):
                answer = self._answer(renderer, request)
            self._say(answer)
            give_back_memory()  # the next one may come in an hour, and be another process's
            if answer.values.get("is_last"):
                return

    def _listen(self) -> None:
        while (frame := read_frame(self._inbox)) is not None:
            if frame.kind == "paint":
                # What was said before was meant for the last one.
                self._stop.clear()
                self._preview_wanted.clear()
                self._orders.put(frame)
            elif frame.kind == "preview":
                self._preview_wanted.set()
            else:
                self._stop.set()
        self._stop.set()
        self._orders.put(None)

    def _answer(self, renderer: Renderer, request: RenderRequest) -> Frame:
        try:
            pictures = opened(request)
            self._say(Frame("begun"))
            made = made_of(renderer, request, pictures, self._tell)
        except ArtError as exc:
            return messages.error(exc, is_last=_has_lost_its_device(exc))
        return messages.made(made)

    def _check_stop(self, _: Glimpse) -> None:
        if self._stop.is_set():
            raise RenderStoppedError

    def _tell(self, glimpse: Glimpse) -> None:
        """One step more. Raises: RenderStoppedError."""
        self._check_stop(glimpse)
        self._say(Frame("progress", {"fraction": glimpse.fraction}))
        if self._preview_wanted.is_set() or isinstance(glimpse, FirstLook):
            self._preview_wanted.clear()
            preview = glimpse.preview
            looks = (encode_picture(preview(), format="jpeg"),) if preview else ()
            self._say(Frame("look", {}, looks))

    def _say(self, frame: Frame) -> None:
        for piece in frame.packed():
            self._outbox.write(piece)
        self._outbox.flush()


def opened(request: RenderRequest) -> Pictures:
    """The pictures of ``request``. Raises: as decode_picture; TooHeavyToOpenError."""
    files: dict[PictureRole, list[PictureFile]] = {}
    for file in request.files:
        files.setdefault(file.role, []).append(file)

    def picture(role: PictureRole) -> Picture | None:
        return next((_decoded(file) for file in files.get(role, ())), None)

    clip = next(iter(files.get("clip", ())), None)
    return Pictures(
        photo=picture("photo"),
        guide=picture("guide"),
        mask=picture("mask"),
        styles=tuple(_decoded(file) for file in files.get("style", ())),
        clip=clip.data if clip else None,
        clip_name=clip.name if clip else "",
        earlier=request.earlier,
    )


def _decoded(file: PictureFile) -> Picture:
    try:
        with limited_memory(OPENING_BYTES):
            return decode_picture(file.data, name=file.name)
    except ArtError as exc:
        if isinstance(exc.__cause__, MemoryError):
            raise TooHeavyToOpenError("memory", name=file.name) from exc
        raise
    except MemoryError as exc:
        raise TooHeavyToOpenError("memory", name=file.name) from exc


@contextmanager
def limited_memory(more_bytes: int) -> Iterator[None]:
    """No more memory than this beside what the process has already; only on Linux."""
    if sys.platform != "linux":
        yield
        return
    # Of what may be written to: address space is reserved for every thread of a decoder too.
    before, hard = resource.getrlimit(resource.RLIMIT_DATA)
    pages = int(Path("/proc/self/statm").read_text().split()[5])
    most = pages * resource.getpagesize() + more_bytes
    resource.setrlimit(resource.RLIMIT_DATA, (most if hard < 0 else min(most, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (before, hard))


def _has_lost_its_device(exc: ArtError) -> bool:
    return isinstance(exc, RenderError) and any(
        words in exc.detail.lower() for words in _LOST_DEVICE
    )


def open_studio(settings: Settings, on_progress: OnProgress) -> Renderer:
    """The engine, warm: the networks that paint unless another is named are loaded."""
    renderer = open_cold(settings, on_progress)
    renderer.warm_up(on_progress)
    return renderer


def open_cold(settings: Settings, _: OnProgress) -> EngineRenderer:
    """The engine, with nothing loaded but torch."""
    prepare_for_torch()
    from bot.worker.engine_renderer import (
        EngineRenderer,
    )  # torch takes seconds to load, so it does so here

    return EngineRenderer(settings)


def run(settings_json: str, open_renderer: Callable[[Settings, OnProgress], Renderer]) -> int:
    """Be the render process of the worker at the other end of standard input and output."""
    # Not what lies in .env, beside what the worker tells; pydantic-settings takes it so.
    settings = Settings(_env_file=None, **json.loads(settings_json))  # type: ignore[call-arg]
    set_up_logging(settings.log_level, log_format=settings.log_format)
    # The worker says when to end; Ctrl-C and some supervisors tell all processes at once.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    with suppress(OSError):  # Linux alone
        Path("/proc/self/oom_score_adj").write_text(str(_OOM_SCORE))
    inbox, outbox = _own_pipes()
    # A worker that is gone hears nothing.
    with inbox, suppress(BrokenPipeError), outbox:
        RenderProcess(inbox, outbox).run(lambda tell: open_renderer(settings, tell))
    return 0


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for frames alone: what libraries print goes to standard error."""
    inbox = os.fdopen(os.dup(sys.stdin.fileno()), "rb", buffering=0)
    outbox = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, sys.stdin.fileno())
    os.close(nothing)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return inbox, outbox


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], open_cold if COLD in sys.argv[2:] else open_studio))
