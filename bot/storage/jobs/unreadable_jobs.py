"""Jobs that this version cannot read: out of everybody's way, known, and never lost.

Another version may read them: at each start they are all looked at anew.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select, update

from bot.domain.jobs import Job
from bot.errors import UnreadableRowError
from bot.storage.database import Database
from bot.storage.jobs.job_rows import to_job
from bot.storage.tables.jobs import JobRow

logger = logging.getLogger(__name__)

IN_USE = JobRow.is_set_aside.is_(False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """How many jobs are set aside; ``paid``: those that somebody paid for."""

    jobs: int
    paid: int


async def readable(db: Database, rows: Iterable[JobRow]) -> list[Job]:
    """The jobs of these rows, each by itself: those that cannot be read are set aside."""
    jobs: list[Job] = []
    for row in rows:
        try:
            jobs.append(to_job(row))
        except UnreadableRowError as exc:
            await set_aside(db, row.id, why=exc)
    return jobs


async def set_aside(db: Database, job_id: str, *, why: UnreadableRowError) -> None:
    """Nobody comes upon it again until the next start; whoever runs this is told, once."""
    async with db.write() as session:
        row = await session.get(JobRow, job_id)
        if row is None or row.is_set_aside:
            return
        row.is_set_aside = True
        charge_id = row.charge_id
    logger.error(
        "a job cannot be read and is set aside",
        extra={"job_id": job_id, "charge_id": charge_id, "why": why.detail},
    )


async def look_anew(db: Database) -> None:
    """At a start: this version may be able to read them."""
    async with db.write() as session:
        await session.execute(update(JobRow).where(~IN_USE).values(is_set_aside=False))


async def count(db: Database) -> SetAside:
    async with db.read() as session:
        row = await session.execute(
            select(func.count(), func.count(JobRow.charge_id)).where(JobRow.is_set_aside.is_(True))
        )
        jobs, paid = row.one()
        return SetAside(jobs=jobs, paid=paid)
