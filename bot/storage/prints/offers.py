"""Offers of prints: one for each thing that a person may pay for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from bot.domain.prints.orders import PrintOffer
from bot.domain.prints.spec import PrintSpec
from bot.storage.database import Database, insert_once, new_id
from bot.storage.tables.prints import PrintOfferRow


async def create(
    db: Database,
    *,
    request_key: str,
    user_id: int,
    chat_id: int,
    parent_job_id: str,
    spec: PrintSpec,
    country: str,
    currency: str,
    amount: int,
    now: datetime,
) -> PrintOffer:
    """One per ``request_key``, so that a handler that runs twice offers once."""
    same = select(PrintOfferRow).where(PrintOfferRow.request_key == request_key)
    async with db.write() as session:
        while True:
            await insert_once(
                session,
                PrintOfferRow,
                id=new_id(),
                request_key=request_key,
                user_id=user_id,
                chat_id=chat_id,
                parent_job_id=parent_job_id,
                spec=spec.to_json(),
                country=country,
                currency=currency,
                amount=amount,
                created_at=now,
            )
            row = await session.scalar(same)
            # None: another offer has that id; draw once more.
            if row is not None:
                return _offer(row)


async def get(db: Database, offer_id: str) -> PrintOffer | None:
    async with db.read() as session:
        row = await session.get(PrintOfferRow, offer_id)
        return _offer(row) if row else None


async def set_message(db: Database, offer_id: str, *, message_id: int) -> None:
    """The invoice stands in this message."""
    async with db.write() as session:
        await session.execute(
            update(PrintOfferRow).where(PrintOfferRow.id == offer_id).values(message_id=message_id)
        )


def _offer(row: PrintOfferRow) -> PrintOffer:
    return PrintOffer(
        id=row.id,
        user_id=row.user_id,
        chat_id=row.chat_id,
        parent_job_id=row.parent_job_id,
        spec=PrintSpec.from_json(row.spec),
        country=row.country,
        currency=row.currency,
        amount=row.amount,
        message_id=row.message_id,
    )
