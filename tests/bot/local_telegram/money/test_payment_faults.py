"""Payments in trouble: told twice or late; refunds that happen although they are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from telegram import Bot, LabeledPrice
from telegram.error import BadRequest, NetworkError

from bot.local_telegram.server import LocalTelegram
from tests.person import Person, RefusedError
from tests.telegrams import answering, open_site, plain_bot, running_telegram


async def pay(bot: Bot, ada: Person) -> str:
    await bot.send_invoice(1, "HD", "Larger", "offer:1", "XTR", [LabeledPrice("HD", 25)])
    async with answering(bot, ok=True):
        paid = await ada.pay((await ada.messages())[-1])
    charge_id: str = paid["charge_id"]
    return charge_id


async def told(bot: Bot) -> list[str]:
    """The charge ids of payments that the bot has not confirmed."""
    messages = [update.message for update in await bot.get_updates() if update.message]
    return [m.successful_payment.telegram_payment_charge_id for m in messages]


async def test_a_payment_is_told_twice(ada: Person, bot: Bot) -> None:
    await ada.order_fault("twice", times=1)
    charge_id = await pay(bot, ada)
    assert await told(bot) == [charge_id, charge_id]
    assert await ada.stars() == 975


async def test_a_payment_is_told_late(ada: Person, bot: Bot) -> None:
    await ada.order_fault("late", times=1, delay_s=600)
    charge_id = await pay(bot, ada)
    assert await told(bot) == []
    assert [t.id for t in (await bot.get_star_transactions()).transactions] == [charge_id]
    await ada.clear_faults()
    assert await told(bot) == [charge_id]


async def test_what_is_late_comes_by_itself(ada: Person, bot: Bot) -> None:
    await ada.order_fault("late", times=1, delay_s=0.01)
    charge_id = await pay(bot, ada)
    offset = 0
    while True:
        for update in await bot.get_updates(offset=offset, timeout=5):
            offset = update.update_id + 1
            if update.message is not None:
                payment = update.message.successful_payment
                assert payment.telegram_payment_charge_id == charge_id
                return


async def test_what_is_late_comes_after_a_restart(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    async with running_telegram(folder, shared=None) as server, plain_bot(server) as bot:
        await open_site(server)
        async with Person.at(server.site_url) as ada:
            await ada.order_fault("late", delay_s=600)
            charge_id = await pay(bot, ada)
            assert await told(bot) == []
    async with running_telegram(folder, shared=None) as server, plain_bot(server) as bot:
        assert await told(bot) == [charge_id]


@pytest.mark.parametrize("kind", ["400", "500"])
async def test_a_refund_happens_and_is_refused(
    telegram: LocalTelegram, ada: Person, bot: Bot, kind: str
) -> None:
    charge_id = await pay(bot, ada)
    await ada.order_fault(kind, method="refundStarPayment", times=1, after=True)
    with pytest.raises((BadRequest, NetworkError)):
        await bot.refund_star_payment(1, charge_id)
    assert await ada.stars() == 1_000
    with pytest.raises(BadRequest, match="Charge_already_refunded"):
        await bot.refund_star_payment(1, charge_id)


async def test_a_400_says_what_was_ordered(ada: Person, bot: Bot) -> None:
    words = "Bad Request: CHARGE_ALREADY_REFUNDED"
    await ada.order_fault("400", method="refundStarPayment", times=1, description=words)
    with pytest.raises(BadRequest, match="Charge_already_refunded"):
        await bot.refund_star_payment(1, "any")


@pytest.mark.parametrize("kind", ["500", "slow"])
async def test_a_payment_is_no_call(ada: Person, kind: Any) -> None:
    with pytest.raises(RefusedError, match="late or twice"):
        await ada.order_fault(kind, method="payment")
