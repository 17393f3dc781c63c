"""One press pays once, an offer is paid once in whichever currency, what is not made comes back."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.jobs import JobState
from bot.domain.payments import ChargeState
from bot.errors import NotEnoughError, WaitingLimitError
from bot.storage import payments, people
from bot.storage.database import Database
from bot.storage.jobs import jobs
from bot.storage.refunds import due
from tests.bot.storage.credits.purses import give, has, offer_picture, pay_stars, spend
from tests.bot.storage.examples import NOW, OUTCOME, after, in_line, start
from tests.bot.storage.ledger.books import assert_clean, balances


async def test_a_press_is_paid_once_however_often_it_is_told(db: Database, rival: Database) -> None:
    await give(db, 60)
    offer = await offer_picture(db)
    receipts = await asyncio.gather(*(spend(each, offer) for each in [db, rival] * 5))
    jobs_made = {receipt.job.id for receipt in receipts if receipt and receipt.job}
    assert len(jobs_made) == 1
    assert jobs_made == set(await in_line(db))
    assert await has(db) == 35
    await assert_clean(db)


async def test_an_offer_is_paid_once_in_whichever_currency(db: Database, rival: Database) -> None:
    await give(db, 60)
    offer = await offer_picture(db)
    await asyncio.gather(
        *(spend(each, offer, f"credits:{n}") for n, each in enumerate([db, rival] * 3)),
        *(pay_stars(each, offer, f"c{n}") for n, each in enumerate([db, rival] * 3)),
    )
    assert len(await in_line(db)) == 1
    found = [await payments.get_charge(db, f"c{n}") for n in range(6)]
    stars_kept = sum(charge.state is ChargeState.PAID for charge in found if charge)
    assert await has(db) == (60 if stars_kept else 35)
    assert len(await due(db, now=after(1))) == 6 - stars_kept
    await assert_clean(db)


async def test_no_stars_come_back_for_what_was_paid_in_credits(db: Database) -> None:
    await give(db, 60)
    await spend(db, await offer_picture(db), "credits:1")
    assert not await payments.book_refund(db, charge_id="credits:1", user_id=1, stars=25, now=NOW)
    assert await has(db) == 35
    assert len(await in_line(db)) == 1
    await assert_clean(db)


async def test_with_too_few_nothing_is_stored(db: Database) -> None:
    await give(db, 24)
    offer = await offer_picture(db)
    with pytest.raises(NotEnoughError):
        await spend(db, offer)
    assert await payments.get_charge(db, "credits:1") is None
    assert await in_line(db) == []
    assert await has(db) == 24
    await assert_clean(db)


async def test_of_two_offers_the_second_is_refused_where_there_is_enough_for_one(
    db: Database, rival: Database
) -> None:
    await give(db, 30)
    offers = [await offer_picture(db, name=f"o{n}") for n in range(4)]
    tried = await asyncio.gather(
        *(spend([db, rival][n % 2], offer, f"credits:{n}") for n, offer in enumerate(offers)),
        return_exceptions=True,
    )
    assert sum(isinstance(each, NotEnoughError) for each in tried) == 3
    assert (await has(db), len(await in_line(db))) == (5, 1)
    await assert_clean(db)


async def test_a_limit_of_the_tier_takes_nothing(db: Database) -> None:
    await give(db, 60)
    await spend(db, await offer_picture(db), waiting=1)
    with pytest.raises(WaitingLimitError):
        await spend(db, await offer_picture(db, name="o2"), "credits:2", waiting=1)
    assert await has(db) == 35
    await assert_clean(db)


@pytest.mark.parametrize("end", ["cancel", "fail", "forget"])
async def test_what_is_not_made_comes_back_at_once(db: Database, end: str) -> None:
    await give(db, 30)
    offer = await offer_picture(db)
    receipt = await spend(db, offer)
    assert receipt is not None
    assert receipt.job is not None
    job_id = receipt.job.id
    if end == "cancel":
        await jobs.cancel(db, job_id, user_id=1, now=NOW)
    elif end == "fail":
        await jobs.fail(db, job_id, attempt=None, error_code="RenderError", facts={}, now=NOW)
    else:
        await people.forget_person(db, 1, now=NOW)
    charge = await payments.get_charge(db, "credits:1")
    assert charge is not None
    assert charge.state is ChargeState.REFUNDED
    assert await due(db, now=after(9999)) == []
    # What comes back to whoever has all deleted is given up with the rest.
    assert await has(db) == (0 if end == "forget" else 30)
    await assert_clean(db)
    if end != "forget":
        assert await spend(db, offer, "credits:2") is not None
        assert await has(db) == 5


async def test_delivered_it_is_ours(db: Database) -> None:
    await give(db, 30)
    receipt = await spend(db, await offer_picture(db))
    assert receipt is not None
    assert receipt.job is not None
    job = await start(db, receipt.job)
    assert await jobs.mark_rendered(db, job.id, attempt=job.attempt, outcome=OUTCOME)
    assert await jobs.mark_done(db, job.id, attempt=job.attempt, now=NOW)
    done = await jobs.get(db, job.id)
    assert done is not None
    assert done.state is JobState.DONE
    assert (await balances(db))["revenue:picture:credits"] == 25
    await assert_clean(db)


async def test_an_offer_that_was_withdrawn_is_not_paid(db: Database) -> None:
    await give(db, 30)
    offer = await offer_picture(db)
    await people.forget_person(db, 1, now=NOW)
    await give(db, 30, name="anew")
    assert await spend(db, offer) is None
    assert await has(db) == 30
