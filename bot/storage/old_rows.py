"""Jobs and offers that nobody can press on any more, deleted a few at a time.

Whatever has to do with money stays: charges always, and the job and the offer of each.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, select
from sqlalchemy.orm import InstrumentedAttribute

from bot.domain.jobs import JobState
from bot.storage.database import Database
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.money import ChargeRow, OfferRow
from bot.storage.tables.prints import PrintOfferRow, PrintOrderRow

# No lock is held for longer than deleting so many takes.
BATCH = 500
# Of one call: a backlog of a year is worked off over several.
MOST_BATCHES = 40
_ENDED = (JobState.DONE.value, JobState.FAILED.value, JobState.CANCELLED.value)


async def forget(db: Database, *, before: datetime) -> None:
    """Delete jobs that ended, and offers that were made, before that time."""
    await delete_some(
        db,
        JobRow.id,
        JobRow.finished_at < before,
        JobRow.state.in_(_ENDED),
        JobRow.is_told.is_(True),
        JobRow.is_set_aside.is_(False),
        JobRow.charge_id.is_(None),
        ~exists().where(ChargeRow.job_id == JobRow.id),
    )
    await delete_some(
        db,
        OfferRow.id,
        OfferRow.created_at < before,
        ~exists().where(ChargeRow.offer_id == OfferRow.id),
    )
    await delete_some(
        db,
        PrintOfferRow.id,
        PrintOfferRow.created_at < before,
        ~exists().where(PrintOrderRow.offer_id == PrintOfferRow.id),
    )


async def delete_some(
    db: Database, key: InstrumentedAttribute[Any], *conditions: ColumnElement[bool]
) -> None:
    """Delete the rows that meet the conditions, batch after batch. ``key``: the primary key."""
    table = key.class_
    some = select(key).where(*conditions).limit(BATCH)
    for _ in range(MOST_BATCHES):
        async with db.write() as session:
            gone = await session.scalars(delete(table).where(key.in_(some)).returning(key))
            if len(gone.all()) < BATCH:
                return
