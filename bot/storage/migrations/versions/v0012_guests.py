"""Jobs of guests: asked for in chats that we are not in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0012"
down_revision = "v0011"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("jobs", sa.Column("guest_inline_id", sa.Text(), nullable=True))
    # A process of the version before goes on writing jobs.
    op.add_column(
        "jobs",
        sa.Column("guest_has_media", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("jobs", sa.Column("result_file_id", sa.Text(), nullable=True))
    op.create_table(
        "guest_answers",
        sa.Column("request_key", sa.Text(), nullable=False),
        sa.Column("inline_id", sa.Text(), nullable=False),
        sa.Column("has_media", sa.Boolean(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("request_key"),
    )
    op.create_index("guest_answers_created", "guest_answers", ["created_at"])
    op.create_table(
        "stored_uploads",
        sa.Column("job_id", sa.String(12), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("delete_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("job_id"),
    )
    op.create_index("stored_uploads_delete_at", "stored_uploads", ["delete_at"])
