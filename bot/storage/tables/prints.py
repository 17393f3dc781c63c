"""Prints: offers, orders and what became of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables.base import Base, CleanId, Serial


class PrintOfferRow(Base):
    """As bot.domain.prints.orders.PrintOffer explains it."""

    __tablename__ = "print_offers"
    __table_args__ = (
        Index("print_offers_request", "request_key", unique=True),
        Index("print_offers_person", "user_id"),
        Index("print_offers_created", "created_at"),
        Index("print_offers_parent", "parent_job_id"),
    )

    id: Mapped[str] = mapped_column(CleanId(12), primary_key=True)
    request_key: Mapped[str]
    user_id: Mapped[int]
    chat_id: Mapped[int]
    parent_job_id: Mapped[str]
    spec: Mapped[dict[str, Any]]
    country: Mapped[str]
    currency: Mapped[str]
    amount: Mapped[int]
    message_id: Mapped[int | None]
    created_at: Mapped[datetime]


class PrintOrderRow(Base):
    """What was paid. Never deleted; its address is, once it is not needed any more.

    Attributes:
        ended_at: when it arrived or was paid back.
        is_forgotten: its person had all else deleted; when it ends, what it needed goes too.
    """

    __tablename__ = "print_orders"
    __table_args__ = (
        Index("print_orders_charge", "charge_id", unique=True),
        Index("print_orders_offer", "offer_id"),
        Index("print_orders_person", "user_id"),
        Index("print_orders_state", "state"),
        Index("print_orders_ended", "ended_at"),
    )

    number: Mapped[int] = mapped_column(Serial, primary_key=True)
    charge_id: Mapped[str]
    provider_charge_id: Mapped[str]
    offer_id: Mapped[str | None]
    user_id: Mapped[int]
    chat_id: Mapped[int]
    language: Mapped[str]
    job_id: Mapped[str | None]
    parent_job_id: Mapped[str | None]
    spec: Mapped[dict[str, Any] | None]
    country: Mapped[str]
    currency: Mapped[str]
    amount: Mapped[int]
    shipping: Mapped[str]
    address: Mapped[dict[str, Any] | None]
    state: Mapped[str]
    problem: Mapped[str | None]
    checksum: Mapped[str | None]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    is_forgotten: Mapped[bool] = mapped_column(default=False)


class PrintChangeRow(Base):
    """A state that an order came to, once; ``told_at``: its person knows of it."""

    __tablename__ = "print_changes"
    __table_args__ = (
        Index("print_changes_order", "number", "state", unique=True),
        Index("print_changes_told", "told_at"),
    )

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    number: Mapped[int]
    state: Mapped[str]
    at: Mapped[datetime]
    operator: Mapped[str]
    note: Mapped[str]
    told_at: Mapped[datetime | None]
