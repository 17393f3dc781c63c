"""The walk in Russian at a phone's width: photo, «сон замок», and all that is read is Russian."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright, expect

from tests.bot.conversation.talk import Talk
from tests.bot.running import WITHIN_S
from tests.browser.conftest import CHROMIUM_ARGS, PHONE, open_page
from tests.pictures import photo_bytes

# What stays Latin: commands, options, layers, a unit, and our name.
TYPED = re.compile(r"^/.*|/\w+|\w*_\w*|\bseed\b|\bpx\b|\bOneiro\b")
CUT = """() => [...document.querySelectorAll("button")].filter(
    (button) => button.offsetParent && button.scrollWidth > button.clientWidth + 1
).map((button) => button.textContent)"""


async def test_start_and_captions_are_russian(working: Talk) -> None:
    await working.person.introduce(language_code="ru", first_name="Анна")
    await working.person.send("/start")
    await working.says("Здравствуйте. Я превращаю фото в искусство.")
    await working.person.send(photos=[photo_bytes()])
    await working.says("Что с этим сделать?")
    await working.person.send("сон замок")
    result = await _result(working)
    assert (await working.job()).language == "ru"
    assert _latin(result) == []
    assert result["caption"].splitlines()[-1].startswith("/dream classes=замок ")


@pytest.mark.browser
async def test_a_photo_and_a_dream_on_a_phone(working: Talk) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    await working.person.introduce(language_code="ru", first_name="Анна")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium, args=list(CHROMIUM_ARGS)
        )
        url = working.telegram.site_url
        async with open_page(browser, url, viewport=PHONE, has_touch=True) as page:
            await _walk(working, page)
        await browser.close()


async def _walk(talk: Talk, page: Page) -> None:
    log, words = page.get_by_role("log"), page.get_by_role("textbox")
    await words.fill("/start")
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(log.get_by_text("Я превращаю фото в искусство")).to_be_visible()
    await talk.person.send(photos=[photo_bytes()])
    await expect(log.get_by_text("Что с этим сделать?")).to_be_visible()
    await words.fill("сон замок")
    await page.get_by_role("button", name="Send", exact=True).click()
    result = await _result(talk)
    await expect(log.get_by_text(result["caption"].splitlines()[-1])).to_be_visible()
    assert await page.evaluate(CUT) == []
    assert [latin for message in await talk.person.messages() for latin in _latin(message)] == []
    folder = os.environ.get("ONEIRO_TEST_SCREENSHOTS")
    if folder:
        await page.screenshot(path=Path(folder) / "russian.png", full_page=True)


async def _result(talk: Talk) -> dict[str, Any]:
    return await talk.person.wait_for_message(
        lambda m: m["photo"] and m["caption"] and "/dream" in m["caption"], within_s=WITHIN_S
    )


def _latin(message: dict[str, Any]) -> list[str]:
    """What is not Russian, commands and options apart."""
    if not message["from_bot"]:
        return []
    lines = (message["text"] or message["caption"] or "").splitlines()
    titles = [button["text"] for row in message["buttons"] or [] for button in row]
    said = (TYPED.sub("", line) for line in (*lines, *titles))
    return [words for words in said if re.search("[A-Za-z]{2,}", words)]
