"""Orders of prints, on SQLite and on Postgres: paid once, changed step by step, told once."""

from __future__ import annotations

import asyncio
import dataclasses
from datetime import timedelta

import pytest

from bot.domain.prints.orders import (
    PrintChange,
    PrintState,
    Problem,
    file_key,
)
from bot.storage import people
from bot.storage.database import Database
from bot.storage.jobs import jobs
from bot.storage.prints import offers, orders
from bot.storage.privacy import erasures
from tests.bot.storage.examples import NOW, after
from tests.bot.storage.prints.sales import INFO, offer_in, paid


def change(state: PrintState, at: int = 1, note: str = "") -> PrintChange:
    return PrintChange(state=state, at=after(at), operator="ada", note=note)


async def test_an_offer_is_one_for_each_request(db: Database) -> None:
    offer = await offer_in(db)
    assert await offer_in(db) == offer
    assert (await offer_in(db, "o2")).id != offer.id
    await offers.set_message(db, offer.id, message_id=7)
    assert await offers.get(db, offer.id) == dataclasses.replace(offer, message_id=7)
    assert await offers.get(db, "none") is None


async def test_a_payment_is_one_order_and_one_file_whatever_is_replayed(db: Database) -> None:
    offer = await offer_in(db)
    assert not await orders.is_paid(db, offer.id)
    first = await paid(db, offer)
    assert first.is_new
    assert first.job is not None
    assert first.order.job_id == first.job.id
    assert (first.order.amount, first.order.currency, first.order.address) == (2090, "EUR", INFO)
    again = await paid(db, offer)
    assert not again.is_new
    assert (again.order, again.job) == (first.order, first.job)
    assert await orders.is_paid(db, offer.id)
    assert len(await orders.newest(db)) == 1
    assert [each.state for each in await orders.history(db, first.order.number)] == ["paid"]


async def test_two_at_once_are_one(db: Database, rival: Database) -> None:
    offer = await offer_in(db)
    receipts = await asyncio.gather(*(paid(each, offer) for each in (db, rival, db, rival)))
    assert sorted(receipt.is_new for receipt in receipts) == [False, False, False, True]
    assert len({receipt.order.number for receipt in receipts}) == 1


async def test_a_second_payment_of_one_invoice_waits_to_be_paid_back(db: Database) -> None:
    offer = await offer_in(db)
    await paid(db, offer)
    second = await paid(db, offer, "c2", key="pc2")
    assert second.is_new
    assert (second.order.problem, second.job) == (Problem.SECOND, None)
    number = (await orders.newest(db))[-1].number
    await orders.set_state(db, number, change(PrintState.REFUNDED))
    assert not await orders.is_paid(db, offer.id)
    third = await paid(db, offer, "c3", key="pc3")
    assert third.order.problem is None


async def test_money_that_nobody_knows_what_for_is_kept_in_sight(db: Database) -> None:
    receipt = await paid(db, None)
    assert (receipt.order.problem, receipt.order.spec) == (Problem.UNKNOWN, None)
    assert [order.charge_id for order in await orders.newest(db, state="paid")] == ["c1"]


async def test_states_follow_one_another_and_each_is_noted_once(db: Database) -> None:
    number = (await paid(db, await offer_in(db))).order.number
    assert await orders.set_state(db, number, change(PrintState.SENT)) is None
    checked = await orders.set_state(db, number, change(PrintState.CHECKED), checksum="abc")
    assert checked is not None
    assert (checked.state, checked.checksum) == (PrintState.CHECKED, "abc")
    for _ in range(2):
        for state in (PrintState.SENT, PrintState.POSTED, PrintState.ARRIVED)[:1]:
            assert await orders.set_state(db, number, change(state, 2)) is not None
    await orders.set_state(db, number, change(PrintState.POSTED, 3, "DHL 123"))
    assert await orders.set_state(db, number, change(PrintState.PAID)) is None
    told = [(each.state, each.operator, each.note) for each in await orders.history(db, number)]
    assert told == [
        ("paid", "", ""),
        ("checked", "ada", ""),
        ("sent", "ada", ""),
        ("posted", "ada", "DHL 123"),
    ]
    assert await orders.set_state(db, number + 1, change(PrintState.CHECKED)) is None


@pytest.mark.parametrize("last", [PrintState.ARRIVED, PrintState.REFUNDED])
async def test_what_ended_needs_no_address_and_no_file(db: Database, last: PrintState) -> None:
    receipt = await paid(db, await offer_in(db))
    number, job_id = receipt.order.number, receipt.order.job_id
    assert await orders.files_needed(db) == {job_id, "parent"}
    assert receipt.job is not None
    await jobs.fail(db, receipt.job.id, attempt=None, error_code="x", facts={}, now=NOW)
    # It may be made anew.
    assert await orders.files_needed(db) == {job_id, "parent"}
    way = [PrintState.CHECKED, PrintState.SENT, PrintState.POSTED, PrintState.ARRIVED]
    for step, state in enumerate(way if last is PrintState.ARRIVED else [last]):
        await orders.set_state(db, number, change(state, step))
    assert await orders.files_needed(db) == set()
    await orders.forget_addresses(db, before=after(-1))
    assert (await orders.newest(db))[0].address == INFO
    await orders.forget_addresses(db, before=NOW + timedelta(days=1))
    kept = (await orders.newest(db))[0]
    assert (kept.address, kept.amount) == (None, 2090)


async def test_a_change_is_told_once(db: Database) -> None:
    number = (await paid(db, await offer_in(db))).order.number
    await orders.set_state(db, number, change(PrintState.CHECKED))
    seen = [each.state for _, each in await orders.untold(db, limit=5)]
    assert seen == ["paid", "checked"]
    await orders.mark_told(db, number, PrintState.PAID, now=NOW)
    assert [each.state for _, each in await orders.untold(db, limit=5)] == ["checked"]


async def test_a_print_of_who_is_forgotten_goes_on_and_leaves_no_address_at_its_end(
    db: Database,
) -> None:
    offer = await offer_in(db)
    receipt = await paid(db, offer, key=file_key("c1"))
    second = await paid(db, offer, "c2", key=file_key("c2"))
    number, job_id = receipt.order.number, receipt.order.job_id
    assert job_id is not None
    gone = await people.forget_person(db, 1, now=NOW)
    assert gone is not None
    assert job_id not in gone.job_ids
    assert await offers.get(db, offer.id) is None
    kept = await orders.get(db, number)
    assert kept is not None
    assert (kept.address, kept.state) == (INFO, PrintState.PAID)
    # One that is not made needs none.
    problem = await orders.get(db, second.order.number)
    assert problem is not None
    assert problem.address is None
    assert await jobs.get(db, job_id) is not None
    await people.forget_ended_prints(db, now=NOW)
    assert await jobs.get(db, job_id) is not None
    await jobs.fail(db, job_id, attempt=None, error_code="RenderError", facts={}, now=NOW)
    anew = await orders.make_anew(db, number, now=NOW)
    assert anew is not None
    for step, state in enumerate((*PrintState,)[1:5]):
        await orders.set_state(db, number, change(state, step))
    await people.forget_ended_prints(db, now=NOW)
    ended = await orders.get(db, number)
    assert ended is not None
    assert (ended.address, ended.amount) == (None, 2090)
    assert await jobs.get(db, job_id) is None
    assert await jobs.get(db, anew.id) is None
    assert {job_id, anew.id} <= set(await erasures.due(db, now=NOW, limit=9))
