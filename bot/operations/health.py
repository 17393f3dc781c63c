"""Whether a process can do its work now, part by part; told at /readyz and by nothing else."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.errors import QueueError, StorageError
from bot.queue.connection import ping
from bot.storage.database import Database
from bot.storage.jobs.queue_figures import last_done_at
from bot.texts.catalogue import text
from bot.transport.rate_limiter import Pace

logger = logging.getLogger(__name__)

PARTS = ("sql", "redis", "telegram", "last_render")
LONGEST_ANSWER_S = 2.0
# However often somebody asks: each answer costs a request to Telegram.
KEPT_S = 5.0
_ONCE = Pace(patience_s=0.0)
_AWAY = (StorageError, QueueError, TelegramError, TimeoutError)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartState:
    """``says``: plain words. Never an error's own: those may hold an address or a name."""

    is_ok: bool
    says: str


Check = Callable[[], Awaitable[PartState]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """All parts, by name."""

    parts: Mapping[str, PartState]

    @property
    def is_ready(self) -> bool:
        return all(part.is_ok for part in self.parts.values())

    def to_json(self) -> dict[str, Any]:
        parts = {name: asdict(part) for name, part in self.parts.items()}
        return {"is_ready": self.is_ready, "parts": parts}


class Health:
    """Asks every part at once, each within its own time."""

    def __init__(self, checks: Mapping[str, Check], *, kept_s: float = KEPT_S) -> None:
        self._checks = checks
        self._kept_s = kept_s
        self._last: Readiness | None = None
        self._last_at = 0.0
        self._asking = asyncio.Lock()

    async def readiness(self) -> Readiness:
        """How every part is now, or was a few seconds ago."""
        async with self._asking:
            now = asyncio.get_running_loop().time()
            if self._last is None or now - self._last_at >= self._kept_s:
                states = await asyncio.gather(*map(self._state, self._checks))
                self._last = Readiness(parts=dict(zip(self._checks, states, strict=True)))
                self._last_at = now
            return self._last

    async def _state(self, name: str) -> PartState:
        try:
            async with asyncio.timeout(LONGEST_ANSWER_S):
                return await self._checks[name]()
        except _AWAY as exc:
            logger.warning("a part is away", extra={"part": name, "why": repr(exc)})
            is_late = isinstance(exc, TimeoutError)
            late = text("health.late", seconds=f"{LONGEST_ANSWER_S:g}")
            return PartState(is_ok=False, says=late if is_late else text(f"health.{name}_away"))


def checks(
    *, db: Database, redis_url: str, bot: ExtBot[Pace], last_render: Check
) -> dict[str, Check]:
    """What the chat process and a worker both stand on, and how rendering goes."""

    async def sql() -> PartState:
        await last_done_at(db)
        return PartState(is_ok=True, says=text("health.sql"))

    async def redis() -> PartState:
        await ping(redis_url)
        return PartState(is_ok=True, says=text("health.redis"))

    async def telegram() -> PartState:
        await bot.get_me(rate_limit_args=_ONCE)
        return PartState(is_ok=True, says=text("health.telegram"))

    return dict(zip(PARTS, (sql, redis, telegram, last_render), strict=True))


def render_state(ended_at: datetime | None, *, is_ok: bool = True) -> PartState:
    """What a render that ended then says of those that come."""
    if ended_at is None:
        return PartState(is_ok=True, says=text("health.no_render"))
    seconds = f"{(datetime.now(UTC) - ended_at).total_seconds():.0f}"
    key = "health.last_render" if is_ok else "health.render_failed"
    return PartState(is_ok=is_ok, says=text(key, seconds=seconds))
