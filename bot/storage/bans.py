"""Who is shut out: people, and chats, whose updates are dropped unread."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from bot.storage.database import Database, insert_once
from bot.storage.tables.operators import BanRow

# A ban counts in every chat process after so long at the latest; they ask no more often.
BELIEVED_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """``user_id``: a person's, or a chat's; ``operator_id``: who decided it."""

    user_id: int
    reason: str
    operator_id: int
    created_at: datetime


async def ban(db: Database, ban: Ban) -> bool:
    """Shut somebody out. Returns: False when they were already."""
    async with db.write() as session:
        key = await insert_once(
            session,
            BanRow,
            user_id=ban.user_id,
            reason=ban.reason,
            operator_id=ban.operator_id,
            created_at=ban.created_at,
        )
        return key is not None


async def unban(db: Database, user_id: int) -> bool:
    """Let somebody in again. Returns: False when they were not shut out."""
    async with db.write() as session:
        gone = await session.scalar(
            delete(BanRow).where(BanRow.user_id == user_id).returning(BanRow.user_id)
        )
        return gone is not None


async def all_bans(db: Database) -> list[Ban]:
    """Everybody who is shut out, the newest first."""
    async with db.read() as session:
        rows = await session.scalars(select(BanRow).order_by(BanRow.created_at.desc()))
        return [
            Ban(
                user_id=row.user_id,
                reason=row.reason,
                operator_id=row.operator_id,
                created_at=row.created_at,
            )
            for row in rows
        ]


class BanList:
    """Who is shut out, as a process remembers it for a few seconds: asked of every update."""

    def __init__(self, db: Database, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._db = db
        self._clock = clock
        self._banned: frozenset[int] = frozenset()
        self._asked_at: float | None = None

    async def banned(self) -> frozenset[int]:
        """Ids of people and chats. Raises: StorageError."""
        now = self._clock()
        if self._asked_at is None or now - self._asked_at >= BELIEVED_S:
            async with self._db.read() as session:
                self._banned = frozenset(await session.scalars(select(BanRow.user_id)))
            self._asked_at = now
        return self._banned
