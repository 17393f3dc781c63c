from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from bot.domain.fair_queue import Turn
from bot.domain.jobs import Job, JobState
from bot.domain.money.current_tiers import CurrentTiers
from bot.domain.orders import Art, Order
from bot.domain.pools import Pool
from bot.domain.waiting import Ahead, InWork
from bot.storage.database import Database
from bot.storage.jobs import job_deferral, job_queries, jobs, line_ahead, queue_figures, turns
from bot.storage.jobs.job_changes import set_columns
from bot.storage.jobs.queue_figures import OpenJobs
from bot.storage.tables.jobs import JobRow
from engine.options.interpret import ExplainOptions
from engine.options.zoom import ZoomOptions
from tests.bot.storage.examples import (
    NOW,
    OUTCOME,
    PHOTO,
    STYLE,
    add,
    after,
    in_line,
    new_job,
    start,
)
from tests.bot.storage.subscriptions import plans


def ids(found: list[Job]) -> list[str]:
    return [job.id for job in found]


async def test_the_line_goes_by_score_and_then_by_time(db: Database) -> None:
    free = await add(db, "u1")
    late = await add(db, "u2", at=20)
    paid, _ = await jobs.create(db, new_job("u3"), now=after(30), score=after(30 - 300))
    twin = await add(db, "u4", at=20)
    line = await line_ahead.front(db, count=10)
    assert [waiting.id for waiting in line[:2]] == [paid.id, free.id]
    assert await line_ahead.front(db, count=2) == line[:2]
    # The same score and time: some order, but one that place and line agree on.
    for place, waiting in enumerate(line, 1):
        assert waiting.ahead.place == place
        assert await line_ahead.ahead(db, waiting.id) == waiting.ahead
    assert {late.id, twin.id} == {waiting.id for waiting in line[2:]}


async def test_a_job_in_work_has_no_place(db: Database) -> None:
    first, second = await add(db, "u1"), await add(db, "u2", at=1)
    await start(db, first)
    assert await line_ahead.ahead(db, first.id) is None
    behind = await line_ahead.ahead(db, second.id)
    assert behind is not None
    assert behind.place == 1
    assert await line_ahead.ahead(db, "nothing") is None


async def test_the_work_ahead_of_a_job_is_in_seconds_by_pool_and_less_what_is_done(
    db: Database,
) -> None:
    for number, (pool, expected_s) in enumerate([("gpu", 5), ("cpu", 7), ("gpu", 11)], 1):
        job = await add(db, f"u{number}", at=number, expected_s=float(expected_s))
        await set_columns(db, job.id, pool=pool)
    for name, progress in (("taken", 0.25), ("set aside", 0.5)):
        taken = await start(db, await add(db, name, expected_s=40.0), at=-9)
        await set_columns(
            db, taken.id, progress=progress, pool="cpu", is_set_aside=name == "set aside"
        )
    own = await add(db, "own", at=4, expected_s=3.0)
    await set_columns(db, own.id, pool="gpu")
    behind = await add(db, "behind", at=5, expected_s=100.0)
    await set_columns(db, behind.id, pool="cpu")
    assert await line_ahead.ahead(db, own.id) == Ahead(
        place=4,
        pool="gpu",
        own_s=3.0,
        waiting_s={"gpu": 16.0, "cpu": 7.0},
        in_work=(InWork(pool="cpu", left_s=30.0),),
    )
    assert (await line_ahead.front(db, count=10))[3].ahead == await line_ahead.ahead(db, own.id)


async def test_instant_jobs_go_before_all_others_whenever_they_came(db: Database) -> None:
    slow = await add(db, "slow", expected_s=60.0)
    quick, quicker = [await add(db, f"i{n}", at=n, expected_s=float(n)) for n in (1, 2)]
    await set_columns(db, slow.id, pool="gpu")
    for job in (quick, quicker):
        await set_columns(db, job.id, pool="instant")
    assert await in_line(db) == [quick.id, quicker.id, slow.id]
    assert [await line_ahead.ahead(db, job_id) for job_id in await in_line(db)] == [
        Ahead(place=1, pool="instant", own_s=1.0),
        Ahead(place=2, pool="instant", own_s=2.0, waiting_s={"instant": 1.0}),
        Ahead(place=3, pool="gpu", own_s=60.0, waiting_s={"instant": 3.0}),
    ]


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


INSTANT = Order(art=Art.EXPLAIN, options=ExplainOptions(), photo=PHOTO)
FILM = Order(art=Art.ZOOM, options=ZoomOptions(), photo=PHOTO)


async def behind(db: Database, *, first: float = 100, **changes: object) -> Turn:
    """What a new job of person 1 stands behind."""
    turns_seen = []

    def due(turn: Turn) -> datetime:
        turns_seen.append(turn)
        return after(first)

    await job_queries.score_now(db, new_job("new", **changes), due, now=NOW)
    return turns_seen[-1]


async def found(db: Database, job: Job) -> Job:
    again = await jobs.get(db, job.id)
    assert again is not None
    return again


async def test_a_job_is_stored_with_the_pool_that_its_order_is_for(db: Database) -> None:
    pools = [(await add(db, f"u{n}", order=order)).pool for n, order in enumerate((FILM, INSTANT))]
    assert pools == [Pool.GPU, Pool.INSTANT]


async def test_a_first_job_stands_behind_nothing(db: Database) -> None:
    await add(db, "other", user_id=2, expected_s=9.0)
    await add(db, "paid", tier="hd")
    await add(db, "instant", order=INSTANT)
    assert await behind(db) == Turn()


async def test_a_further_job_stands_behind_the_last_of_its_person_and_the_work_ahead_of_that(
    db: Database,
) -> None:
    await add(db, "before", at=-9, user_id=2, expected_s=10.0)
    await add(db, "film", at=-8, user_id=2, order=FILM, expected_s=20.0)
    await add(db, "quick", at=-7, user_id=2, order=INSTANT, expected_s=40.0)
    await add(db, "own", at=0, expected_s=80.0)
    await add(db, "after", at=1, user_id=2, expected_s=160.0)
    assert await behind(db) == Turn(latest=after(0), work_s=30.0)
    # Of one that lies in the future: the work ahead of whoever comes now.
    assert await behind(db, first=-8.5) == Turn(latest=after(0), work_s=10.0)
    assert await behind(db, order=FILM) == Turn(latest=after(0), work_s=30.0)
    assert await behind(db, order=INSTANT) == Turn()


async def test_the_next_jobs_of_a_person_come_now_when_the_one_before_is_begun(
    db: Database,
) -> None:
    first = await add(db, "u1", at=0)
    second = await add(db, "u2", at=120, order=FILM)
    third = await add(db, "u3", at=240)
    others = [
        await add(db, "u4", at=60, user_id=2),
        await add(db, "u5", at=60, tier="hd"),
        await add(db, "u6", at=60, order=INSTANT),
    ]
    began = datetime.now(UTC)
    moved = await turns.call_next(db, CurrentTiers(), first.id)
    assert [standing.id for standing in moved] == [second.id, third.id]
    assert [standing.pool for standing in moved] == [Pool.GPU, Pool.CPU]
    scores = [(await found(db, job)).score for job in (second, third)]
    assert scores == [standing.score for standing in moved]
    assert began <= scores[0] <= datetime.now(UTC) < scores[1]
    for job in (first, *others):
        assert (await found(db, job)).score == job.score


async def test_a_paid_job_that_is_called_keeps_its_boost(db: Database) -> None:
    first = await add(db, "u1", tier="hd", order=STYLE)
    await add(db, "u2", tier="hd", order=STYLE)
    (moved,) = await turns.call_next(db, CurrentTiers(), first.id)
    assert (datetime.now(UTC) - moved.score).total_seconds() >= 300
    assert await turns.call_next(db, CurrentTiers(), "nobody") == []


async def test_whoever_has_a_subscription_counts_as_having_come_earlier(db: Database) -> None:
    now = datetime.now(UTC)
    offer = await plans.offer_plan(db)
    await plans.pay_month(db, offer, 1, expires_at=now + timedelta(days=30))
    first = await add(db, "u1")
    await add(db, "u2", at=1)
    assert (await behind(db)).boost_s == plans.PLAN.boost_s
    (moved,) = await turns.call_next(db, CurrentTiers(), first.id)
    ahead_s = (datetime.now(UTC) - moved.score).total_seconds()
    assert plans.PLAN.boost_s <= ahead_s < plans.PLAN.boost_s + 60
