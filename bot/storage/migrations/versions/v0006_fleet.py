"""What a crowd and a fleet need: pools, seconds, cached results, bans, what operators did.

Every column has a default in the database: a process of the version before goes on writing rows
while the new ones are rolled out.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0006"
down_revision = "v0005"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _jobs()
    _render_days()
    _cached_results()
    _operators()
    _chat_options()
    op.create_index("charges_charged", "charges", ["charged_at"])


def _jobs() -> None:
    op.add_column("jobs", sa.Column("pool", sa.Text(), nullable=False, server_default="gpu"))
    for name in ("expected_s", "render_s"):
        op.add_column("jobs", sa.Column(name, sa.Double(), nullable=False, server_default="0"))
    op.add_column("jobs", sa.Column("begun_at", _TIME, nullable=True))
    op.add_column("jobs", sa.Column("worker", sa.Text(), nullable=True))
    for name in ("in_tiles", "is_cached"):
        op.add_column(
            "jobs", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
        )
    line = ["state", "is_set_aside", "pool", "score", "created_at", "id", "expected_s"]
    op.create_index("jobs_pool_line", "jobs", line)
    op.create_index("jobs_begun", "jobs", ["begun_at"])
    op.add_column("photos", sa.Column("file_unique_id", sa.Text(), nullable=True))


def _render_days() -> None:
    op.create_table(
        "render_days",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("art", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("renders", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "user_id", "art", "tier", "device"),
    )


def _cached_results() -> None:
    op.create_table(
        "cached_results",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("job_id", sa.String(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    for column in ("user_id", "job_id", "created_at"):
        op.create_index(f"cached_results_{column}", "cached_results", [column])


def _operators() -> None:
    op.create_table(
        "bans",
        sa.Column("user_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("operator_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("user_id"),
    )
    op.create_table(
        "operator_actions",
        _serial("id"),
        sa.Column("request_key", sa.Text(), nullable=False),
        sa.Column("operator_id", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("operator_actions_request", "operator_actions", ["request_key"], unique=True)
    op.create_table(
        "broadcasts",
        _serial("id"),
        sa.Column("request_key", sa.Text(), nullable=False),
        sa.Column("operator_id", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("last_user_id", sa.BigInteger(), nullable=True),
        sa.Column("sent", sa.BigInteger(), nullable=False),
        sa.Column("failed", sa.BigInteger(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("finished_at", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("broadcasts_request", "broadcasts", ["request_key"], unique=True)
    op.create_table(
        "switches",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("changed_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def _chat_options() -> None:
    op.create_table(
        "chat_options",
        sa.Column("chat_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("art", sa.String(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "art"),
    )


def _serial(name: str) -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, nullable=False)
