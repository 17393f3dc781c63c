"""A picture paid with credits: charge, hold and job in one transaction, or none of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.allowance import Allowance
from bot.domain.jobs import NewJob
from bot.domain.ledger import Currency
from bot.domain.payments import ChargeState, Offer, Receipt
from bot.storage.database import Database
from bot.storage.jobs import new_jobs
from bot.storage.jobs.job_rows import to_job
from bot.storage.ledger import charges
from bot.storage.payments import is_paid_within
from bot.storage.refunds import to_charge
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.money import ChargeRow, OfferRow


async def pay(
    db: Database,
    offer: Offer,
    job: NewJob,
    *,
    charge_id: str,
    now: datetime,
    score: datetime,
    allowance: Allowance,
) -> Receipt | None:
    """Take what the offer costs and order ``job``, once for this ``charge_id``.

    Returns: None, and nothing is taken: it is paid already, in whichever currency, or withdrawn.
    Raises: NotEnoughError: there are fewer credits; as check_allowance. Nothing is taken.
    """
    async with db.write() as session:
        # Two payments of one offer come one after the other on Postgres too.
        offered = await session.get(OfferRow, offer.id, with_for_update=True)
        charge = await session.get(ChargeRow, charge_id)
        is_new = charge is None
        if charge is None:
            if offered is None or await is_paid_within(session, offer.id):
                return None
            made, _ = await new_jobs.create_within(
                session, job, now=now, score=score, allowance=allowance
            )
            charge = await _charge(session, offer, charge_id, job_id=made.id, now=now)
            await charges.came_in(session, to_charge(charge), now=now)
        row = await session.get(JobRow, charge.job_id) if charge.job_id else None
        return Receipt(charge=to_charge(charge), job=to_job(row) if row else None, is_new=is_new)


async def _charge(
    session: AsyncSession, offer: Offer, charge_id: str, *, job_id: str, now: datetime
) -> ChargeRow:
    charge = ChargeRow(
        charge_id=charge_id,
        offer_id=offer.id,
        user_id=offer.user_id,
        stars=offer.stars,
        state=ChargeState.PAID.value,
        job_id=job_id,
        charged_at=now,
        refund_tries=0,
        currency=Currency.CREDITS.value,
        product=offer.product.value,
    )
    session.add(charge)
    await session.flush()
    return charge
