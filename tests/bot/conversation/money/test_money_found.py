"""Stars nobody told us of, refunds by other hands, tiers that change between offer and bill."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import cast

import pytest

from bot.chat.context import ChatContext
from bot.delivery.reconciler import Reconciler
from bot.domain.jobs import JobState
from bot.domain.money.tier_file import load_tiers
from bot.domain.payments import ChargeState
from bot.handlers.money import pay
from bot.money import refunding
from bot.money.crediting import Till
from bot.money.star_check import LEASE, RETRY, StarCheck
from bot.storage import payments, refunds
from bot.storage.ledger import charges as ledger_charges
from bot.storage.operators import leases
from bot.transport.client import Client
from bot.transport.inbox import Inbox
from tests.bot.conversation.money.test_pay import charge_state, charges, invoiced, offered
from tests.bot.conversation.talk import Talk, change_tier, put_tiers
from tests.bot.painters import SlowPainter
from tests.bot.running import running_worker
from tests.person import Message
from tests.pictures import photo_bytes

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def reconciler_of(talk: Talk) -> Reconciler:
    return Reconciler(
        db=talk.services.db,
        queue=talk.services.queue,
        notifier=talk.services.notifier,
        bot=talk.chat.app.bot,  # type: ignore[arg-type]  # made by make_bot
        settings=talk.settings,
    )


async def paid_untold(talk: Talk, invoice: Message) -> None:
    """Pay, and the update that tells of it is lost."""
    talk.loses = lambda update: bool(update.message and update.message.successful_payment)
    assert (await talk.person.pay(invoice))["ok"]
    await talk.settled()


async def test_a_payment_that_was_never_told_of_is_found(working: Talk) -> None:
    invoice = await invoiced(working)
    await paid_untold(working, invoice)
    assert await charges(working) == []
    for _ in range(2):
        await reconciler_of(working).look()
    assert await charges(working) == [(25, "paid")]
    job = await working.job(count=2)
    assert job.order.options.size_px == 700


async def test_a_refund_by_another_hand_is_booked_and_the_open_job_ends(talk: Talk) -> None:
    painter = SlowPainter()
    async with talk.worker(painter.open):
        invoice = await invoiced(talk)
        painter.gate.clear()
        paid = await talk.person.pay(invoice)
        await talk.job(count=2, state=JobState.RUNNING)
        await talk.chat.app.bot.refund_star_payment(1, paid["charge_id"])
        await charge_state(talk, "refunded")
        assert (await talk.job(count=2, state=JobState.CANCELLED)).charge_id == paid["charge_id"]
        painter.gate.set()


async def test_what_was_sold_is_what_is_made(working: Talk) -> None:
    invoice = await invoiced(working)
    change_tier(working, "premium", size_px=640)
    assert (await working.person.pay(invoice))["ok"]
    job = await working.job(count=2, state=JobState.DONE)
    assert job.order.options.size_px == 700


async def test_another_price_by_now_is_refused_before_the_charge(working: Talk) -> None:
    invoice = await invoiced(working)
    change_tier(working, "premium", least_stars=30, most_stars=30)
    refused = await working.person.pay(invoice)
    assert not refused["ok"]
    assert "no longer good" in refused["error"]
    assert await charges(working) == []


async def test_a_size_that_is_sold_no_more_is_refused_before_the_charge(working: Talk) -> None:
    invoice = await invoiced(working)
    tiers = working.services.tiers.now.all
    put_tiers(working, *(tier for tier in tiers if tier.name != "premium"))
    refused = await working.person.pay(invoice)
    assert not refused["ok"]
    assert "no longer good" in refused["error"]
    assert await charges(working) == []


async def test_what_changes_between_checkout_and_payment_changes_no_sale(
    working: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoice = await invoiced(working)
    real = pay.till

    def dearer_and_smaller_by_now(context: ChatContext) -> Till:
        change_tier(working, "premium", size_px=640, least_stars=50, most_stars=50)
        return real(context)

    monkeypatch.setattr(pay, "till", dearer_and_smaller_by_now)
    assert (await working.person.pay(invoice))["ok"]
    job = await working.job(count=2, state=JobState.DONE)
    assert job.order.options.size_px == 700
    assert await charges(working) == [(25, "paid")]


async def test_what_changes_between_payment_and_render_changes_no_sale(
    talk: Talk, tmp_path: Path
) -> None:
    # Too few steps for a look: how many the larger one has is told as it is painted.
    await talk.person.send("/style ink steps=5", photos=[photo_bytes()])
    async with talk.worker(SlowPainter().open):
        result = await talk.result()
        await talk.job(state=JobState.DONE)
        await talk.person.press(result, "Make it bigger")
        offer = await talk.says("The price stands on the button")
    await talk.person.press(offer, "700 px")
    assert (await talk.person.pay(await talk.person.wait_for_message(lambda m: m["invoice"])))["ok"]
    waiting = await talk.job(count=2)
    assert waiting.expected_s > 0
    by_now = tmp_path / "tiers.toml"
    by_now.write_text(
        (resources.files("bot") / "tiers.toml")
        .read_text()
        .replace("size_px = 700", "size_px = 640")
        .replace("looks = 4", "looks = 1")
    )
    assert load_tiers(by_now).paid[0].looks == 1
    changed = talk.settings.model_copy(update={"tiers": by_now})
    async with running_worker(changed, SlowPainter().open):
        done = await talk.job(count=2, state=JobState.DONE)
    assert done.id == waiting.id
    assert done.outcome is not None
    assert (done.outcome.options["size_px"], done.outcome.looks) == (700, 4)


async def test_an_invoice_in_a_group_answers_what_was_pressed(working: Talk) -> None:
    offer = await offered(working, person=working.in_group)
    await working.in_group.press(offer, "700 px")
    invoice = await working.in_group.wait_for_message(lambda m: m["invoice"])
    assert invoice["reply_to"] == offer["message_id"]


async def test_one_refund_that_is_refused_holds_up_no_other(working: Talk) -> None:
    invoice = await invoiced(working)
    paid = await working.person.pay(invoice)
    db, bot = working.services.db, working.chat.app.bot
    for charge_id in ("unknown-1", "unknown-2"):
        await payments.record_charge(
            db, charge_id=charge_id, offer_id=None, user_id=1, stars=1, job=None, now=NOW, score=NOW
        )
    await working.job(count=2, state=JobState.DONE)
    assert paid["ok"]
    await working.person.order_fault("500", method="refundStarPayment", times=1)
    out = refunding.Refunding(db=db, bot=bot, clock=lambda: datetime.now(UTC))
    await out.look()
    assert await refunds.due(db, now=datetime.now(UTC)) == []  # each was asked once, and put off
    for charge_id in ("unknown-1", "unknown-2"):
        charge = await payments.get_charge(db, charge_id)
        assert charge is not None
        assert (charge.state, charge.refund_tries) == (ChargeState.REFUND_DUE, 1)


async def test_who_gets_stars_back_that_were_found_late_is_told_once(
    working: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoice = await invoiced(working)
    await paid_untold(working, invoice)
    monkeypatch.setattr("bot.money.crediting.bigger_order", lambda *args, **kwargs: None)
    for _ in range(2):
        await reconciler_of(working).look()
    await working.says("come back by themselves")
    told = [
        m for m in await working.person.messages() if "come back by themselves" in (m["text"] or "")
    ]
    assert len(told) == 1


async def test_a_payment_that_cannot_be_read_is_looked_for_at_once(working: Talk) -> None:
    reconciler = reconciler_of(working)
    await reconciler.look()
    invoice = await invoiced(working)
    await paid_untold(working, invoice)
    await reconciler.look()
    assert await charges(working) == []  # it is not due for a day
    inbox = Inbox(
        working.services.db,
        working.chat.process,
        working.chat.app.bot,  # type: ignore[arg-type]  # made by make_bot
        on_unread_money=reconciler.look_for_payments,
    )
    unreadable = {"update_id": 10**6, "message": {"successful_payment": {"total_amount": 25}}}
    assert await inbox.accept([unreadable])
    await reconciler.look()
    assert await charges(working) == [(25, "paid")]


async def test_what_a_paid_tier_allows_a_day_is_said_before_the_charge(working: Talk) -> None:
    change_tier(working, "premium", jobs_per_day=0)
    refused = await working.person.pay(await invoiced(working))
    assert not refused["ok"]
    assert "as much of these as one person can today" in refused["error"]
    assert await charges(working) == []


def star_check_of(talk: Talk, *, clock: Callable[[], datetime]) -> StarCheck:
    services = talk.services
    till = Till(
        db=services.db,
        estimates=services.queue.estimates,
        tiers=services.tiers,
        payment_keys=services.payment_keys,
        clock=clock,
    )
    bot = cast(Client, talk.chat.app.bot)
    return StarCheck(till=till, bot=bot, clock=clock, operators=[1])


async def test_stars_that_telegram_holds_otherwise_are_told_to_operators_once_they_stay_so(
    working: Talk,
) -> None:
    paid = await working.person.pay(await invoiced(working))
    await working.job(count=2, state=JobState.DONE)
    now = datetime.now(UTC)
    check = star_check_of(working, clock=lambda: now)
    assert await check.compare() == []
    # As if it had been given back, and neither the ledger nor Telegram's list told of it.
    async with working.services.db.write() as session:
        charge = await payments.get_charge(working.services.db, paid["charge_id"])
        assert charge is not None
        more = replace(charge, charge_id="nobody's", stars=7, state=ChargeState.REFUND_DUE)
        await ledger_charges.came_in(session, more, now=now)
    for _ in range(3):
        await check.look()
        now += RETRY
    told = await working.says("Telegram says that it holds 25 ⭐")
    assert "by the ledger these are 32 ⭐" in told["text"]
    words = [message["text"] or "" for message in await working.person.messages()]
    assert sum("Telegram says" in each for each in words) == 1


async def test_two_processes_never_compare_at_once(working: Talk) -> None:
    now = datetime.now(UTC)
    check = star_check_of(working, clock=lambda: now)
    assert await leases.take(working.services.db, LEASE, now=now, lease_s=60)
    assert await check.compare() is None
    now += timedelta(seconds=61)
    assert await check.compare() == []
    assert await check.compare() == []
