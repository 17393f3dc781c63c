"""What comes before a job that waits: how many, and how many seconds of work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Row,
    Select,
    bindparam,
    func,
    literal,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.jobs import JobState
from bot.domain.pools import Pool
from bot.domain.waiting import Ahead, InWork
from bot.storage.database import Database
from bot.storage.jobs.job_queries import IN_LINE, WAITING
from bot.storage.jobs.unreadable_jobs import IN_USE
from bot.storage.tables.jobs import JobRow

# Of what a worker has in hand, how long it still takes.
_LEFT_S = JobRow.expected_s * (1 - JobRow.progress)
_RUNNING = (JobRow.state == JobState.RUNNING.value) & IN_USE


def _what_counts(in_turn: Sequence[Pool], at_once: Sequence[Pool] = ()) -> CompoundSelect[Any]:
    """Pool, jobs and seconds of what goes before one job, in parts to be added up; 0 jobs: in work.

    Each part is a range of one pool in the index jobs_pool_line, which holds all that is asked:
    thousands of jobs are counted within a millisecond or two. To group them takes longer.

    Args:
        in_turn: the pools whose jobs go by their score.
        at_once: those whose jobs go first.
    """
    score = bindparam("score", type_=JobRow.score.type)
    created_at = bindparam("created_at", type_=JobRow.created_at.type)
    is_older = tuple_(JobRow.created_at, JobRow.id) < tuple_(created_at, bindparam("id"))
    return union_all(
        select(JobRow.pool, literal(0).label("jobs"), _LEFT_S.label("seconds")).where(_RUNNING),
        *(_sum_of(pool, JobRow.score < score) for pool in in_turn),
        *(_sum_of(pool, JobRow.score == score, is_older) for pool in in_turn),
        *(_sum_of(pool) for pool in at_once),
    )


def _sum_of(pool: Pool, *conditions: ColumnElement[bool]) -> Select[str, int, float]:
    """One row; its seconds are NULL where nothing waits."""
    figures = (literal(pool.value), func.count(), func.sum(JobRow.expected_s))
    return select(*figures).where(WAITING, JobRow.pool == pool.value, *conditions)


# Built once: to build a statement takes longer than to run it.
_BEFORE_INSTANT = _what_counts((Pool.INSTANT,))
_BEFORE_OTHERS = _what_counts((Pool.GPU, Pool.CPU), (Pool.INSTANT,))
_OWN = select(JobRow.pool, JobRow.expected_s, JobRow.score, JobRow.created_at, JobRow.id).where(
    JobRow.id == bindparam("job_id"), JobRow.state == JobState.WAITING.value
)
_IN_WORK = select(JobRow.pool, _LEFT_S).where(_RUNNING)


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
    own = (await session.execute(_OWN, {"job_id": job_id})).one_or_none()
    if own is None:
        return None
    before = _BEFORE_INSTANT if own.pool == Pool.INSTANT else _BEFORE_OTHERS
    where = {"score": own.score, "created_at": own.created_at, "id": own.id}
    parts = [part for part in await session.execute(before, where) if part.seconds is not None]
    waiting_s: defaultdict[str, float] = defaultdict(float)
    for part in parts:
        if part.jobs:
            waiting_s[part.pool] += part.seconds
    return Ahead(
        place=1 + sum(part.jobs for part in parts),
        pool=own.pool,
        own_s=own.expected_s,
        waiting_s=dict(waiting_s),
        in_work=tuple(
            InWork(pool=part.pool, left_s=part.seconds) for part in parts if not part.jobs
        ),
    )


async def front(db: Database, *, count: int) -> list[Waiting]:
    """The first ``count`` in line, the next to be rendered first."""
    first: list[Row[str, str, float, datetime, datetime]] = []
    async with db.read() as session:
        for pool in Pool:  # each by itself comes from its index in order
            rows = await session.execute(
                select(JobRow.id, JobRow.pool, JobRow.expected_s, JobRow.score, JobRow.created_at)
                .where(WAITING, JobRow.pool == pool.value)
                .order_by(*IN_LINE)
                .limit(count)
            )
            first += rows.all()
        in_work = await _in_work(session)
    line: list[Waiting] = []
    waiting_s: defaultdict[str, float] = defaultdict(float)
    for place, row in enumerate(sorted(first, key=_turn_of)[:count], start=1):
        line.append(
            Waiting(
                id=row.id,
                ahead=Ahead(
                    place=place,
                    pool=row.pool,
                    own_s=row.expected_s,
                    waiting_s=dict(waiting_s),
                    in_work=in_work,
                ),
            )
        )
        waiting_s[row.pool] += row.expected_s
    return line


def _turn_of(row: Row[str, str, float, datetime, datetime]) -> tuple[bool, datetime, datetime, str]:
    """Which of those that wait a worker of all pools takes first: the instant ones."""
    return row.pool != Pool.INSTANT, row.score, row.created_at, row.id


async def _in_work(session: AsyncSession) -> Sequence[InWork]:
    rows = await session.execute(_IN_WORK)
    return tuple(InWork(pool=pool, left_s=seconds) for pool, seconds in rows)
