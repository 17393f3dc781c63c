"""Invoices, checkouts, charges and refunds in Telegram Stars."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot, LabeledPrice
from telegram.error import BadRequest

from bot.local_telegram.server import LocalTelegram
from bot.local_telegram.site import payers
from tests.person import Person, RefusedError, invoice_path
from tests.telegrams import answering

TERMS: dict[str, Any] = {
    "title": "HD",
    "description": "The same picture, larger",
    "payload": "offer:1",
    "currency": "XTR",
    "prices": [LabeledPrice("HD", 25)],
}


async def invoice(bot: Bot, ada: Person) -> dict[str, Any]:
    await bot.send_invoice(1, **TERMS)
    return (await ada.messages())[-1]


async def test_an_invoice_shows_its_price(ada: Person, bot: Bot) -> None:
    message = await invoice(bot, ada)
    shown = {"title": "HD", "total_amount": 25, "currency": "XTR", "state": "unpaid"}
    assert message["invoice"] == shown
    assert message["buttons"][0][0]["data"] is None


async def test_each_payment_is_a_charge_of_its_own(ada: Person, bot: Bot) -> None:
    message = await invoice(bot, ada)
    async with answering(bot, ok=True) as queries:
        first = await ada.pay(message)
        second = await ada.pay(message)
    assert first["ok"]
    assert first["error"] is None
    assert first["charge_id"] != second["charge_id"]
    assert [query.invoice_payload for query in queries] == ["offer:1", "offer:1"]
    assert (await ada.message(message["message_id"]))["invoice"]["state"] == "paid"
    transactions = (await bot.get_star_transactions()).transactions
    assert [t.id for t in transactions] == [first["charge_id"], second["charge_id"]]
    assert (await bot.get_my_star_balance()).amount == 50


async def test_the_bot_hears_of_the_payment(ada: Person, bot: Bot) -> None:
    message = await invoice(bot, ada)
    async with answering(bot, ok=True) as queries:
        paid = await ada.pay(message)
    offset = -1
    (update,) = await bot.get_updates(offset=offset, timeout=5)
    payment = update.message.successful_payment
    assert payment.telegram_payment_charge_id == paid["charge_id"]
    assert (payment.total_amount, payment.invoice_payload) == (25, "offer:1")
    assert update.message.from_user == queries[0].from_user


async def test_a_refused_checkout_takes_nothing(ada: Person, bot: Bot) -> None:
    message = await invoice(bot, ada)
    async with answering(bot, ok=False, error_message="This offer is over."):
        paid = await ada.pay(message)
    assert paid == {"ok": False, "error": "This offer is over.", "charge_id": None}
    assert (await ada.message(message["message_id"]))["invoice"]["state"] == "unpaid"


async def test_an_unanswered_checkout_takes_nothing(
    ada: Person, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(payers, "CHECKOUT_WAIT_S", 0.05)
    paid = await ada.pay(await invoice(bot, ada))
    assert paid["ok"] is False
    assert paid["charge_id"] is None


async def test_a_charge_is_refunded_once(ada: Person, bot: Bot) -> None:
    message = await invoice(bot, ada)
    async with answering(bot, ok=True):
        charge_id = (await ada.pay(message))["charge_id"]
    with pytest.raises(BadRequest, match="Charge_not_found"):
        await bot.refund_star_payment(2, charge_id)
    assert await bot.refund_star_payment(1, charge_id)
    with pytest.raises(BadRequest, match="Charge_already_refunded"):
        await bot.refund_star_payment(1, charge_id)
    assert (await ada.message(message["message_id"]))["invoice"]["state"] == "refunded"
    transactions = (await bot.get_star_transactions()).transactions
    assert [(t.id, t.receiver is not None) for t in transactions] == [
        (charge_id, False),
        (charge_id, True),
    ]


async def test_an_invoice_link_can_be_seen_and_paid(ada: Person, bot: Bot) -> None:
    link = await bot.create_invoice_link(**TERMS)
    seen = await ada.get(invoice_path(link))
    assert (seen["title"], seen["total_amount"], seen["state"]) == ("HD", 25, "unpaid")
    async with answering(bot, ok=True):
        assert (await ada.pay_link(link))["ok"]
        assert (await ada.pay_link(link))["ok"]
    assert (await ada.get(invoice_path(link)))["state"] == "paid"
    (update,) = await bot.get_updates(offset=-1, timeout=5)
    assert update.message.successful_payment.is_recurring is None
    with pytest.raises(RefusedError, match="no such invoice"):
        await ada.pay_link("https://t.me/$nothing")


async def test_invoices_and_charges_of_an_older_store_go_on(
    telegram: LocalTelegram, ada: Person, bot: Bot
) -> None:
    terms = {"title": "HD", "description": "Larger", "payload": "old", "amount": 25}
    paid = {"id": "stx1", "user_id": 1, "amount": 25, "payload": "old", "date": 1, "number": 1}
    store, new = telegram.backend.store, {"subscription_period": None, "charges": ["stx1"]}
    store.put("invoice", "older", {"id": "older", **terms, **new})
    store.put("charge", "stx1", {**paid, "invoice_id": "older", "refunded_at": None})
    store.count("charge")
    async with answering(bot, ok=True):
        charge = await ada.pay_link("https://t.me/$older")
    assert await bot.refund_star_payment(1, "stx1")
    transactions = (await bot.get_star_transactions()).transactions
    assert [t.id for t in transactions] == ["stx1", charge["charge_id"], "stx1"]
    assert (await bot.get_my_star_balance()).amount == 25


async def test_only_an_invoice_can_be_paid(ada: Person) -> None:
    (message_id,) = await ada.send("take my money")
    with pytest.raises(RefusedError, match="not an invoice"):
        await ada.pay({"message_id": message_id})


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"prices": [LabeledPrice("a", 1), LabeledPrice("b", 1)]}, "Stars_invoice_invalid"),
        ({"prices": [LabeledPrice("a", 0)]}, "Stars_invoice_invalid"),
        ({"currency": "EUR"}, "Payment_provider_invalid"),
        ({"provider_token": "1:TEST:a"}, "Payment_provider_invalid"),
        ({"provider_token": "a:b"}, "Payment_provider_invalid"),
        ({"payload": "x" * 129}, "Invoice_payload_invalid"),
        ({"title": "x" * 33}, "Invoice_title_invalid"),
        ({"description": "x" * 256}, "Invoice_description_invalid"),
    ],
)
async def test_invoices_keep_the_rules_of_stars(
    bot: Bot, change: dict[str, Any], refusal: str
) -> None:
    with pytest.raises(BadRequest, match=refusal):
        await bot.send_invoice(1, **(TERMS | change))
