"""A chat on a phone in some language, and what stands in it that is of another."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Page, async_playwright

from tests.bot.conversation.talk import Talk
from tests.bot.running import WITHIN_S
from tests.browser.conftest import CHROMIUM_ARGS, PHONE, open_page
from tests.person import Message

# Words cut by their button: of two in a row on a phone.
_CUT = """() => [...document.querySelectorAll("button")].filter(
    (button) => button.offsetParent && button.scrollWidth > button.clientWidth + 1
).map((button) => button.textContent)"""


@asynccontextmanager
async def on_phone(talk: Talk) -> AsyncIterator[Page]:
    """The chat page, as wide as a phone."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium, args=list(CHROMIUM_ARGS)
        )
        url = talk.telegram.site_url
        async with open_page(browser, url, viewport=PHONE, has_touch=True) as page:
            yield page
        await browser.close()


async def assert_nothing_is_cut(page: Page) -> None:
    assert await page.evaluate(_CUT) == []


async def dreamt(talk: Talk) -> Message:
    """The finished dream."""
    return await talk.person.wait_for_message(
        lambda m: m["photo"] and m["caption"] and "/dream" in m["caption"], within_s=WITHIN_S
    )


def foreign(message: Message, *, typed: re.Pattern[str], strange: re.Pattern[str]) -> list[str]:
    """Lines and buttons of the bot's that hold what is ``strange``, ``typed`` parts aside."""
    if not message["from_bot"]:
        return []
    lines = (message["text"] or message["caption"] or "").splitlines()
    titles = [button["text"] for row in message["buttons"] or [] for button in row]
    said = (typed.sub("", line) for line in (*lines, *titles))
    return [words for words in said if strange.search(words)]
