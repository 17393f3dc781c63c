"""An order becomes a job: all that is to be known and stored for it, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.allowance import Allowance
from bot.domain.jobs import Job, NewJob
from bot.domain.waiting import Ahead
from bot.errors import AlreadyAskedError
from bot.storage.database import Database
from bot.storage.jobs.job_queries import Due, score_within
from bot.storage.jobs.job_rows import OPEN_STATES, UNREADABLE, to_job
from bot.storage.jobs.limits import one_at_a_time
from bot.storage.jobs.line_ahead import ahead_within
from bot.storage.jobs.new_jobs import create_within
from bot.storage.jobs.unreadable_jobs import IN_USE
from bot.storage.operators import switches
from bot.storage.people import remember_within
from bot.storage.tables.jobs import JobRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedJob:
    """A job and what comes before it; None for one that does not wait.

    ``is_paused``: an operator lets nothing be taken.
    """

    job: Job
    ahead: Ahead | None
    is_paused: bool = False


async def place_order(
    db: Database,
    new: NewJob,
    *,
    now: datetime,
    due: Due,
    allowance: Allowance | None = None,
    refuse: Callable[[Sequence[Job]], None] | None = None,
) -> PlacedJob:
    """The job of this request: made now, or when it was handled before.

    Args:
        allowance: of this person in this tier.
        refuse: given the person's open jobs in this chat, raises what is to be told.
    Raises: as check_allowance; AlreadyAskedError: its menu's job is open; whatever ``refuse``
        raises.
    """
    async with db.write() as session:
        await one_at_a_time(session, new.user_id)
        job = await _of_request(session, new.request_key)
        if job is None:
            if refuse is not None:
                refuse(await _open_jobs(session, new))
            score = await score_within(session, new, due, now=now)
            job, _ = await create_within(session, new, now=now, score=score, allowance=allowance)
            if job.request_key != new.request_key:
                raise AlreadyAskedError
            is_own = new.chat_id == new.user_id
            await remember_within(
                session, new.user_id, language=new.language, now=now, is_own=is_own
            )
        return await _placed(session, job)


async def placed(db: Database, job: Job) -> PlacedJob:
    """Where a job that was made elsewhere stands."""
    async with db.read() as session:
        return await _placed(session, job)


async def _placed(session: AsyncSession, job: Job) -> PlacedJob:
    return PlacedJob(
        job=job,
        ahead=await ahead_within(session, job.id),
        is_paused=await switches.is_on_within(session, switches.PAUSED),
    )


async def _of_request(session: AsyncSession, request_key: str) -> Job | None:
    row = await session.scalar(select(JobRow).where(JobRow.request_key == request_key))
    return to_job(row) if row is not None else None


async def _open_jobs(session: AsyncSession, new: NewJob) -> list[Job]:
    """What this person waits for in this chat; rows of another version are nobody's wish."""
    rows = await session.scalars(
        select(JobRow).where(
            IN_USE,
            JobRow.state.in_(OPEN_STATES),
            JobRow.chat_id == new.chat_id,
            JobRow.user_id == new.user_id,
        )
    )
    jobs = []
    for row in rows:
        try:
            jobs.append(to_job(row))
        except UNREADABLE:
            continue
    return jobs
