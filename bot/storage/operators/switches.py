"""What an operator has turned on or off for the whole service."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database, insert_once
from bot.storage.tables.operators import SwitchRow

# On: workers take nothing, and what is ordered waits.
PAUSED = "paused"
# On: operators know that the storage chat is closed to us.
STORAGE_TOLD = "storage_told"


async def is_on(db: Database, name: str) -> bool:
    """One that was never turned is off."""
    async with db.read() as session:
        return await is_on_within(session, name)


async def is_on_within(session: AsyncSession, name: str) -> bool:
    """As :func:`is_on`, within somebody's transaction."""
    row = await session.get(SwitchRow, name)
    return row is not None and row.is_on


async def turn_within(session: AsyncSession, name: str, *, is_on: bool, now: datetime) -> None:
    """Within the transaction that notes who turned it."""
    if await insert_once(session, SwitchRow, name=name, is_on=is_on, changed_at=now) is None:
        await session.execute(
            update(SwitchRow).where(SwitchRow.name == name).values(is_on=is_on, changed_at=now)
        )
