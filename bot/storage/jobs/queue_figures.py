"""How much work there is, by what operators care for: one look over the open jobs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.domain.jobs import JobState
from bot.storage.database import Database
from bot.storage.jobs.job_rows import OPEN_STATES
from bot.storage.jobs.unreadable_jobs import IN_USE
from bot.storage.tables.jobs import JobRow


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenJobs:
    """The open jobs of one tier, state and pool.

    Attributes:
        oldest: when the first of them was ordered.
        expected_s: how long all their renders are expected to take.
    """

    tier: str
    state: str
    pool: str
    jobs: int
    oldest: datetime
    expected_s: float


async def open_jobs(db: Database) -> list[OpenJobs]:
    """Every group that has a job. Raises: StorageError."""
    group = (JobRow.tier, JobRow.state, JobRow.pool)
    figures = (
        func.count().label("jobs"),
        func.min(JobRow.created_at).label("oldest"),
        func.sum(JobRow.expected_s).label("expected_s"),
    )
    async with db.read() as session:
        rows = await session.execute(
            select(*group, *figures).where(JobRow.state.in_(OPEN_STATES), IN_USE).group_by(*group)
        )
        return [OpenJobs(**row) for row in rows.mappings()]


async def last_done_at(db: Database) -> datetime | None:
    """When a result was last delivered. Raises: StorageError."""
    async with db.read() as session:
        at: datetime | None = await session.scalar(
            select(JobRow.finished_at)
            .where(JobRow.finished_at.is_not(None), JobRow.state == JobState.DONE.value)
            .order_by(JobRow.finished_at.desc())
            .limit(1)
        )
        return at
