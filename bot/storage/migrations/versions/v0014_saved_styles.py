"""Styles that people saved, who keeps whose, what was painted with them, and copies that go."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0014"
down_revision = "v0013"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "saved_styles",
        sa.Column("number", number, nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=True),
        sa.Column("sharing", sa.Text(), nullable=False),
        sa.Column("uses", sa.BigInteger(), nullable=False),
        sa.Column("saved_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("saved_styles_id", "saved_styles", ["id"], unique=True)
    op.create_index("saved_styles_source", "saved_styles", ["user_id", "source"], unique=True)
    op.create_table(
        "kept_styles",
        sa.Column("style_id", sa.String(16), nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kept_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("style_id", "user_id"),
    )
    op.create_index("kept_styles_person", "kept_styles", ["user_id"])
    op.create_table(
        "style_leftovers",
        sa.Column("style_id", sa.String(16), nullable=False),
        sa.Column("due_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("style_id"),
    )
    op.create_index("style_leftovers_due", "style_leftovers", ["due_at"])
    _uses()


def _uses() -> None:
    op.create_table(
        "style_uses",
        sa.Column("job_id", sa.String(12), nullable=False),
        sa.Column("style_id", sa.String(16), nullable=False),
        sa.Column("maker_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("counted_at", _TIME, nullable=True),
        sa.Column("rewarded_at", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("job_id", "style_id"),
    )
    op.create_index("style_uses_counted", "style_uses", ["counted_at"])
    op.create_index("style_uses_maker", "style_uses", ["maker_id", "rewarded_at"])
    op.create_index("style_uses_person", "style_uses", ["user_id"])
