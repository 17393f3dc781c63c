"""Each update of Telegram, stored before anything else: a crash loses no press and no payment."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, update

from bot.storage.database import Database, insert_once
from bot.storage.tables import UpdateRow


async def save(db: Database, update_id: int, payload: dict[str, Any], *, now: datetime) -> bool:
    """Keep an update; False when it is already known."""
    async with db.write() as session:
        key = await insert_once(
            session, UpdateRow, update_id=update_id, payload=payload, replays=0, received_at=now
        )
    return key is not None


async def take_unfinished(db: Database, *, max_replays: int) -> list[dict[str, Any]]:
    """Payloads of updates that nobody dealt with to the end, in the order they came.

    One that was taken ``max_replays`` times already stays behind: it may be what ends us.
    """
    async with db.write() as session:
        rows = await session.execute(
            update(UpdateRow)
            .where(UpdateRow.payload.is_not(None), UpdateRow.replays < max_replays)
            .values(replays=UpdateRow.replays + 1)
            .returning(UpdateRow.update_id, UpdateRow.payload)
        )
        # RETURNING has no order of its own.
        return [row.payload for row in sorted(rows, key=lambda row: row.update_id)]


async def finish(db: Database, update_id: int) -> None:
    """It was dealt with: only its number stays, so that it is known when it comes again."""
    async with db.write() as session:
        await session.execute(
            update(UpdateRow).where(UpdateRow.update_id == update_id).values(payload=None)
        )


async def forget(db: Database, *, before: datetime) -> None:
    """Drop the numbers of updates dealt with and received before that time."""
    async with db.write() as session:
        await session.execute(
            delete(UpdateRow).where(UpdateRow.payload.is_(None), UpdateRow.received_at < before)
        )
