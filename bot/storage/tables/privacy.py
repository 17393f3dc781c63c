"""What is deleted, handed out, and not open yet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables.base import Base, CleanId


class ErasureRow(Base):
    """A question that was answered with Delete, and so counts no more. It names nobody."""

    __tablename__ = "erasures"
    __table_args__ = (Index("erasures_created", "created_at"),)

    key: Mapped[str] = mapped_column(CleanId(12), primary_key=True)
    created_at: Mapped[datetime]


class ErasedResultRow(Base):
    """A job that is gone and whose files are to go. It names nobody."""

    __tablename__ = "erased_results"
    __table_args__ = (Index("erased_results_next_try", "next_try_at"),)

    job_id: Mapped[str] = mapped_column(CleanId(12), primary_key=True)
    created_at: Mapped[datetime]
    next_try_at: Mapped[datetime]


class SpentDayRow(Base):
    """What somebody who had everything deleted had of a tier that UTC day, until it is over.

    As bot.domain.allowance.Spent counts it: else whoever deletes begins the day anew.
    """

    __tablename__ = "spent_days"

    day: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tier: Mapped[str] = mapped_column(primary_key=True)
    jobs: Mapped[int]
    seconds: Mapped[float]


class ExportRow(Base):
    """A file of one's own that was asked for; so many a day are made."""

    __tablename__ = "exports"
    __table_args__ = (
        Index("exports_person", "user_id", "created_at"),
        Index("exports_created", "created_at"),
    )

    request_key: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int]
    created_at: Mapped[datetime]


class RegionWaitRow(Base):
    """Somebody who is to hear when we are open to them.

    Attributes:
        language: as Telegram tells it; empty where it tells none.
        told_at: the message is on its way; the row goes once it is there.
    """

    __tablename__ = "region_waits"
    __table_args__ = (Index("region_waits_language", "language", "told_at"),)

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    language: Mapped[str]
    created_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
