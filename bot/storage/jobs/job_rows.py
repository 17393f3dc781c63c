"""A row of jobs as plain data."""

from __future__ import annotations

from bot.domain.jobs import GuestMessage, Job, JobState, Outcome, StatusMessage
from bot.domain.orders import Order
from bot.errors import UnreadableRowError
from bot.storage.tables.jobs import JobRow
from engine.errors import ArtError
from engine.texts.phrase import facts_from_json

OPEN_STATES = tuple(state.value for state in JobState if state.is_open)
IN_WORK = (JobState.RUNNING.value, JobState.RENDERED.value)
# What comes of a row that another version wrote: an unknown art, state or option, a part missing.
UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, ArtError)


def to_job(row: JobRow) -> Job:
    """Raises: UnreadableRowError: another version of ours wrote it."""
    try:
        return _read(row)
    except UNREADABLE as exc:
        raise UnreadableRowError(f"job {row.id}: {exc!r}", job_id=row.id) from exc


def _read(row: JobRow) -> Job:
    return Job(
        id=row.id,
        request_key=row.request_key,
        chat_id=row.chat_id,
        user_id=row.user_id,
        language=row.language,
        order=Order.from_json(row.order),
        tier=row.tier,
        state=JobState(row.state),
        attempt=row.attempt,
        tries=row.attempt - row.given_back,
        progress=row.progress,
        score=row.score,
        created_at=row.created_at,
        reply_to=row.reply_to,
        charge_id=row.charge_id,
        parent_id=row.parent_id,
        draft_id=row.draft_id,
        status=_status(row),
        outcome=Outcome.from_json(row.outcome) if row.outcome else None,
        error_code=row.error_code,
        error_facts=facts_from_json(row.error_facts),
        troubles=row.troubles,
        thread_id=row.thread_id,
        pool=row.pool,
        expected_s=row.expected_s,
        in_tiles=row.in_tiles,
        is_cached=row.is_cached,
        guest=_guest(row),
    )


def _status(row: JobRow) -> StatusMessage | None:
    if row.status_message_id is None:
        return None
    return StatusMessage(message_id=row.status_message_id, has_media=row.status_has_media)


def _guest(row: JobRow) -> GuestMessage | None:
    if row.guest_inline_id is None:
        return None
    return GuestMessage(inline_id=row.guest_inline_id, has_media=row.guest_has_media)
