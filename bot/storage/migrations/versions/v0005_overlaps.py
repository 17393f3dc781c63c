"""Which process has an update in hand; topics of forums; indexes of what is looked for alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0005"
down_revision = "v0004"


def upgrade() -> None:
    op.add_column("updates", sa.Column("holder", sa.Text(), nullable=True))
    op.add_column("updates", sa.Column("held_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("jobs", sa.Column("thread_id", sa.BigInteger(), nullable=True))
    op.create_index("drafts_open", "drafts", ["kind", "is_open", "created_at"])
    _index_some("updates_unfinished", "updates", "held_until", where="payload IS NOT NULL")
    # With all rows in it, it was taken for those that are reachable: nearly all of them.
    op.drop_index("jobs_unreachable", "jobs")
    _index_some(
        "jobs_unreachable", "jobs", "unreachable_since", where="unreachable_since IS NOT NULL"
    )


def _index_some(name: str, table: str, column: str, *, where: str) -> None:
    rows = sa.text(where)
    op.create_index(name, table, [column], sqlite_where=rows, postgresql_where=rows)
