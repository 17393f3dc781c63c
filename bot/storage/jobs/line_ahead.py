"""What comes before a job that waits: how many, and how many seconds of work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, Row, bindparam, func, select, tuple_, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.jobs import JobState
from bot.domain.pools import Pool
from bot.domain.waiting import Ahead, InWork
from bot.storage.database import Database
from bot.storage.jobs.job_queries import IN_LINE, WAITING
from bot.storage.jobs.unreadable_jobs import IN_USE
from bot.storage.tables.jobs import JobRow


def _work_before(in_turn: Sequence[Pool], at_once: Sequence[Pool] = ()) -> CompoundSelect[Any]:
    """Pool, jobs and seconds of what goes before one job, in parts to be added up.

    Each part is a range of the index jobs_pool_line, which holds all that is asked: thousands of
    jobs are counted within a millisecond or two.

    Args:
        in_turn: the pools whose jobs go by their score.
        at_once: those whose jobs go first.
    """
    work = select(JobRow.pool, func.count(), func.sum(JobRow.expected_s)).group_by(JobRow.pool)
    of_pools = WAITING & JobRow.pool.in_([pool.value for pool in in_turn])
    score = bindparam("score", type_=JobRow.score.type)
    created_at = bindparam("created_at", type_=JobRow.created_at.type)
    is_older = tuple_(JobRow.created_at, JobRow.id) < tuple_(created_at, bindparam("id"))
    return union_all(
        work.where(of_pools, JobRow.score < score),
        work.where(of_pools, JobRow.score == score, is_older),
        *(work.where(WAITING, JobRow.pool == pool.value) for pool in at_once),
    )


# Built once: to build a statement takes longer than to run it.
_BEFORE_INSTANT = _work_before((Pool.INSTANT,))
_BEFORE_OTHERS = _work_before((Pool.GPU, Pool.CPU), (Pool.INSTANT,))
_OWN = select(JobRow.pool, JobRow.expected_s, JobRow.score, JobRow.created_at, JobRow.id).where(
    JobRow.id == bindparam("job_id"), JobRow.state == JobState.WAITING.value
)
_IN_WORK = select(JobRow.pool, JobRow.expected_s * (1 - JobRow.progress)).where(
    JobRow.state == JobState.RUNNING.value, IN_USE
)


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
    place = 1
    waiting_s: defaultdict[str, float] = defaultdict(float)
    for pool, count, seconds in await session.execute(before, where):
        place += count
        waiting_s[pool] += seconds
    return Ahead(
        place=place,
        pool=own.pool,
        own_s=own.expected_s,
        waiting_s=dict(waiting_s),
        in_work=await _in_work(session),
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
