"""The ledger's tables. Transfers and entries are only ever added; triggers see to it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables.base import Base, Serial


class LedgerAccountRow(Base):
    """``version`` counts its entries; ``is_source``: its balance may be below zero."""

    __tablename__ = "ledger_accounts"
    __table_args__ = (CheckConstraint("balance >= 0 OR is_source", name="ledger_not_below_zero"),)

    name: Mapped[str] = mapped_column(String, primary_key=True)
    currency: Mapped[str]
    is_source: Mapped[bool]
    balance: Mapped[int]
    version: Mapped[int]


class LedgerTransferRow(Base):
    """As bot.domain.ledger.Transfer explains it."""

    __tablename__ = "ledger_transfers"
    __table_args__ = (
        CheckConstraint("amount > 0", name="ledger_amount"),
        Index("ledger_transfers_resolves", "resolves", unique=True),
        Index("ledger_transfers_charge", "charge_id"),
        Index("ledger_transfers_expires", "expires_at"),
    )

    id: Mapped[str] = mapped_column(String, primary_key=True)
    currency: Mapped[str]
    source: Mapped[str]
    target: Mapped[str]
    amount: Mapped[int]
    event_at: Mapped[datetime]
    created_at: Mapped[datetime]
    user_id: Mapped[int | None]
    charge_id: Mapped[str | None]
    resolves: Mapped[str | None] = mapped_column(String)
    expires_at: Mapped[datetime | None]
    note: Mapped[str]


class LedgerEntryRow(Base):
    """What a transfer did to one account; a chain, so that a missing link shows."""

    __tablename__ = "ledger_entries"
    __table_args__ = (
        CheckConstraint("balance = previous + amount", name="ledger_chain"),
        Index("ledger_entries_account", "account", "version", unique=True),
        Index("ledger_entries_transfer", "transfer_id"),
    )

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    transfer_id: Mapped[str] = mapped_column(String)
    account: Mapped[str] = mapped_column(String)
    amount: Mapped[int]
    previous: Mapped[int]
    balance: Mapped[int]
    version: Mapped[int]
    created_at: Mapped[datetime]
