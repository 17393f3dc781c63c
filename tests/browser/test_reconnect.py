"""The page survives its server: it says so, comes back by itself, and shows what it missed."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.browser.conftest import open_page, running_telegram

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_the_page_comes_back_with_what_it_missed(browser: Browser, tmp_path: Path) -> None:
    async with running_telegram(tmp_path) as (telegram, bot):
        url = telegram.site_url
        await bot.api.send_message(1, "before")
        page_of = open_page(browser, url)
        page = await page_of.__aenter__()
        await expect(page.get_by_role("log").get_by_text("before")).to_be_visible()
    await expect(page.get_by_text("Connection lost")).to_be_visible()
    await page.get_by_label("Message", exact=True).fill("hello?")
    await page.keyboard.press("Enter")
    await expect(page.locator(".toast-error")).to_contain_text("does not answer")
    await expect(page.get_by_label("Message", exact=True)).to_have_value("hello?")
    port = int(url.rsplit(":", 1)[1])
    async with running_telegram(tmp_path, site_port=port) as (_, bot):
        await bot.api.send_message(1, "meanwhile")
        await expect(page.get_by_role("log").get_by_text("meanwhile")).to_be_visible()
        await expect(page.get_by_text("Connection lost")).to_be_hidden()
        await expect(page.locator(".block")).to_have_count(2)
        await page_of.__aexit__(None, None, None)
