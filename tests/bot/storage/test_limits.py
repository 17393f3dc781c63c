"""What a free picture costs its person: counted when it is begun, and in one transaction."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import DailyLimitError
from bot.storage import payments
from bot.storage.database import Database
from bot.storage.jobs import deleted, job_queries, jobs
from tests.bot.storage.examples import NOW, add, after, new_job, start


async def spent(db: Database) -> int:
    return await job_queries.jobs_today(db, 1, tier="free", now=after(60))


async def fail(db: Database, job_id: str, code: str) -> None:
    await jobs.fail(db, job_id, attempt=None, error_code=code, facts={}, now=NOW)


async def test_of_many_orders_at_once_only_the_limit_is_made(db: Database, rival: Database) -> None:
    made = await asyncio.gather(
        *(
            jobs.create(base, new_job(f"u{number}", chat_id=-number), now=NOW, score=NOW, limit=3)
            for number, base in enumerate([db, rival] * 10)
        ),
        return_exceptions=True,
    )
    refused = [one for one in made if isinstance(one, BaseException)]
    assert [type(one) for one in refused] == [DailyLimitError] * 17
    assert await spent(db) == 3


async def test_a_replay_of_an_order_is_no_second_one(db: Database) -> None:
    job, _ = await jobs.create(db, new_job(), now=NOW, score=NOW, limit=1)
    assert await jobs.create(db, new_job(), now=NOW, score=NOW, limit=1) == (job, False)
    with pytest.raises(DailyLimitError):
        await jobs.create(db, new_job("u2"), now=NOW, score=NOW, limit=1)
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
