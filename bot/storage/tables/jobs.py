"""Jobs, and what their renders cost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables.base import Base, CleanId

# With all that a place and a wait are told by, so that no row is read for them.
POOL_LINE = ("state", "is_set_aside", "pool", "score", "created_at", "id", "expected_s")


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
        pool: whose workers make it.
        expected_s: how long its render is expected to take.
        render_s: how long all its renders took, in s of the device.
        begun_at: when its first render began.
        worker: who had it in hand last.
        in_tiles: a render of the whole picture ended its process for want of memory.
        is_cached: it was answered by a result that its person had already.
        guest_inline_id: its message in a chat that we are not in.
        result_file_id: Telegram's name of the result, once it lies there.
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
        Index("jobs_pool_line", *POOL_LINE),
        Index("jobs_person", "user_id", "created_at"),
        Index("jobs_person_state", "user_id", "state"),
        Index("jobs_chat", "chat_id", "created_at"),
        Index("jobs_untold", "is_told", "state", "finished_at"),
        Index("jobs_finished", "finished_at"),
        Index("jobs_begun", "begun_at"),
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
    pool: Mapped[str] = mapped_column(default="gpu")
    expected_s: Mapped[float] = mapped_column(default=0.0)
    render_s: Mapped[float] = mapped_column(default=0.0)
    begun_at: Mapped[datetime | None]
    worker: Mapped[str | None]
    in_tiles: Mapped[bool] = mapped_column(default=False)
    is_cached: Mapped[bool] = mapped_column(default=False)
    guest_inline_id: Mapped[str | None]
    guest_has_media: Mapped[bool] = mapped_column(default=False)
    result_file_id: Mapped[str | None]


class RenderDayRow(Base):
    """What one person's renders of one kind took in a UTC day, in s of the device."""

    __tablename__ = "render_days"

    day: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    art: Mapped[str] = mapped_column(primary_key=True)
    tier: Mapped[str] = mapped_column(primary_key=True)
    device: Mapped[str] = mapped_column(primary_key=True)
    seconds: Mapped[float]
    renders: Mapped[int]


class CachedResultRow(Base):
    """The job whose result answers whoever asks for the same again; ``key`` says what that is."""

    __tablename__ = "cached_results"
    __table_args__ = (
        Index("cached_results_user_id", "user_id"),
        Index("cached_results_job_id", "job_id"),
        Index("cached_results_created_at", "created_at"),
    )

    key: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int]
    job_id: Mapped[str] = mapped_column(CleanId(12))
    created_at: Mapped[datetime]
