"""Offers and charges."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables.base import Base, CleanId


class OfferRow(Base):
    """An invoice: one thing at one price for one person; ``sold``: what they get for it.

    ``parent_job_id``, ``tier`` and ``steps`` say which picture; of another product they are empty.
    """

    __tablename__ = "offers"
    __table_args__ = (
        Index("offers_request", "request_key", unique=True),
        Index("offers_person", "user_id"),
        Index("offers_created", "created_at"),
    )

    id: Mapped[str] = mapped_column(CleanId(12), primary_key=True)
    request_key: Mapped[str]
    user_id: Mapped[int]
    chat_id: Mapped[int]
    parent_job_id: Mapped[str]
    tier: Mapped[str]
    steps: Mapped[int]
    stars: Mapped[int]
    message_id: Mapped[int | None]
    created_at: Mapped[datetime]
    sold: Mapped[dict[str, Any] | None]
    product: Mapped[str] = mapped_column(default="picture")
    expires_at: Mapped[datetime | None]


class ChargeRow(Base):
    """Stars that came in, or credits that were paid, and what became of them. Never deleted.

    The ledger refers to these rows by ``charge_id``.

    Attributes:
        stars: how many, in ``currency``; a column's name outlives what it holds.
        refund_reason: why its person wanted it back.
    """

    __tablename__ = "charges"
    __table_args__ = (
        Index("charges_offer", "offer_id"),
        Index("charges_job", "job_id"),
        Index("charges_refund", "state", "next_try_at"),
        Index("charges_charged", "charged_at"),
        Index("charges_person", "user_id"),
    )

    charge_id: Mapped[str] = mapped_column(primary_key=True)
    offer_id: Mapped[str | None]
    user_id: Mapped[int]
    stars: Mapped[int]
    state: Mapped[str]
    job_id: Mapped[str | None]
    charged_at: Mapped[datetime]
    refund_tries: Mapped[int]
    next_try_at: Mapped[datetime | None]
    refunded_at: Mapped[datetime | None]
    currency: Mapped[str] = mapped_column(default="stars")
    product: Mapped[str] = mapped_column(default="picture")
    refund_reason: Mapped[str | None]


# Credits are no Stars, though both were charged.
IS_STARS = ChargeRow.currency == "stars"
