"""What a person has in credits, and what became of them. Reads alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.ledger import Currency, held, purse
from bot.domain.money.entries import CreditEntry, entry_kind
from bot.storage.database import Database
from bot.storage.ledger import posting
from bot.storage.ledger.checking import snapshot
from bot.storage.tables.gifts import GiftRow
from bot.storage.tables.ledger import LedgerEntryRow, LedgerTransferRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """``credits`` can be spent; ``held`` is paid for pictures that are not delivered yet, and
    ``given`` lies in gifts that nobody has opened. ``entries``: the newest first.
    """

    credits: int
    held: int
    given: int
    entries: Sequence[CreditEntry]


async def credits_of(db: Database, user_id: int) -> int:
    """What can be spent."""
    async with db.read() as session:
        return await posting.balance(session, purse(user_id, Currency.CREDITS))


async def look(db: Database, user_id: int, *, entries: int) -> Balance:
    """All of it at one moment, with so many of the newest ``entries``."""
    async with snapshot(db) as session:
        own, put_aside = purse(user_id, Currency.CREDITS), held(user_id, Currency.CREDITS)
        given = await session.scalar(
            select(func.sum(GiftRow.credits)).where(
                GiftRow.giver_id == user_id, GiftRow.ended_at.is_(None)
            )
        )
        # Postgres sums to a decimal.
        in_gifts = int(given or 0)
        return Balance(
            credits=await posting.balance(session, own),
            held=await posting.balance(session, put_aside) - in_gifts,
            given=in_gifts,
            entries=await _newest(session, own.name, entries),
        )


async def _newest(session: AsyncSession, own: str, count: int) -> list[CreditEntry]:
    entry, transfer = LedgerEntryRow, LedgerTransferRow
    rows = await session.execute(
        select(
            entry.amount,
            transfer.id,
            transfer.source,
            transfer.target,
            transfer.event_at,
            transfer.note,
        )
        .join(transfer, transfer.id == entry.transfer_id)
        .where(entry.account == own)
        .order_by(entry.version.desc())
        .limit(count)
    )
    return [
        CreditEntry(
            at=event_at,
            amount=amount,
            kind=entry_kind(transfer_id, source=source, target=target, own=own),
            note=note,
        )
        for amount, transfer_id, source, target, event_at, note in rows
    ]
