"""Who is shut out: people, and chats, whose updates are dropped unread."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

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


async def ban_within(session: AsyncSession, ban: Ban) -> bool:
    """Shut somebody out, within the transaction that notes it.

    Returns: False: they were already.
    """
    key = await insert_once(
        session,
        BanRow,
        user_id=ban.user_id,
        reason=ban.reason,
        operator_id=ban.operator_id,
        created_at=ban.created_at,
    )
    return key is not None


async def unban_within(session: AsyncSession, user_id: int) -> bool:
    """Let somebody in again, as :func:`ban_within`. Returns: False: they were not shut out."""
    gone = await session.scalar(
        delete(BanRow).where(BanRow.user_id == user_id).returning(BanRow.user_id)
    )
    return gone is not None


async def is_banned(db: Database, *ids: int) -> bool:
    """Whether any of these people or chats is shut out by now: where Stars hang on it."""
    async with db.read() as session:
        found = await session.scalar(select(BanRow.user_id).where(BanRow.user_id.in_(ids)).limit(1))
        return found is not None


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
