"""The feed: works that are shown, likes, reports, and pictures that are to be deleted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0010"
down_revision = "v0009"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _works()
    for name in ("feed_likes", "feed_reports"):
        op.create_table(
            name,
            sa.Column("work_id", sa.String(12), nullable=False),
            sa.Column("user_id", sa.BigInteger(), nullable=False),
            sa.Column("created_at", _TIME, nullable=False),
            sa.PrimaryKeyConstraint("work_id", "user_id"),
        )
        op.create_index(f"{name}_person", name, ["user_id"])
    op.create_table(
        "feed_leftovers",
        sa.Column("token", sa.String(24), nullable=False),
        sa.Column("due_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("token"),
    )
    op.create_index("feed_leftovers_due", "feed_leftovers", ["due_at"])


def _works() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "feed_works",
        sa.Column("number", number, nullable=False),
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("job_id", sa.String(12), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("token", sa.String(24), nullable=False),
        sa.Column("recipe", sa.JSON(), nullable=False),
        sa.Column("sizes", sa.JSON(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=True),
        sa.Column("likes", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.Column("reports", sa.BigInteger(), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("shown_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    for name in ("id", "job", "token"):
        column = "job_id" if name == "job" else name
        op.create_index(f"feed_works_{name}", "feed_works", [column], unique=True)
    op.create_index("feed_works_person", "feed_works", ["user_id", "number"])
    op.create_index("feed_works_reports", "feed_works", ["reports"])
