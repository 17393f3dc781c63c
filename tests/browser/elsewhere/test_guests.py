"""The chat page in a chat that the bot is not in: its name asks, and offers what can be sent."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)

from bot.local_telegram.state.people import FOREIGN_ID
from tests.browser.conftest import PlayedBot

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

BOT = "oneiro_local_bot"
LINK = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Make one yourself", url=f"https://t.me/{BOT}?start=guest")]]
)


async def test_a_name_below_a_photo_is_answered_and_edited_there(
    phone: Page, bot: PlayedBot, site_url: str
) -> None:
    await phone.goto(f"{site_url}/#{FOREIGN_ID}")
    await expect(phone.locator("#empty-text")).to_contain_text(f"@{BOT} dream")
    await phone.locator("#field").fill(f"hello @{BOT}")
    await phone.get_by_role("button", name="Send", exact=True).click()
    asked = (await bot.next()).guest_message
    assert asked is not None
    content = InputTextMessageContent("One moment")
    answer = InlineQueryResultArticle("1", "One moment", content, reply_markup=LINK)
    sent = await bot.api.answer_guest_query(asked.guest_query_id or "", answer)
    await expect(phone.get_by_role("log").get_by_text("One moment")).to_be_visible()
    place = sent.inline_message_id
    await bot.api.edit_message_text("Done", inline_message_id=place, reply_markup=LINK)
    await expect(phone.get_by_role("log").get_by_text("Done")).to_be_visible()
    # The link leads to the person's own chat, which begins so.
    await phone.get_by_role("button", name="Make one yourself").click()
    begun = (await bot.next()).message
    assert begun is not None
    assert (begun.chat.id, begun.text) == (1, "/start guest")


async def test_what_is_offered_is_sent_with_a_tap(
    phone: Page, bot: PlayedBot, site_url: str
) -> None:
    await phone.goto(f"{site_url}/#{FOREIGN_ID}")
    await phone.locator("#field").fill(f"@{BOT} mosaic")
    query = (await bot.next()).inline_query
    assert query is not None
    assert query.query == "mosaic"
    hostile = "<b>Mosaic</b>"
    results = [InlineQueryResultArticle("m", hostile, InputTextMessageContent("In tesserae"))]
    button = InlineQueryResultsButton("Make a new picture", start_parameter="guest")
    await bot.api.answer_inline_query(query.id, results, button=button)
    offered = phone.locator("#inline li")
    await expect(offered).to_have_count(2)
    await expect(offered.nth(1)).to_contain_text(hostile)
    await offered.nth(1).dispatch_event("mousedown")
    await expect(phone.get_by_role("log").get_by_text("In tesserae")).to_be_visible()
    await expect(phone.locator("#inline")).to_be_hidden()
    assert await phone.locator("#field").input_value() == ""
