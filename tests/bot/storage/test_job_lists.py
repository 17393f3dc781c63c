from __future__ import annotations

from sqlalchemy import update

from bot.domain.jobs import Job, JobState
from bot.storage.database import Database
from bot.storage.jobs import job_deferral, job_queries, jobs, queue_figures
from bot.storage.jobs.queue_figures import OpenJobs
from bot.storage.tables.jobs import JobRow
from tests.bot.storage.examples import NOW, OUTCOME, add, after, new_job, start


def ids(found: list[Job]) -> list[str]:
    return [job.id for job in found]


async def test_the_line_goes_by_score_and_then_by_time(db: Database) -> None:
    free = await add(db, "u1")
    late = await add(db, "u2", at=20)
    paid, _ = await jobs.create(db, new_job("u3"), now=after(30), score=after(30 - 300))
    twin = await add(db, "u4", at=20)
    assert (await job_queries.head(db, count=2)) == [paid.id, free.id]
    assert [await job_queries.place(db, job.id) for job in (paid, free)] == [1, 2]
    # The same score and time: some order, but one that place and line agree on.
    for number, job_id in enumerate(await job_queries.head(db, count=10), 1):
        assert await job_queries.place(db, job_id) == number
    assert {late.id, twin.id} == set((await job_queries.head(db, count=10))[2:])


async def test_a_job_in_work_has_no_place(db: Database) -> None:
    first, second = await add(db, "u1"), await add(db, "u2", at=1)
    await start(db, first)
    assert await job_queries.place(db, first.id) is None
    assert await job_queries.place(db, second.id) == 1
    assert await job_queries.place(db, "nothing") is None


async def test_open_jobs_are_those_of_one_person_in_one_chat(db: Database) -> None:
    mine = await add(db, "u1", chat_id=-1001)
    await add(db, "u2", chat_id=-1001, user_id=2)
    await add(db, "u3")
    assert ids(await job_queries.open_jobs_of(db, chat_id=-1001, user_id=1)) == [mine.id]
    await jobs.cancel(db, mine.id, user_id=1, now=NOW)
    assert await job_queries.open_jobs_of(db, chat_id=-1001, user_id=1) == []


async def test_a_job_whose_worker_died_is_found(db: Database) -> None:
    await add(db, "waiting")
    dead = await start(db, await add(db, "dead"))
    alive = await start(db, await add(db, "alive"))
    rendered = await start(db, await add(db, "rendered"))
    await jobs.heartbeat(db, alive.id, attempt=1, now=after(2), lease_s=3)
    await jobs.mark_rendered(db, rendered.id, attempt=1, outcome=OUTCOME)
    await job_deferral.release(db, rendered.id, attempt=1)
    assert ids(await job_queries.stale(db, now=after(2))) == [rendered.id]
    assert set(ids(await job_queries.stale(db, now=after(4)))) == {dead.id, rendered.id}
    assert [job.tries for job in await job_queries.stale(db, now=after(4))] in ([1, 0], [0, 1])


async def test_a_failure_that_nobody_told_is_found(db: Database) -> None:
    job = await add(db)
    await jobs.cancel(db, job.id, user_id=1, now=NOW)
    assert await job_queries.untold(db, before=NOW) == []
    assert ids(await job_queries.untold(db, before=after(5))) == [job.id]
    await jobs.mark_told(db, job.id)
    assert await job_queries.untold(db, before=after(5)) == []


async def test_the_daily_limit_counts_what_cost_us_work(db: Database) -> None:
    await add(db, "yesterday", at=-13 * 3600)
    await add(db, "another tier", tier="hd")
    await add(db, "another person", user_id=2)
    unspent = await add(db, "cancelled at once")
    await jobs.cancel(db, unspent.id, user_id=1, now=NOW)
    failed = await add(db, "failed")
    await jobs.fail(db, failed.id, attempt=None, error_code="RenderError", facts={}, now=NOW)
    assert (await job_queries.spent_by(db, 1, tier="free", now=after(60))).jobs == 0

    spent = await start(db, await add(db, "cancelled late"))
    await jobs.mark_begun(db, spent.id, now=NOW)
    await jobs.cancel(db, spent.id, user_id=1, now=NOW)
    await add(db, "waiting")
    assert (await job_queries.spent_by(db, 1, tier="free", now=after(60))).jobs == 2
    assert (await job_queries.spent_by(db, 1, tier="free", now=after(12 * 3600))).jobs == 0


async def test_open_jobs_are_counted_by_tier_state_and_pool(db: Database) -> None:
    running, first = await add(db, "u1"), await add(db, "u2", at=5)
    await add(db, "u3", at=9)
    await add(db, "u4", tier="hd", at=7)
    gone = await add(db, "u5")
    await jobs.cancel(db, gone.id, user_id=1, now=NOW)
    await start(db, running)
    async with db.write() as session:
        await session.execute(update(JobRow).values(expected_s=4.5))
        await session.execute(
            update(JobRow).where(JobRow.tier == "hd").values(pool="gpu", expected_s=60.0)
        )
    groups = await queue_figures.open_jobs(db)
    assert sorted(groups, key=lambda group: (group.tier, group.state)) == [
        OpenJobs(
            tier="free",
            state=JobState.RUNNING.value,
            pool="cpu",
            jobs=1,
            oldest=running.created_at,
            expected_s=4.5,
        ),
        OpenJobs(
            tier="free",
            state=JobState.WAITING.value,
            pool="cpu",
            jobs=2,
            oldest=first.created_at,
            expected_s=9.0,
        ),
        OpenJobs(
            tier="hd",
            state=JobState.WAITING.value,
            pool="gpu",
            jobs=1,
            oldest=after(7),
            expected_s=60.0,
        ),
    ]


async def test_the_last_delivery_is_known_and_no_failure_passes_for_one(db: Database) -> None:
    assert await queue_figures.last_done_at(db) is None
    done, failed = await add(db, "u1"), await add(db, "u2")
    done = await start(db, done)
    await jobs.mark_rendered(db, done.id, attempt=done.attempt, outcome=OUTCOME)
    await jobs.mark_done(db, done.id, attempt=done.attempt, now=after(30))
    await jobs.fail(db, failed.id, attempt=None, error_code="E", facts={}, now=after(40))
    assert await queue_figures.last_done_at(db) == after(30)
