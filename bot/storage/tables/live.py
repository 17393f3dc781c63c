"""Dreams that a group steers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables.base import Base, CleanId, Serial


class LiveDreamRow(Base):
    """A group's shared dream; ``open_chat_id`` is its chat until it ends: one at a time there."""

    __tablename__ = "live_dreams"
    __table_args__ = (
        Index("live_dreams_request", "request_key", unique=True),
        Index("live_dreams_open", "open_chat_id", unique=True),
        Index("live_dreams_told", "is_told"),
        Index("live_dreams_created", "created_at"),
    )

    id: Mapped[str] = mapped_column(CleanId(12), primary_key=True)
    request_key: Mapped[str]
    chat_id: Mapped[int]
    open_chat_id: Mapped[int | None]
    user_id: Mapped[int]
    name: Mapped[str]
    language: Mapped[str]
    seed: Mapped[int]
    photo: Mapped[dict[str, Any] | None]
    message_id: Mapped[int | None]
    has_media: Mapped[bool]
    shown: Mapped[str | None]
    pieces: Mapped[int]
    piece_id: Mapped[str | None]
    film_id: Mapped[str | None]
    film_s: Mapped[float]
    created_at: Mapped[datetime]
    last_wish_at: Mapped[datetime]
    ending: Mapped[str | None]
    is_told: Mapped[bool]
    is_set_aside: Mapped[bool] = mapped_column(default=False)
    thread_id: Mapped[int | None]


class LiveWishRow(Base):
    """What one person wished for in a live dream; ``job_id``: the piece that it went into."""

    __tablename__ = "live_wishes"
    __table_args__ = (
        Index("live_wishes_request", "request_key", unique=True),
        Index("live_wishes_live", "live_id"),
        Index("live_wishes_person", "user_id"),
        Index("live_wishes_created", "created_at"),
    )

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    request_key: Mapped[str]
    live_id: Mapped[str] = mapped_column(CleanId(12))
    user_id: Mapped[int]
    name: Mapped[str]
    language: Mapped[str]
    subjects: Mapped[list[Any]]
    message_id: Mapped[int | None]
    job_id: Mapped[str | None]
    is_dropped: Mapped[bool]
    created_at: Mapped[datetime]
