"""Styles that people saved, who keeps whose, and what was painted with them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables.base import Base, CleanId, Serial


class SavedStyleRow(Base):
    """As bot.domain.community.saved_styles explains it."""

    __tablename__ = "saved_styles"
    __table_args__ = (
        Index("saved_styles_id", "id", unique=True),
        Index("saved_styles_source", "user_id", "source", unique=True),
    )

    number: Mapped[int] = mapped_column(Serial, primary_key=True)
    id: Mapped[str] = mapped_column(CleanId(16))
    user_id: Mapped[int]
    source: Mapped[str]
    name: Mapped[str]
    file_id: Mapped[str | None]
    sharing: Mapped[str]
    uses: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime]


class KeptStyleRow(Base):
    """Somebody has another's shared style among their own."""

    __tablename__ = "kept_styles"
    __table_args__ = (Index("kept_styles_person", "user_id"),)

    style_id: Mapped[str] = mapped_column(CleanId(16), primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kept_at: Mapped[datetime]


class StyleUseRow(Base):
    """A job of somebody's in another's style.

    Attributes:
        counted_at: when it was finished and counted.
        rewarded_at: when the maker had credits for it.
    """

    __tablename__ = "style_uses"
    __table_args__ = (
        Index("style_uses_counted", "counted_at"),
        Index("style_uses_maker", "maker_id", "rewarded_at"),
        Index("style_uses_person", "user_id"),
    )

    job_id: Mapped[str] = mapped_column(CleanId(12), primary_key=True)
    style_id: Mapped[str] = mapped_column(CleanId(16), primary_key=True)
    maker_id: Mapped[int]
    user_id: Mapped[int]
    created_at: Mapped[datetime]
    counted_at: Mapped[datetime | None]
    rewarded_at: Mapped[datetime | None]


class StyleLeftoverRow(Base):
    """A copy of no style, by the id that it was for: to be deleted from then on."""

    __tablename__ = "style_leftovers"
    __table_args__ = (Index("style_leftovers_due", "due_at"),)

    style_id: Mapped[str] = mapped_column(CleanId(16), primary_key=True)
    due_at: Mapped[datetime]
