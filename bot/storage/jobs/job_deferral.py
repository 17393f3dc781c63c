"""Jobs that are put off: their worker stops, or Telegram, the person or the place of results is
not to be reached.
"""

from __future__ import annotations

from datetime import datetime

from bot.domain.jobs import JobState
from bot.storage.database import Database
from bot.storage.jobs.job_changes import change, rendered_or, set_columns
from bot.storage.jobs.job_rows import IN_WORK
from bot.storage.tables.jobs import JobRow


async def release(db: Database, job_id: str, *, attempt: int) -> bool:
    """Give a job back because this worker stops: that does not count as a try."""
    return await _give_back(db, job_id, attempt, given_back=JobRow.given_back + 1)


async def put_off(
    db: Database, job_id: str, *, attempt: int, until: datetime, is_try: bool = False
) -> bool:
    """Give a job back because of trouble around it: it stands in no line ``until`` then."""
    return await _give_back(
        db,
        job_id,
        attempt,
        given_back=JobRow.given_back + (0 if is_try else 1),
        troubles=JobRow.troubles + 1,
        not_before=until,
    )


async def keep_for_return(db: Database, job_id: str, *, attempt: int, now: datetime) -> bool:
    """The person has shut us out: what they paid for waits until they let us in again."""
    return await change(
        db,
        job_id,
        (JobState.RENDERED.value,),
        attempt,
        lease_until=None,
        given_back=JobRow.given_back + 1,
        unreachable_since=now,
    )


async def _give_back(db: Database, job_id: str, attempt: int, **values: object) -> bool:
    state = rendered_or(JobState.WAITING)
    return await change(db, job_id, IN_WORK, attempt, state=state, lease_until=None, **values)


async def tell_later(db: Database, job_id: str, *, until: datetime) -> None:
    """The person could not be told that their job has ended: not before ``until`` again."""
    await set_columns(db, job_id, not_before=until, troubles=JobRow.troubles + 1)
