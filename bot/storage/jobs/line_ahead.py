"""What comes before a job that waits: how many, and how many seconds of work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.jobs import JobState
from bot.domain.waiting import Ahead, InWork
from bot.storage.database import Database
from bot.storage.jobs.job_queries import IN_LINE, WAITING
from bot.storage.jobs.unreadable_jobs import IN_USE
from bot.storage.tables.jobs import JobRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A job that waits, and what comes before it."""

    id: str
    ahead: Ahead


async def ahead(db: Database, job_id: str) -> Ahead | None:
    """None: it does not wait."""
    async with db.read() as session:
        return await ahead_within(session, job_id)


async def ahead_within(session: AsyncSession, job_id: str) -> Ahead | None:
    """As :func:`ahead`, within somebody's transaction."""
    own = await session.get(JobRow, job_id)
    if own is None or own.state != JobState.WAITING.value:
        return None
    # The first condition alone is what an index is entered by.
    before = (JobRow.score <= own.score) & (
        tuple_(*IN_LINE) < tuple_(own.score, own.created_at, own.id)
    )
    rows = await session.execute(
        select(JobRow.pool, func.count(), func.sum(JobRow.expected_s))
        .where(WAITING, before)
        .group_by(JobRow.pool)
    )
    pools = [(pool, count, seconds) for pool, count, seconds in rows]
    return Ahead(
        place=sum(count for _, count, _ in pools) + 1,
        pool=own.pool,
        own_s=own.expected_s,
        waiting_s={pool: seconds for pool, _, seconds in pools},
        in_work=await _in_work(session),
    )


async def front(db: Database, *, count: int) -> list[Waiting]:
    """The first ``count`` in line, the next to be rendered first."""
    async with db.read() as session:
        rows = await session.execute(
            select(JobRow.id, JobRow.pool, JobRow.expected_s)
            .where(WAITING)
            .order_by(*IN_LINE)
            .limit(count)
        )
        in_work = await _in_work(session)
    line: list[Waiting] = []
    waiting_s: defaultdict[str, float] = defaultdict(float)
    for place, (job_id, pool, own_s) in enumerate(rows, start=1):
        before = Ahead(
            place=place, pool=pool, own_s=own_s, waiting_s=dict(waiting_s), in_work=in_work
        )
        line.append(Waiting(id=job_id, ahead=before))
        waiting_s[pool] += own_s
    return line


async def _in_work(session: AsyncSession) -> Sequence[InWork]:
    left_s = JobRow.expected_s * (1 - JobRow.progress)
    rows = await session.execute(
        select(JobRow.pool, left_s).where(JobRow.state == JobState.RUNNING.value, IN_USE)
    )
    return [InWork(pool=pool, left_s=seconds) for pool, seconds in rows]
