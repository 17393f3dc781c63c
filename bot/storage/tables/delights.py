"""Stickers: whose packs Telegram keeps, and what is in them; polls about a day's theme."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables.base import Base, CleanId


class StickerPackRow(Base):
    """A person's pack at Telegram.

    Attributes:
        number: a person's first is 1.
        is_made: Telegram has it; before, it is only meant.
        is_closed: it is full, or its owner deleted it: the next sticker begins another.
        held_until: one process at a time puts something in.
    """

    __tablename__ = "sticker_packs"
    __table_args__ = (Index("sticker_packs_person", "user_id", "number", unique=True),)

    name: Mapped[str] = mapped_column(CleanId(64), primary_key=True)
    user_id: Mapped[int]
    number: Mapped[int]
    is_made: Mapped[bool]
    is_closed: Mapped[bool]
    held_until: Mapped[datetime | None]
    created_at: Mapped[datetime]


class StickerRow(Base):
    """A picture of which a person has a sticker, or is just given one.

    Attributes:
        picture: our name of it.
        place: how many stickers its pack had before it.
        unique_id: Telegram's file_unique_id; None: nobody knows yet whether Telegram took it.
    """

    __tablename__ = "stickers"

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    picture: Mapped[str] = mapped_column(CleanId(48), primary_key=True)
    pack: Mapped[str] = mapped_column(CleanId(64))
    place: Mapped[int]
    unique_id: Mapped[str | None]
    created_at: Mapped[datetime]


class DroppedPackRow(Base):
    """A pack that Telegram is to delete. It names nobody."""

    __tablename__ = "dropped_packs"
    __table_args__ = (Index("dropped_packs_next_try", "next_try_at"),)

    name: Mapped[str] = mapped_column(CleanId(64), primary_key=True)
    created_at: Mapped[datetime]
    next_try_at: Mapped[datetime]


class ThemePollRow(Base):
    """A poll about a day's theme. It names nobody.

    Attributes:
        message_id: None: it is just being sent.
        options: themes in their words, as the poll has them.
        winner: None: nobody voted, or it is open.
    """

    __tablename__ = "theme_polls"
    __table_args__ = (Index("theme_polls_open", "is_closed", "closes_at"),)

    day: Mapped[str] = mapped_column(primary_key=True)
    chat_id: Mapped[int]
    message_id: Mapped[int | None]
    options: Mapped[list[Any]]
    closes_at: Mapped[datetime]
    is_closed: Mapped[bool]
    winner: Mapped[str | None]
    created_at: Mapped[datetime]
