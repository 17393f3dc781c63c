"""Pictures that were paid for and came, in either currency."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from bot.domain.jobs import Job, NewJob
from bot.domain.ledger import CreditSource, Currency, Transfer, issued, purse
from bot.domain.payments import ChargeState
from bot.storage import payments
from bot.storage.database import Database
from bot.storage.jobs import claims, jobs, new_jobs
from bot.storage.jobs.job_rows import to_job
from bot.storage.ledger import charges, posting
from bot.storage.refunds import to_charge
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.money import ChargeRow
from tests.bot.storage.examples import NOW, OUTCOME, new_job


def wanted(charge_id: str, user_id: int) -> NewJob:
    return new_job(
        f"p{charge_id}", tier="hd", charge_id=charge_id, user_id=user_id, chat_id=user_id
    )


async def sold(
    db: Database,
    charge_id: str,
    *,
    user_id: int = 1,
    price: int = 75,
    currency: Currency = Currency.STARS,
    now: datetime = NOW,
) -> Job:
    """The job that was paid for; nobody works on it."""
    job = wanted(charge_id, user_id)
    if currency is Currency.STARS:
        receipt = await payments.record_charge(
            db,
            charge_id=charge_id,
            offer_id=None,
            user_id=user_id,
            stars=price,
            job=job,
            now=now,
            score=now,
        )
        assert receipt.job is not None
        return receipt.job
    given = Transfer(
        id=f"given:{charge_id}",
        source=issued(CreditSource.PROMO),
        target=purse(user_id, currency),
        amount=price,
        event_at=now,
    )
    async with db.write() as session:
        await posting.post(session, given, now=now)
        made, _ = await new_jobs.insert(session, job, now=now, score=now)
        row = ChargeRow(
            charge_id=charge_id,
            user_id=user_id,
            stars=price,
            state=ChargeState.PAID.value,
            job_id=made.id,
            charged_at=now,
            refund_tries=0,
            currency=currency.value,
        )
        session.add(row)
        await session.flush()
        await charges.came_in(session, to_charge(row), now=now)
        return to_job(await session.get_one(JobRow, made.id))


async def delivered(
    db: Database,
    charge_id: str,
    *,
    user_id: int = 1,
    price: int = 75,
    currency: Currency = Currency.STARS,
    now: datetime = NOW,
    steps_cut: bool = False,
) -> str:
    """The same, and its picture came then; its job."""
    job = await sold(db, charge_id, user_id=user_id, price=price, currency=currency, now=now)
    claim = await claims.claim(db, job.id, now=now, lease_s=3, max_attempts=5)
    assert claim.job is not None
    outcome = dataclasses.replace(OUTCOME, steps_cut=steps_cut)
    attempt = claim.job.attempt
    await jobs.mark_rendered(db, job.id, attempt=attempt, outcome=outcome)
    assert await jobs.mark_done(db, job.id, attempt=attempt, now=now)
    return job.id
