"""What a test runs beside the chat process, and what SQL says of its jobs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import select

from bot.delivery.reconciler import Reconciler
from bot.domain.jobs import Job, JobState
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.jobs.job_rows import to_job
from bot.storage.tables.jobs import JobRow
from bot.worker.arq_worker import serve
from bot.worker.child.render_child import OpenChild

WITHIN_S = 30.0


async def all_jobs(db: Database) -> list[Job]:
    """Every job, the oldest first."""
    async with db.read() as session:
        rows = await session.scalars(select(JobRow).order_by(JobRow.created_at))
        return [to_job(row) for row in rows]


async def newest_job(db: Database, *, count: int, state: JobState | None) -> Job:
    """The newest of ``count`` jobs, once it is in ``state``; never are there more.

    SQL tells nobody of changes, so it is asked.
    """
    async with asyncio.timeout(WITHIN_S):
        while True:
            found = await all_jobs(db)
            assert len(found) <= count, found
            if len(found) == count and (state is None or found[-1].state is state):
                return found[-1]
            await asyncio.sleep(0.02)


@asynccontextmanager
async def running_worker(settings: Settings, open_renderer: OpenChild) -> AsyncIterator[None]:
    """A worker in this process."""
    stop = asyncio.Event()
    serving = asyncio.create_task(serve(settings, open_renderer=open_renderer, stop=stop))
    try:
        yield
    finally:
        stop.set()
        await serving


@asynccontextmanager
async def running_reconciler(**parts: Any) -> AsyncIterator[None]:
    """The part of the chat process that pays back and takes up what was lost."""
    stop = asyncio.Event()
    running = asyncio.create_task(Reconciler(**parts).run(stop))
    try:
        yield
    finally:
        stop.set()
        await running
