"""Somebody pays and shuts us out: the picture waits for them, or the Stars go back."""

from __future__ import annotations

import asyncio

from bot.domain.jobs import JobState
from bot.storage.jobs import job_queries
from tests.bot.conversation.money.test_pay import charge_state, charges, offered
from tests.bot.conversation.talk import PAID_BUTTONS, Talk, labels, reconciling
from tests.bot.painters import SlowPainter
from tests.bot.running import WITHIN_S, running_reconciler
from tests.bot.storage.ledger.books import assert_clean
from tests.person import Message


async def blocked_after_paying(talk: Talk, painter: SlowPainter) -> Message:
    """Returns: the offer that was paid for; its picture is made and cannot be delivered."""
    offer = await offered(talk)
    painter.gate.clear()
    await pay(talk, offer)
    await talk.job(count=2, state=JobState.RUNNING)
    await talk.person.block()
    painter.gate.set()
    async with asyncio.timeout(WITHIN_S):
        while not await job_queries.undelivered(talk.services.db):  # noqa: ASYNC110 - SQL tells nobody
            await asyncio.sleep(0.02)
    return offer


async def pay(talk: Talk, offer: Message) -> None:
    known = [m["message_id"] for m in await talk.person.messages()]
    await talk.person.press(offer, "700 px")
    invoice = await talk.person.wait_for_message(
        lambda m: m["invoice"] and m["message_id"] not in known
    )
    paid = await talk.person.pay(invoice)
    assert paid["ok"], paid


async def test_a_payer_who_blocks_us_and_returns_gets_the_picture(talk: Talk) -> None:
    painter = SlowPainter()
    async with talk.worker(painter.open), reconciling(talk):
        await blocked_after_paying(talk, painter)
        await talk.person.block(is_blocked=False)
        await talk.job(count=2, state=JobState.DONE)
        await talk.person.wait_for_message(lambda m: labels(m) == PAID_BUTTONS)
    assert await charges(talk) == [(25, "paid")]
    await assert_clean(talk.services.db)
    assert painter.painted == 2  # the free one and the paid one, each once


async def test_a_payer_who_stays_away_is_refunded_and_may_buy_again(talk: Talk) -> None:
    painter = SlowPainter()
    at_once = talk.settings.model_copy(update={"undelivered_refund_days": 1e-9})
    async with talk.worker(painter.open):
        offer = await blocked_after_paying(talk, painter)
        async with running_reconciler(
            db=talk.services.db,
            queue=talk.services.queue,
            notifier=talk.services.notifier,
            bot=talk.chat.app.bot,
            settings=at_once,
        ):
            await charge_state(talk, "refunded")
        await talk.person.block(is_blocked=False)
        await pay(talk, offer)
        await talk.job(count=3, state=JobState.DONE)
    assert await charges(talk) == [(25, "refunded"), (25, "paid")]
    assert talk.telegram.backend.payments.balance() == 25
    await assert_clean(talk.services.db)
