"""All that became of a job, for an operator; nothing of what its person said or sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from bot.storage.operators.overview import art_of
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.money import ChargeRow

# Of an outcome: how it was made. Its labels and options tell of the photo and of the person.
_OUTCOME_FACTS = ("width", "height", "steps", "seconds", "device", "looks")


@dataclass(frozen=True, slots=True, kw_only=True)
class JobHistory:
    """A job's life.

    Attributes:
        tries: claims that were not given back by a worker that stopped politely.
        waited_s: from the order to the first step; None: it was never begun.
        render_s: what all its renders took, in s of the device.
        outcome: its size, steps, seconds and device, once it was rendered.
        charge: what was paid for it and became of that: stars, state and times.
    """

    id: str
    art: str
    tier: str
    pool: str
    state: str
    user_id: int
    chat_id: int
    asked_at: datetime
    begun_at: datetime | None
    finished_at: datetime | None
    waited_s: float | None
    render_s: float
    progress: float
    tries: int
    troubles: int
    worker: str | None
    in_tiles: bool
    is_cached: bool
    is_told: bool
    is_deleted: bool
    is_set_aside: bool
    not_before: datetime | None
    error: str | None
    parent_id: str | None
    outcome: Mapping[str, Any] | None
    charge: Mapping[str, Any] | None


async def find(db: Database, job_id: str) -> JobHistory | None:
    """None: there is no such job (any more)."""
    async with db.read() as session:
        row = await session.get(JobRow, job_id)
        return None if row is None else (await _histories(session, [row]))[0]


async def newest(
    db: Database, *, state: str | None, user_id: int | None, limit: int
) -> Sequence[JobHistory]:
    """The jobs asked for last, the newest first; of one state or person alone where said."""
    statement = select(JobRow).order_by(JobRow.created_at.desc(), JobRow.id).limit(limit)
    if state is not None:
        statement = statement.where(JobRow.state == state)
    if user_id is not None:
        statement = statement.where(JobRow.user_id == user_id)
    async with db.read() as session:
        return await _histories(session, (await session.scalars(statement)).all())


async def _histories(session: AsyncSession, rows: Sequence[JobRow]) -> Sequence[JobHistory]:
    paid = select(ChargeRow).where(ChargeRow.charge_id.in_([row.charge_id for row in rows]))
    charges = {charge.charge_id: charge for charge in await session.scalars(paid)}
    return [_history(row, charges.get(row.charge_id or "")) for row in rows]


def _history(row: JobRow, charge: ChargeRow | None) -> JobHistory:
    outcome = row.outcome or {}
    waited = row.begun_at - row.created_at if row.begun_at is not None else None
    return JobHistory(
        id=row.id,
        art=art_of(row.order),
        tier=row.tier,
        pool=row.pool,
        state=row.state,
        user_id=row.user_id,
        chat_id=row.chat_id,
        asked_at=row.created_at,
        begun_at=row.begun_at,
        finished_at=row.finished_at,
        waited_s=waited.total_seconds() if waited is not None else None,
        render_s=row.render_s,
        progress=row.progress,
        tries=row.attempt - row.given_back,
        troubles=row.troubles,
        worker=row.worker,
        in_tiles=row.in_tiles,
        is_cached=row.is_cached,
        is_told=row.is_told,
        is_deleted=row.is_deleted,
        is_set_aside=row.is_set_aside,
        not_before=row.not_before,
        error=row.error_code,
        parent_id=row.parent_id,
        outcome={name: outcome[name] for name in _OUTCOME_FACTS if name in outcome} or None,
        charge=_charge(charge) if charge is not None else None,
    )


def _charge(row: ChargeRow) -> Mapping[str, Any]:
    return {
        "charge_id": row.charge_id,
        "stars": row.stars,
        "state": row.state,
        "charged_at": row.charged_at,
        "refunded_at": row.refunded_at,
        "refund_tries": row.refund_tries,
    }
