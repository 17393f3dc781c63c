"""Live dreams of groups, and the wishes that steer them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0002"
down_revision = "v0001"


def upgrade() -> None:
    op.create_table(
        "live_dreams",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("request_key", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("open_chat_id", sa.BigInteger(), nullable=True),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("photo", sa.JSON(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("has_media", sa.Boolean(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=True),
        sa.Column("pieces", sa.BigInteger(), nullable=False),
        sa.Column("piece_id", sa.Text(), nullable=True),
        sa.Column("film_id", sa.Text(), nullable=True),
        sa.Column("film_s", sa.Double(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_wish_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ending", sa.Text(), nullable=True),
        sa.Column("is_told", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("live_dreams_request", "live_dreams", ["request_key"], unique=True)
    # One at a time in a chat: those that have ended leave it empty.
    op.create_index("live_dreams_open", "live_dreams", ["open_chat_id"], unique=True)
    op.create_index("live_dreams_told", "live_dreams", ["is_told"], unique=False)
    op.create_table(
        "live_wishes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("request_key", sa.Text(), nullable=False),
        sa.Column("live_id", sa.String(length=12), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("subjects", sa.JSON(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("job_id", sa.Text(), nullable=True),
        sa.Column("is_dropped", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("live_wishes_request", "live_wishes", ["request_key"], unique=True)
    op.create_index("live_wishes_live", "live_wishes", ["live_id"], unique=False)
    op.create_index("live_wishes_person", "live_wishes", ["user_id"], unique=False)
