"""What a person paid for and did not like: it goes back within a day, some times a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.jobs import JobState
from bot.domain.payments import (
    DISLIKED_WITHIN,
    REFUNDS_COUNTED_FOR,
    Charge,
    ChargeState,
    RefundAnswer,
    RefundReason,
)
from bot.storage.database import Database
from bot.storage.operators.overview import art_of
from bot.storage.refunds import take_back, to_charge
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.money import ChargeRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Refundable:
    """What was paid for a job that can still go back; ``art``, ``came_at``: of its result."""

    charge: Charge
    job_id: str
    art: str
    came_at: datetime


async def may_go_back(
    db: Database, job_id: str, *, user_id: int, most: int, now: datetime
) -> tuple[RefundAnswer, Charge | None]:
    """Whether :func:`give_back` would do it, and of what; ``most``: refunds a month."""
    async with db.read() as session:
        answer, row = await _judge(session, job_id, user_id=user_id, most=most, now=now)
        return answer, to_charge(row) if row else None


async def give_back(
    db: Database,
    job_id: str,
    *,
    user_id: int,
    reason: RefundReason,
    most: int,
    now: datetime,
) -> tuple[RefundAnswer, Charge | None]:
    """Make what this person paid for the job due for refund, once; the picture stays theirs.

    Of credits, they are back by then.
    """
    async with db.write() as session:
        # Two refunds of one person come one after the other on Postgres too, so that they count.
        own = select(ChargeRow).where(ChargeRow.user_id == user_id).order_by(ChargeRow.charge_id)
        await session.execute(own.with_for_update())
        answer, row = await _judge(session, job_id, user_id=user_id, most=most, now=now)
        if row is not None and answer is RefundAnswer.YES:
            row.refund_reason = reason.value
            await take_back(session, row, now=now)
        return answer, to_charge(row) if row else None


async def refundable(
    db: Database, *, user_id: int, now: datetime, limit: int
) -> Sequence[Refundable]:
    """What of this person's can go back now, the newest first, were there no other bounds."""
    async with db.read() as session:
        rows = await session.execute(
            select(ChargeRow, JobRow.id, JobRow.order, JobRow.finished_at)
            .join(JobRow, JobRow.id == ChargeRow.job_id)
            .where(
                ChargeRow.user_id == user_id,
                ChargeRow.state == ChargeState.PAID.value,
                JobRow.state == JobState.DONE.value,
                JobRow.finished_at >= now - DISLIKED_WITHIN,
            )
            .order_by(JobRow.finished_at.desc())
            .limit(limit)
        )
        return [
            Refundable(charge=to_charge(row), job_id=job_id, art=art_of(order), came_at=came_at)
            for row, job_id, order, came_at in rows
            if came_at is not None
        ]


async def _judge(
    session: AsyncSession, job_id: str, *, user_id: int, most: int, now: datetime
) -> tuple[RefundAnswer, ChargeRow | None]:
    found = await session.execute(
        select(ChargeRow, JobRow.state, JobRow.finished_at)
        .join(JobRow, JobRow.id == ChargeRow.job_id)
        .where(ChargeRow.job_id == job_id)
    )
    row, job_state, came_at = found.first() or (None, None, None)
    if row is None:
        return RefundAnswer.UNKNOWN, None
    if row.user_id != user_id:
        return RefundAnswer.NOT_THEIRS, None
    if row.state != ChargeState.PAID.value:
        return RefundAnswer.BACK_ALREADY, row
    if job_state != JobState.DONE.value or came_at is None:
        return RefundAnswer.NOT_READY, row
    if now - came_at > DISLIKED_WITHIN:
        return RefundAnswer.TOO_LATE, row
    if await _gone_back(session, user_id, now=now) >= most:
        return RefundAnswer.TOO_MANY, row
    return RefundAnswer.YES, row


async def _gone_back(session: AsyncSession, user_id: int, *, now: datetime) -> int:
    rows = await session.scalars(
        select(ChargeRow.charge_id).where(
            ChargeRow.user_id == user_id,
            ChargeRow.refund_reason.is_not(None),
            ChargeRow.charged_at > now - REFUNDS_COUNTED_FOR,
        )
    )
    return len(rows.all())
