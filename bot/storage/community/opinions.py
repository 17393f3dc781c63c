"""Likes and reports: each person's once, counted in the row by SQL itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.domain.community.works import Work
from bot.storage.community.works import get
from bot.storage.database import Database, insert_once
from bot.storage.operators.actions import Action, note_within
from bot.storage.tables.community import FeedLikeRow, FeedReportRow, FeedWorkRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Liked:
    """``likes``: in all; ``is_new``: this person liked it for the first time."""

    likes: int
    is_new: bool


async def like(db: Database, work_id: str, *, user_id: int, now: datetime) -> Liked | None:
    """None: it is shown no more."""
    async with db.write() as session:
        counted = await _count(session, FeedLikeRow, FeedWorkRow.likes, work_id, user_id, now)
        return None if counted is None else Liked(likes=counted[0], is_new=counted[1])


async def report(
    db: Database, work_id: str, *, user_id: int, hide_after: int, now: datetime
) -> bool | None:
    """Say that a work should not be here. ``hide_after`` people hide it until it was looked at.

    Returns: whether just this report hid it; None: it is shown no more.
    """
    async with db.write() as session:
        counted = await _count(session, FeedReportRow, FeedWorkRow.reports, work_id, user_id, now)
        if counted is None:
            return None
        reports, is_new = counted
        if not is_new or reports < hide_after:
            return False
        await session.execute(
            update(FeedWorkRow).where(FeedWorkRow.id == work_id).values(is_hidden=True)
        )
        return True


async def next_reported(db: Database) -> Work | None:
    """What an operator is to look at: hidden ones first, then by how many reported them."""
    async with db.read() as session:
        work_id = await session.scalar(
            select(FeedWorkRow.id)
            .where(FeedWorkRow.reports > 0)
            .order_by(FeedWorkRow.is_hidden.desc(), FeedWorkRow.reports.desc(), FeedWorkRow.number)
            .limit(1)
        )
    return None if work_id is None else await get(db, work_id)


async def keep(db: Database, work_id: str, action: Action) -> bool:
    """An operator finds nothing wrong: it is shown, and those who reported it count no more.

    False: it is not there any more.
    """
    async with db.write() as session:
        await note_within(session, action)
        theirs = FeedReportRow.work_id == work_id
        await session.execute(update(FeedReportRow).where(theirs).values(is_dismissed=True))
        kept = await session.scalar(
            update(FeedWorkRow)
            .where(FeedWorkRow.id == work_id)
            .values(reports=0, is_hidden=False)
            .returning(FeedWorkRow.number)
        )
        return kept is not None


async def _count(
    session: AsyncSession,
    table: type[FeedLikeRow] | type[FeedReportRow],
    column: InstrumentedAttribute[int],
    work_id: str,
    user_id: int,
    now: datetime,
) -> tuple[int, bool] | None:
    """How many there are with this person's, and whether theirs is new; None: it is not shown."""
    key = await insert_once(session, table, work_id=work_id, user_id=user_id, created_at=now)
    is_new = key is not None
    count = await session.scalar(
        update(FeedWorkRow)
        .where(FeedWorkRow.id == work_id, FeedWorkRow.is_hidden.is_(False))
        .values({column: column + int(is_new)})
        .returning(column)
    )
    if count is not None:
        return count, is_new
    if is_new:
        # Taken back at this moment, or long ago.
        await session.execute(
            delete(table).where(table.work_id == work_id, table.user_id == user_id)
        )
    return None
