"""How much of a tier a person has used; counted where nobody can slip in between."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Float, cast, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.allowance import Spent
from bot.domain.jobs import JobState
from bot.storage.costs import day_of
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
# Postgres keeps its locks by two numbers; this one is ours.
_LOCK = 0x11317


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
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    is_given_back = (JobRow.state == JobState.FAILED.value) & JobRow.error_code.in_(_OUR_FAULTS)
    of_person = (JobRow.user_id == user_id) & (JobRow.tier == tier) & (JobRow.id != besides)
    jobs = select(func.count()).where(
        of_person,
        JobRow.created_at >= midnight,
        or_(JobRow.state.in_((*OPEN_STATES, JobState.DONE.value)), JobRow.is_begun),
        ~func.coalesce(is_given_back, False),
        JobRow.is_cached.is_(False),
    )
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
    """This person's other orders wait for the end of this transaction. SQLite has one writer."""
    if session.get_bind().dialect.name == "postgresql":
        # The lock's second number has 32 bits; two people who share one only wait a little.
        key = {"lock": _LOCK, "person": (user_id & 0xFFFFFFFF) - 2**31}
        await session.execute(text("SELECT pg_advisory_xact_lock(:lock, :person)"), key)
