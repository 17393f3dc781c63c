"""Groups that became supergroups: everything of theirs goes to the new id at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.domain.live import Ending
from bot.storage.database import Database, insert_once
from bot.storage.tables.conversation import ChatMoveRow, DraftRow, PhotoRow
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.live import LiveDreamRow
from bot.storage.tables.money import OfferRow
from bot.storage.tables.operators import BanRow, ChatOptionsRow, ChatSettingsRow
from bot.storage.tables.prints import PrintOfferRow, PrintOrderRow

# A chat that is found closed is known to be so after so long at the latest.
BELIEVED_S = 5.0


async def move(db: Database, *, old_chat_id: int, new_chat_id: int, now: datetime) -> bool:
    """Move all rows of a chat. Returns: False when it was known already. Safe to repeat.

    Messages stay behind, so what points at one points at none; what is to come is sent anew.
    """
    async with db.write() as session:
        key = await insert_once(
            session,
            ChatMoveRow,
            old_chat_id=old_chat_id,
            new_chat_id=new_chat_id,
            moved_at=now,
        )
        await _move_rows(session, old_chat_id, new_chat_id)
        return key is not None


async def _move_rows(session: AsyncSession, old: int, new: int) -> None:
    for row, forgotten in (
        (JobRow, {"reply_to": None, "status_message_id": None, "status_has_media": False}),
        (DraftRow, {"message_id": None}),
        (LiveDreamRow, {"message_id": None}),
        (OfferRow, {"message_id": None}),
        (PrintOfferRow, {"message_id": None}),
        (PrintOrderRow, {}),
        # The new chat counts its messages from 1, and no message has a number below that.
        (PhotoRow, {"message_id": -PhotoRow.message_id}),
    ):
        moved = update(row).where(row.chat_id == old).values(chat_id=new, **forgotten)
        await session.execute(moved)
    # Whose they are that were asked for on behalf of the group itself.
    for owned in (JobRow, DraftRow, LiveDreamRow, PhotoRow):
        await session.execute(update(owned).where(owned.user_id == old).values(user_id=new))
    await _move_options(session, old, new)
    await _move_settings(session, old, new)
    await _move_ban(session, old, new)
    await _move_open_dream(session, old, new)


async def _move_options(session: AsyncSession, old: int, new: int) -> None:
    """What was said in the new chat already stays."""
    other = aliased(ChatOptionsRow)
    is_said = exists().where(other.chat_id == new, other.art == ChatOptionsRow.art)
    of_old = ChatOptionsRow.chat_id == old
    await session.execute(update(ChatOptionsRow).where(of_old, ~is_said).values(chat_id=new))
    await session.execute(delete(ChatOptionsRow).where(of_old))


async def _move_settings(session: AsyncSession, old: int, new: int) -> None:
    """As with the options."""
    other = aliased(ChatSettingsRow)
    of_old = ChatSettingsRow.chat_id == old
    is_set = exists().where(other.chat_id == new)
    await session.execute(update(ChatSettingsRow).where(of_old, ~is_set).values(chat_id=new))
    await session.execute(delete(ChatSettingsRow).where(of_old))


async def _move_ban(session: AsyncSession, old: int, new: int) -> None:
    """Nobody comes in again by an upgrade."""
    other = aliased(BanRow)
    of_old = BanRow.user_id == old
    is_out = exists().where(other.user_id == new)
    await session.execute(update(BanRow).where(of_old, ~is_out).values(user_id=new))
    await session.execute(delete(BanRow).where(of_old))


async def _move_open_dream(session: AsyncSession, old: int, new: int) -> None:
    """The new chat has at most one: where it dreams already, the one that moves in ends."""
    other = aliased(LiveDreamRow)
    await session.execute(
        update(LiveDreamRow)
        .where(LiveDreamRow.open_chat_id == old, ~exists().where(other.open_chat_id == new))
        .values(open_chat_id=new)
    )
    await session.execute(
        update(LiveDreamRow)
        .where(LiveDreamRow.open_chat_id == old)
        .values(open_chat_id=None, ending=Ending.STOPPED.value, is_told=False)
    )


async def let_in(db: Database, chat_id: int) -> None:
    """The chat is open to us (again): what waits for it may be delivered now."""
    waits = JobRow.unreachable_since.is_not(None)
    async with db.read() as session:
        waiting = await session.scalar(select(JobRow.id).where(waits, JobRow.chat_id == chat_id))
    if waiting is None:
        return
    async with db.write() as session:
        await session.execute(
            update(JobRow)
            .where(waits, JobRow.chat_id == chat_id)
            .values(unreachable_since=None, not_before=None)
        )


class ClosedChats:
    """Where something waits to be let in, remembered for a few seconds: asked of every update."""

    def __init__(self, db: Database, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._db = db
        self._clock = clock
        self._closed: frozenset[int] = frozenset()
        self._asked_at: float | None = None

    async def has(self, chat_id: int) -> bool:
        """Raises: StorageError."""
        now = self._clock()
        if self._asked_at is None or now - self._asked_at >= BELIEVED_S:
            waiting = select(JobRow.chat_id).where(JobRow.unreachable_since.is_not(None))
            async with self._db.read() as session:
                self._closed = frozenset(await session.scalars(waiting))
            self._asked_at = now
        return chat_id in self._closed

    def forget(self) -> None:
        """Ask again at the next update."""
        self._asked_at = None
