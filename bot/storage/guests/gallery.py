"""A person's finished works that lie at Telegram, the newest first, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, true, tuple_

from bot.domain.jobs import Job, JobState
from bot.storage.database import Database
from bot.storage.jobs.unreadable_jobs import IN_USE, readable
from bot.storage.tables.jobs import JobRow

_NEWEST = (JobRow.finished_at, JobRow.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A work, and Telegram's name of it."""

    job: Job
    file_id: str


async def works(db: Database, user_id: int, *, after: str | None, count: int) -> Sequence[Kept]:
    """Those that this person has not deleted.

    Args:
        after: the job that the page before ended with; None: the first page.
    """
    row = JobRow
    behind: ColumnElement[bool] = true()
    if after is not None:
        last = select(row.finished_at, row.id).where(row.id == after, row.user_id == user_id)
        behind = tuple_(*_NEWEST) < last.scalar_subquery()
    query = (
        select(row)
        .where(
            row.user_id == user_id,
            row.state == JobState.DONE.value,
            row.is_deleted.is_(False),
            row.result_file_id.is_not(None),
            IN_USE,
            behind,
        )
        .order_by(*(column.desc() for column in _NEWEST))
        .limit(count)
    )
    async with db.read() as session:
        rows = (await session.scalars(query)).all()
    names = {each.id: each.result_file_id or "" for each in rows}
    return [Kept(job=job, file_id=names[job.id]) for job in await readable(db, rows)]
