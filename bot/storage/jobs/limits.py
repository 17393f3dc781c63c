"""How much of a tier a person has used; counted where nobody can slip in between."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Float, cast, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.allowance import Allowance, Spent, check_allowance
from bot.domain.jobs import Job, JobState
from bot.errors import GroupLimitError
from bot.storage.costs import day_of
from bot.storage.groups.group_settings import settings_within
from bot.storage.jobs.job_rows import OPEN_STATES
from bot.storage.tables.jobs import JobRow, RenderDayRow
from bot.storage.tables.privacy import SpentDayRow
from engine.errors import NoPersonNetworkError, NotFiniteError, OutOfMemoryError, WeightsError

# Ours to mend. A plain RenderError is none of these: a render that ran out of time, or that ended
# worker after worker, cost us all its work, and whoever asked for it could ask again for nothing.
_OUR_FAULTS = tuple(
    fault.__name__
    for fault in (OutOfMemoryError, NotFiniteError, WeightsError, NoPersonNetworkError)
)
# Postgres keeps its locks by two numbers; these are ours, of people and of groups.
_LOCK, _GROUP_LOCK = 0x11317, 0x11318


async def check_limits(
    session: AsyncSession, job: Job, allowance: Allowance, *, now: datetime
) -> None:
    """Whether a new ``job`` goes: by its person, after :func:`one_at_a_time`, and by its group.

    Raises: as check_allowance; GroupLimitError.
    """
    spent = await count_spent(session, job.user_id, tier=job.tier, now=now, besides=job.id)
    check_allowance(allowance, spent)
    if job.chat_id > 0 or job.charge_id is not None:
        return
    most = (await settings_within(session, job.chat_id)).pictures_per_day
    if most is None:
        return
    await _lock(session, _GROUP_LOCK, job.chat_id)
    free = (JobRow.chat_id == job.chat_id) & JobRow.charge_id.is_(None) & (JobRow.id != job.id)
    had = await session.scalar(select(func.count()).where(free, *_counted(now)))
    if (had or 0) >= most:
        raise GroupLimitError(pictures=most)


def _counted(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Of jobs, those that count against a limit of this UTC day."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    is_given_back = (JobRow.state == JobState.FAILED.value) & JobRow.error_code.in_(_OUR_FAULTS)
    return (
        JobRow.created_at >= midnight,
        or_(JobRow.state.in_((*OPEN_STATES, JobState.DONE.value)), JobRow.is_begun),
        ~func.coalesce(is_given_back, False),
        JobRow.is_cached.is_(False),
    )


async def count_spent(
    session: AsyncSession, user_id: int, *, tier: str, now: datetime, besides: str = ""
) -> Spent:
    """What counts against the limits of a tier, in one statement.

    Of jobs of this UTC day what was begun counts, whatever became of it; what failed for want of
    memory or of a network is given back, and what was answered without a render costs nothing.
    What they had deleted today counts on.

    Args:
        besides: a job that is left out.
    """
    of_person = (JobRow.user_id == user_id) & (JobRow.tier == tier) & (JobRow.id != besides)
    jobs = select(func.count()).where(of_person, *_counted(now))
    waiting = select(func.count()).where(of_person, JobRow.state == JobState.WAITING.value)
    seconds = select(cast(func.coalesce(func.sum(RenderDayRow.seconds), 0), Float)).where(
        RenderDayRow.user_id == user_id,
        RenderDayRow.tier == tier,
        RenderDayRow.day == day_of(now),
    )
    gone = (SpentDayRow.user_id == user_id) & (SpentDayRow.day == day_of(now))
    gone = gone & (SpentDayRow.tier == tier)
    row = await session.execute(
        select(
            jobs.scalar_subquery(),
            seconds.scalar_subquery(),
            waiting.scalar_subquery(),
            select(SpentDayRow.jobs).where(gone).scalar_subquery(),
            select(SpentDayRow.seconds).where(gone).scalar_subquery(),
        )
    )
    had, rendered_s, in_line, had_before, rendered_before_s = row.one()
    return Spent(
        jobs=had + (had_before or 0),
        seconds=rendered_s + (rendered_before_s or 0.0),
        waiting=in_line,
    )


async def one_at_a_time(session: AsyncSession, user_id: int) -> None:
    """This person's other orders wait for the end of this transaction."""
    await _lock(session, _LOCK, user_id)


async def _lock(session: AsyncSession, lock: int, owner_id: int) -> None:
    """Hold off whoever locks the same, a person before a group. SQLite has one writer."""
    if session.get_bind().dialect.name == "postgresql":
        # The lock's second number has 32 bits; two who share one only wait a little.
        key = {"lock": lock, "owner": (owner_id & 0xFFFFFFFF) - 2**31}
        await session.execute(text("SELECT pg_advisory_xact_lock(:lock, :owner)"), key)
