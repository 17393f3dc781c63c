"""Results as they lie at Telegram: their names there, and what goes from the storage chat again.

A name is noted before the inline message shows it, so that whoever takes up a job whose worker died
in between shows the same one and uploads none.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.jobs import StatusMessage
from bot.storage.database import Database, insert_once
from bot.storage.tables.guests import StoredUploadRow
from bot.storage.tables.jobs import JobRow

_PAUSE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredUpload:
    """A message of the storage chat."""

    job_id: str
    chat_id: int
    message_id: int


async def file_id_of(db: Database, job_id: str) -> str | None:
    """Telegram's name of a job's result; None: it does not lie there."""
    async with db.read() as session:
        found: str | None = await session.scalar(
            select(JobRow.result_file_id).where(JobRow.id == job_id)
        )
        return found


async def note_own(db: Database, job_id: str, status: StatusMessage) -> None:
    """The result stands in its person's own chat, in this message."""
    async with db.write() as session:
        await session.execute(
            update(JobRow)
            .where(JobRow.id == job_id)
            .values(
                status_message_id=status.message_id,
                status_has_media=status.has_media,
                result_file_id=status.file_id,
            )
        )


async def note_stored(
    db: Database, upload: StoredUpload, *, file_id: str, delete_at: datetime
) -> None:
    """The result lies in the storage chat, until then at the latest."""
    async with db.write() as session:
        await session.execute(
            update(JobRow).where(JobRow.id == upload.job_id).values(result_file_id=file_id)
        )
        await insert_once(
            session,
            StoredUploadRow,
            job_id=upload.job_id,
            chat_id=upload.chat_id,
            message_id=upload.message_id,
            delete_at=delete_at,
        )


async def end_within(session: AsyncSession, job_ids: Collection[str], *, now: datetime) -> None:
    """These results are to go at once."""
    row = StoredUploadRow
    await session.execute(update(row).where(row.job_id.in_(job_ids)).values(delete_at=now))


async def due(db: Database, *, now: datetime, limit: int) -> Sequence[StoredUpload]:
    """What is to be deleted in the storage chat now."""
    row = StoredUploadRow
    query = select(row).where(row.delete_at <= now).order_by(row.delete_at).limit(limit)
    async with db.read() as session:
        return [
            StoredUpload(job_id=each.job_id, chat_id=each.chat_id, message_id=each.message_id)
            for each in await session.scalars(query)
        ]


async def forget(db: Database, job_id: str) -> None:
    """It is gone there."""
    async with db.write() as session:
        await session.execute(delete(StoredUploadRow).where(StoredUploadRow.job_id == job_id))


async def postpone(db: Database, job_id: str, *, now: datetime) -> None:
    """Telegram is away."""
    async with db.write() as session:
        await session.execute(
            update(StoredUploadRow)
            .where(StoredUploadRow.job_id == job_id)
            .values(delete_at=now + _PAUSE)
        )
