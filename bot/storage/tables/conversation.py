"""What people sent, and the orders that they compose."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables.base import Base, CleanId, Serial


class UpdateRow(Base):
    """What Telegram sent, kept until it was dealt with.

    Attributes:
        replays: how often a later process has begun it.
        is_set_aside: it is not begun again.
        holder: the process that has it in hand, until ``held_until`` unless it says so again.
    """

    __tablename__ = "updates"
    __table_args__ = (
        Index("updates_received", "received_at"),
        # Of unfinished ones alone, as its migration says (see JobRow).
        Index("updates_unfinished", "held_until"),
    )

    update_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    payload: Mapped[dict[str, Any] | None]
    replays: Mapped[int]
    received_at: Mapped[datetime]
    is_set_aside: Mapped[bool] = mapped_column(default=False)
    holder: Mapped[str | None]
    held_until: Mapped[datetime | None]


class PersonRow(Base):
    """Somebody who was here; ``language``: the one they chose, else that of their last visit."""

    __tablename__ = "people"

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    language: Mapped[str]
    chosen_language: Mapped[str | None]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]


class PhotoRow(Base):
    """Where a person's picture or film lies at Telegram; it is never kept itself."""

    __tablename__ = "photos"
    __table_args__ = (
        Index("photos_message", "chat_id", "message_id", unique=True),
        Index("photos_person", "user_id"),
        Index("photos_created", "created_at"),
    )

    id: Mapped[str] = mapped_column(CleanId(12), primary_key=True)
    chat_id: Mapped[int]
    user_id: Mapped[int]
    message_id: Mapped[int]
    file_id: Mapped[str]
    media_group_id: Mapped[str | None]
    is_style: Mapped[bool]
    is_film: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    file_unique_id: Mapped[str | None]


class DraftRow(Base):
    """An order being composed under a menu."""

    __tablename__ = "drafts"
    __table_args__ = (
        Index("drafts_request", "request_key", unique=True),
        Index("drafts_person", "user_id", "chat_id"),
        Index("drafts_created", "created_at"),
        Index("drafts_open", "kind", "is_open", "created_at"),
    )

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    request_key: Mapped[str]
    chat_id: Mapped[int]
    user_id: Mapped[int]
    kind: Mapped[str]
    photo: Mapped[dict[str, Any] | None]
    message_id: Mapped[int | None]
    has_media: Mapped[bool]
    choices: Mapped[dict[str, Any]]
    is_open: Mapped[bool]
    created_at: Mapped[datetime]


class ChatMoveRow(Base):
    """A group that became a supergroup has a new id; the old one is closed to us."""

    __tablename__ = "chat_moves"

    old_chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    new_chat_id: Mapped[int]
    moved_at: Mapped[datetime]
