"""What people have deleted or handed out, who waits for an opening, and prints that go on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0011"
down_revision = "v0010"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _deleting()
    op.create_table(
        "exports",
        sa.Column("request_key", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("request_key"),
    )
    op.create_index("exports_person", "exports", ["user_id", "created_at"])
    op.create_index("exports_created", "exports", ["created_at"])
    op.create_table(
        "region_waits",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("told_at", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("user_id"),
    )
    op.create_index("region_waits_language", "region_waits", ["language", "told_at"])


def _deleting() -> None:
    op.create_table(
        "erasures",
        sa.Column("key", sa.String(12), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("erasures_created", "erasures", ["created_at"])
    op.create_table(
        "erased_results",
        sa.Column("job_id", sa.String(12), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("next_try_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("job_id"),
    )
    op.create_index("erased_results_next_try", "erased_results", ["next_try_at"])
    op.create_table(
        "spent_days",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("jobs", sa.BigInteger(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("day", "user_id", "tier"),
    )
    # A process of the version before goes on writing orders.
    op.add_column(
        "print_orders",
        sa.Column("is_forgotten", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
