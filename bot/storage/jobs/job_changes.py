"""How a job's row is changed: under the state that is expected, and under a worker's attempt."""

from __future__ import annotations

from sqlalchemy import ColumnElement, case, true, update

from bot.domain.jobs import JobState
from bot.storage.database import Database
from bot.storage.tables.jobs import JobRow


async def change(
    db: Database, job_id: str, states: tuple[str, ...], attempt: int | None, **values: object
) -> bool:
    """Set columns if the job is in one of ``states`` and, unless None, in this attempt."""
    fence = true() if attempt is None else JobRow.attempt == attempt
    async with db.write() as session:
        key = await session.scalar(
            update(JobRow)
            .where(JobRow.id == job_id, JobRow.state.in_(states), fence)
            .values(values)
            .returning(JobRow.id)
        )
        return key is not None


async def set_columns(db: Database, job_id: str, **values: object) -> None:
    """Set columns whatever has become of the job."""
    async with db.write() as session:
        await session.execute(update(JobRow).where(JobRow.id == job_id).values(values))


def rendered_or(state: JobState) -> ColumnElement[str]:
    """A rendered job stays so, whoever has it: it is only to be delivered."""
    rendered = JobState.RENDERED.value
    return case((JobRow.state == rendered, rendered), else_=state.value)
