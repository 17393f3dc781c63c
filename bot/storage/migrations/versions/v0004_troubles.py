"""What crowds and bad days need: pauses, what was sold, chats that moved, rows set aside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0004"
down_revision = "v0003"


def upgrade() -> None:
    _updates()
    _jobs()
    _money()
    _chats()
    _indexes()


def _updates() -> None:
    op.add_column("updates", _flag("is_set_aside"))
    op.add_column("updates", sa.Column("holder", sa.Text(), nullable=True))
    op.add_column("updates", sa.Column("held_until", sa.DateTime(timezone=True), nullable=True))
    # Of a week of updates only those that are not finished are ever looked for.
    is_unfinished = sa.text("payload IS NOT NULL")
    op.create_index(
        "updates_unfinished",
        "updates",
        ["held_until"],
        sqlite_where=is_unfinished,
        postgresql_where=is_unfinished,
    )


def _jobs() -> None:
    time = sa.DateTime(timezone=True)
    op.add_column("jobs", sa.Column("not_before", time, nullable=True))
    op.add_column(
        "jobs", sa.Column("troubles", sa.BigInteger(), nullable=False, server_default="0")
    )
    op.add_column("jobs", sa.Column("unreachable_since", time, nullable=True))
    op.create_index("jobs_unreachable", "jobs", ["unreachable_since"])
    op.add_column("jobs", _flag("is_begun"))
    op.add_column("jobs", _flag("is_deleted"))
    op.add_column("jobs", sa.Column("offer_message_id", sa.BigInteger(), nullable=True))
    op.add_column("jobs", _flag("is_set_aside"))
    op.add_column("jobs", sa.Column("thread_id", sa.BigInteger(), nullable=True))


def _indexes() -> None:
    """What is looked up often, or deleted by its age, is found however much there is."""
    op.add_column("live_dreams", _flag("is_set_aside"))
    op.drop_index("jobs_line", "jobs")
    op.create_index("jobs_line", "jobs", ["state", "score", "created_at", "id"])
    op.create_index("jobs_draft", "jobs", ["draft_id"])
    op.create_index("jobs_person_state", "jobs", ["user_id", "state"])
    op.create_index("jobs_untold", "jobs", ["is_told", "state", "finished_at"])
    for table in ("photos", "drafts", "offers", "live_dreams", "live_wishes"):
        op.create_index(f"{table}_created", table, ["created_at"])
    op.create_index("updates_received", "updates", ["received_at"])


def _money() -> None:
    op.add_column("offers", sa.Column("sold", sa.JSON(), nullable=True))


def _chats() -> None:
    op.create_table(
        "chat_moves",
        sa.Column("old_chat_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("new_chat_id", sa.BigInteger(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("old_chat_id"),
    )


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
