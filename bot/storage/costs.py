"""What renders took, in s of the device that made them: by job, person and UTC day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from bot.domain.jobs import Job
from bot.storage.database import Database, insert_once
from bot.storage.tables.jobs import JobRow, RenderDayRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtCost:
    """What a day's renders of one art in one tier took."""

    art: str
    tier: str
    device: str
    seconds: float
    renders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCost:
    """What a day's renders for one person took."""

    user_id: int
    seconds: float
    renders: int


def day_of(now: datetime) -> str:
    """The UTC day of an aware UTC time, as ``render_days`` has it."""
    return now.date().isoformat()


async def note_render(
    db: Database, job: Job, *, device: str, seconds: float, now: datetime
) -> None:
    """A render came to its end, whatever came of it: its job, person and day cost so much more.

    Of a job that its person had deleted meanwhile nothing is noted. Raises: StorageError.
    """
    key = {
        "day": day_of(now),
        "user_id": job.user_id,
        "art": job.order.art.value,
        "tier": job.tier,
        "device": device,
    }
    async with db.write() as session:
        is_there = await session.scalar(
            update(JobRow)
            .where(JobRow.id == job.id)
            .values(render_s=JobRow.render_s + seconds)
            .returning(JobRow.id)
        )
        if is_there is None:
            return
        await insert_once(session, RenderDayRow, **key, seconds=0.0, renders=0)
        await session.execute(
            update(RenderDayRow)
            .filter_by(**key)
            .values(seconds=RenderDayRow.seconds + seconds, renders=RenderDayRow.renders + 1)
        )


async def by_art(db: Database, *, now: datetime) -> Sequence[ArtCost]:
    """Today's, the dearest first."""
    row, seconds = RenderDayRow, func.sum(RenderDayRow.seconds)
    kind = (row.art, row.tier, row.device)
    statement = (
        select(*kind, seconds, func.sum(row.renders))
        .where(row.day == day_of(now))
        .group_by(*kind)
        .order_by(seconds.desc(), *kind)
    )
    async with db.read() as session:
        rows = await session.execute(statement)
        return [
            ArtCost(art=art, tier=tier, device=device, seconds=float(s), renders=int(count))
            for art, tier, device, s, count in rows
        ]


async def by_person(
    db: Database, *, now: datetime, limit: int | None = None, user_id: int | None = None
) -> Sequence[PersonCost]:
    """Today's, the dearest first; of one person alone where one is named."""
    row, seconds = RenderDayRow, func.sum(RenderDayRow.seconds)
    statement = (
        select(row.user_id, seconds, func.sum(row.renders))
        .where(row.day == day_of(now))
        .group_by(row.user_id)
        .order_by(seconds.desc(), row.user_id)
        .limit(limit)
    )
    if user_id is not None:
        statement = statement.where(row.user_id == user_id)
    async with db.read() as session:
        rows = await session.execute(statement)
        return [
            PersonCost(user_id=person, seconds=float(s), renders=int(count))
            for person, s, count in rows
        ]
