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
        job_id: of the house's own, the painting's.
        sizes: of its pictures, [width, height] by name.
        credit: whose picture one of the house's own was made of; None: it is a person's.
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
    credit: Mapped[dict[str, Any] | None]
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
    """Who has reported what, once; dismissed it stays, when an operator found nothing wrong."""

    __tablename__ = "feed_reports"
    __table_args__ = (Index("feed_reports_person", "user_id"),)

    work_id: Mapped[str] = mapped_column(CleanId(12), primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    created_at: Mapped[datetime]
    is_dismissed: Mapped[bool] = mapped_column(default=False)


class FeedLeftoverRow(Base):
    """Pictures of no work, by their token: to be deleted from then on."""

    __tablename__ = "feed_leftovers"
    __table_args__ = (Index("feed_leftovers_due", "due_at"),)

    token: Mapped[str] = mapped_column(CleanId(24), primary_key=True)
    due_at: Mapped[datetime]


class FeedPaintingRow(Base):
    """What the house paints for the feed: one place of a day, and one look of one picture.

    Attributes:
        picture: the SHA-256 of its file.
        look: as bot.domain.community.paintings names it.
        round: of the rounds in which every picture has every look once.
        leased_until: when whoever paints it is believed to be dead.
        shown_at: None: it is being painted.
    """

    __tablename__ = "feed_paintings"
    __table_args__ = (
        Index("feed_paintings_place", "day", "place", unique=True),
        Index("feed_paintings_look", "round", "picture", "look", unique=True),
        # Of those that are being painted alone, as its migration says (see JobRow).
        Index("feed_paintings_begun", "picture", unique=True),
    )

    id: Mapped[str] = mapped_column(CleanId(12), primary_key=True)
    day: Mapped[str]
    place: Mapped[int]
    round: Mapped[int]
    picture: Mapped[str]
    look: Mapped[str]
    leased_until: Mapped[datetime]
    shown_at: Mapped[datetime | None]


class FeedPaintingDayRow(Base):
    """What such paintings took, in s of a device: also those that were put down."""

    __tablename__ = "feed_painting_days"

    day: Mapped[str] = mapped_column(primary_key=True)
    device: Mapped[str] = mapped_column(primary_key=True)
    seconds: Mapped[float]
    shown: Mapped[int]
