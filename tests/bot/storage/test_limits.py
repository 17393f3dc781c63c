"""What a free picture costs its person: counted when it is begun, and in one transaction."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.domain.allowance import Allowance
from bot.errors import DailyLimitError, RenderTimeLimitError, WaitingLimitError
from bot.storage import payments
from bot.storage.database import Database
from bot.storage.jobs import deleted, job_queries, jobs
from bot.storage.jobs.job_changes import set_columns
from bot.storage.tables.jobs import RenderDayRow
from tests.bot.storage.examples import NOW, add, after, new_job, start


async def spent(db: Database) -> int:
    return (await job_queries.spent_by(db, 1, tier="free", now=after(60))).jobs


async def fail(db: Database, job_id: str, code: str) -> None:
    await jobs.fail(db, job_id, attempt=None, error_code=code, facts={}, now=NOW)


async def test_of_many_orders_at_once_only_the_limit_is_made(db: Database, rival: Database) -> None:
    made = await asyncio.gather(
        *(
            jobs.create(
                base,
                new_job(f"u{number}", chat_id=-number),
                now=NOW,
                score=NOW,
                allowance=Allowance(jobs_per_day=3),
            )
            for number, base in enumerate([db, rival] * 10)
        ),
        return_exceptions=True,
    )
    refused = [one for one in made if isinstance(one, BaseException)]
    assert [type(one) for one in refused] == [DailyLimitError] * 17
    assert await spent(db) == 3


async def test_a_replay_of_an_order_is_no_second_one(db: Database) -> None:
    job, _ = await jobs.create(
        db, new_job(), now=NOW, score=NOW, allowance=Allowance(jobs_per_day=1)
    )
    assert await jobs.create(
        db, new_job(), now=NOW, score=NOW, allowance=Allowance(jobs_per_day=1)
    ) == (job, False)
    with pytest.raises(DailyLimitError):
        await jobs.create(
            db, new_job("u2"), now=NOW, score=NOW, allowance=Allowance(jobs_per_day=1)
        )
    # What was refused left nothing behind.
    assert await jobs.find_request(db, "u2") is None


@pytest.mark.parametrize("code", ["RenderError", "FilmTooLargeError", "CaptionTooLongError"])
async def test_what_was_begun_counts_though_it_failed(db: Database, code: str) -> None:
    job = await start(db, await add(db))
    await jobs.mark_begun(db, job.id, now=NOW)
    await fail(db, job.id, code)
    assert await spent(db) == 1


@pytest.mark.parametrize("code", ["OutOfMemoryError", "NotFiniteError", "WeightsError"])
async def test_what_the_machine_spoilt_is_given_back(db: Database, code: str) -> None:
    job = await start(db, await add(db))
    await jobs.mark_begun(db, job.id, now=NOW)
    await fail(db, job.id, code)
    assert await spent(db) == 0


async def test_what_never_began_does_not_count(db: Database) -> None:
    claimed = await start(db, await add(db, "a picture that was gone"))
    await fail(db, claimed.id, "PictureGoneError")
    cancelled = await add(db, "cancelled")
    await jobs.cancel(db, cancelled.id, user_id=1, now=NOW)
    assert await spent(db) == 0


async def test_what_was_answered_without_a_render_does_not_count(db: Database) -> None:
    job = await add(db)
    await set_columns(db, job.id, is_cached=True)
    assert await spent(db) == 0


async def rendered(db: Database, seconds: float, *, day: str = "2026-03-01", **whose: Any) -> None:
    values: dict[str, Any] = {
        "user_id": 1,
        "art": "dream",
        "tier": "free",
        "device": "cuda",
        **whose,
    }
    async with db.write() as session:
        session.add(RenderDayRow(day=day, seconds=seconds, renders=1, **values))


async def test_the_seconds_of_today_and_this_tier_count_for_their_person(db: Database) -> None:
    await rendered(db, 40.5)
    await rendered(db, 19.5, art="style", device="cuda")
    await rendered(db, 100, day="2026-02-28")
    await rendered(db, 100, tier="hd")
    await rendered(db, 100, user_id=2)
    had = await job_queries.spent_by(db, 1, tier="free", now=NOW)
    assert had.seconds == 60.0
    allowance, tomorrow = Allowance(seconds_per_day=60), after(12 * 3600)
    with pytest.raises(RenderTimeLimitError):
        await jobs.create(db, new_job(), now=NOW, score=NOW, allowance=allowance)
    await jobs.create(db, new_job(), now=tomorrow, score=tomorrow, allowance=allowance)


async def test_no_more_wait_at_once_than_may(db: Database, rival: Database) -> None:
    allowance = Allowance(waiting=2)
    placed = await asyncio.gather(
        *(
            jobs.create(base, new_job(f"u{n}", chat_id=-n), now=NOW, score=NOW, allowance=allowance)
            for n, base in enumerate([db, rival] * 4)
        ),
        return_exceptions=True,
    )
    refused = [error for error in placed if isinstance(error, BaseException)]
    assert [type(error) for error in refused] == [WaitingLimitError] * 6
    # One that is in work waits no more, and makes room.
    waiting = [pair[0] for pair in placed if not isinstance(pair, BaseException)]
    await start(db, waiting[0])
    await jobs.create(db, new_job("later"), now=NOW, score=NOW, allowance=allowance)
    with pytest.raises(WaitingLimitError):
        await jobs.create(db, new_job("too many"), now=NOW, score=NOW, allowance=allowance)


async def test_offers_do_not_outlive_a_deleted_picture(db: Database) -> None:
    job = await add(db)
    assert await deleted.set_offer_message(db, job.id, message_id=70) is None
    assert await deleted.set_offer_message(db, job.id, message_id=71) == 70
    kept = {}
    for key in ("open", "paid"):
        offer, _ = await payments.create_offer(
            db,
            request_key=key,
            user_id=1,
            chat_id=1,
            parent_job_id=job.id,
            tier="hd",
            steps=100,
            stars=5,
            now=NOW,
        )
        kept[key] = offer.id
    await payments.set_offer_message(db, kept["open"], message_id=80)
    await payments.record_charge(
        db,
        charge_id="c",
        offer_id=kept["paid"],
        user_id=1,
        stars=5,
        job=None,
        now=NOW,
        score=NOW,
    )
    assert not await deleted.is_deleted(db, job.id)
    assert await deleted.mark_deleted(db, job.id) == [71, 80]
    assert await deleted.is_deleted(db, job.id)
    assert await payments.get_offer(db, kept["open"]) is None
    assert await payments.get_offer(db, kept["paid"]) is not None
