"""What must hold of the books at every moment, told by the check that operators have."""

from __future__ import annotations

from sqlalchemy import select

from bot.domain.ledger import Account
from bot.storage.database import Database
from bot.storage.ledger import checking
from bot.storage.tables.ledger import LedgerAccountRow
from tests.bot.storage.examples import NOW


async def assert_clean(db: Database) -> None:
    books = await checking.check(db, now=NOW)
    assert [str(each) for each in books.differences] == []


async def balances(db: Database) -> dict[str, int]:
    """All that is not 0."""
    async with db.read() as session:
        rows = await session.execute(select(LedgerAccountRow.name, LedgerAccountRow.balance))
        return {name: balance for name, balance in rows if balance}


async def balance_of(db: Database, account: Account) -> int:
    return (await balances(db)).get(account.name, 0)
