"""A fault put into the books by hand is told of, each kind by its own words."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from bot.domain.payments import ChargeState
from bot.storage import payments, refunds
from bot.storage.database import Database
from bot.storage.jobs import jobs
from bot.storage.ledger import catching_up, checking, listing
from tests.bot.storage.examples import NOW, OUTCOME, after, start
from tests.bot.storage.ledger.books import assert_clean, balances
from tests.bot.storage.test_payments import job_of, offer_hd, pay

TRIGGERS = {
    "sqlite": [
        f"DROP TRIGGER {table}_no_{deed}"
        for table in ("ledger_transfers", "ledger_entries")
        for deed in ("update", "delete")
    ],
    "postgresql": [
        f"DROP TRIGGER {table}_only_added_to ON {table}"
        for table in ("ledger_transfers", "ledger_entries")
    ],
}


async def spoil(db: Database, *statements: str) -> None:
    """As somebody with the database's password could."""
    async with db.write() as session:
        for statement in [*TRIGGERS[session.get_bind().dialect.name], *statements]:
            await session.execute(text(statement))


async def told(db: Database) -> str:
    return " ".join(str(each) for each in (await checking.check(db, now=NOW)).differences)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("DELETE FROM ledger_entries WHERE transfer_id = 'hold:c1'", "unbalanced"),
        ("DELETE FROM ledger_transfers WHERE id = 'hold:c1'", "unbalanced"),
        ("UPDATE ledger_transfers SET amount = 74 WHERE id = 'hold:c1'", "unbalanced"),
        (
            "UPDATE ledger_entries SET previous = previous + 1, balance = balance + 1"
            " WHERE transfer_id = 'hold:c2'",
            "broken",
        ),
        ("UPDATE ledger_accounts SET balance = balance + 1 WHERE name = 'telegram:stars'", "sum"),
        ("UPDATE ledger_accounts SET version = 9 WHERE name = 'telegram:stars'", "balance"),
        ("UPDATE charges SET state = 'refunded' WHERE charge_id = 'c1'", "misplaced"),
    ],
)
async def test_each_fault_is_told(db: Database, fault: str, words: str) -> None:
    for name in ("c1", "c2"):
        await pay(db, await offer_hd(db, f"offer {name}"), name)
    await assert_clean(db)
    await spoil(db, fault)
    assert f"ledger.{words}" in await told(db)


async def test_a_hold_that_nothing_ends_is_told_and_ended_by_what_became_of_its_job(
    db: Database,
) -> None:
    await pay(db, await offer_hd(db))
    job = await job_of(db, "c1")
    late = after(40 * 86_400)
    books = await checking.check(db, now=late)
    assert [each.key for each in books.differences] == ["ledger.overdue"]
    # Its job is open still, and ends it by itself.
    assert await catching_up.end_expired(db, now=late) == 1
    await assert_clean(db)
    async with db.write() as session:
        await session.execute(text("DELETE FROM jobs"))
    await catching_up.end_expired(db, now=late)
    assert (await checking.check(db, now=late)).differences == []
    assert (await balances(db))["refunds:due"] == 75
    assert job.charge_id in [charge.charge_id for charge in await refunds.due(db, now=late)]


async def test_what_an_older_process_wrote_is_booked_later(db: Database) -> None:
    offers = [await offer_hd(db, f"offer {number}") for number in range(4)]
    for number, offer in enumerate(offers):
        await pay(db, offer, f"c{number}", buys=number < 3)
    done = await start(db, await job_of(db, "c1"))
    await jobs.mark_rendered(db, done.id, attempt=done.attempt, outcome=OUTCOME)
    await jobs.mark_done(db, done.id, attempt=done.attempt, now=NOW)
    await jobs.cancel(db, (await job_of(db, "c2")).id, user_id=1, now=NOW)
    await refunds.mark_refunded(db, "c3", now=NOW)
    right = await balances(db)
    await assert_clean(db)
    empty = [f"DELETE FROM ledger_{table}" for table in ("entries", "transfers", "accounts")]
    await spoil(db, *empty)
    assert "ledger.misplaced" in await told(db)
    assert await catching_up.catch_up(db, now=NOW) == 4
    assert await balances(db) == right
    await assert_clean(db)
    assert await catching_up.catch_up(db, now=NOW) == 0


async def test_a_refund_that_somebody_else_gave_is_booked_from_wherever_it_stands(
    db: Database,
) -> None:
    await pay(db, await offer_hd(db, "a"), "held")
    await pay(db, await offer_hd(db, "b"), "due", buys=False)
    for charge_id in ("held", "due", "never heard of"):
        refund = {"charge_id": charge_id, "user_id": 1, "stars": 75, "now": NOW}
        assert await payments.book_refund(db, **refund)
        assert not await payments.book_refund(db, **refund)
    assert await balances(db) == {}
    await assert_clean(db)
    charge = await payments.get_charge(db, "held")
    assert charge is not None
    assert charge.state is ChargeState.REFUNDED


async def test_every_entry_is_listed_and_ends_at_the_balances(db: Database) -> None:
    await pay(db, await offer_hd(db))
    rows = [dict(zip(listing.COLUMNS, row, strict=True)) async for row in listing.entries(db)]
    assert len(rows) == 4
    last = {row["account"]: row["balance"] for row in rows}
    assert {name: left for name, left in last.items() if left} == await balances(db)
    assert [each.balance for each in await listing.balances(db, user_id=1)] == [0, 75]
