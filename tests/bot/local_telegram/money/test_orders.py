"""Goods paid with money through a provider's test account: order, sending, card."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot, LabeledPrice, PreCheckoutQuery, ShippingOption, ShippingQuery
from telegram.error import BadRequest

from bot.local_telegram.site import payers
from tests.person import ADDRESS, Person, RefusedError
from tests.telegrams import answering

TERMS: dict[str, Any] = {
    "title": "A print",
    "description": "30 by 40 cm on cotton paper",
    "payload": "print:1",
    "provider_token": "284685063:TEST:made-up",
    "currency": "EUR",
    "prices": [LabeledPrice("Print", 2_900), LabeledPrice("First order", -400)],
}
GOODS: dict[str, Any] = {
    **TERMS,
    "photo_url": "https://example.org/print.jpg",
    "need_name": True,
    "need_shipping_address": True,
    "is_flexible": True,
}
INFO: dict[str, Any] = {"name": "Ada  Lovelace ", "shipping_address": ADDRESS}
POST = {
    "ok": True,
    "shipping_options": [
        ShippingOption("post", "Post", [LabeledPrice("Post", 490)]),
        ShippingOption(
            "fast", "Courier", [LabeledPrice("Courier", 1_000), LabeledPrice("Tax", 90)]
        ),
    ],
}


async def invoice(bot: Bot, ada: Person, **terms: Any) -> dict[str, Any]:
    await bot.send_invoice(1, **(terms or TERMS))
    return (await ada.messages())[-1]


async def test_a_price_has_lines_and_a_currency(ada: Person, bot: Bot) -> None:
    message = await invoice(bot, ada)
    assert message["invoice"]["total_amount"] == 2_500
    assert message["invoice"]["currency"] == "EUR"
    assert message["buttons"] == [[{"text": "Pay 25.00 EUR", "data": None}]]
    seen = await ada.get(f"/invoice/{message['invoice_id']}")
    assert [line["amount"] for line in seen["lines"]] == [2_900, -400]


async def test_without_an_order_a_card_is_enough(ada: Person, bot: Bot) -> None:
    message = await invoice(bot, ada)
    async with answering(bot, ok=True) as queries:
        paid = await ada.pay(message)
    assert paid["ok"]
    assert queries[0].order_info is None
    (update,) = await bot.get_updates(offset=-1, timeout=5)
    payment = update.message.successful_payment
    assert (payment.currency, payment.total_amount) == ("EUR", 2_500)
    assert payment.telegram_payment_charge_id == paid["charge_id"]
    assert payment.provider_payment_charge_id
    assert await ada.stars() == 1_000
    assert (await bot.get_star_transactions()).transactions == ()
    with pytest.raises(BadRequest, match="Charge_not_found"):
        await bot.refund_star_payment(1, paid["charge_id"])


async def test_goods_are_sent_where_and_how_the_person_says(ada: Person, bot: Bot) -> None:
    message = await invoice(bot, ada, **GOODS)
    async with answering(bot, shipping=POST, ok=True) as queries:
        order = await ada.order(message, INFO | {"email": "not@asked.for"})
        assert [option["id"] for option in order["options"]] == ["post", "fast"]
        paid = await ada.pay(message, order_id=order["order_id"], shipping_option_id="fast")
    assert paid["ok"]
    shipping, checkout = queries
    assert isinstance(shipping, ShippingQuery)
    assert isinstance(checkout, PreCheckoutQuery)
    assert shipping.invoice_payload == "print:1"
    assert shipping.shipping_address.to_dict() == ADDRESS
    (update,) = await bot.get_updates(offset=-1, timeout=5)
    for told in (checkout, update.message.successful_payment):
        assert told.total_amount == 2_500 + 1_090
        assert told.shipping_option_id == "fast"
        assert told.order_info.to_dict() == {"name": "Ada Lovelace", "shipping_address": ADDRESS}


async def test_a_bot_may_not_send_everywhere(ada: Person, bot: Bot) -> None:
    message = await invoice(bot, ada, **GOODS)
    refusal = {"ok": False, "error_message": "We send to Europe only."}
    async with answering(bot, shipping=refusal, ok=True) as queries:
        order = await ada.order(message, INFO)
        assert order == {
            "ok": False,
            "error": "We send to Europe only.",
            "order_id": None,
            "options": [],
        }
        assert len(queries) == 1


async def test_an_unanswered_shipping_query_is_told(
    ada: Person, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(payers, "CHECKOUT_WAIT_S", 0.05)
    message = await invoice(bot, ada, **GOODS)
    order = await ada.order(message, INFO)
    assert (order["ok"], order["error"]) == (False, "The bot did not answer in time.")


async def test_an_address_alone_asks_the_bot_nothing(ada: Person, bot: Bot) -> None:
    link = await bot.create_invoice_link(**(GOODS | {"is_flexible": False}))
    order = await ada.order(link, INFO)
    assert (order["ok"], order["options"]) == (True, [])
    async with answering(bot, ok=True) as queries:
        assert (await ada.pay_link(link, order_id=order["order_id"]))["ok"]
    assert queries[0].shipping_option_id is None
    assert queries[0].order_info.name == "Ada Lovelace"


async def test_a_declined_card_is_told_after_the_bot_agreed(ada: Person, bot: Bot) -> None:
    message = await invoice(bot, ada)
    async with answering(bot, ok=True) as queries:
        paid = await ada.pay(message, card="declined")
        assert paid == {"ok": False, "error": "The bank declined this card.", "charge_id": None}
        assert len(queries) == 1
        assert (await ada.message(message["message_id"]))["invoice"]["state"] == "unpaid"
        assert (await ada.pay(message, card="accepted"))["ok"]


async def test_what_was_not_ordered_cannot_be_paid(ada: Person, bot: Bot) -> None:
    message, other = await invoice(bot, ada, **GOODS), await invoice(bot, ada, **GOODS)
    async with answering(bot, shipping=POST, ok=True):
        order = await ada.order(other, INFO)
        with pytest.raises(RefusedError, match="where it should go"):
            await ada.pay(message)
        with pytest.raises(RefusedError, match="where it should go"):
            await ada.pay(message, order_id=order["order_id"], shipping_option_id="post")
        with pytest.raises(RefusedError, match="how it should be sent"):
            await ada.pay(other, order_id=order["order_id"], shipping_option_id="balloon")
        with pytest.raises(RefusedError, match="card must be"):
            await ada.pay(
                other, order_id=order["order_id"], shipping_option_id="post", card="golden"
            )


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"name": " "}, "your name"),
        ({"shipping_address": None}, "an address"),
        ({"shipping_address": ADDRESS | {"country_code": "Germany"}}, "two capital letters"),
        ({"shipping_address": ADDRESS | {"city": ""}}, "lacks its city"),
        ({"shipping_address": ADDRESS | {"post_code": ""}}, "lacks its post code"),
        ({"phone_number": "call me"}, "phone number"),
        ({"email": "ada"}, "e-mail"),
    ],
)
async def test_an_order_must_be_whole(
    ada: Person, bot: Bot, change: dict[str, Any], problem: str
) -> None:
    terms = {**GOODS, "need_phone_number": True, "need_email": True}
    whole = {**INFO, "phone_number": "+49 30 1234", "email": "ada@example.org"}
    message = await invoice(bot, ada, **terms)
    with pytest.raises(RefusedError, match=problem):
        await ada.order(message, whole | change)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"provider_token": "284685063:LIVE:real"}, "Payment_provider_invalid"),
        ({"provider_token": ""}, "Payment_provider_invalid"),
        ({"currency": "XXX"}, "Currency_invalid"),
        ({"prices": [LabeledPrice("Print", 50)]}, "Currency_total_amount_invalid"),
        ({"prices": [LabeledPrice("Print", 2_000_000)]}, "Currency_total_amount_invalid"),
        ({"prices": [LabeledPrice("", 500)]}, "labeled price"),
        ({"photo_url": "a picture"}, "Webdocument_url_invalid"),
    ],
)
async def test_invoices_keep_the_rules_of_money(
    bot: Bot, change: dict[str, Any], refusal: str
) -> None:
    with pytest.raises(BadRequest, match=refusal):
        await bot.create_invoice_link(**(TERMS | change))


@pytest.mark.parametrize(
    "answer",
    [{"ok": True}, {"ok": False}, {"ok": True, "shipping_options": [ShippingOption("", "x", [])]}],
)
async def test_a_shipping_query_is_answered_wholly(bot: Bot, answer: dict[str, Any]) -> None:
    with pytest.raises(BadRequest):
        await bot.answer_shipping_query("1", **answer)


async def test_old_shipping_queries_are_gone(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="too old"):
        await bot.answer_shipping_query("1", **POST)
