"""What people show, and what others think of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables.base import Base, CleanId, Serial


class FeedWorkRow(Base):
    """As bot.domain.community.works explains it. A row is there as long as the work is shown.

    Attributes:
        sizes: of its pictures, [width, height] by name.
        seen: how often the chat has shown it to somebody.
    """

    __tablename__ = "feed_works"
    __table_args__ = (
        Index("feed_works_id", "id", unique=True),
        Index("feed_works_job", "job_id", unique=True),
        Index("feed_works_token", "token", unique=True),
        Index("feed_works_person", "user_id", "number"),
        Index("feed_works_reports", "reports"),
    )

    number: Mapped[int] = mapped_column(Serial, primary_key=True)
    id: Mapped[str] = mapped_column(CleanId(12))
    job_id: Mapped[str] = mapped_column(CleanId(12))
    user_id: Mapped[int]
    token: Mapped[str] = mapped_column(CleanId(24))
    recipe: Mapped[dict[str, Any]]
    sizes: Mapped[dict[str, Any]]
    signature: Mapped[str | None]
    likes: Mapped[int] = mapped_column(default=0)
    seen: Mapped[int] = mapped_column(default=0)
    reports: Mapped[int] = mapped_column(default=0)
    is_hidden: Mapped[bool] = mapped_column(default=False)
    shown_at: Mapped[datetime]


class FeedLikeRow(Base):
    """Who likes what: each person a work once."""

    __tablename__ = "feed_likes"
    __table_args__ = (Index("feed_likes_person", "user_id"),)

    work_id: Mapped[str] = mapped_column(CleanId(12), primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    created_at: Mapped[datetime]


class FeedReportRow(Base):
    """Who has reported what, once; it stays when an operator found nothing wrong."""

    __tablename__ = "feed_reports"
    __table_args__ = (Index("feed_reports_person", "user_id"),)

    work_id: Mapped[str] = mapped_column(CleanId(12), primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    created_at: Mapped[datetime]


class FeedLeftoverRow(Base):
    """Pictures of no work, by their token: to be deleted from then on."""

    __tablename__ = "feed_leftovers"
    __table_args__ = (Index("feed_leftovers_due", "due_at"),)

    token: Mapped[str] = mapped_column(CleanId(24), primary_key=True)
    due_at: Mapped[datetime]
