"""How often somebody asked for a file of their own, so that it is a few times a day."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.storage.database import Database, insert_once
from bot.storage.jobs.limits import one_at_a_time
from bot.storage.old_rows import delete_some
from bot.storage.tables.privacy import ExportRow

WITHIN = timedelta(days=1)


async def take(db: Database, user_id: int, *, request_key: str, most: int, now: datetime) -> bool:
    """Whether one more is made; asked again with the same ``request_key``, it is the same one."""
    row = ExportRow
    async with db.write() as session:
        await one_at_a_time(session, user_id)
        if await session.get(row, request_key) is not None:
            return True
        had = await session.scalar(
            select(func.count()).where(row.user_id == user_id, row.created_at > now - WITHIN)
        )
        if (had or 0) >= most:
            return False
        await insert_once(session, row, request_key=request_key, user_id=user_id, created_at=now)
        return True


async def forget(db: Database, *, now: datetime) -> None:
    """Delete those that count no more."""
    await delete_some(db, ExportRow.request_key, ExportRow.created_at <= now - WITHIN)
