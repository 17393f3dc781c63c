"""Packs of stickers, and polls about a day's theme."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0015"
down_revision = "v0014"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "sticker_packs",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("is_made", sa.Boolean(), nullable=False),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("held_until", _TIME, nullable=True),
        sa.Column("created_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_index("sticker_packs_person", "sticker_packs", ["user_id", "number"], unique=True)
    op.create_table(
        "stickers",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("picture", sa.String(48), nullable=False),
        sa.Column("pack", sa.String(64), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("unique_id", sa.Text(), nullable=True),
        sa.Column("created_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "picture"),
    )
    op.create_table(
        "dropped_packs",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("next_try_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_index("dropped_packs_next_try", "dropped_packs", ["next_try_at"])
    op.create_table(
        "theme_polls",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("closes_at", _TIME, nullable=False),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("winner", sa.Text(), nullable=True),
        sa.Column("created_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )
    op.create_index("theme_polls_open", "theme_polls", ["is_closed", "closes_at"])
