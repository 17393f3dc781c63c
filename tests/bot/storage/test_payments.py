from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import update

from bot.domain.jobs import Job, JobState, NewJob
from bot.domain.payments import ChargeState, Offer, Receipt
from bot.storage import payments, refunds
from bot.storage.database import Database
from bot.storage.jobs import job_queries, jobs
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.money import ChargeRow
from tests.bot.storage.examples import NOW, OUTCOME, after, in_line, new_job, start


async def offer_hd(db: Database, request_key: str = "u9") -> Offer:
    offer, _ = await payments.create_offer(
        db,
        request_key=request_key,
        user_id=1,
        chat_id=1,
        parent_job_id="parent",
        tier="hd",
        steps=550,
        stars=75,
        now=NOW,
    )
    return offer


def bought(charge_id: str) -> NewJob:
    return new_job(f"p{charge_id}", tier="hd", charge_id=charge_id, parent_id="parent")


async def pay(db: Database, offer: Offer, charge_id: str = "c1", *, buys: bool = True) -> Receipt:
    return await payments.record_charge(
        db,
        charge_id=charge_id,
        offer_id=offer.id,
        user_id=1,
        stars=75,
        job=bought(charge_id) if buys else None,
        now=NOW,
        score=after(-300),
    )


async def job_of(db: Database, charge_id: str) -> Job:
    job = await jobs.find_request(db, f"p{charge_id}")
    assert job is not None
    return job


async def due(db: Database, at: float = 0) -> list[str]:
    return [charge.charge_id for charge in await refunds.due(db, now=after(at))]


async def test_a_replayed_request_makes_one_offer(db: Database) -> None:
    offer = await offer_hd(db)
    assert await offer_hd(db) == offer
    assert (await offer_hd(db, "another press")).id != offer.id
    await payments.set_offer_message(db, offer.id, message_id=4)
    seen = await payments.get_offer(db, offer.id)
    assert seen is not None
    assert (seen.message_id, seen.stars, seen.steps) == (4, 75, 550)


async def test_a_charge_is_credited_once_whatever_is_replayed(
    db: Database, rival: Database
) -> None:
    offer = await offer_hd(db)
    receipts = await asyncio.gather(*(pay(database, offer) for database in [db, rival] * 4))
    assert sum(receipt.is_new for receipt in receipts) == 1
    assert {receipt.job.id for receipt in receipts if receipt.job} == set(await in_line(db))
    assert await job_queries.how_many_wait(db) == 1
    assert await payments.is_paid(db, offer.id)
    assert await due(db, 9999) == []


async def test_an_offer_paid_twice_makes_one_picture_and_one_refund(
    db: Database, rival: Database
) -> None:
    offer = await offer_hd(db)
    receipts = await asyncio.gather(
        *(pay(database, offer, f"c{number}") for number, database in enumerate([db, rival]))
    )
    states = sorted(receipt.charge.state for receipt in receipts)
    assert states == [ChargeState.PAID, ChargeState.REFUND_DUE]
    assert sum(receipt.job is not None for receipt in receipts) == 1
    assert len(await due(db)) == 1
    assert await job_queries.how_many_wait(db) == 1


async def test_what_fits_no_offer_goes_back(db: Database) -> None:
    receipt = await payments.record_charge(
        db,
        charge_id="c1",
        offer_id=None,
        user_id=1,
        stars=75,
        job=None,
        now=NOW,
        score=NOW,
    )
    assert (receipt.job, receipt.charge.state) == (None, ChargeState.REFUND_DUE)
    assert await due(db) == ["c1"]


@pytest.mark.parametrize("end", ["fail", "cancel"])
async def test_a_paid_picture_that_is_not_made_is_paid_back_once(
    db: Database, rival: Database, end: str
) -> None:
    offer = await offer_hd(db)
    receipt = await pay(db, offer)
    assert receipt.job is not None
    job = await start(db, receipt.job)
    for database in (db, rival):
        if end == "fail":
            await jobs.fail(
                database, job.id, attempt=None, error_code="RenderError", facts={}, now=after(5)
            )
        else:
            await jobs.cancel(database, job.id, user_id=1, now=after(5))
    assert await due(db, 4) == []
    assert await due(db, 5) == ["c1"]
    assert not await payments.is_paid(db, offer.id)

    assert await refunds.mark_refunded(db, "c1", now=after(6))
    assert not await refunds.mark_refunded(rival, "c1", now=after(6))
    assert await due(db, 9999) == []
    # The payment itself, told once more, changes nothing.
    replay = await pay(db, offer)
    assert (replay.is_new, replay.charge.state) == (False, ChargeState.REFUNDED)
    assert replay.job is not None
    assert replay.job.state in (JobState.FAILED, JobState.CANCELLED)


async def test_a_picture_that_was_made_is_not_paid_back(db: Database) -> None:
    receipt = await pay(db, await offer_hd(db))
    assert receipt.job is not None
    job = await start(db, receipt.job)
    await jobs.mark_rendered(db, job.id, attempt=1, outcome=OUTCOME)
    await jobs.mark_done(db, job.id, attempt=1, now=after(5))
    assert not await jobs.fail(
        db, job.id, attempt=None, error_code="RenderError", facts={}, now=after(6)
    )
    assert await jobs.cancel(db, job.id, user_id=1, now=after(6)) is None
    assert await due(db, 9999) == []
    assert not await refunds.mark_refunded(db, "c1", now=after(6))


async def test_an_offer_whose_picture_failed_can_be_paid_again(db: Database) -> None:
    offer = await offer_hd(db)
    receipt = await pay(db, offer)
    assert receipt.job is not None
    await jobs.fail(db, receipt.job.id, attempt=None, error_code="RenderError", facts={}, now=NOW)
    second = await pay(db, offer, "c2")
    assert second.charge.state is ChargeState.PAID
    assert second.job is not None
    assert await due(db) == ["c1"]


async def test_refunds_are_asked_for_ever_more_rarely(db: Database) -> None:
    await pay(db, await offer_hd(db), buys=False)
    at, pauses = 0, []
    for _ in range(12):
        assert await due(db, at) == ["c1"]
        await refunds.postpone(db, "c1", now=after(at))
        pause = 15
        while not await due(db, at + pause):
            assert await due(db, at + pause - 1) == []
            pause = min(2 * pause, 3600)
        pauses.append(pause)
        at += pause
    assert pauses == [15, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600, 3600]
    charge = await payments.get_charge(db, "c1")
    assert charge is not None
    assert charge.refund_tries == 12
    assert await payments.get_charge(db, "c2") is None


async def test_what_is_bought_made_or_given_back_leaves_no_imbalance(db: Database) -> None:
    await pay(db, await offer_hd(db))
    await pay(db, await offer_hd(db, "u10"), "c2", buys=False)
    assert await payments.imbalance_stars(db, since=NOW) == 0
    job = await start(db, await job_of(db, "c1"))
    await jobs.mark_rendered(db, job.id, attempt=job.attempt, outcome=OUTCOME)
    await jobs.mark_done(db, job.id, attempt=job.attempt, now=NOW)
    await refunds.mark_refunded(db, "c2", now=NOW)
    assert await payments.imbalance_stars(db, since=NOW) == 0


async def test_a_charge_whose_job_ended_without_a_refund_is_an_imbalance(db: Database) -> None:
    await pay(db, await offer_hd(db))
    await pay(db, await offer_hd(db, "u10"), "c2")
    async with db.write() as session:  # as only a fault of ours would leave it
        await session.execute(
            update(JobRow).where(JobRow.charge_id == "c1").values(state=JobState.FAILED.value)
        )
        await session.execute(
            update(ChargeRow).where(ChargeRow.charge_id == "c2").values(job_id=None)
        )
    assert await payments.imbalance_stars(db, since=NOW) == 150
    assert await payments.imbalance_stars(db, since=after(1)) == 0


async def test_a_refund_is_due_since_its_job_ended_however_often_it_was_tried(
    db: Database,
) -> None:
    assert await refunds.due_since(db) is None
    await pay(db, await offer_hd(db))
    job = await job_of(db, "c1")
    await jobs.fail(db, job.id, attempt=None, error_code="E", facts={}, now=after(60))
    await refunds.postpone(db, "c1", now=after(90))
    assert await refunds.due_since(db) == after(60)
    await pay(db, await offer_hd(db, "u10"), "c2", buys=False)
    assert await refunds.due_since(db) == NOW
    for charge_id in ("c1", "c2"):
        await refunds.mark_refunded(db, charge_id, now=after(99))
    assert await refunds.due_since(db) is None
