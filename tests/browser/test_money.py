"""Money on the chat page: the purse, goods with an address and a card, subscriptions by a link."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LabeledPrice,
    PreCheckoutQuery,
    ShippingOption,
    SuccessfulPayment,
)

from tests.browser.conftest import PlayedBot

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MONTH_S = 2_592_000
PRINT: dict[str, Any] = {
    "title": "A print",
    "description": "30 by 40 cm on cotton paper",
    "payload": "print:1",
    "provider_token": "284685063:TEST:made-up",
    "currency": "EUR",
    "prices": [LabeledPrice("Print", 2_900), LabeledPrice("First order", -400)],
    "need_name": True,
    "need_shipping_address": True,
    "is_flexible": True,
}
OPTIONS = [
    ShippingOption("post", "Post", [LabeledPrice("Post", 490)]),
    ShippingOption("fast", "Courier", [LabeledPrice("Courier", 1_090)]),
]


def sheet(page: Page) -> Locator:
    return page.get_by_role("dialog")


def key(page: Page, name: str) -> Locator:
    return sheet(page).get_by_role("button", name=name)


async def agree(bot: PlayedBot) -> PreCheckoutQuery:
    """The bot lets the payment through."""
    query = (await bot.next()).pre_checkout_query
    assert query is not None
    await bot.api.answer_pre_checkout_query(query.id, ok=True)
    return query


async def paid(bot: PlayedBot) -> SuccessfulPayment:
    message = (await bot.next()).message
    assert message is not None
    assert message.successful_payment is not None
    return message.successful_payment


async def test_a_purse_that_is_too_small_says_so_and_can_be_filled(
    phone: Page, bot: PlayedBot
) -> None:
    await bot.api.send_invoice(1, "HD", "Larger", "offer:1", "XTR", [LabeledPrice("HD", 1_200)])
    await expect(phone.get_by_label("Your Stars: 1,000")).to_be_visible()
    await phone.get_by_role("button", name="Pay").click()
    await expect(sheet(phone)).to_contain_text("You have 1,000 test Stars")
    await key(phone, "Pay").click()
    await expect(sheet(phone)).to_contain_text("This costs 1,200, and you have 1,000.")
    await key(phone, "Get test Stars").click()
    await expect(sheet(phone)).to_contain_text("You have 2,000 test Stars")
    await key(phone, "Pay").click()
    await agree(bot)
    await expect(sheet(phone)).to_contain_text("Paid")
    charge_id = (await paid(bot)).telegram_payment_charge_id
    await key(phone, "Done").click()
    await expect(phone.get_by_label("Your Stars: 800")).to_be_visible()
    await bot.api.refund_star_payment(1, charge_id)
    await expect(phone.get_by_label("Your Stars: 2,000")).to_be_visible()


async def fill_address(page: Page) -> None:
    for label, value in (
        ("Name", "Ada Lovelace"),
        ("Street and number", "Unter den Linden 1"),
        ("Post code", "10117"),
        ("City", "Berlin"),
    ):
        await sheet(page).get_by_label(label, exact=True).fill(value)
    await sheet(page).get_by_label("Country").select_option("DE")
    await key(page, "Continue").click()


async def test_goods_ask_for_an_address_a_way_and_a_card(phone: Page, bot: PlayedBot) -> None:
    await bot.api.send_invoice(1, **PRINT)
    await phone.get_by_role("button", name="Pay").click()
    await fill_address(phone)
    query = (await bot.next()).shipping_query
    assert query is not None
    assert query.shipping_address.country_code == "DE"
    await bot.api.answer_shipping_query(query.id, False, error_message="Not to Berlin.")
    await expect(sheet(phone)).to_contain_text("Not to Berlin.")
    await sheet(phone).get_by_label("City").fill("Potsdam")
    await key(phone, "Continue").click()
    query = (await bot.next()).shipping_query
    assert query is not None
    await bot.api.answer_shipping_query(query.id, True, shipping_options=OPTIONS)
    total = sheet(phone).locator(".pay-total")
    await expect(total).to_have_text("€29.90")
    await sheet(phone).get_by_text("Courier").first.click()
    await expect(total).to_have_text("€35.90")
    await sheet(phone).get_by_text("This card is declined").click()
    await key(phone, "Pay").click()
    assert (await agree(bot)).shipping_option_id == "fast"
    await expect(sheet(phone)).to_contain_text("The bank declined this card.")
    await sheet(phone).get_by_text("A test card").click()
    await key(phone, "Pay").click()
    await agree(bot)
    payment = await paid(bot)
    assert (payment.currency, payment.total_amount) == ("EUR", 3_590)
    assert payment.order_info is not None
    assert payment.order_info.shipping_address is not None
    assert payment.order_info.shipping_address.city == "Potsdam"
    await expect(sheet(phone)).to_contain_text("Paid")


async def subscription_link(bot: PlayedBot) -> str:
    prices = [LabeledPrice("PREMIUM", 300)]
    return await bot.api.create_invoice_link(
        "PREMIUM", "Every month", "plan:1", "XTR", prices, subscription_period=MONTH_S
    )


async def test_a_link_to_a_subscription_opens_the_pay_sheet_and_months_pass(
    page: Page, bot: PlayedBot
) -> None:
    link = await subscription_link(bot)
    await bot.api.send_message(1, f"Subscribe at {link}")
    await page.get_by_role("log").get_by_role("button", name=link).click()
    await expect(sheet(page)).to_contain_text("taken again every 30 days")
    await key(page, "Pay").click()
    await agree(bot)
    assert (await paid(bot)).is_first_recurring
    await key(page, "Done").click()
    await page.get_by_label("Your Stars: 700").click()
    await expect(sheet(page)).to_contain_text("Renews on")
    await key(page, "A month passes").click()
    assert (await paid(bot)).is_recurring
    await expect(sheet(page).locator(".pay-total")).to_have_text("400")
    await key(page, "Cancel it").click()
    await expect(sheet(page)).to_contain_text("then it ends")
    await key(page, "A month passes").click()
    await expect(sheet(page)).to_contain_text("It was cancelled.")
    await expect(page.get_by_label("Your Stars: 400")).to_have_count(1)


async def test_an_invoice_link_opens_from_words_and_from_a_button(
    page: Page, bot: PlayedBot
) -> None:
    link = await subscription_link(bot)
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Subscribe", url=link)]])
    await bot.api.send_message(
        1, f'<a href="{link}">Here</a>', parse_mode="HTML", reply_markup=keys
    )
    for name in ("Here", "Subscribe"):
        await page.get_by_role("log").get_by_role("button", name=name).click()
        await expect(sheet(page)).to_contain_text("Every month")
        await key(page, "Cancel").click()
        await expect(sheet(page)).to_have_count(0)
    await bot.api.send_message(1, "An old one: https://t.me/$nothing")
    await page.get_by_role("log").get_by_role("button", name="nothing").click()
    await expect(page.locator(".toast")).to_have_text("There is no such invoice")


async def test_whoever_speaks_in_the_group_pays_from_their_own_purse(
    page: Page, bot: PlayedBot
) -> None:
    await page.goto(f"{page.url.split('#')[0]}#-1001")
    prices = [LabeledPrice("HD", 25)]
    await bot.api.send_invoice(-1001, "HD", "Larger", "offer:1", "XTR", prices)
    await page.get_by_text("Ben", exact=True).last.click()
    await page.get_by_role("log").get_by_role("button", name="Pay").click()
    await expect(sheet(page)).to_contain_text("Paid by Ben.")
    await key(page, "Pay").click()
    assert (await agree(bot)).from_user.id == 2
    await key(page, "Done").click()
    await expect(page.get_by_label("Your Stars: 975")).to_be_visible()
    await page.get_by_text("Ada", exact=True).last.click()
    await expect(page.get_by_label("Your Stars: 1,000")).to_be_visible()
