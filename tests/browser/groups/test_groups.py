"""What a group has on the chat page: veiled pictures, reactions, topics, words for one alone."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Page, expect
from skimage import data

from tests.browser.conftest import PlayedBot, jpeg, open_page
from tests.person import Person

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

GROUP = -1001


async def test_a_veiled_picture_is_blurred_until_it_is_tapped_and_then_opens(
    page: Page, bot: PlayedBot
) -> None:
    sent = await bot.api.send_photo(1, jpeg(data.coffee()), has_spoiler=True)
    tile = page.locator(".tile")
    await expect(tile).to_have_class("tile veiled")
    await expect(tile.locator("img")).to_have_css("filter", "blur(22px) saturate(1.3)")
    await tile.click()
    await expect(tile).to_have_class("tile")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    # What was lifted stays so when words change.
    await bot.api.edit_message_caption(1, sent.message_id, caption="Dreamt")
    await expect(page.get_by_role("log").get_by_text("Dreamt")).to_be_visible()
    await expect(tile).to_have_class("tile")
    await tile.click()
    await expect(page.get_by_role("dialog")).to_be_visible()


async def test_a_group_shows_topics_reactions_and_who_alone_sees_a_message(
    browser: Browser, site_url: str, bot: PlayedBot
) -> None:
    async with (
        Person.at(site_url, chat_id=GROUP, user_id=1) as group,
        open_page(browser, f"{site_url}/#{GROUP}") as page,
    ):
        topic = await group.open_topic("Dreams")
        (said,) = await group.send("over there", topic=topic)
        await bot.api.set_message_reaction(GROUP, said, "👀")
        block = page.locator(".block", has_text="over there")
        await expect(block.locator(".reactions")).to_have_text("👀")
        await expect(block.locator(".bubble")).to_have_attribute("data-topic", "Dreams")
        await bot.api.set_message_reaction(GROUP, said, None)
        await expect(block.locator(".reactions")).to_have_count(0)
        await group.allow_ephemeral(is_allowed=True)
        whom = {"ephemeral_message_parameters": {"receiver_user_id": 2}}
        await bot.api.send_message(GROUP, "prices", api_kwargs=whom)
        await expect(page.get_by_text("Only Ben sees this")).to_be_visible()
