"""New jobs: one for each request, and one open job for each draft."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.allowance import Allowance
from bot.domain.jobs import Job, JobState, NewJob, Outcome
from bot.domain.pools import pool_of
from bot.storage.credits import style_uses
from bot.storage.database import insert_once, new_id
from bot.storage.jobs.job_rows import OPEN_STATES, to_job
from bot.storage.jobs.limits import check_limits, one_at_a_time
from bot.storage.tables.jobs import JobRow

# Longer than a delivery's patience with Telegram.
DELIVERED_WITHIN = timedelta(seconds=75)


async def create_within(
    session: AsyncSession,
    new: NewJob,
    *,
    now: datetime,
    score: datetime,
    allowance: Allowance | None = None,
) -> tuple[Job, bool]:
    """As :func:`bot.storage.jobs.jobs.create`, within somebody's transaction."""
    if allowance is not None:
        await one_at_a_time(session, new.user_id)
    job, is_new = await insert(session, new, now=now, score=score)
    if is_new and allowance is not None:
        await check_limits(session, job, allowance, now=now)
    return job, is_new


async def insert(
    session: AsyncSession, new: NewJob, *, now: datetime, score: datetime
) -> tuple[Job, bool]:
    """As :func:`create_within`, without a limit."""
    twin = or_(
        JobRow.request_key == new.request_key,
        and_(JobRow.draft_id == new.draft_id, JobRow.state.in_(OPEN_STATES)),
    )
    # A replay of this very request goes before another press on the same menu.
    replay_first = (JobRow.request_key == new.request_key).desc()
    while True:
        key = await insert_once(session, JobRow, **_columns(new, now=now, score=score))
        if key is not None:
            job = to_job(await session.get_one(JobRow, key))
            await style_uses.note_within(session, job, now=now)
            return job, True
        row = await session.scalar(select(JobRow).where(twin).order_by(replay_first).limit(1))
        # None: that id was taken, or the twin was closed at this moment; try again.
        if row is not None:
            return to_job(row), False


def _columns(new: NewJob, *, now: datetime, score: datetime) -> dict[str, Any]:
    values = dataclasses.asdict(new)
    del values["status"], values["had"], values["guest"]
    return values | {
        "id": new_id(),
        "order": new.order.to_json(),
        "pool": pool_of(new.order).value,
        "attempt": 0,
        "given_back": 0,
        "score": score,
        "created_at": now,
        "is_told": False,
        "status_message_id": new.status.message_id if new.status else None,
        "status_has_media": new.status is not None and new.status.has_media,
        "guest_inline_id": new.guest.inline_id if new.guest else None,
        "guest_has_media": new.guest is not None and new.guest.has_media,
        "error_facts": {},
        **_answered(new.had, now=now),
    }


def _answered(had: Outcome | None, *, now: datetime) -> dict[str, Any]:
    """What is known of a job before its render; ``had``: of one that needs none."""
    if had is None:
        return {"state": JobState.WAITING.value, "progress": 0.0}
    return {
        "state": JobState.RENDERED.value,
        "progress": 1.0,
        "outcome": had.to_json(),
        "is_cached": True,
        # Held as by a worker: another delivers it if this process does not.
        "lease_until": now + DELIVERED_WITHIN,
    }
