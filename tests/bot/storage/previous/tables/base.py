"""The tables. Rows never leave this package: its functions hand out plain data.

No foreign keys: a charge outlives everything that its person had deleted.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Index, Integer, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

# The newest migration; a database at this version is opened without loading alembic.
SCHEMA_VERSION = "v0005"


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


class UpdateRow(Base):
    """What Telegram sent, kept until it was dealt with.

    Attributes:
        replays: how often a later process has begun it.
        is_set_aside: it is not begun again.
        holder: the process that has it in hand, until ``held_until`` unless it says so again.
    """

    __tablename__ = "updates"
    __table_args__ = (
        Index("updates_received", "received_at"),
        # Of unfinished ones alone, as its migration says (see JobRow).
        Index("updates_unfinished", "held_until"),
    )

    update_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    payload: Mapped[dict[str, Any] | None]
    replays: Mapped[int]
    received_at: Mapped[datetime]
    is_set_aside: Mapped[bool] = mapped_column(default=False)
    holder: Mapped[str | None]
    held_until: Mapped[datetime | None]


class PersonRow(Base):
    __tablename__ = "people"

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    language: Mapped[str]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]


class PhotoRow(Base):
    """Where a person's picture or film lies at Telegram; it is never kept itself."""

    __tablename__ = "photos"
    __table_args__ = (
        Index("photos_message", "chat_id", "message_id", unique=True),
        Index("photos_person", "user_id"),
        Index("photos_created", "created_at"),
    )

    id: Mapped[str] = mapped_column(CleanId(12), primary_key=True)
    chat_id: Mapped[int]
    user_id: Mapped[int]
    message_id: Mapped[int]
    file_id: Mapped[str]
    media_group_id: Mapped[str | None]
    is_style: Mapped[bool]
    is_film: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class DraftRow(Base):
    """An order being composed under a menu."""

    __tablename__ = "drafts"
    __table_args__ = (
        Index("drafts_request", "request_key", unique=True),
        Index("drafts_person", "user_id", "chat_id"),
        Index("drafts_created", "created_at"),
        Index("drafts_open", "kind", "is_open", "created_at"),
    )

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    request_key: Mapped[str]
    chat_id: Mapped[int]
    user_id: Mapped[int]
    kind: Mapped[str]
    photo: Mapped[dict[str, Any] | None]
    message_id: Mapped[int | None]
    has_media: Mapped[bool]
    choices: Mapped[dict[str, Any]]
    is_open: Mapped[bool]
    created_at: Mapped[datetime]


class JobRow(Base):
    """A job. Times and counts that only storage and the reconciler need stand in no Job.

    Attributes:
        not_before: a job in trouble with Telegram stands in no line before.
        troubles: how often Telegram could not be asked for a picture, or told of it.
        unreachable_since: a paid, rendered picture waits for its person to let us in again.
        is_begun: it was rendered at least in part, and so counts against a limit.
        is_set_aside: this version cannot read it.
        is_deleted: its person had the picture deleted; no larger one of it is sold.
        offer_message_id: where the larger ones are offered.
        thread_id: the topic of a forum in which it was asked for.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        Index("jobs_request", "request_key", unique=True),
        # Of open jobs alone, as its migration says, and jobs_unreachable of those that wait: to say
        # so here would load Postgres's dialect at every start of the chat process, which takes a
        # tenth of it.
        Index("jobs_open_draft", "draft_id", unique=True),
        Index("jobs_draft", "draft_id"),
        Index("jobs_line", "state", "score", "created_at", "id"),
        Index("jobs_person", "user_id", "created_at"),
        Index("jobs_person_state", "user_id", "state"),
        Index("jobs_untold", "is_told", "state", "finished_at"),
        Index("jobs_finished", "finished_at"),
        Index("jobs_unreachable", "unreachable_since"),
    )

    id: Mapped[str] = mapped_column(CleanId(12), primary_key=True)
    request_key: Mapped[str]
    chat_id: Mapped[int]
    user_id: Mapped[int]
    language: Mapped[str]
    order: Mapped[dict[str, Any]]
    tier: Mapped[str]
    state: Mapped[str]
    attempt: Mapped[int]
    given_back: Mapped[int]
    progress: Mapped[float]
    score: Mapped[datetime]
    created_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    is_told: Mapped[bool]
    reply_to: Mapped[int | None]
    charge_id: Mapped[str | None]
    parent_id: Mapped[str | None]
    draft_id: Mapped[int | None]
    status_message_id: Mapped[int | None]
    status_has_media: Mapped[bool]
    outcome: Mapped[dict[str, Any] | None]
    error_code: Mapped[str | None]
    error_facts: Mapped[dict[str, Any]]
    not_before: Mapped[datetime | None]
    troubles: Mapped[int] = mapped_column(default=0)
    unreachable_since: Mapped[datetime | None]
    is_begun: Mapped[bool] = mapped_column(default=False)
    is_deleted: Mapped[bool] = mapped_column(default=False)
    offer_message_id: Mapped[int | None]
    is_set_aside: Mapped[bool] = mapped_column(default=False)
    thread_id: Mapped[int | None]


class LiveDreamRow(Base):
    """A group's shared dream; ``open_chat_id`` is its chat until it ends: one at a time there."""

    __tablename__ = "live_dreams"
    __table_args__ = (
        Index("live_dreams_request", "request_key", unique=True),
        Index("live_dreams_open", "open_chat_id", unique=True),
        Index("live_dreams_told", "is_told"),
        Index("live_dreams_created", "created_at"),
    )

    id: Mapped[str] = mapped_column(CleanId(12), primary_key=True)
    request_key: Mapped[str]
    chat_id: Mapped[int]
    open_chat_id: Mapped[int | None]
    user_id: Mapped[int]
    name: Mapped[str]
    language: Mapped[str]
    seed: Mapped[int]
    photo: Mapped[dict[str, Any] | None]
    message_id: Mapped[int | None]
    has_media: Mapped[bool]
    shown: Mapped[str | None]
    pieces: Mapped[int]
    piece_id: Mapped[str | None]
    film_id: Mapped[str | None]
    film_s: Mapped[float]
    created_at: Mapped[datetime]
    last_wish_at: Mapped[datetime]
    ending: Mapped[str | None]
    is_told: Mapped[bool]
    is_set_aside: Mapped[bool] = mapped_column(default=False)


class LiveWishRow(Base):
    """What one person wished for in a live dream; ``job_id``: the piece that it went into."""

    __tablename__ = "live_wishes"
    __table_args__ = (
        Index("live_wishes_request", "request_key", unique=True),
        Index("live_wishes_live", "live_id"),
        Index("live_wishes_person", "user_id"),
        Index("live_wishes_created", "created_at"),
    )

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    request_key: Mapped[str]
    live_id: Mapped[str] = mapped_column(CleanId(12))
    user_id: Mapped[int]
    name: Mapped[str]
    language: Mapped[str]
    subjects: Mapped[list[Any]]
    message_id: Mapped[int | None]
    job_id: Mapped[str | None]
    is_dropped: Mapped[bool]
    created_at: Mapped[datetime]


class OfferRow(Base):
    """An invoice: one picture at one price for one person; ``sold``: what they get for it."""

    __tablename__ = "offers"
    __table_args__ = (
        Index("offers_request", "request_key", unique=True),
        Index("offers_person", "user_id"),
        Index("offers_created", "created_at"),
    )

    id: Mapped[str] = mapped_column(CleanId(12), primary_key=True)
    request_key: Mapped[str]
    user_id: Mapped[int]
    chat_id: Mapped[int]
    parent_job_id: Mapped[str]
    tier: Mapped[str]
    steps: Mapped[int]
    stars: Mapped[int]
    message_id: Mapped[int | None]
    created_at: Mapped[datetime]
    sold: Mapped[dict[str, Any] | None]


class ChatMoveRow(Base):
    """A group that became a supergroup has a new id; the old one is closed to us."""

    __tablename__ = "chat_moves"

    old_chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    new_chat_id: Mapped[int]
    moved_at: Mapped[datetime]


class ChargeRow(Base):
    """Stars that came in, and what became of them. Never deleted.

    A ledger will refer to these rows by ``charge_id``; subscriptions add their own table.
    """

    __tablename__ = "charges"
    __table_args__ = (
        Index("charges_offer", "offer_id"),
        Index("charges_job", "job_id"),
        Index("charges_refund", "state", "next_try_at"),
    )

    charge_id: Mapped[str] = mapped_column(primary_key=True)
    offer_id: Mapped[str | None]
    user_id: Mapped[int]
    stars: Mapped[int]
    state: Mapped[str]
    job_id: Mapped[str | None]
    charged_at: Mapped[datetime]
    refund_tries: Mapped[int]
    next_try_at: Mapped[datetime | None]
    refunded_at: Mapped[datetime | None]
