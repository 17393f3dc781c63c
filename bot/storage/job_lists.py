"""Questions about many jobs: who stands where, what was forgotten, what is old."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, tuple_

from bot.jobs import Job, JobState
from bot.storage.database import Database
from bot.storage.job_rows import IN_WORK, OPEN_STATES, to_job
from bot.storage.limits import count_spent
from bot.storage.tables import JobRow

WAITING = JobRow.state == JobState.WAITING.value
IN_LINE = (JobRow.score, JobRow.created_at, JobRow.id)


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
    found = await _jobs(db, JobRow.state.in_(OPEN_STATES), JobRow.draft_id == draft_id)
    return found[0] if found else None


async def waiting(db: Database) -> list[Job]:
    """The line itself: the first is rendered next, its place is 1."""
    return await _jobs(db, WAITING)


async def stale(db: Database, *, now: datetime) -> list[Job]:
    """Claimed jobs that no worker holds any more, to be put in line again or failed."""
    return await _jobs(
        db,
        JobRow.state.in_(IN_WORK),
        or_(JobRow.lease_until.is_(None), JobRow.lease_until <= now),
    )


async def untold(db: Database, *, before: datetime) -> list[Job]:
    """Jobs that failed or were cancelled before that time, and whose person was not told."""
    closed = (JobState.FAILED.value, JobState.CANCELLED.value)
    return await _jobs(
        db, JobRow.state.in_(closed), JobRow.is_told.is_(False), JobRow.finished_at < before
    )


async def place(db: Database, job_id: str) -> int | None:
    """1 for the job that is rendered next; None for one that does not wait."""
    async with db.read() as session:
        own = await session.get(JobRow, job_id)
        if own is None or own.state != JobState.WAITING.value:
            return None
        ahead = tuple_(*IN_LINE) < tuple_(own.score, own.created_at, own.id)
        count = await session.scalar(select(func.count()).where(WAITING, ahead))
        return (count or 0) + 1


async def waiting_of(db: Database, user_id: int) -> int:
    """How many jobs this person has in line, for fair shares."""
    async with db.read() as session:
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


async def jobs_today(db: Database, user_id: int, *, tier: str, now: datetime) -> int:
    """Jobs of this UTC day that count against a limit: see bot.storage.limits."""
    async with db.read() as session:
        return await count_spent(session, user_id, tier=tier, now=now)


async def _jobs(db: Database, *conditions: ColumnElement[bool]) -> list[Job]:
    async with db.read() as session:
        rows = await session.scalars(select(JobRow).where(*conditions).order_by(*IN_LINE))
        return [to_job(row) for row in rows]
