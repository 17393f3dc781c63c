"""A mistake is told from a database that is away, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from bot.domain.payments import ChargeState
from bot.errors import StorageError
from bot.storage import payments, people
from bot.storage.database import Database
from bot.storage.jobs import jobs
from tests.bot.storage.examples import NOW, new_job


@pytest.mark.parametrize("made_up", ["a\0b", "\0", "\ud800"])
async def test_letters_that_no_database_knows_find_nothing(db: Database, made_up: str) -> None:
    assert await jobs.get(db, made_up) is None
    assert await payments.get_offer(db, made_up) is None
    assert await payments.get_charge(db, made_up) is None
    await people.remember(db, 1, language=made_up, now=NOW)


async def test_a_mistake_is_not_tried_for_ever(db: Database) -> None:
    for statement in ("SELECT * FROM jobs WHERE", "SELECT no_such_column FROM jobs"):
        with pytest.raises(Exception, match=r"(?i)syntax|incomplete|column") as caught:
            async with db.read() as session:
                await session.execute(text(statement))
        assert not isinstance(caught.value, StorageError)


async def test_a_value_that_no_column_takes_is_a_mistake(db: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)range|large|int") as caught:
        await people.language_of(db, 2**70)
    assert not isinstance(caught.value, StorageError)


async def test_a_refund_told_of_ends_the_open_job(db: Database) -> None:
    receipt = await payments.record_charge(
        db,
        charge_id="c1",
        offer_id=None,
        user_id=1,
        stars=25,
        job=new_job("pc1", charge_id="c1"),
        now=NOW,
        score=NOW,
    )
    assert receipt.job is not None
    told = {"charge_id": "c1", "user_id": 1, "stars": 25, "now": NOW}
    assert await payments.book_refund(db, **told)  # type: ignore[arg-type]  # as said above
    assert not await payments.book_refund(db, **told)  # type: ignore[arg-type]  # as said above
    charge, job = await payments.get_charge(db, "c1"), await jobs.get(db, receipt.job.id)
    assert charge is not None
    assert job is not None
    assert (charge.state, job.state.is_open) == (ChargeState.REFUNDED, False)
