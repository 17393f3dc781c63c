"""What operators decide, and what they did."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables.base import Base, Serial


class BanRow(Base):
    """Somebody, or a chat, whose updates are dropped unread."""

    __tablename__ = "bans"

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    reason: Mapped[str]
    operator_id: Mapped[int]
    created_at: Mapped[datetime]


class OperatorActionRow(Base):
    """What an operator did in the chat. Never deleted."""

    __tablename__ = "operator_actions"
    __table_args__ = (Index("operator_actions_request", "request_key", unique=True),)

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    request_key: Mapped[str]
    operator_id: Mapped[int]
    action: Mapped[str]
    facts: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class LeaseRow(Base):
    """What one process at a time does, and until when it may hold the others off."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String, primary_key=True)
    until: Mapped[datetime]


class BroadcastRow(Base):
    """A message to everybody; ``last_user_id``: up to whom it has come, in their order."""

    __tablename__ = "broadcasts"
    __table_args__ = (Index("broadcasts_request", "request_key", unique=True),)

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    request_key: Mapped[str]
    operator_id: Mapped[int]
    words: Mapped[str]
    last_user_id: Mapped[int | None]
    sent: Mapped[int]
    failed: Mapped[int]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class SwitchRow(Base):
    """Something that an operator has turned on or off for the whole service."""

    __tablename__ = "switches"

    name: Mapped[str] = mapped_column(String, primary_key=True)
    is_on: Mapped[bool]
    changed_at: Mapped[datetime]


class ChatOptionsRow(Base):
    """What is meant in a chat where an order leaves an art's options open."""

    __tablename__ = "chat_options"

    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    art: Mapped[str] = mapped_column(String, primary_key=True)
    options: Mapped[dict[str, Any]]


class ChatSettingsRow(Base):
    """How a group wants us; without a language each person is spoken to in their own."""

    __tablename__ = "chat_settings"

    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    language: Mapped[str | None]
    only_administrators: Mapped[bool] = mapped_column(default=False)
    has_spoiler: Mapped[bool] = mapped_column(default=False)
    is_quiet: Mapped[bool] = mapped_column(default=False)
    pictures_per_day: Mapped[int | None]
