"""How much of a day's limit a person has used; counted where nobody can slip in between."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.jobs import JobState
from bot.storage.jobs.job_rows import OPEN_STATES
from bot.storage.tables.jobs import JobRow
from engine.errors import NoPersonNetworkError, NotFiniteError, OutOfMemoryError, WeightsError

# Ours to mend. A plain RenderError is none of these: a render that ran out of time, or that ended
# worker after worker, cost us all its work, and whoever asked for it could ask again for nothing.
_OUR_FAULTS = tuple(
    fault.__name__
    for fault in (OutOfMemoryError, NotFiniteError, WeightsError, NoPersonNetworkError)
)
# Postgres keeps its locks by two numbers; this one is ours.
_LOCK = 0x11317


async def count_spent(session: AsyncSession, user_id: int, *, tier: str, now: datetime) -> int:
    """Jobs of this UTC day that count against a limit.

    What was begun counts, whatever became of it; what failed for want of memory or of a
    network is given back.
    """
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    is_given_back = (JobRow.state == JobState.FAILED.value) & JobRow.error_code.in_(_OUR_FAULTS)
    count = await session.scalar(
        select(func.count()).where(
            JobRow.user_id == user_id,
            JobRow.tier == tier,
            JobRow.created_at >= midnight,
            or_(JobRow.state.in_((*OPEN_STATES, JobState.DONE.value)), JobRow.is_begun),
            ~func.coalesce(is_given_back, False),
        )
    )
    return count or 0


async def one_at_a_time(session: AsyncSession, user_id: int) -> None:
    """This person's other orders wait for the end of this transaction. SQLite has one writer."""
    if session.get_bind().dialect.name == "postgresql":
        # The lock's second number has 32 bits; two people who share one only wait a little.
        key = {"lock": _LOCK, "person": (user_id & 0xFFFFFFFF) - 2**31}
        await session.execute(text("SELECT pg_advisory_xact_lock(:lock, :person)"), key)
