"""What is booked late: charges of a process of the version before, and holds that nothing ended."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.payments import ChargeState
from bot.storage.database import Database
from bot.storage.jobs.job_rows import OPEN_STATES
from bot.storage.ledger import charges, checking
from bot.storage.refunds import take_back, to_charge
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.money import ChargeRow


async def catch_up(db: Database, *, now: datetime) -> int:
    """Book what became of charges that the ledger has elsewhere. Returns: how many there were."""
    async with checking.snapshot(db) as session:
        behind = await checking.misplaced(session)
    for each in behind:
        async with db.write() as session:
            await _book(session, each.charge_id, now=now)
    return len(behind)


async def end_expired(db: Database, *, now: datetime) -> int:
    """End holds past their time: ours where the job is done, back where there is none to come."""
    expired = await checking.pending(db, expired_at=now)
    for charge_id in expired:
        async with db.write() as session:
            row = await session.get(ChargeRow, charge_id, with_for_update=True)
            job = await session.get(JobRow, row.job_id) if row and row.job_id else None
            if row is None or (job is not None and job.state in OPEN_STATES):
                continue  # the job's own end ends it
            if row.state == ChargeState.PAID and job is None:
                await take_back(session, row, now=now)
            else:
                await _book(session, charge_id, now=now)
    return len(expired)


async def _book(session: AsyncSession, charge_id: str, *, now: datetime) -> None:
    row = await session.get(ChargeRow, charge_id, with_for_update=True)
    if row is None or row.stars <= 0:
        return
    charge = to_charge(row)
    if not await charges.is_known(session, charge):
        await charges.came_in(session, charge, now=now)
    if charge.state is ChargeState.PAID:
        job = await session.get(JobRow, row.job_id) if row.job_id else None
        if job is None or job.state not in OPEN_STATES:
            await charges.earned(session, charge, now=now)
        return
    await charges.go_back(session, charge, now=now)
    if charge.state is ChargeState.REFUNDED:
        await charges.given_back(session, charge, now=now)
