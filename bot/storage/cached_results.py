"""Which job's result answers which wish; a wish is known by its key (bot.domain.result_key)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.jobs import Job, JobState
from bot.storage.database import Database, insert_new
from bot.storage.jobs.unreadable_jobs import IN_USE, readable
from bot.storage.old_rows import delete_some
from bot.storage.tables.jobs import CachedResultRow, JobRow


async def note(
    db: Database, keys: Collection[str], *, user_id: int, job_id: str, now: datetime
) -> None:
    """From now on it is this job's result that answers these wishes, if it was not deleted."""
    rows = [
        {"key": key, "user_id": user_id, "job_id": job_id, "created_at": now} for key in set(keys)
    ]
    async with db.write() as session:
        # Held, so that whoever deletes it comes before this or after it.
        job = select(JobRow.id).where(JobRow.id == job_id).with_for_update(read=True)
        if await session.scalar(job) is None:
            return
        await session.execute(delete(CachedResultRow).where(CachedResultRow.key.in_(keys)))
        await insert_new(session, CachedResultRow, rows)


async def find(db: Database, keys: Collection[str], *, user_id: int, since: datetime) -> Job | None:
    """This person's newest job that answers one of these: delivered, not deleted, and noted
    ``since`` then.
    """
    async with db.read() as session:
        row = await session.scalar(
            select(JobRow)
            .join(CachedResultRow, CachedResultRow.job_id == JobRow.id)
            .where(
                CachedResultRow.key.in_(keys),
                CachedResultRow.created_at >= since,
                JobRow.user_id == user_id,
                JobRow.state == JobState.DONE.value,
                JobRow.is_deleted.is_(False),
                IN_USE,
            )
            .order_by(CachedResultRow.created_at.desc())
            .limit(1)
        )
    return next(iter(await readable(db, [row] if row else [])), None)


async def forget(db: Database, *, before: datetime) -> None:
    """Delete what was noted before that time."""
    await delete_some(db, CachedResultRow.key, CachedResultRow.created_at < before)


async def forget_within(session: AsyncSession, job_id: str) -> None:
    """This job's result answers nothing any more."""
    await session.execute(delete(CachedResultRow).where(CachedResultRow.job_id == job_id))
