"""News for open pages: whoever listens hears each message that is new, edited or deleted."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Event = dict[str, Any]


class Hub:
    """Passes events on to listeners; a listener hears one chat, or all of them."""

    def __init__(self) -> None:
        self._listeners: dict[asyncio.Queue[Event | None], int | None] = {}

    @contextmanager
    def listen(self, chat_id: int | None) -> Iterator[asyncio.Queue[Event | None]]:
        """A queue of events from now on; None ends it. ``chat_id`` None: of every chat."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._listeners[queue] = chat_id
        try:
            yield queue
        finally:
            del self._listeners[queue]

    def publish(self, chat_id: int, kind: str, **facts: Any) -> None:
        event = {"type": kind, "chat_id": chat_id, **facts}
        for queue, wanted in self._listeners.items():
            if wanted in (None, chat_id):
                queue.put_nowait(event)

    def close(self) -> None:
        for queue in self._listeners:
            queue.put_nowait(None)
