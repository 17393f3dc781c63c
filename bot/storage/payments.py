"""Offers and charges. A Star that came in is a row before anything else happens."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.jobs import NewJob
from bot.payments import Charge, ChargeState, Offer, Receipt
from bot.storage import jobs
from bot.storage.database import Database, insert_once, new_id
from bot.storage.job_rows import to_job
from bot.storage.refunds import to_charge
from bot.storage.tables import ChargeRow, JobRow, OfferRow


async def create_offer(
    db: Database,
    *,
    request_key: str,
    user_id: int,
    chat_id: int,
    parent_job_id: str,
    tier: str,
    steps: int,
    stars: int,
    now: datetime,
) -> tuple[Offer, bool]:
    """(offer, is_new): one per ``request_key``, so a handler that runs twice offers once."""
    same = select(OfferRow).where(OfferRow.request_key == request_key)
    async with db.write() as session:
        while True:
            key = await insert_once(
                session,
                OfferRow,
                id=new_id(),
                request_key=request_key,
                user_id=user_id,
                chat_id=chat_id,
                parent_job_id=parent_job_id,
                tier=tier,
                steps=steps,
                stars=stars,
                created_at=now,
            )
            row = await session.scalar(same)
            # None: another offer has that id; draw once more.
            if row is not None:
                return _offer(row), key is not None


async def get_offer(db: Database, offer_id: str) -> Offer | None:
    async with db.read() as session:
        row = await session.get(OfferRow, offer_id)
        return _offer(row) if row else None


async def set_offer_message(db: Database, offer_id: str, *, message_id: int) -> None:
    """The invoice stands in this message."""
    async with db.write() as session:
        await session.execute(
            update(OfferRow).where(OfferRow.id == offer_id).values(message_id=message_id)
        )


async def is_paid(db: Database, offer_id: str) -> bool:
    """Stars came in for it and were not given back."""
    async with db.read() as session:
        return await _is_paid(session, offer_id)


async def get_charge(db: Database, charge_id: str) -> Charge | None:
    async with db.read() as session:
        row = await session.get(ChargeRow, charge_id)
        return to_charge(row) if row else None


async def record_charge(
    db: Database,
    *,
    charge_id: str,
    offer_id: str | None,
    user_id: int,
    stars: int,
    job: NewJob | None,
    now: datetime,
    score: datetime,
) -> Receipt:
    """Credit a charge once and order what it pays for, in one transaction.

    Args:
        charge_id: Telegram's own; replays of the payment are known by it.
        job: what was bought; None when nothing fits the payment, which is then given back.
            So is a second charge for one offer.
    """
    async with db.write() as session:
        if offer_id is not None:
            # Two charges for one offer come one after the other on Postgres too.
            await session.get(OfferRow, offer_id, with_for_update=True)
        was_paid = offer_id is not None and await _is_paid(session, offer_id)
        key = await insert_once(
            session,
            ChargeRow,
            charge_id=charge_id,
            offer_id=offer_id,
            user_id=user_id,
            stars=stars,
            state=ChargeState.REFUND_DUE.value,
            charged_at=now,
            refund_tries=0,
            next_try_at=now,
        )
        charge = await session.get_one(ChargeRow, charge_id)
        if key is not None and job is not None and not was_paid:
            made, is_new = await jobs.insert(session, job, now=now, score=score)
            if is_new:
                charge.state, charge.next_try_at = ChargeState.PAID.value, None
                charge.job_id = made.id
        row = await session.get(JobRow, charge.job_id) if charge.job_id else None
        return Receipt(
            charge=to_charge(charge), job=to_job(row) if row else None, is_new=key is not None
        )


async def _is_paid(session: AsyncSession, offer_id: str) -> bool:
    paid = await session.scalar(
        select(func.count()).where(
            ChargeRow.offer_id == offer_id, ChargeRow.state == ChargeState.PAID.value
        )
    )
    return bool(paid)


def _offer(row: OfferRow) -> Offer:
    return Offer(
        id=row.id,
        user_id=row.user_id,
        chat_id=row.chat_id,
        parent_job_id=row.parent_job_id,
        tier=row.tier,
        steps=row.steps,
        stars=row.stars,
        message_id=row.message_id,
    )
