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


def _updates() -> None:
    op.add_column("updates", _flag("is_set_aside"))


def _jobs() -> None:
    time = sa.DateTime(timezone=True)
    op.add_column("jobs", sa.Column("not_before", time, nullable=True))
    op.add_column(
        "jobs", sa.Column("troubles", sa.BigInteger(), nullable=False, server_default="0")
    )
    op.add_column("jobs", sa.Column("unreachable_since", time, nullable=True))
    op.add_column("jobs", _flag("is_begun"))
    op.add_column("jobs", _flag("is_deleted"))
    op.add_column("jobs", sa.Column("offer_message_id", sa.BigInteger(), nullable=True))
    op.add_column("jobs", _flag("is_set_aside"))


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
