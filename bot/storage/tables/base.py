"""What the tables are made of. Rows never leave bot.storage: its functions hand out plain data.

No foreign keys: a charge outlives everything that its person had deleted.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, String, Text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

# The newest migration; a database at this version is opened without loading alembic.
SCHEMA_VERSION = "v0016"


class UtcTime(TypeDecorator[datetime]):
    """Aware UTC in and out, also where the database has no time zones (SQLite)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _clean(value: str | None) -> str | None:
    """Text that every database takes: a NUL or half a surrogate becomes a question mark.

    People's clients send them, in what is stored and what is sought; Postgres knows no such letter.
    """
    if value is None:
        return None
    return value.replace("\0", "?").encode("utf-8", "replace").decode()


class CleanText(TypeDecorator[str]):
    """Text of whatever length, cleaned on its way in."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return _clean(value)


class CleanId(TypeDecorator[str]):
    """A name that we drew, or that a made-up press pretends to know, cleaned likewise."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return _clean(value)


Json = JSON(none_as_null=True)
# SQLite counts up by itself only in a column that is called INTEGER.
Serial = BigInteger().with_variant(Integer(), "sqlite")


class Base(DeclarativeBase):
    type_annotation_map = {  # noqa: RUF012  # SQLAlchemy's own hook
        datetime: UtcTime(),
        int: BigInteger(),
        str: CleanText(),
        dict[str, Any]: Json,
        list[Any]: Json,
    }
