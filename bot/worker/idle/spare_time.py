"""A render process between people's jobs: whoever works in it then makes way within a step."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator

from engine.errors import RenderStoppedError


class SpareTime:
    """How many jobs a worker has in hand, and whether somebody uses the time between them."""

    def __init__(self) -> None:
        self._jobs = 0
        self._is_free = asyncio.Event()
        self._is_free.set()
        self._is_wanted = asyncio.Event()
        self._is_at_rest = asyncio.Event()
        self._is_at_rest.set()

    @contextlib.contextmanager
    def wanted(self) -> Iterator[None]:
        """A person's job is in hand until the block ends: nothing else begins, or goes on."""
        self._jobs += 1
        self._is_free.clear()
        self._is_wanted.set()
        try:
            yield
        finally:
            self._jobs -= 1
            if not self._jobs:
                self._is_free.set()

    @contextlib.contextmanager
    def taken(self) -> Iterator[asyncio.Event]:
        """Use it. What is given is set once a person's job has come.

        Raises: RenderStoppedError: one has.
        """
        if self._jobs or not self._is_at_rest.is_set():
            raise RenderStoppedError
        self._is_wanted = asyncio.Event()
        self._is_at_rest.clear()
        try:
            yield self._is_wanted
        finally:
            self._is_at_rest.set()

    def end(self) -> None:
        """There is none any more: whoever uses it makes way."""
        self._jobs += 1
        self._is_wanted.set()

    async def at_rest(self) -> bool:
        """Return once nobody uses it. Returns: whether somebody did."""
        was_used = not self._is_at_rest.is_set()
        await self._is_at_rest.wait()
        return was_used

    async def free(self) -> None:
        """Return once no job is in hand."""
        await self._is_free.wait()
