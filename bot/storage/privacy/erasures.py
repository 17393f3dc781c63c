"""What outlives the rows of somebody who had everything deleted, until it is gone as well.

The files of their jobs lie in a store that may be away just then, and a worker may be writing one:
so they are deleted by an outbox, at once and once more when no render can still be under way.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.costs import day_of
from bot.storage.database import Database, insert_new, insert_once
from bot.storage.jobs.limits import count_spent
from bot.storage.old_rows import delete_some
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.privacy import ErasedResultRow, ErasureRow, SpentDayRow

# Longer than a render may take, and its worker's lease after that.
LAST_AFTER = timedelta(hours=1)
_PAUSE = timedelta(seconds=30)
# A press that is told again comes within a day.
_QUESTIONS_KEPT = timedelta(days=2)
_AT_ONCE = 500


async def is_first_within(session: AsyncSession, key: str, *, now: datetime) -> bool:
    """Whether the question of this ``key`` was not answered with Delete before."""
    return await insert_once(session, ErasureRow, key=key, created_at=now) is not None


async def add_results_within(
    session: AsyncSession, job_ids: Sequence[str], *, now: datetime
) -> None:
    """The files of these jobs are to go."""
    for start in range(0, len(job_ids), _AT_ONCE):
        some = job_ids[start : start + _AT_ONCE]
        rows = [{"job_id": each, "created_at": now, "next_try_at": now} for each in some]
        await insert_new(session, ErasedResultRow, rows)


async def keep_day_within(session: AsyncSession, user_id: int, *, now: datetime) -> None:
    """Until midnight a limit counts what is being deleted; what waits was not begun."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    of_today = (JobRow.user_id == user_id) & (JobRow.created_at >= midnight)
    tiers = await session.scalars(select(JobRow.tier).where(of_today).distinct())
    for tier in tiers.all():
        spent = await count_spent(session, user_id, tier=tier, now=now)
        key = {"day": day_of(now), "user_id": user_id, "tier": tier}
        await session.execute(delete(SpentDayRow).filter_by(**key))
        jobs = max(0, spent.jobs - spent.waiting)
        session.add(SpentDayRow(**key, jobs=jobs, seconds=spent.seconds))
    await session.flush()


async def due(db: Database, *, now: datetime, limit: int) -> Sequence[str]:
    """Jobs whose files are to be deleted now."""
    row = ErasedResultRow
    query = select(row.job_id).where(row.next_try_at <= now).order_by(row.next_try_at).limit(limit)
    async with db.read() as session:
        return (await session.scalars(query)).all()


async def done(db: Database, job_ids: Collection[str], *, now: datetime) -> None:
    """Their files are gone: for good where no worker can still be writing any."""
    row = ErasedResultRow
    async with db.write() as session:
        among = row.job_id.in_(job_ids)
        await session.execute(delete(row).where(among, row.created_at <= now - LAST_AFTER))
        await session.execute(update(row).where(among).values(next_try_at=now + LAST_AFTER))


async def postpone(db: Database, job_ids: Collection[str], *, now: datetime) -> None:
    """The store is away."""
    row = ErasedResultRow
    async with db.write() as session:
        await session.execute(
            update(row).where(row.job_id.in_(job_ids)).values(next_try_at=now + _PAUSE)
        )


async def forget(db: Database, *, now: datetime) -> None:
    """Delete what nobody asks for any more."""
    await delete_some(db, ErasureRow.key, ErasureRow.created_at < now - _QUESTIONS_KEPT)
    async with db.write() as session:
        await session.execute(delete(SpentDayRow).where(SpentDayRow.day < day_of(now)))
