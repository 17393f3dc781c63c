"""The refund outbox: Stars that go back, however often Telegram has to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.jobs import Outcome
from bot.domain.ledger import Currency, Product
from bot.domain.payments import Charge, ChargeState
from bot.domain.tiers import worth_stars
from bot.storage.database import Database
from bot.storage.ledger import charges
from bot.storage.subscriptions import running
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.money import ChargeRow, OfferRow

FIRST_PAUSE_S = 15
LONGEST_PAUSE_S = 3600


async def make_due(session: AsyncSession, job_id: str, *, now: datetime) -> None:
    """What was paid for this job goes back; within the transaction that closes the job."""
    paid = await session.scalars(
        select(ChargeRow)
        .where(ChargeRow.job_id == job_id, ChargeRow.state == ChargeState.PAID.value)
        .with_for_update()
    )
    for charge in paid.all():
        await take_back(session, charge, now=now)


async def earn(
    session: AsyncSession, job_id: str, outcome: Mapping[str, Any] | None, *, now: datetime
) -> None:
    """What was paid for this job is ours: it is delivered, so far as ``outcome`` says."""
    paid = await session.scalars(
        select(ChargeRow)
        .where(ChargeRow.job_id == job_id, ChargeRow.state == ChargeState.PAID.value)
        .with_for_update()
    )
    for charge in paid.all():
        is_cut = outcome is not None and outcome.get("steps_cut")
        made = outcome["steps"] if outcome is not None and is_cut else None
        amount = await _worth(session, to_charge(charge), made=made)
        await charges.earned(session, to_charge(charge), amount=amount, now=now)


async def shortfall(db: Database, charge: Charge, outcome: Outcome) -> int:
    """Of what was paid: how much is not ours, since this machine made fewer steps."""
    if not outcome.steps_cut:
        return 0
    async with db.read() as session:
        return charge.stars - await _worth(session, charge, made=outcome.steps)


async def _worth(session: AsyncSession, charge: Charge, *, made: int | None) -> int:
    """What so many steps cost of what was paid; None: all that were ordered."""
    offer = await session.get(OfferRow, charge.offer_id) if charge.offer_id else None
    if made is None or offer is None:
        return charge.stars
    return worth_stars(offer.sold, steps=offer.steps, stars=charge.stars, made=made)


async def take_back(session: AsyncSession, charge: ChargeRow, *, now: datetime) -> None:
    """A paid charge's Stars are due to its person; credits are back with them at once."""
    is_stars = charge.currency == Currency.STARS
    charge.state = (ChargeState.REFUND_DUE if is_stars else ChargeState.REFUNDED).value
    charge.next_try_at = now if is_stars else None
    charge.refunded_at = None if is_stars else now
    if charge.product == Product.SUBSCRIPTION:
        await running.end_within(session, to_charge(charge), now=now)
    await charges.go_back(session, to_charge(charge), now=now)


async def due(db: Database, *, now: datetime, limit: int | None = None) -> list[Charge]:
    """Charges to be given back that Telegram may be asked about now, at most ``limit``.

    The longest due come first, so that those that Telegram refuses stand behind the others.
    """
    async with db.read() as session:
        rows = await session.scalars(
            select(ChargeRow)
            .where(
                ChargeRow.state == ChargeState.REFUND_DUE.value,
                ChargeRow.next_try_at <= now,
            )
            .order_by(ChargeRow.next_try_at, ChargeRow.charged_at)
            .limit(limit)
        )
        return [to_charge(row) for row in rows]


async def due_since(db: Database) -> datetime | None:
    """When the longest due refund became due: its job ended, or its Stars came in for nothing."""
    async with db.read() as session:
        since: datetime | None = await session.scalar(
            select(func.min(func.coalesce(JobRow.finished_at, ChargeRow.charged_at)))
            .select_from(ChargeRow)
            .outerjoin(JobRow, JobRow.id == ChargeRow.job_id)
            .where(ChargeRow.state == ChargeState.REFUND_DUE.value)
        )
        return since


async def postpone(db: Database, charge_id: str, *, now: datetime) -> None:
    """Telegram did not give it back this time: ask again later, ever more rarely."""
    async with db.write() as session:
        row = await session.get(ChargeRow, charge_id, with_for_update=True)
        if row is not None and row.state == ChargeState.REFUND_DUE.value:
            # 2**8 * 15 s is past the longest pause; larger powers would only overflow.
            pause_s = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** min(row.refund_tries, 8))
            row.refund_tries += 1
            row.next_try_at = now + timedelta(seconds=pause_s)


async def mark_refunded(db: Database, charge_id: str, *, now: datetime) -> bool:
    """The Stars are back; False when that was known, so that the person is told once."""
    async with db.write() as session:
        row = await session.scalar(
            update(ChargeRow)
            .where(
                ChargeRow.charge_id == charge_id,
                ChargeRow.state == ChargeState.REFUND_DUE.value,
            )
            .values(state=ChargeState.REFUNDED.value, refunded_at=now, next_try_at=None)
            .returning(ChargeRow)
        )
        if row is not None:
            await charges.given_back(session, to_charge(row), now=now)
        return row is not None


def to_charge(row: ChargeRow) -> Charge:
    return Charge(
        charge_id=row.charge_id,
        offer_id=row.offer_id,
        user_id=row.user_id,
        stars=row.stars,
        state=ChargeState(row.state),
        job_id=row.job_id,
        refund_tries=row.refund_tries,
        charged_at=row.charged_at,
        currency=Currency(row.currency),
        product=Product(row.product),
    )
