"""Messages to everybody. Each person is taken before they are written to, and never twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database, insert_once
from bot.storage.tables.conversation import PersonRow
from bot.storage.tables.operators import BanRow, BroadcastRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """``failed``: people who have shut us out, or never opened a private chat."""

    id: int
    words: str
    sent: int
    failed: int
    is_finished: bool


async def begin_within(
    session: AsyncSession, *, request_key: str, operator_id: int, words: str, now: datetime
) -> None:
    """Once for a ``request_key``."""
    await insert_once(
        session,
        BroadcastRow,
        request_key=request_key,
        operator_id=operator_id,
        words=words,
        sent=0,
        failed=0,
        created_at=now,
    )


async def unfinished(db: Database) -> Sequence[Broadcast]:
    """The oldest first."""
    async with db.read() as session:
        rows = await session.scalars(
            select(BroadcastRow).where(BroadcastRow.finished_at.is_(None)).order_by(BroadcastRow.id)
        )
        return [_broadcast(row) for row in rows]


async def last(db: Database) -> Broadcast | None:
    async with db.read() as session:
        row = await session.scalar(select(BroadcastRow).order_by(BroadcastRow.id.desc()).limit(1))
        return None if row is None else _broadcast(row)


async def how_many_people(db: Database) -> int:
    """How many a broadcast would be for now."""
    async with db.read() as session:
        return await session.scalar(select(func.count()).where(_reads())) or 0


async def take_next(db: Database, broadcast_id: int, *, now: datetime) -> int | None:
    """The next person, whom only the caller may write to; None: all had their turn.

    A process that dies after this leaves that one person out, and writes to nobody twice.
    """
    async with db.write() as session:
        row = await session.get_one(BroadcastRow, broadcast_id, with_for_update=True)
        if row.finished_at is not None:
            return None
        behind = PersonRow.user_id > (row.last_user_id or 0)
        person = await session.scalar(
            select(PersonRow.user_id).where(behind, _reads()).order_by(PersonRow.user_id).limit(1)
        )
        if person is None:
            row.finished_at = now
        else:
            row.last_user_id = person
        return person


async def give_back(db: Database, broadcast_id: int, user_id: int) -> None:
    """Nothing reached this person: they are next again, unless others were taken since."""
    async with db.write() as session:
        await session.execute(
            update(BroadcastRow)
            .where(BroadcastRow.id == broadcast_id, BroadcastRow.last_user_id == user_id)
            .values(last_user_id=user_id - 1)
        )


async def count(db: Database, broadcast_id: int, *, is_sent: bool) -> None:
    """One person more has it, or cannot be reached."""
    column = BroadcastRow.sent if is_sent else BroadcastRow.failed
    async with db.write() as session:
        await session.execute(
            update(BroadcastRow).where(BroadcastRow.id == broadcast_id).values({column: column + 1})
        )


def _reads() -> ColumnElement[bool]:
    """People, not chats on whose behalf somebody ordered, and nobody who is shut out."""
    return (PersonRow.user_id > 0) & PersonRow.user_id.not_in(select(BanRow.user_id))


def _broadcast(row: BroadcastRow) -> Broadcast:
    return Broadcast(
        id=row.id,
        words=row.words,
        sent=row.sent,
        failed=row.failed,
        is_finished=row.finished_at is not None,
    )
