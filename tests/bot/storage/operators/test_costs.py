"""Seconds of the device by job, person and day."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.domain.jobs import JobState
from bot.storage import costs
from bot.storage.costs import ArtCost, PersonCost
from bot.storage.database import Database
from bot.storage.jobs import claims, jobs
from bot.storage.tables.jobs import JobRow
from tests.bot.storage.examples import NOW, STYLE, add, after, start


async def row_of(db: Database, job_id: str) -> JobRow:
    async with db.read() as session:
        return await session.get_one(JobRow, job_id)


async def test_every_render_adds_to_its_job_person_and_day(db: Database) -> None:
    job = await add(db)
    for seconds in (2.5, 0.5):
        await costs.note_render(db, job, device="cuda:0", seconds=seconds, now=NOW)
    assert (await row_of(db, job.id)).render_s == 3.0
    cost = ArtCost(art="dream", tier="free", device="cuda:0", seconds=3.0, renders=2)
    assert await costs.by_art(db, now=NOW) == [cost]
    assert await costs.by_person(db, now=NOW) == [PersonCost(user_id=1, seconds=3.0, renders=2)]


async def test_another_day_and_another_device_are_counted_apart(db: Database) -> None:
    job = await add(db)
    tomorrow = NOW + timedelta(days=1)
    for device, now in (("cpu", NOW), ("cuda:0", NOW), ("cpu", tomorrow)):
        await costs.note_render(db, job, device=device, seconds=1.0, now=now)
    assert [cost.device for cost in await costs.by_art(db, now=NOW)] == ["cpu", "cuda:0"]
    assert [cost.seconds for cost in await costs.by_art(db, now=tomorrow)] == [1.0]
    assert (await row_of(db, job.id)).render_s == 3.0


async def test_the_dearest_stand_first_and_one_person_can_be_asked_for(db: Database) -> None:
    cheap = await add(db, "u1", user_id=1)
    dear = await add(db, "u2", user_id=2, order=STYLE)
    await costs.note_render(db, cheap, device="cpu", seconds=1.0, now=NOW)
    await costs.note_render(db, dear, device="cpu", seconds=9.0, now=NOW)
    assert [cost.art for cost in await costs.by_art(db, now=NOW)] == ["style", "dream"]
    assert [cost.user_id for cost in await costs.by_person(db, now=NOW, limit=1)] == [2]
    only = await costs.by_person(db, now=NOW, user_id=1)
    assert [(cost.user_id, cost.seconds) for cost in only] == [(1, 1.0)]


async def test_no_second_is_lost_where_two_processes_note_at_once(
    db: Database, rival: Database
) -> None:
    job = await add(db)
    await asyncio.gather(
        *(
            costs.note_render(base, job, device="cpu", seconds=1.0, now=NOW)
            for base in [db, rival] * 10
        )
    )
    assert (await row_of(db, job.id)).render_s == 20.0
    assert [cost.renders for cost in await costs.by_art(db, now=NOW)] == [20]


async def test_the_first_begin_tells_how_long_a_job_waited(db: Database) -> None:
    job = await start(db, await add(db))
    for seconds in (5, 50):
        await jobs.mark_begun(db, job.id, now=after(seconds))
    assert (await row_of(db, job.id)).begun_at == after(5)


async def test_a_job_names_the_worker_that_had_it_last(db: Database) -> None:
    job = await add(db)
    for at, worker in ((0, "a:1"), (10, "b:2")):
        await claims.claim(db, job.id, now=after(at), lease_s=3, max_attempts=5, worker=worker)
    row = await row_of(db, job.id)
    assert (row.worker, row.state) == ("b:2", JobState.RUNNING.value)
