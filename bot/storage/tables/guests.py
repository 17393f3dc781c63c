"""What is asked for in chats that we are not in. Neither table names anybody."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables.base import Base, CleanId


class GuestAnswerRow(Base):
    """A guest's message that was answered, which can be done but once."""

    __tablename__ = "guest_answers"
    __table_args__ = (Index("guest_answers_created", "created_at"),)

    request_key: Mapped[str] = mapped_column(primary_key=True)
    inline_id: Mapped[str]
    has_media: Mapped[bool]
    created_at: Mapped[datetime]


class StoredUploadRow(Base):
    """A result in the storage chat, until it is deleted there."""

    __tablename__ = "stored_uploads"
    __table_args__ = (Index("stored_uploads_delete_at", "delete_at"),)

    job_id: Mapped[str] = mapped_column(CleanId(12), primary_key=True)
    chat_id: Mapped[int]
    message_id: Mapped[int]
    delete_at: Mapped[datetime]
