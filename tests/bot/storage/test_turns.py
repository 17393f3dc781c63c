"""What a person's next job stands behind, and when it is called."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain.current_tiers import CurrentTiers
from bot.domain.fair_queue import Turn
from bot.domain.jobs import Job
from bot.domain.orders import Art, Order
from bot.domain.pools import Pool
from bot.storage.database import Database
from bot.storage.jobs import job_queries, jobs, turns
from engine.options.interpret import ExplainOptions
from engine.options.zoom import ZoomOptions
from tests.bot.storage.examples import PHOTO, STYLE, add, after, new_job

INSTANT = Order(art=Art.EXPLAIN, options=ExplainOptions(), photo=PHOTO)
FILM = Order(art=Art.ZOOM, options=ZoomOptions(), photo=PHOTO)


async def behind(db: Database, *, first: float = 100, **changes: object) -> Turn:
    """What a new job of person 1 stands behind."""
    turns_seen = []

    def due(turn: Turn) -> datetime:
        turns_seen.append(turn)
        return after(first)

    await job_queries.score_now(db, new_job("new", **changes), due)
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
