"""Which inline message answered a guest's message: it is answered once, and may be read again."""

from __future__ import annotations

from datetime import datetime

from bot.domain.jobs import GuestMessage
from bot.storage.database import Database, insert_once
from bot.storage.old_rows import delete_some
from bot.storage.tables.guests import GuestAnswerRow


async def note(db: Database, request_key: str, answer: GuestMessage, *, now: datetime) -> None:
    """This request was answered so."""
    async with db.write() as session:
        await insert_once(
            session,
            GuestAnswerRow,
            request_key=request_key,
            inline_id=answer.inline_id,
            has_media=answer.has_media,
            created_at=now,
        )


async def find(db: Database, request_key: str) -> GuestMessage | None:
    """None: as far as we know it was not answered."""
    async with db.read() as session:
        row = await session.get(GuestAnswerRow, request_key)
    if row is None:
        return None
    return GuestMessage(inline_id=row.inline_id, has_media=row.has_media)


async def forget(db: Database, *, before: datetime) -> None:
    """Delete those that nobody asks for any more."""
    await delete_some(db, GuestAnswerRow.request_key, GuestAnswerRow.created_at < before)
