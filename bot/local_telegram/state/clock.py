"""This Telegram's clock: the machine's, or as far ahead of it as somebody moved it."""

from __future__ import annotations

import time

from bot.local_telegram.state.store import Store


class Clock:
    """Whole seconds since 1970, as Telegram dates are. What it is ahead is kept by the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ahead_s = int((store.get("setting", "clock") or {"ahead_s": 0})["ahead_s"])

    def now(self) -> int:
        return int(time.time()) + self._ahead_s

    def move_to(self, at: int) -> None:
        """Go on from ``at``; a clock never goes back."""
        self._ahead_s += max(0, at - self.now())
        self._store.put("setting", "clock", {"ahead_s": self._ahead_s})
