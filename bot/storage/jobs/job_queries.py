"""Questions about many jobs: who stands where, what was forgotten, what is old."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select, true, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.allowance import Spent
from bot.domain.fair_queue import Turn
from bot.domain.jobs import Job, JobState, NewJob
from bot.domain.pools import Pool, pool_of
from bot.storage.database import Database
from bot.storage.jobs.job_rows import IN_WORK, OPEN_STATES
from bot.storage.jobs.limits import count_spent
from bot.storage.jobs.unreadable_jobs import IN_USE, readable
from bot.storage.subscriptions import running
from bot.storage.tables.jobs import JobRow

WAITING = (JobRow.state == JobState.WAITING.value) & IN_USE
# The time by which a job stands in line, given what it stands behind.
Due = Callable[[Turn], datetime]
IN_LINE = (JobRow.score, JobRow.created_at, JobRow.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a job stands in line, and nothing else of it."""

    id: str
    score: datetime
    created_at: datetime
    pool: str


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


async def shown_in(db: Database, *, chat_id: int, message_id: int) -> Job | None:
    """What stands in this message; None: nothing of ours."""
    jobs = await _jobs(db, JobRow.chat_id == chat_id, JobRow.status_message_id == message_id)
    return jobs[-1] if jobs else None


async def how_many_wait(db: Database) -> int:
    async with db.read() as session:
        return await session.scalar(select(func.count()).where(WAITING)) or 0


def _standings() -> Select[str, datetime, datetime, str]:
    return select(JobRow.id, JobRow.score, JobRow.created_at, JobRow.pool)


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
    is_shown = or_(JobRow.status_message_id.is_not(None), JobRow.guest_inline_id.is_not(None))
    is_old = or_(JobRow.created_at < made_before, is_shown & (JobRow.created_at < shown_before))
    behind = true() if after is None else _behind(after)
    async with db.read() as session:
        rows = await session.execute(
            _standings().where(WAITING, is_due(now), is_old, behind).order_by(*IN_LINE).limit(count)
        )
        return [Standing(**row) for row in rows.mappings()]


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


async def score_now(db: Database, new: NewJob, due: Due, *, now: datetime) -> datetime:
    """By when ``new`` would stand in line."""
    async with db.read() as session:
        return await score_within(session, new, due, now=now)


async def score_within(session: AsyncSession, new: NewJob, due: Due, *, now: datetime) -> datetime:
    """As :func:`score_now`, within somebody's transaction."""
    boost_s = await running.boost_within(session, new.user_id, now=now)
    turn = await _turn(session, new, first=due(Turn(boost_s=boost_s)))
    return due(replace(turn, boost_s=boost_s))


async def _turn(session: AsyncSession, new: NewJob, *, first: datetime) -> Turn:
    """What ``new`` stands behind. ``first``: its score where its person has none in line.

    Jobs of another tier are none of these: what was paid for waits for nothing that is free, and
    holds up nothing.
    """
    pool = pool_of(new.order)
    own = await waiting_in_turn(session, user_id=new.user_id, tier=new.tier, pool=pool)
    if not own:
        return Turn()
    latest = own[-1].score
    is_ahead = JobRow.score < min(latest, first)
    work = select(func.sum(JobRow.expected_s)).where(WAITING, _takes_turns(pool), is_ahead)
    return Turn(latest=latest, work_s=await session.scalar(work) or 0.0)


async def waiting_in_turn(
    session: AsyncSession, *, user_id: int, tier: str, pool: str
) -> list[Standing]:
    """This person's jobs of a tier that wait in one of the lines of ``pool``, the next first."""
    rows = await session.execute(
        _standings().where(
            WAITING, _takes_turns(pool), JobRow.user_id == user_id, JobRow.tier == tier
        )
    )
    # Sorted here: for an order of its own SQLite would walk through the whole line.
    own = [Standing(**row) for row in rows.mappings()]
    return sorted(own, key=lambda standing: (standing.score, standing.created_at, standing.id))


def _takes_turns(pool: str) -> ColumnElement[bool]:
    return JobRow.pool.in_([other.value for other in Pool(pool).taking_turns])


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
