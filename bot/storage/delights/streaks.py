"""Days in a row on which something was made for a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import select

from bot.storage.database import Database
from bot.storage.tables.jobs import RenderDayRow

_DAY = timedelta(days=1)
# Nobody is told of longer ones.
MOST_DAYS = 1000
# Shorter ones are none.
FEWEST_DAYS = 3


async def days_in_a_row(db: Database, user_id: int, *, now: datetime) -> int:
    """UTC days, up to today, or to yesterday where today has none yet."""
    row = RenderDayRow
    days = select(row.day).where(row.user_id == user_id).distinct()
    async with db.read() as session:
        rows = await session.scalars(days.order_by(row.day.desc()).limit(MOST_DAYS))
        return in_a_row([date.fromisoformat(day) for day in rows], today=now.date())


def in_a_row(days: Iterable[date], *, today: date) -> int:
    """How many of ``days`` (the newest first, each once) are today or yesterday and before."""
    count, wanted = 0, None
    for day in days:
        if wanted is None and day in (today, today - _DAY):
            wanted = day
        if day != wanted:
            break
        count, wanted = count + 1, day - _DAY
    return count
