"""Questions about many jobs: who stands where, what was forgotten, what is old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, true, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.allowance import Spent
from bot.domain.jobs import Job, JobState
from bot.storage.database import Database
from bot.storage.jobs.job_rows import IN_WORK, OPEN_STATES
from bot.storage.jobs.limits import count_spent
from bot.storage.jobs.unreadable_jobs import IN_USE, readable
from bot.storage.tables.jobs import JobRow

WAITING = (JobRow.state == JobState.WAITING.value) & IN_USE
IN_LINE = (JobRow.score, JobRow.created_at, JobRow.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a job stands in line, and nothing else of it."""

    id: str
    score: datetime
    created_at: datetime


async def open_jobs_of(db: Database, *, chat_id: int, user_id: int) -> list[Job]:
    """What this person waits for in this chat, in the order of the line."""
    return await _jobs(
        db,
        JobRow.state.in_(OPEN_STATES),
        JobRow.chat_id == chat_id,
        JobRow.user_id == user_id,
    )


async def open_job_of(db: Database, *, draft_id: int) -> Job | None:
    """What was ordered from this menu and is not finished."""
    open_jobs = await _jobs(db, JobRow.state.in_(OPEN_STATES), JobRow.draft_id == draft_id)
    return open_jobs[0] if open_jobs else None


async def how_many_wait(db: Database) -> int:
    async with db.read() as session:
        return await session.scalar(select(func.count()).where(WAITING)) or 0


async def slice_of_line(
    db: Database,
    *,
    after: Standing | None,
    now: datetime,
    shown_before: datetime,
    made_before: datetime,
    count: int,
) -> list[Standing]:
    """The next ``count`` in line behind ``after``, without those that are put off; None: from
    the first.

    Args:
        shown_before: those that have a message are left out unless they are older.
        made_before: those that have none, likewise.
    """
    is_old = or_(
        JobRow.created_at < made_before,
        JobRow.status_message_id.is_not(None) & (JobRow.created_at < shown_before),
    )
    behind = true() if after is None else _behind(after)
    async with db.read() as session:
        rows = await session.execute(
            select(*IN_LINE)
            .where(WAITING, is_due(now), is_old, behind)
            .order_by(*IN_LINE)
            .limit(count)
        )
        return [Standing(score=score, created_at=at, id=job_id) for score, at, job_id in rows]


def _behind(standing: Standing) -> ColumnElement[bool]:
    # The first condition alone is what an index is entered by.
    return (JobRow.score >= standing.score) & (
        tuple_(*IN_LINE) > tuple_(standing.score, standing.created_at, standing.id)
    )


async def stale(db: Database, *, now: datetime) -> list[Job]:
    """Claimed jobs that no worker holds any more, to be put in line again or failed."""
    return await _jobs(
        db,
        JobRow.state.in_(IN_WORK),
        or_(JobRow.lease_until.is_(None), JobRow.lease_until <= now),
        is_due(now),
        JobRow.unreachable_since.is_(None),
    )


async def undelivered(db: Database, *, before: datetime | None = None) -> list[Job]:
    """What was paid for and whose person shut us out, before that time if one is given."""
    waits = JobRow.unreachable_since.is_not(None)
    long_ago = true() if before is None else JobRow.unreachable_since < before
    return await _jobs(db, JobRow.state == JobState.RENDERED.value, waits, long_ago)


def is_due(now: datetime) -> ColumnElement[bool]:
    """Not put off because of trouble with Telegram, or no longer so."""
    return or_(JobRow.not_before.is_(None), JobRow.not_before <= now)


async def untold(db: Database, *, before: datetime) -> list[Job]:
    """Jobs that failed or were cancelled before that time, and whose person was not told."""
    closed = (JobState.FAILED.value, JobState.CANCELLED.value)
    return await _jobs(
        db,
        JobRow.state.in_(closed),
        JobRow.is_told.is_(False),
        JobRow.finished_at < before,
        is_due(before),
    )


async def waiting_of(db: Database, user_id: int) -> int:
    """How many jobs this person has in line, for fair shares."""
    async with db.read() as session:
        return await waiting_within(session, user_id)


async def waiting_within(session: AsyncSession, user_id: int) -> int:
    """As :func:`waiting_of`, within somebody's transaction."""
    count = await session.scalar(select(func.count()).where(WAITING, JobRow.user_id == user_id))
    return count or 0


async def paid_of(db: Database, user_id: int) -> list[Job]:
    """The pictures that this person paid for and has."""
    return await _jobs(
        db,
        JobRow.user_id == user_id,
        JobRow.charge_id.is_not(None),
        JobRow.state == JobState.DONE.value,
    )


async def spent_by(db: Database, user_id: int, *, tier: str, now: datetime) -> Spent:
    """What counts against the limits of a tier: see bot.storage.jobs.limits."""
    async with db.read() as session:
        return await count_spent(session, user_id, tier=tier, now=now)


async def _jobs(db: Database, *conditions: ColumnElement[bool]) -> list[Job]:
    async with db.read() as session:
        rows = await session.scalars(select(JobRow).where(IN_USE, *conditions).order_by(*IN_LINE))
        fetched = rows.all()
    return await readable(db, fetched)
