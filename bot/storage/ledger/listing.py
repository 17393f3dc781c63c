"""What stands in the books, account by account and entry by entry. Reads alone."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bot.domain.ledger import Currency, held, purse
from bot.storage.database import Database
from bot.storage.ledger.checking import snapshot
from bot.storage.tables.ledger import LedgerAccountRow, LedgerEntryRow, LedgerTransferRow

COLUMNS = (
    *("entry", "transfer", "account", "currency", "amount", "previous", "balance"),
    *("event_at", "booked_at", "charge", "note"),
)
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    name: str
    currency: str
    balance: int


async def balances(db: Database, *, user_id: int | None = None) -> Sequence[Balance]:
    """Every account, or all of a person's, by name."""
    row = LedgerAccountRow
    statement = select(row.name, row.currency, row.balance).order_by(row.name)
    if user_id is not None:
        own = [of(user_id, currency).name for of in (purse, held) for currency in Currency]
        statement = statement.where(row.name.in_(own))
    async with db.read() as session:
        rows = await session.execute(statement)
        return [Balance(name=name, currency=unit, balance=left) for name, unit, left in rows]


async def entries(db: Database) -> AsyncIterator[tuple[object, ...]]:
    """Every entry as it was at one moment, by COLUMNS, the oldest first."""
    entry, transfer = LedgerEntryRow, LedgerTransferRow
    statement = (
        select(
            entry.id,
            entry.transfer_id,
            entry.account,
            transfer.currency,
            entry.amount,
            entry.previous,
            entry.balance,
            transfer.event_at,
            entry.created_at,
            transfer.charge_id,
            transfer.note,
        )
        .join(transfer, transfer.id == entry.transfer_id)
        .order_by(entry.id)
        .limit(_AT_ONCE)
    )
    last = 0
    async with snapshot(db) as session:
        while rows := (await session.execute(statement.where(entry.id > last))).all():
            for row in rows:
                moments = [each.isoformat() for each in row[7:9]]
                yield (*row[:7], *moments, row[9] or "", row[10])
            last = rows[-1][0]
