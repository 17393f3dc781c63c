"""What the house itself paints for the feed, and whose pictures it paints."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0016"
down_revision = "v0015"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("feed_works", sa.Column("credit", sa.JSON(), nullable=True))
    dismissed: sa.Column[bool] = sa.Column(
        "is_dismissed", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("feed_reports", dismissed)
    op.create_table(
        "feed_paintings",
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("round", sa.BigInteger(), nullable=False),
        sa.Column("picture", sa.Text(), nullable=False),
        sa.Column("look", sa.Text(), nullable=False),
        sa.Column("leased_until", _TIME, nullable=False),
        sa.Column("shown_at", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    for name, columns in (("place", ["day", "place"]), ("look", ["round", "picture", "look"])):
        op.create_index(f"feed_paintings_{name}", "feed_paintings", columns, unique=True)
    is_begun = sa.text("shown_at IS NULL")
    op.create_index(
        "feed_paintings_begun",
        "feed_paintings",
        ["picture"],
        unique=True,
        sqlite_where=is_begun,
        postgresql_where=is_begun,
    )
    op.create_table(
        "feed_painting_days",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("shown", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "device"),
    )
