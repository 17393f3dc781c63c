"""What a render costs is counted however it ends: an operator pays for it in any case."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime

from bot.domain.jobs import Job
from bot.errors import StorageError
from bot.metrics import GPU_S
from bot.storage import costs
from bot.storage.database import Database

logger = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def counting_seconds(db: Database, job: Job, *, device: str) -> AsyncIterator[None]:
    """Note how long ``device`` was busy with the block, also where it is stopped or fails."""
    began = time.monotonic()
    try:
        yield
    finally:
        seconds = time.monotonic() - began
        GPU_S.labels(art=job.order.art.value, tier=job.tier).inc(seconds)
        await asyncio.shield(_note(db, job, device=device, seconds=seconds))


async def _note(db: Database, job: Job, *, device: str, seconds: float) -> None:
    try:
        await costs.note_render(db, job, device=device, seconds=seconds, now=datetime.now(UTC))
    except StorageError as exc:
        # A picture is not lost for the sake of a figure; the log has it.
        facts = {"job_id": job.id, "device": device, "seconds": seconds, "why": exc.detail}
        logger.warning("cannot note what a render took", extra=facts)
