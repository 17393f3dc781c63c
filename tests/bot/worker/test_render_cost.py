"""A render costs its seconds however it ends."""

from __future__ import annotations

import asyncio

from bot.domain.jobs import JobState
from bot.queue.workers import own_name
from bot.storage import costs
from bot.storage.tables.jobs import JobRow
from engine.errors import NotFiniteError
from tests.bot.painters import SlowPainter
from tests.bot.scene import Scene


async def cost_of(scene: Scene, state: JobState) -> JobRow:
    """The newest job's row once it is in ``state``; today's costs say the same of it."""
    job = await scene.job(state)
    async with scene.db.read() as session:
        row = await session.get_one(JobRow, job.id)
    today = await costs.by_art(scene.db, now=job.created_at)
    assert [(cost.art, cost.tier, cost.device) for cost in today] == [("dream", "free", "cpu")]
    assert [cost.seconds for cost in today] == [row.render_s]
    return row


async def test_a_picture_that_was_made_cost_its_seconds(scene: Scene) -> None:
    async with scene.worker(SlowPainter(steps=2, step_s=0.05)):
        await scene.send_photo()
        row = await cost_of(scene, JobState.DONE)
    assert row.render_s >= 0.1
    assert row.worker == own_name()
    assert row.begun_at is not None
    assert row.begun_at >= row.created_at


async def test_one_that_failed_cost_its_seconds_too(scene: Scene) -> None:
    async with scene.worker(SlowPainter(errors=[NotFiniteError("no")])):
        await scene.send_photo()
        assert (await cost_of(scene, JobState.FAILED)).render_s > 0


async def test_one_that_a_worker_put_down_cost_its_seconds_too(scene: Scene) -> None:
    painter = SlowPainter()
    painter.gate.clear()
    async with scene.worker(painter):
        await scene.send_photo()
        await asyncio.to_thread(painter.begun.wait)
    assert (await cost_of(scene, JobState.WAITING)).render_s > 0
