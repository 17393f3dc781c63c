"""The line of those that wait, by id."""

from __future__ import annotations

from bot.storage.database import Database
from bot.storage.jobs import line_ahead


async def in_line(db: Database) -> list[str]:
    """All that wait, the next to be rendered first."""
    return [waiting.id for waiting in await line_ahead.front(db, count=1000)]
