"""What only one process at a time does: whoever takes the lease first, for so long."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update

from bot.storage.database import Database, insert_once
from bot.storage.tables.operators import LeaseRow


async def take(db: Database, name: str, *, now: datetime, lease_s: float) -> bool:
    """Whether it is ours now; it ends by itself, should this process do so."""
    until = now + timedelta(seconds=lease_s)
    async with db.write() as session:
        if await insert_once(session, LeaseRow, name=name, until=until) is not None:
            return True
        taken = await session.scalar(
            update(LeaseRow)
            .where(LeaseRow.name == name, LeaseRow.until <= now)
            .values(until=until)
            .returning(LeaseRow.name)
        )
        return taken is not None


async def give_back(db: Database, name: str, *, now: datetime) -> None:
    """Done before its time: another may take it at once."""
    async with db.write() as session:
        await session.execute(update(LeaseRow).where(LeaseRow.name == name).values(until=now))
