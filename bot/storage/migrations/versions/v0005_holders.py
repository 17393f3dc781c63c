"""Several processes may be the bot for a while: which of them has an update in hand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0005"
down_revision = "v0004"


def upgrade() -> None:
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
