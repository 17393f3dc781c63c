"""How often a bot may speak: Telegram's flood limits, whose exact figures are unpublished."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.local_telegram.errors import too_many_requests

# https://core.telegram.org/bots/faq: 1 message a second in a chat with short bursts allowed,
# 20 a minute in a group, about 30 a second over all chats. Edits count like messages.
CHAT_PER_S, CHAT_BURST = 1.0, 4.0
GROUP_PER_S, GROUP_BURST = 20 / 60, 20.0
ALL_PER_S, ALL_BURST = 30.0, 30.0


@dataclass(slots=True)
class Bucket:
    """Holds up to ``burst`` tokens and regains ``per_s`` each second."""

    per_s: float
    burst: float
    tokens: float = field(init=False)
    at_s: float = -math.inf

    def __post_init__(self) -> None:
        self.tokens = self.burst

    def missing_s(self, count: float, now_s: float) -> float:
        """Seconds until ``count`` tokens are there; 0 if they are."""
        if math.isfinite(self.at_s):
            self.tokens = min(self.burst, self.tokens + (now_s - self.at_s) * self.per_s)
        self.at_s = now_s
        return max(0.0, (min(count, self.burst) - self.tokens) / self.per_s)


class Limits:
    """Counts what the bot says; ``is_on`` may be switched off by a test."""

    def __init__(self, *, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._all = Bucket(ALL_PER_S, ALL_BURST)
        self._chats: dict[int, Bucket] = {}
        self.is_on = True

    def spend(self, chat_id: int, *, count: int = 1) -> None:
        """Count ``count`` messages to a chat. Raises: BotApiError: 429 with ``retry_after``."""
        if not self.is_on:
            return
        rate = (GROUP_PER_S, GROUP_BURST) if chat_id < 0 else (CHAT_PER_S, CHAT_BURST)
        buckets = (self._all, self._chats.setdefault(chat_id, Bucket(*rate)))
        now_s = self._clock()
        wait_s = max(bucket.missing_s(count, now_s) for bucket in buckets)
        if wait_s > 0:
            raise too_many_requests(max(1, math.ceil(wait_s)))
        for bucket in buckets:
            bucket.tokens -= count
