"""Prints: offers, orders, and every change of an order's state."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0008"
down_revision = "v0007"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _offers()
    _orders()
    op.create_table(
        "print_changes",
        _serial("id"),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("operator", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("told_at", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("print_changes_order", "print_changes", ["number", "state"], unique=True)
    op.create_index("print_changes_told", "print_changes", ["told_at"])


def _offers() -> None:
    op.create_table(
        "print_offers",
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("request_key", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("parent_job_id", sa.Text(), nullable=False),
        sa.Column("spec", sa.JSON(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("print_offers_request", "print_offers", ["request_key"], unique=True)
    op.create_index("print_offers_person", "print_offers", ["user_id"])
    op.create_index("print_offers_created", "print_offers", ["created_at"])
    op.create_index("print_offers_parent", "print_offers", ["parent_job_id"])


def _orders() -> None:
    op.create_table(
        "print_orders",
        _serial("number"),
        sa.Column("charge_id", sa.Text(), nullable=False),
        sa.Column("provider_charge_id", sa.Text(), nullable=False),
        sa.Column("offer_id", sa.Text(), nullable=True),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("job_id", sa.Text(), nullable=True),
        sa.Column("parent_job_id", sa.Text(), nullable=True),
        sa.Column("spec", sa.JSON(), nullable=True),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("shipping", sa.Text(), nullable=False),
        sa.Column("address", sa.JSON(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("checksum", sa.Text(), nullable=True),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("ended_at", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("print_orders_charge", "print_orders", ["charge_id"], unique=True)
    op.create_index("print_orders_offer", "print_orders", ["offer_id"])
    op.create_index("print_orders_person", "print_orders", ["user_id"])
    op.create_index("print_orders_state", "print_orders", ["state"])
    op.create_index("print_orders_ended", "print_orders", ["ended_at"])


def _serial(name: str) -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, nullable=False)
