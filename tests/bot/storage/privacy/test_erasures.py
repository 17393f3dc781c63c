"""Everything of a person is deleted once, whatever happens at the same moment."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy import select

from bot.storage import cached_results, costs, payments, people, updates
from bot.storage.credits import balance
from bot.storage.database import Database
from bot.storage.jobs import job_queries, jobs
from bot.storage.privacy import erasures, exports
from bot.storage.tables.conversation import UpdateRow
from bot.storage.tables.jobs import CachedResultRow, RenderDayRow
from tests.bot.storage.credits.purses import give, has, offer_picture, pay_stars, spend
from tests.bot.storage.examples import NOW, OUTCOME, add, after, start
from tests.bot.storage.ledger.books import assert_clean, balances


async def spent(db: Database, *, at: float = 60) -> tuple[int, float]:
    found = await job_queries.spent_by(db, 1, tier="free", now=after(at))
    return found.jobs, found.seconds


async def test_a_question_is_answered_once(db: Database, rival: Database) -> None:
    await add(db)
    told = [people.forget_person(each, 1, now=NOW, key="q1") for each in [db, rival] * 3]
    gone = [each for each in await asyncio.gather(*told) if each is not None]
    assert [len(each.open_jobs) for each in gone] == [1]
    # Whoever comes back is not deleted by the old question, and is by a new one.
    job = await add(db, "u2")
    assert await people.forget_person(db, 1, now=NOW, key="q1") is None
    assert await jobs.get(db, job.id) == job
    assert await people.forget_person(db, 1, now=NOW, key="q2") is not None
    assert await jobs.get(db, job.id) is None


async def test_credits_are_given_up_with_all_that_comes_back(db: Database) -> None:
    await give(db, 60)
    await spend(db, await offer_picture(db))
    await people.forget_person(db, 1, now=NOW)
    assert await has(db) == 0
    assert (await balances(db))["credits:forfeited"] == 60
    await give(db, 7, name="later")
    (newest, *_) = (await balance.look(db, 1, entries=9)).entries
    assert newest.amount == 7
    await people.forget_person(db, 1, now=NOW)
    assert (await balances(db))["credits:forfeited"] == 67
    await assert_clean(db)


async def test_at_the_moment_of_a_delivery_it_is_either_ours_or_goes_back(
    db: Database, rival: Database
) -> None:
    for number in range(6):
        user_id = number + 10
        offer = await offer_picture(db, name=f"o{number}", user_id=user_id)
        receipt = await pay_stars(db, offer, f"c{number}")
        assert receipt.job is not None
        job = await start(db, receipt.job)
        await jobs.mark_rendered(db, job.id, attempt=job.attempt, outcome=OUTCOME)
        done, _ = await asyncio.gather(
            jobs.mark_done(rival, job.id, attempt=job.attempt, now=NOW),
            people.forget_person(db, job.user_id, now=NOW),
        )
        charge = await payments.get_charge(db, f"c{number}")
        assert charge is not None
        assert charge.state == ("paid" if done else "refund_due")
    await assert_clean(db)
    # What was delivered is accounted for, though its job is gone.
    assert await payments.imbalance_stars(db, since=NOW) == 0


async def test_a_payment_at_that_moment_goes_back_or_is_never_for_nothing(
    db: Database, rival: Database
) -> None:
    for number in range(6):
        offer = await offer_picture(db, name=f"o{number}")
        await asyncio.gather(
            pay_stars(rival, offer, f"c{number}"), people.forget_person(db, 1, now=NOW)
        )
    await people.forget_person(db, 1, now=NOW)
    states = [await payments.get_charge(db, f"c{number}") for number in range(6)]
    assert {each.state for each in states if each is not None} == {"refund_due"}
    await assert_clean(db)


async def test_a_worker_s_late_notes_bring_nobody_back(db: Database) -> None:
    job = await start(db, await add(db))
    await people.forget_person(db, 1, now=NOW)
    await costs.note_render(db, job, device="cpu", seconds=3.0, now=NOW)
    await cached_results.note(db, ["key"], user_id=1, job_id=job.id, now=NOW)
    async with db.read() as session:
        assert (await session.scalars(select(RenderDayRow))).all() == []
        assert (await session.scalars(select(CachedResultRow))).all() == []


async def test_the_day_s_limit_counts_on_until_midnight(db: Database) -> None:
    for number in range(3):
        job = await start(db, await add(db, f"u{number}"))
        await jobs.mark_begun(db, job.id, now=NOW)
        await costs.note_render(db, job, device="cpu", seconds=2.0, now=NOW)
    await add(db, "waits")
    for _ in range(2):
        await people.forget_person(db, 1, now=after(60))
        assert await spent(db) == (3, 6.0)
    await add(db, "anew", at=60)
    assert (await spent(db))[0] == 4
    await people.forget_person(db, 1, now=after(60))
    assert (await spent(db))[0] == 3
    assert await spent(db, at=86400) == (0, 0.0)
    await erasures.forget(db, now=after(86400))
    assert await spent(db) == (0, 0.0)


async def test_files_are_due_at_once_and_once_more_after_every_render(db: Database) -> None:
    job = await add(db)
    await people.forget_person(db, 1, now=NOW)
    assert await erasures.due(db, now=NOW, limit=9) == [job.id]
    await erasures.postpone(db, [job.id], now=NOW)
    assert await erasures.due(db, now=NOW, limit=9) == []
    assert await erasures.due(db, now=after(30), limit=9) == [job.id]
    await erasures.done(db, [job.id], now=after(30))
    assert await erasures.due(db, now=after(1800), limit=9) == []
    last = NOW + 2 * erasures.LAST_AFTER
    assert await erasures.due(db, now=last, limit=9) == [job.id]
    await erasures.done(db, [job.id], now=last)
    assert await erasures.due(db, now=last + 2 * erasures.LAST_AFTER, limit=9) == []


async def test_what_nobody_could_read_goes_too_and_money_stays(db: Database) -> None:
    private = {"message": {"chat": {"id": 1}, "new_thing": {}}}
    pressed = {"callback_query": {"from": {"id": 1}, "list": [{"id": 7}]}}
    other = {"message": {"from": {"id": 2}, "text": "1"}}
    paid = {"message": {"from": {"id": 1}, "successful_payment": {"total_amount": 25}}}
    for number, payload in enumerate((private, pressed, other, paid), start=1):
        await updates.save(db, {number: payload}, now=NOW)
        await updates.set_aside(db, number)
    await people.forget_person(db, 1, now=NOW)
    async with db.read() as session:
        rows = await session.scalars(select(UpdateRow))
        left = {row.update_id: row.payload for row in rows}
    assert left == {1: None, 2: None, 3: other, 4: paid}


async def test_a_few_files_a_day_however_often_each_is_told(db: Database, rival: Database) -> None:
    asked = [
        exports.take(each, 1, request_key=f"u{number}", most=3, now=NOW)
        for number in range(5)
        for each in (db, rival)
    ]
    granted = await asyncio.gather(*asked)
    assert sum(granted) == 6  # three of them, each told twice
    assert await exports.take(db, 2, request_key="other", most=3, now=NOW)
    tomorrow = NOW + timedelta(days=1)
    assert await exports.take(db, 1, request_key="u9", most=3, now=tomorrow)
    await exports.forget(db, now=tomorrow)
    assert await exports.take(db, 1, request_key="u10", most=2, now=tomorrow)
