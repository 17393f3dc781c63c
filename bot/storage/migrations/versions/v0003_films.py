"""Films that people send, beside their photos."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0003"
down_revision = "v0002"


def upgrade() -> None:
    op.add_column(
        "photos", sa.Column("is_film", sa.Boolean(), nullable=False, server_default=sa.false())
    )
