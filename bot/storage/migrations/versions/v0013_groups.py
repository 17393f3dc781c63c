"""What a group's administrators choose, and its pictures of a day counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0013"
down_revision = "v0012"


def upgrade() -> None:
    # A process of the version before goes on writing settings.
    for name in ("only_administrators", "has_spoiler", "is_quiet"):
        op.add_column(
            "chat_settings",
            sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()),
        )
    op.add_column("chat_settings", sa.Column("pictures_per_day", sa.BigInteger(), nullable=True))
    op.add_column("live_dreams", sa.Column("thread_id", sa.BigInteger(), nullable=True))
    op.create_index("jobs_chat", "jobs", ["chat_id", "created_at"])
