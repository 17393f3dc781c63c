"""What a person had deleted is sold no more, and answers nothing."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import delete, select, update

from bot.storage import cached_results
from bot.storage.community.works import remove_of_job_within
from bot.storage.database import Database
from bot.storage.guests import uploads
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.money import ChargeRow, OfferRow
from bot.storage.tables.prints import PrintOfferRow, PrintOrderRow


async def mark_deleted(db: Database, job_id: str) -> list[int]:
    """Withdraw what is offered of this picture, what is paid for apart, and show it no more.

    Returns: the messages of offers and invoices, which are to go too.
    """
    async with db.write() as session:
        job = await session.get(JobRow, job_id, with_for_update=True)
        if job is None:
            return []
        offer = job.offer_message_id
        job.is_deleted, job.offer_message_id = True, None
        await cached_results.forget_within(session, job_id)
        await remove_of_job_within(session, job_id)
        await uploads.end_within(session, [job_id], now=datetime.now(UTC))
        is_paid = select(ChargeRow.charge_id).where(ChargeRow.offer_id == OfferRow.id).exists()
        invoices = await session.scalars(
            delete(OfferRow)
            .where(OfferRow.parent_job_id == job_id, ~is_paid)
            .returning(OfferRow.message_id)
        )
        is_ordered = select(PrintOrderRow.number).where(PrintOrderRow.offer_id == PrintOfferRow.id)
        prints = await session.scalars(
            delete(PrintOfferRow)
            .where(PrintOfferRow.parent_job_id == job_id, ~is_ordered.exists())
            .returning(PrintOfferRow.message_id)
        )
        gone = (offer, *invoices, *prints)
        return [message_id for message_id in gone if message_id is not None]


async def is_deleted(db: Database, job_id: str) -> bool:
    """Whether the picture was deleted, or all that we knew of it."""
    async with db.read() as session:
        was = await session.scalar(select(JobRow.is_deleted).where(JobRow.id == job_id))
        return was is None or was


async def set_offer_message(db: Database, job_id: str, *, message_id: int) -> int | None:
    """Larger ones are offered in this message. Returns: the one before it, which is to go."""
    async with db.write() as session:
        older = await session.scalar(select(JobRow.offer_message_id).where(JobRow.id == job_id))
        await session.execute(
            update(JobRow).where(JobRow.id == job_id).values(offer_message_id=message_id)
        )
        return older
