"""What the pieces of live dreams cost their people: as much as any other free picture."""

from __future__ import annotations

import asyncio
import functools

from bot.domain.allowance import Allowance
from bot.domain.jobs import Job, JobState
from bot.errors import DailyLimitError
from bot.storage import live_dreams
from bot.storage.database import Database
from bot.storage.jobs import job_queries, jobs
from tests.bot.storage.examples import NOW, add, after, at_once, new_job
from tests.bot.storage.test_live import begin, piece, wish

LIMIT = 3
LIMITS = Allowance(jobs_per_day=LIMIT)


async def spent(db: Database, user_id: int) -> int:
    return (await job_queries.spent_by(db, user_id, tier="free", now=after(60))).jobs


async def test_of_pieces_and_pictures_at_once_only_the_limit_is_made(
    db: Database, rival: Database
) -> None:
    lives = [await begin(db, f"b{n}", chat_id=-1000 - n) for n in range(8)]
    for live in lives:
        await wish(db, live, f"w{live.id}", "cat")
    made = await asyncio.gather(
        *(
            live_dreams.order_piece(base, live, piece, now=NOW, due=at_once, allowance=LIMITS)
            for live, base in zip(lives, [db, rival] * 4, strict=True)
        ),
        *(
            jobs.create(base, new_job(f"u{n}", chat_id=-n), now=NOW, score=NOW, allowance=LIMITS)
            for n, base in enumerate([rival, db] * 4)
        ),
        return_exceptions=True,
    )
    failures = [one for one in made if isinstance(one, BaseException)]
    assert {type(one) for one in failures} <= {DailyLimitError}
    pieces = [one for one in made if isinstance(one, Job)]
    assert len(pieces) == len(lives)
    open_pieces = sum(one.state.is_open for one in pieces)
    assert open_pieces + 8 - len(failures) == LIMIT
    assert await spent(db, 1) == LIMIT


async def test_over_the_limit_only_ones_own_wishes_are_dropped(db: Database) -> None:
    for number in range(LIMIT):
        await add(db, f"u{number}")
    live = await begin(db)
    await wish(db, live, "w1", "cat")
    await wish(db, live, "w2", "castle", user_id=2)
    await wish(db, live, "w3", "dog")
    refused = await live_dreams.order_piece(db, live, piece, now=NOW, due=at_once, allowance=LIMITS)
    assert refused is not None
    assert (refused.state, refused.error_code) == (JobState.FAILED, "DailyLimitError")
    assert refused.error_facts == {"jobs": LIMIT}
    # It is told as of every job that failed, once, and costs nothing.
    assert await job_queries.untold(db, before=after(5)) == [refused]
    assert await spent(db, 1) == LIMIT
    told = {one.subjects: one.is_dropped for one in await live_dreams.wishes(db, live.id)}
    assert told == {("cat",): True, ("castle",): False, ("dog",): True}

    seen = await live_dreams.get(db, live.id)
    assert seen is not None
    of_two = functools.partial(piece, user_id=2)
    job = await live_dreams.order_piece(db, seen, of_two, now=NOW, due=at_once, allowance=LIMITS)
    assert job is not None
    assert job.state is JobState.WAITING
    assert [one.job_id for one in await live_dreams.wishes(db, live.id)] == [
        refused.id,
        job.id,
        refused.id,
    ]
