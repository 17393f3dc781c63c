"""``oneiro jobs`` and ``oneiro job``: what became of jobs, for whoever runs the service."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.domain.jobs import JobState
from bot.errors import NoSuchJobError
from bot.operations.snapshot import opened_books
from bot.settings import Settings
from bot.storage.operators import job_history
from bot.storage.operators.job_history import JobHistory
from bot.texts.catalogue import text
from engine.terminal.console import say

MOST_LISTED = 1000
STATES = tuple(state.value for state in JobState)


async def run_jobs(
    settings: Settings, *, state: str | None, user_id: int | None, limit: int, as_json: bool
) -> int:
    """Print the newest jobs. Returns: the exit code, 0.

    Raises: SettingsError: there is no database that this version reads; StorageError.
    """
    async with opened_books(settings) as db:
        jobs = await job_history.newest(db, state=state, user_id=user_id, limit=limit)
    if as_json:
        say(json.dumps([_as_json(job) for job in jobs]))
    else:
        say("\n".join(_line(job) for job in jobs) or text("job.none"))
    return 0


async def run_job(settings: Settings, job_id: str, *, as_json: bool) -> int:
    """Print all that is known of a job. Returns: the exit code, 0.

    Raises: NoSuchJobError; as :func:`run_jobs`.
    """
    async with opened_books(settings) as db:
        job = await job_history.find(db, job_id)
    if job is None:
        raise NoSuchJobError(job_id=job_id)
    say(json.dumps(_as_json(job)) if as_json else "\n".join(_all_of(job)))
    return 0


def _line(job: JobHistory) -> str:
    return text(
        "job.line",
        job_id=job.id,
        at=_at(job.asked_at),
        state=job.state if job.error is None else f"{job.state} ({job.error})",
        art=job.art,
        tier=job.tier,
        user_id=job.user_id,
        seconds=f"{job.render_s:.1f}",
    )


def _all_of(job: JobHistory) -> Iterator[str]:
    yield _line(job)
    for name, value in _as_json(job).items():
        if value not in (None, False):
            yield f"  {name:<12} {_told(value)}"


def _told(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {part}" for key, part in value.items() if part is not None)
    return str(value)


def _at(time: datetime) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S")


def _as_json(job: JobHistory) -> dict[str, Any]:
    """Times in ISO 8601, UTC."""
    return {name: _value(value) for name, value in dataclasses.asdict(job).items()}


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _value(part) for name, part in value.items()}
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value
