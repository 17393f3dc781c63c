"""Make it bigger: the price first, an invoice, one charge, the same picture larger."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from bot.domain.jobs import JobState
from bot.errors import StorageError
from bot.money import crediting
from bot.storage import payments
from bot.storage.database import Database
from bot.storage.tables.money import ChargeRow
from engine.errors import NotFiniteError, OptionError
from tests.bot.conversation.talk import PAID_BUTTONS, Talk, labels, reconciling
from tests.bot.painters import SlowPainter
from tests.bot.running import WITHIN_S
from tests.bot.storage.ledger.books import assert_clean, balances
from tests.bot.storage.postgres import on_each_database
from tests.person import Message, Person
from tests.pictures import photo_bytes

pytestmark = on_each_database


async def offered(talk: Talk, *, person: Person | None = None) -> Message:
    payer = person or talk.person
    await payer.send("/dream seed=7", photos=[photo_bytes()])
    result = await talk.result(person=payer)
    await talk.job(state=JobState.DONE)
    await payer.press(result, "Make it bigger")
    return await talk.says("The price stands on the button", person=payer)


async def invoiced(talk: Talk, size: str = "700 px", *, person: Person | None = None) -> Message:
    payer = person or talk.person
    await payer.press(await offered(talk, person=payer), size)
    return await payer.wait_for_message(lambda m: m["invoice"])


async def charges(talk: Talk) -> list[tuple[int, str]]:
    return await charges_in(talk.services.db)


async def charges_in(db: Database) -> list[tuple[int, str]]:
    async with db.read() as session:
        rows = await session.scalars(select(ChargeRow))
        return [(row.stars, row.state) for row in rows]


async def charge_state(talk: Talk, state: str) -> None:
    async with asyncio.timeout(WITHIN_S):
        while True:
            if [found for _, found in await charges(talk)] == [state]:
                return
            await asyncio.sleep(0.02)


async def test_the_price_stands_on_the_button_before_anything_is_paid(working: Talk) -> None:
    offer = await offered(working)
    assert labels(offer)[:2] == [
        "Premium · 700 px · 25 ⭐",
        "HD · 1200 px · 100 steps · 25 ⭐",
    ]
    assert await charges(working) == []


async def test_the_buyer_chooses_the_steps_and_sees_the_price_follow(working: Talk) -> None:
    offer = await offered(working)
    for price in ("300 steps · 47 ⭐", "600 steps · 81 ⭐", "1000 steps · 125 ⭐"):
        await working.person.press(offer, "+ Steps")
        wanted = f"HD · 1200 px · {price}"
        offer = await working.person.wait_for_message(lambda m, wanted=wanted: wanted in labels(m))
    await working.person.press(offer, "1000 steps")
    invoice = await working.person.wait_for_message(lambda m: m["invoice"])
    assert (invoice["invoice"]["total_amount"], invoice["invoice"]["currency"]) == (125, "XTR")


async def test_a_paid_picture_is_the_same_one_larger(working: Talk) -> None:
    invoice = await invoiced(working)
    paid = await working.person.pay(invoice)
    assert paid["ok"], paid
    job = await working.job(count=2, state=JobState.DONE)
    parent = (await working.jobs())[0]
    assert (job.tier, job.order.options.size_px, job.order.options.steps) == ("premium", 700, 600)
    assert job.order.options.seed == parent.order.options.seed
    assert job.order.photo == parent.order.photo
    assert await charges(working) == [(25, "paid")]
    shown = await working.person.wait_for_message(lambda m: labels(m) == PAID_BUTTONS)
    assert shown["photo"]


async def test_one_picture_is_paid_once(working: Talk) -> None:
    invoice = await invoiced(working)
    assert (await working.person.pay(invoice))["ok"]
    await working.job(count=2, state=JobState.DONE)
    again = await working.person.pay(invoice)
    assert not again["ok"]
    assert "already paid" in again["error"]
    for update in list(working.seen):
        await working.replay(update)
    assert len(await working.jobs()) == 2
    assert await charges(working) == [(25, "paid")]


async def test_an_invoice_is_for_one_person(working: Talk) -> None:
    await working.in_group.send("/dream", photos=[photo_bytes()])
    result = await working.result(person=working.in_group)
    await working.job(state=JobState.DONE)
    await working.in_group.press(result, "Make it bigger")
    offer = await working.says("The price stands", person=working.in_group)
    said = await working.other_in_group.press(offer, "700 px")
    assert said is not None
    assert "somebody else" in said
    await working.in_group.press(offer, "700 px")
    invoice = await working.in_group.wait_for_message(lambda m: m["invoice"])
    refused = await working.other_in_group.pay(invoice)
    assert not refused["ok"]
    assert "somebody else" in refused["error"]
    assert await charges(working) == []


async def test_a_failed_paid_picture_is_paid_back(talk: Talk, painter: SlowPainter) -> None:
    async with talk.worker(painter.open), reconciling(talk):
        invoice = await invoiced(talk)
        painter.errors.append(NotFiniteError("as the test wants it"))
        assert (await talk.person.pay(invoice))["ok"]
        said = await talk.says("Your 25 ⭐ are on their way back.")
        assert "broke while it was being made" in said["text"]
        await charge_state(talk, "refunded")


async def test_stars_for_what_cannot_be_ordered_any_more_are_paid_back(
    working: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OptionError(option="old", value=1, rule="there is no such option")

    invoice = await invoiced(working)
    monkeypatch.setattr(crediting, "bigger_order", refuse)
    assert (await working.person.pay(invoice))["ok"]
    await working.says("so your 25 ⭐ come back by themselves")
    async with reconciling(working):
        await charge_state(working, "refunded")


async def test_without_sql_no_star_is_taken(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: object) -> None:
        raise StorageError("away")

    async with talk.worker(SlowPainter().open):
        invoice = await invoiced(talk)
        monkeypatch.setattr(payments, "get_offer", fail)
        paid = await talk.person.pay(invoice)
    assert not paid["ok"]
    assert "Nothing was taken" in paid["error"]
    assert await charges(talk) == []


async def test_a_cancelled_paid_picture_is_paid_back(talk: Talk, painter: SlowPainter) -> None:
    async with talk.worker(painter.open), reconciling(talk):
        invoice = await invoiced(talk)
        painter.gate.clear()
        assert (await talk.person.pay(invoice))["ok"]
        status = await talk.person.wait_for_message(lambda m: labels(m) == ["Cancel"])
        await talk.person.press(status, "Cancel")
        await talk.says("Cancelled. Your 25 ⭐ are on their way back.")
        await charge_state(talk, "refunded")


async def test_a_paid_result_leads_on_to_free_ones(working: Talk) -> None:
    invoice = await invoiced(working)
    await working.person.pay(invoice)
    shown = await working.person.wait_for_message(lambda m: labels(m) == PAID_BUTTONS)
    await working.job(count=2, state=JobState.DONE)
    await working.person.press(shown, "Again")
    job = await working.job(count=3, state=JobState.DONE)
    assert (job.tier, job.order.options.size_px) == ("free", 600)
    assert job.order.reduced == {"size_px": 700}
    again = await working.says("Made at 600 px: free pictures go up to that.")
    assert "As asked: 700 px" in labels(again)


async def test_the_command_under_a_paid_picture_repeats_it(working: Talk) -> None:
    invoice = await invoiced(working)
    await working.person.pay(invoice)
    shown = await working.person.wait_for_message(lambda m: labels(m) == PAID_BUTTONS)
    paid = await working.job(count=2, state=JobState.DONE)
    command = shown["caption"].splitlines()[-1]
    await working.person.send(command)
    job = await working.job(count=3, state=JobState.DONE)
    assert (job.order.options.size_px, job.charge_id) == (paid.order.options.size_px, None)
    await working.person.send(command.replace("seed=7", "seed=8"))
    await working.says("A small preview of what you asked for: 700 px, 600 steps.")
    assert (await working.job(count=4)).order.options.size_px == 256


async def test_stars_of_a_second_payment_under_way_come_back_with_the_reason(
    working: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def not_yet(*_: object) -> bool:
        return False

    monkeypatch.setattr("bot.storage.payments.is_paid", not_yet)
    invoice = await invoiced(working)
    for _ in range(2):
        assert (await working.person.pay(invoice))["ok"]
    await working.says("already paid, so your 25 ⭐ of the second time come back")
    assert sorted(await charges(working)) == [(25, "paid"), (25, "refund_due")]


async def test_of_steps_that_were_not_made_the_caption_tells_the_credits(
    working: Talk, painter: SlowPainter
) -> None:
    offer = await offered(working)
    for steps in ("300 steps", "600 steps", "1000 steps"):
        await working.person.press(offer, "+ Steps")
        offer = await working.person.wait_for_message(
            lambda m, steps=steps: any(steps in label for label in labels(m))
        )
    await working.person.press(offer, "1000 steps")
    painter.steps_cut = True
    invoice = await working.person.wait_for_message(lambda m: m["invoice"])
    assert (await working.person.pay(invoice))["ok"]
    await working.job(count=2, state=JobState.DONE)
    # Of 1000 steps for 125 Stars it made 5: no fewer than 100 are sold, for 25.
    shown = await working.says("Paid: 125 ⭐; you have 100 credits of it again for steps")
    assert "This machine had time for 5 steps." in shown["caption"]
    assert await balances(working.services.db) == {
        "telegram:stars": -125,
        "revenue:picture:stars": 125,
        "credits:shortfall": -100,
        "person:1:credits": 100,
    }
    await assert_clean(working.services.db)
    await working.person.send("/balance")
    await working.says("100 credits")
