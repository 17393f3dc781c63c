"""What the bot does shows on the chat page: edits, buttons, invoices, and nothing harmful."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.async_api import Page, expect
from skimage import data
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, LabeledPrice
from telegram.constants import ChatAction

from tests.browser.conftest import PlayedBot, jpeg

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

DREAM = InlineKeyboardMarkup([[InlineKeyboardButton("Dream", callback_data="dream:1")]])
HOSTILE = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"


def messages(page: Page) -> Any:
    return page.get_by_role("log")


async def test_a_press_waits_and_shows_what_the_bot_answers(page: Page, bot: PlayedBot) -> None:
    await bot.api.send_message(1, "What shall I do with it?", reply_markup=DREAM)
    key = page.get_by_role("button", name="Dream")
    await key.click()
    await expect(key).to_have_attribute("aria-busy", "true")
    query = (await bot.next()).callback_query
    assert query is not None
    assert query.data == "dream:1"
    await bot.api.answer_callback_query(query.id, "Not yours", show_alert=True)
    await expect(page.locator(".toast")).to_have_text("Not yours")
    await expect(key).not_to_have_attribute("aria-busy", "true")


async def test_a_long_answer_to_a_press_stays_until_it_is_read(page: Page, bot: PlayedBot) -> None:
    await bot.api.send_message(1, "Press", reply_markup=DREAM)
    await page.get_by_role("button", name="Dream").click()
    query = (await bot.next()).callback_query
    assert query is not None
    await bot.api.answer_callback_query(
        query.id, "Only one picture at a time. " * 5, show_alert=True
    )
    await expect(page.get_by_role("dialog")).to_contain_text("Only one picture")
    await page.get_by_role("button", name="OK").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_words_become_a_picture_in_place(page: Page, bot: PlayedBot) -> None:
    status = await bot.api.send_message(1, "You are next", reply_markup=DREAM)
    await expect(messages(page).get_by_text("You are next")).to_be_visible()
    node = await page.locator(".block").element_handle()
    assert node is not None
    await bot.api.edit_message_text("Dreaming: 40 %", 1, status.message_id, reply_markup=DREAM)
    await expect(messages(page).get_by_text("Dreaming: 40 %")).to_be_visible()
    for picture, caption in ((data.coffee()[::4, ::4], "60 %"), (data.coffee(), "Dreamt")):
        media = InputMediaPhoto(jpeg(picture), caption=caption)
        await bot.api.edit_message_media(media, 1, status.message_id)
        await expect(messages(page).get_by_text(caption)).to_be_visible()
    await expect(page.locator(".tile img").last).to_have_js_property("naturalWidth", 600)
    await expect(page.locator(".tile img")).to_have_count(1)
    assert await node.evaluate("(it) => it.isConnected")
    await expect(page.locator(".key")).to_have_count(0)


async def test_a_preview_and_the_result_take_the_same_room(page: Page, bot: PlayedBot) -> None:
    small, large = jpeg(data.coffee()[::3, ::3]), jpeg(data.coffee())
    sent = await bot.api.send_photo(1, small, caption="a")
    await expect(page.locator(".tile img")).to_have_js_property("naturalWidth", 200)
    before = await page.locator(".tile").bounding_box()
    await bot.api.edit_message_media(InputMediaPhoto(large, caption="a"), 1, sent.message_id)
    await expect(page.locator(".tile img").last).to_have_js_property("naturalWidth", 600)
    assert await page.locator(".tile").bounding_box() == before


async def test_a_reader_of_old_messages_is_left_there_and_told_of_new_ones(
    page: Page, bot: PlayedBot
) -> None:
    await bot.api.send_message(1, "first\n" * 90)
    await expect(page.locator(".block")).to_have_count(1)
    await page.locator("#scroller").evaluate("(it) => it.scrollTo(0, 0)")
    pill = page.locator("#pill")
    await expect(pill).to_have_accessible_name("To the newest message")
    await bot.api.send_message(1, "second")
    await expect(pill).to_have_text("1 new message")
    assert await page.locator("#scroller").evaluate("(it) => it.scrollTop") == 0
    await pill.click()
    await expect(messages(page).get_by_text("second")).to_be_in_viewport()
    await expect(pill).to_be_hidden()
    await bot.api.send_message(1, "third")
    await expect(messages(page).get_by_text("third")).to_be_in_viewport()


async def test_a_deleted_message_goes_and_typing_shows(page: Page, bot: PlayedBot) -> None:
    sent = await bot.api.send_message(1, "Soon gone")
    await expect(messages(page).get_by_text("Soon gone")).to_be_visible()
    await bot.api.send_chat_action(1, ChatAction.TYPING)
    await expect(page.locator("#typing")).to_be_visible()
    await bot.api.delete_message(1, sent.message_id)
    await expect(page.locator(".block")).to_have_count(0)


async def test_a_picture_opens_large_and_escape_or_back_closes_it(
    page: Page, bot: PlayedBot
) -> None:
    await bot.api.send_photo(1, jpeg(data.coffee()), caption="one")
    await bot.api.send_photo(1, jpeg(data.chelsea()), caption="two")
    await page.locator(".tile").first.click()
    large = page.get_by_role("dialog")
    await expect(large).to_contain_text("one")
    await page.keyboard.press("ArrowRight")
    await expect(large).to_contain_text("two")
    await expect(large.get_by_label("Save the picture")).to_have_attribute(
        "download", "oneiro-2.jpg"
    )
    await page.keyboard.press("Escape")
    await expect(large).to_have_count(0)
    await page.locator(".tile").first.click()
    await expect(large).to_have_count(1)
    await page.go_back()
    await expect(large).to_have_count(0)
    await expect(page.locator(".tile")).to_have_count(2)


async def invoice(bot: PlayedBot) -> None:
    prices = [LabeledPrice("PREMIUM", 25)]
    await bot.api.send_invoice(1, "PREMIUM", "700 px, 600 steps", "offer:1", "XTR", prices)


async def test_the_pay_sheet_shows_the_price_and_pays_only_when_confirmed(
    phone: Page, bot: PlayedBot
) -> None:
    await invoice(bot)
    await phone.get_by_role("button", name="Pay").click()
    sheet = phone.get_by_role("dialog")
    await expect(sheet).to_contain_text("700 px, 600 steps")
    await expect(sheet.locator(".pay-total")).to_have_text("25")
    await sheet.get_by_role("button", name="Cancel").click()
    await expect(sheet).to_have_count(0)
    await phone.get_by_role("button", name="Pay").click()
    await sheet.get_by_role("button", name="Pay").click()
    query = (await bot.next()).pre_checkout_query
    assert query is not None
    assert query.total_amount == 25
    await bot.api.answer_pre_checkout_query(query.id, ok=True)
    paid = (await bot.next()).message
    assert paid is not None
    assert paid.successful_payment is not None
    await expect(sheet).to_contain_text("Paid")
    await sheet.get_by_role("button", name="Done").click()
    await expect(phone.locator(".invoice .mark")).to_have_text("Paid")
    charge_id = paid.successful_payment.telegram_payment_charge_id
    await bot.api.refund_star_payment(1, charge_id)
    await expect(phone.locator(".invoice .mark")).to_have_text("Refunded")


async def test_a_refused_payment_says_why(page: Page, bot: PlayedBot) -> None:
    await invoice(bot)
    await page.get_by_role("button", name="Pay").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_role("button", name="Pay").click()
    query = (await bot.next()).pre_checkout_query
    assert query is not None
    await bot.api.answer_pre_checkout_query(query.id, ok=False, error_message="This offer is over.")
    await expect(sheet).to_contain_text("This offer is over.")
    await expect(page.locator(".mark")).to_have_count(0)


async def test_hostile_words_stay_words(page: Page, bot: PlayedBot) -> None:
    keys = InlineKeyboardMarkup([[InlineKeyboardButton(HOSTILE, callback_data="x")]])
    await bot.api.send_message(1, HOSTILE, reply_markup=keys)
    await bot.api.send_photo(1, jpeg(data.coffee()), caption=HOSTILE)
    await bot.api.send_document(1, b"<script>alert(1)</script>", filename="<img src=x>.html")
    await expect(page.locator(".block")).to_have_count(3)
    await expect(messages(page).get_by_text(HOSTILE).first).to_be_visible()
    assert await page.locator("#messages script, #messages img[src='x']").count() == 0
    assert await page.title() == "Oneiro"


async def test_the_page_may_load_nothing_from_elsewhere_and_run_no_inline_script(
    page: Page, site_url: str
) -> None:
    response = await page.request.get(site_url)
    policy = response.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


async def test_formatted_words_and_links_are_shown_as_such(page: Page, bot: PlayedBot) -> None:
    text = "<b>Bold</b> and <code>seed=7</code> at https://example.org/a."
    await bot.api.send_message(1, text, parse_mode="HTML")
    await expect(page.locator(".words strong")).to_have_text("Bold")
    await expect(page.locator(".words .code")).to_have_text("seed=7")
    await expect(page.locator(".words a")).to_have_attribute("href", "https://example.org/a")


async def test_a_command_given_as_code_waits_in_the_field_to_be_changed(
    page: Page, bot: PlayedBot
) -> None:
    await bot.api.send_message(1, "Again: <code>/dream seed=7</code>", parse_mode="HTML")
    await page.get_by_role("log").get_by_role("button", name="/dream seed=7").click()
    field = page.get_by_label("Message", exact=True)
    await expect(field).to_have_value("/dream seed=7")
    await expect(field).to_be_focused()


async def test_another_chat_counts_what_was_not_read(page: Page, bot: PlayedBot) -> None:
    await page.goto(f"{page.url.split('#')[0]}#2")
    await expect(page.locator("#head-sub")).to_have_text("You are Ben")
    await expect(page.locator(".chat[aria-current]")).to_contain_text("Ben")
    await bot.api.send_message(1, "For the first person")
    row = page.locator(".chat").first
    await expect(row).to_contain_text("For the first person")
    await expect(row.get_by_label("1 unread")).to_be_visible()
    await row.click()
    await expect(row.get_by_label("1 unread")).to_be_hidden()
    await expect(messages(page).get_by_text("For the first person")).to_be_visible()


async def test_every_button_on_a_phone_is_large_enough_for_a_finger(
    phone: Page, bot: PlayedBot
) -> None:
    await bot.api.send_message(1, "What shall I do with it?", reply_markup=DREAM)
    await expect(phone.get_by_role("button", name="Dream")).to_be_visible()
    sizes = await phone.evaluate(
        "JSON.stringify([...document.querySelectorAll('button')].filter((it) => it.offsetWidth)"
        ".map((it) => [it.ariaLabel ?? it.textContent, it.offsetWidth, it.offsetHeight]))"
    )
    small = [size for size in json.loads(sizes) if min(size[1:]) < 44]
    assert small == []


async def test_a_link_to_the_bot_begins_with_its_word(page: Page, bot: PlayedBot) -> None:
    link = "https://t.me/oneiro_bot?start=gift_0a1b"
    await bot.api.send_message(1, f"A gift for you: {link}")
    await page.get_by_role("log").get_by_role("button", name=link).click()
    update = await bot.next()
    assert update.message is not None
    assert update.message.text == "/start gift_0a1b"
