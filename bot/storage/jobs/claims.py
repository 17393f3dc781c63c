"""A worker takes a job: of several that ask for it one gets it, until its lease ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import and_, or_, update

from bot.domain.jobs import Job, JobState
from bot.errors import UnreadableRowError
from bot.storage.database import Database
from bot.storage.jobs.job_changes import rendered_or
from bot.storage.jobs.job_rows import IN_WORK, to_job
from bot.storage.jobs.unreadable_jobs import IN_USE, set_aside
from bot.storage.tables.jobs import JobRow


class ClaimResult(StrEnum):
    TAKEN = "taken"
    CLOSED = "closed"
    BUSY = "busy"
    PUT_OFF = "put off"
    EXHAUSTED = "exhausted"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What came of asking for a job.

    PUT_OFF: it is not due yet. TAKEN: it is ours, ``job.attempt`` is the token; a
    RENDERED one is only to be delivered.
    CLOSED: done, failed or cancelled. BUSY: another worker's lease runs. EXHAUSTED: tried
    ``max_attempts`` times, to be failed. UNKNOWN: no such job.
    """

    result: ClaimResult
    job: Job | None = None


async def claim(
    db: Database,
    job_id: str,
    *,
    now: datetime,
    lease_s: float,
    max_attempts: int,
    worker: str | None = None,
) -> Claim:
    """Take a job for one worker until its lease ends; one that cannot be read is UNKNOWN.

    ``worker``: whose hands it is in from now on.
    """
    try:
        return await _claim(
            db, job_id, now=now, lease_s=lease_s, max_attempts=max_attempts, worker=worker
        )
    except UnreadableRowError as exc:
        await set_aside(db, job_id, why=exc)
        return Claim(result=ClaimResult.UNKNOWN)


async def _claim(
    db: Database,
    job_id: str,
    *,
    now: datetime,
    lease_s: float,
    max_attempts: int,
    worker: str | None,
) -> Claim:
    free = or_(
        JobRow.state == JobState.WAITING.value,
        and_(
            JobRow.state.in_(IN_WORK),
            or_(JobRow.lease_until.is_(None), JobRow.lease_until <= now),
        ),
    )
    is_due = or_(JobRow.not_before.is_(None), JobRow.not_before <= now)
    async with db.write() as session:
        row = await session.scalar(
            update(JobRow)
            .where(
                JobRow.id == job_id,
                IN_USE,
                free,
                is_due,
                JobRow.attempt - JobRow.given_back < max_attempts,
            )
            .values(
                attempt=JobRow.attempt + 1,
                lease_until=now + timedelta(seconds=lease_s),
                state=rendered_or(JobState.RUNNING),
                worker=worker,
            )
            .returning(JobRow)
        )
        if row is not None:
            return Claim(result=ClaimResult.TAKEN, job=to_job(row))
        row = await session.get(JobRow, job_id)
    if row is None:
        return Claim(result=ClaimResult.UNKNOWN)
    job = to_job(row)
    if not job.state.is_open:
        return Claim(result=ClaimResult.CLOSED, job=job)
    if row.not_before is not None and row.not_before > now:
        return Claim(result=ClaimResult.PUT_OFF, job=job)
    is_held = row.lease_until is not None and row.lease_until > now
    return Claim(result=ClaimResult.BUSY if is_held else ClaimResult.EXHAUSTED, job=job)
