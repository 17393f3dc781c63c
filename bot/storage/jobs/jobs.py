"""Jobs: the SQL row is the truth about what is to be rendered and what has become of it.

Every change names the state it expects, so that of two that meet only one happens. A worker
also names its attempt: one that lost its lease can no longer change anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.allowance import Allowance
from bot.domain.jobs import Job, JobState, NewJob, Outcome
from bot.metrics import count_ended
from bot.storage.database import Database
from bot.storage.jobs.job_changes import change, set_columns
from bot.storage.jobs.job_rows import IN_WORK, OPEN_STATES, to_job
from bot.storage.jobs.new_jobs import create_within
from bot.storage.jobs.unreadable_jobs import readable
from bot.storage.refunds import earn, make_due
from bot.storage.tables.jobs import JobRow
from engine.texts.phrase import Fact, facts_to_json


async def create(
    db: Database,
    new: NewJob,
    *,
    now: datetime,
    score: datetime,
    allowance: Allowance | None = None,
) -> tuple[Job, bool]:
    """(job, is_new): one per ``request_key``, and one open job per draft.

    An old job comes back with another ``request_key`` when its draft's job is still open.

    Args:
        allowance: of this person in this tier; counted in the same transaction.
    Raises: as check_allowance.
    """
    async with db.write() as session:
        return await create_within(session, new, now=now, score=score, allowance=allowance)


async def get(db: Database, job_id: str) -> Job | None:
    """None: there is no such job, or this version cannot read it."""
    return await _first(db, JobRow.id == job_id)


async def is_there(db: Database, job_id: str) -> bool:
    """Whether there is such a job, readable or not."""
    async with db.read() as session:
        return await session.scalar(select(JobRow.id).where(JobRow.id == job_id)) is not None


async def find_request(db: Database, request_key: str) -> Job | None:
    """The job that this press or command made when it was handled before."""
    return await _first(db, JobRow.request_key == request_key)


async def heartbeat(
    db: Database,
    job_id: str,
    *,
    attempt: int,
    now: datetime,
    lease_s: float,
    progress: float | None = None,
) -> bool:
    """Hold the lease and tell how far it is (0..1); False: cancelled or taken over, so stop."""
    values: dict[str, Any] = {"lease_until": now + timedelta(seconds=lease_s)}
    if progress is not None:
        values["progress"] = progress
    return await change(db, job_id, IN_WORK, attempt, **values)


async def mark_begun(db: Database, job_id: str, *, now: datetime) -> bool:
    """Its render begins: from now on it counts against a limit, whatever becomes of it.

    Returns: whether for the first time, which alone tells how long it waited.
    """
    async with db.write() as session:
        begun_at = await session.scalar(
            update(JobRow)
            .where(JobRow.id == job_id)
            .values(is_begun=True, begun_at=func.coalesce(JobRow.begun_at, now))
            .returning(JobRow.begun_at)
        )
        return begun_at == now


async def mark_in_tiles(db: Database, job_id: str) -> None:
    """The whole picture took more memory than there was: wherever it is made next, in parts."""
    await set_columns(db, job_id, in_tiles=True)


async def mark_rendered(
    db: Database, job_id: str, *, attempt: int, outcome: Outcome, is_cached: bool = False
) -> bool:
    """The picture lies in the results; False: cancelled or taken over, so do not deliver."""
    return await change(
        db,
        job_id,
        IN_WORK,  # a rendered one is rendered again where its picture was lost
        attempt,
        state=JobState.RENDERED.value,
        progress=1.0,
        outcome=outcome.to_json(),
        is_cached=is_cached,
    )


async def mark_done(db: Database, job_id: str, *, attempt: int | None, now: datetime) -> bool:
    """The picture was delivered. ``attempt`` None: by somebody who is no worker.

    What was paid for a result that its person had bought before becomes due for refund with it.
    """
    fence = true() if attempt is None else JobRow.attempt == attempt
    async with db.write() as session:
        row = await session.scalar(
            update(JobRow)
            .where(JobRow.id == job_id, JobRow.state == JobState.RENDERED.value, fence)
            .values(state=JobState.DONE.value, finished_at=now, lease_until=None, is_told=True)
            .returning(JobRow)
        )
        if row is None:
            return False
        if row.is_cached:
            await make_due(session, job_id, now=now)
        elif row.charge_id is not None:
            await earn(session, job_id, row.outcome, now=now)
        return True


async def fail(
    db: Database,
    job_id: str,
    *,
    attempt: int | None,
    error_code: str,
    facts: Mapping[str, Fact],
    now: datetime,
) -> Job | None:
    """End a job that cannot be made; a charge becomes due for refund with it.

    ``attempt`` None: by somebody who is no worker. None comes back when another was faster;
    so whoever gets the job tells the person.
    """
    async with db.write() as session:
        failed = await fail_within(
            session, job_id, attempt=attempt, error_code=error_code, facts=facts, now=now
        )
    if failed is not None:
        count_ended(failed.order.art, "failed")
    return failed


async def fail_within(
    session: AsyncSession,
    job_id: str,
    *,
    attempt: int | None,
    error_code: str,
    facts: Mapping[str, Fact],
    now: datetime,
) -> Job | None:
    """As :func:`fail`, within somebody's transaction."""
    return await _close(
        session,
        JobRow.id == job_id,
        JobRow.state.in_(OPEN_STATES),
        true() if attempt is None else JobRow.attempt == attempt,
        values={
            "state": JobState.FAILED.value,
            "error_code": error_code,
            "error_facts": facts_to_json(facts),
        },
        now=now,
    )


async def cancel(db: Database, job_id: str, *, user_id: int, now: datetime) -> Job | None:
    """Stop a job for the person who asked for it; a charge becomes due for refund with it.

    None: not theirs, closed already, or rendered, so that it arrives in a moment.
    """
    async with db.write() as session:
        cancelled = await _close(
            session,
            JobRow.id == job_id,
            JobRow.user_id == user_id,
            JobRow.state.in_((JobState.WAITING.value, JobState.RUNNING.value)),
            values={"state": JobState.CANCELLED.value},
            now=now,
        )
    if cancelled is not None:
        count_ended(cancelled.order.art, "cancelled")
    return cancelled


async def set_status_message(
    db: Database, job_id: str, *, message_id: int, has_media: bool
) -> None:
    """The job's one message in the chat."""
    await set_columns(db, job_id, status_message_id=message_id, status_has_media=has_media)


async def set_result_file(db: Database, job_id: str, file_id: str) -> None:
    """Telegram's name of the result, by which it can be shown elsewhere."""
    await set_columns(db, job_id, result_file_id=file_id)


async def set_guest_media(db: Database, job_id: str, *, has_media: bool) -> None:
    """Whether the message in a chat that we are not in shows a picture."""
    await set_columns(db, job_id, guest_has_media=has_media)


async def adopt_message(db: Database, job_id: str, *, message_id: int, has_media: bool) -> bool:
    """Make it the job's message, if that is still open and has none."""
    async with db.write() as session:
        adopted = await session.scalar(
            update(JobRow)
            .where(
                JobRow.id == job_id,
                JobRow.status_message_id.is_(None),
                JobRow.state.in_((JobState.WAITING.value, JobState.RUNNING.value)),
            )
            .values(status_message_id=message_id, status_has_media=has_media)
            .returning(JobRow.id)
        )
    return adopted is not None


async def mark_told(db: Database, job_id: str) -> None:
    """The person knows that this job failed or was cancelled."""
    await set_columns(db, job_id, is_told=True)


async def _first(db: Database, condition: ColumnElement[bool]) -> Job | None:
    async with db.read() as session:
        row = await session.scalar(select(JobRow).where(condition))
    return next(iter(await readable(db, [row] if row else [])), None)


async def _close(
    session: AsyncSession,
    *conditions: ColumnElement[bool],
    values: dict[str, Any],
    now: datetime,
) -> Job | None:
    row = await session.scalar(
        update(JobRow)
        .where(*conditions)
        .values(values | {"finished_at": now, "lease_until": None})
        .returning(JobRow)
    )
    if row is None:
        return None
    await make_due(session, row.id, now=now)
    return to_job(row)
