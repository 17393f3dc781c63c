"""What an operator sees of the jobs and Stars at a glance. Reads alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from bot.domain.jobs import JobState
from bot.storage.database import Database
from bot.storage.jobs.job_queries import WAITING
from bot.storage.jobs.job_rows import OPEN_STATES
from bot.storage.jobs.unreadable_jobs import IN_USE
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.money import IS_STARS, ChargeRow


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePart:
    """The open jobs of one tier in one state."""

    tier: str
    state: str
    count: int
    oldest_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class JobInHand:
    """A job as far as an operator wants to know what is rendered."""

    id: str
    art: str
    tier: str
    progress: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StarsToday:
    """Stars that came in, and Stars that went back, whenever they had come."""

    came: int
    went: int


def midnight(now: datetime) -> datetime:
    """When the UTC day of ``now`` began."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


async def queue_parts(db: Database, *, now: datetime) -> Sequence[QueuePart]:
    """What is open, by tier and state."""
    kind = (JobRow.tier, JobRow.state)
    statement = (
        select(*kind, func.count(), func.min(JobRow.created_at))
        .where(JobRow.state.in_(OPEN_STATES), IN_USE)
        .group_by(*kind)
        .order_by(*kind)
    )
    async with db.read() as session:
        rows = await session.execute(statement)
        return [
            QueuePart(tier=tier, state=state, count=count, oldest_s=(now - oldest).total_seconds())
            for tier, state, count, oldest in rows
        ]


async def waiting_by_pool(db: Database) -> Mapping[str, int]:
    """How many jobs wait in each pool that has any."""
    statement = select(JobRow.pool, func.count()).where(WAITING).group_by(JobRow.pool)
    async with db.read() as session:
        return {pool: count for pool, count in await session.execute(statement)}


async def jobs_in_hand(db: Database, job_ids: Iterable[str]) -> Mapping[str, JobInHand]:
    """Those of ``job_ids`` that there are, by their ids."""
    columns = (JobRow.id, JobRow.order, JobRow.tier, JobRow.progress)
    async with db.read() as session:
        rows = await session.execute(select(*columns).where(JobRow.id.in_(list(job_ids))))
        return {
            job_id: JobInHand(id=job_id, art=art_of(order), tier=tier, progress=progress)
            for job_id, order, tier, progress in rows
        }


def art_of(order: Mapping[str, Any]) -> str:
    """The art of a stored order, of whatever version."""
    return str(order.get("art", "?"))


async def waits(db: Database, *, now: datetime) -> Mapping[str, Sequence[float]]:
    """How long the jobs that were begun today had waited, in s by tier, the shortest first."""
    columns = (JobRow.tier, JobRow.created_at, JobRow.begun_at)
    async with db.read() as session:
        rows = await session.execute(select(*columns).where(JobRow.begun_at >= midnight(now)))
        by_tier: dict[str, list[float]] = {}
        for tier, created_at, begun_at in rows:
            if begun_at is not None:
                by_tier.setdefault(tier, []).append((begun_at - created_at).total_seconds())
    return {tier: sorted(by_tier[tier]) for tier in sorted(by_tier)}


async def failures(db: Database, *, now: datetime) -> Mapping[str, int]:
    """How many of today's jobs failed, by what went wrong, the most frequent first."""
    count = func.count()
    statement = (
        select(JobRow.error_code, count)
        .where(JobRow.finished_at >= midnight(now), JobRow.state == JobState.FAILED.value)
        .group_by(JobRow.error_code)
        .order_by(count.desc(), JobRow.error_code)
    )
    async with db.read() as session:
        return {code or "?": number for code, number in await session.execute(statement)}


async def stars_by_person(db: Database, *, now: datetime, limit: int) -> Mapping[int, int]:
    """Today's Stars that came in, by who paid them, the most first."""
    total = func.sum(ChargeRow.stars)
    statement = (
        select(ChargeRow.user_id, total)
        .where(ChargeRow.charged_at >= midnight(now), IS_STARS)
        .group_by(ChargeRow.user_id)
        .order_by(total.desc(), ChargeRow.user_id)
        .limit(limit)
    )
    async with db.read() as session:
        return {user_id: int(count) for user_id, count in await session.execute(statement)}


async def stars(db: Database, *, now: datetime) -> StarsToday:
    """Today's."""
    today = midnight(now)
    total = func.coalesce(func.sum(ChargeRow.stars), 0)
    async with db.read() as session:
        came = await session.scalar(select(total).where(ChargeRow.charged_at >= today, IS_STARS))
        went = await session.scalar(select(total).where(ChargeRow.refunded_at >= today, IS_STARS))
    return StarsToday(came=int(came or 0), went=int(went or 0))
