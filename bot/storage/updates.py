"""Each update of Telegram, stored before anything else: a crash loses no press and no payment."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from bot.storage.database import Database, insert_new
from bot.storage.old_rows import delete_some
from bot.storage.tables import UpdateRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """An update that nobody dealt with to the end; ``replays``: how often it was begun anew."""

    update_id: int
    payload: dict[str, Any]
    replays: int


async def save(db: Database, payloads: Mapping[int, dict[str, Any]], *, now: datetime) -> set[int]:
    """Keep updates by their numbers, all or none. Returns: the numbers that were not known."""
    rows = [
        {
            "update_id": update_id,
            "payload": payload,
            "replays": 0,
            "received_at": now,
            "is_set_aside": False,
        }
        for update_id, payload in payloads.items()
    ]
    async with db.write() as session:
        return set(await insert_new(session, UpdateRow, rows))


async def unfinished(db: Database) -> list[Unfinished]:
    """What earlier processes left, in the order it came; what was set aside stays there."""
    async with db.read() as session:
        rows = await session.scalars(
            select(UpdateRow)
            .where(UpdateRow.payload.is_not(None), UpdateRow.is_set_aside.is_(False))
            .order_by(UpdateRow.update_id)
        )
        return [
            Unfinished(update_id=row.update_id, payload=row.payload or {}, replays=row.replays)
            for row in rows
        ]


async def begin_again(db: Database, update_id: int) -> None:
    """One that an earlier process left is begun now: should it end this one too, that is known."""
    async with db.write() as session:
        await session.execute(
            update(UpdateRow)
            .where(UpdateRow.update_id == update_id)
            .values(replays=UpdateRow.replays + 1)
        )


async def take_back(db: Database, update_ids: Collection[int]) -> None:
    """These were begun again and cut short by a polite stop, which is no fault of theirs."""
    async with db.write() as session:
        await session.execute(
            update(UpdateRow)
            .where(UpdateRow.update_id.in_(update_ids), UpdateRow.replays > 0)
            .values(replays=UpdateRow.replays - 1)
        )


async def set_aside(db: Database, update_id: int) -> None:
    """Keep it as it came, and begin it no more."""
    async with db.write() as session:
        await session.execute(
            update(UpdateRow).where(UpdateRow.update_id == update_id).values(is_set_aside=True)
        )


async def count_set_aside(db: Database) -> int:
    async with db.read() as session:
        count = await session.scalar(
            select(func.count()).select_from(UpdateRow).where(UpdateRow.is_set_aside.is_(True))
        )
        return count or 0


async def finish(db: Database, update_ids: Collection[int]) -> None:
    """They were dealt with: only the numbers stay, so that they are known when they come again."""
    async with db.write() as session:
        await session.execute(
            update(UpdateRow).where(UpdateRow.update_id.in_(update_ids)).values(payload=None)
        )


async def forget(db: Database, *, before: datetime) -> None:
    """Drop the numbers of updates dealt with and received before that time."""
    await delete_some(
        db, UpdateRow.update_id, UpdateRow.payload.is_(None), UpdateRow.received_at < before
    )
