"""Everything that a person reads has a sentence: in a made-up language nothing is English."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright, expect

from tests.bot.conversation.languages.made_up import MADE_UP, made_up_language
from tests.bot.conversation.talk import Talk
from tests.bot.running import WITHIN_S
from tests.browser.conftest import CHROMIUM_ARGS, PHONE, open_page
from tests.pictures import photo_bytes

pytestmark = pytest.mark.browser
# Words cut by their button: of two in a row on a phone.
CUT = """() => [...document.querySelectorAll("button")].filter(
    (button) => button.offsetParent && button.scrollWidth > button.clientWidth + 1
).map((button) => button.textContent)"""
# Names of layers and networks are typed, too.
COMMAND = re.compile(r"^/.*|/\w+|\w*_\w*")
PLAIN = re.compile(r"[A-Za-z]{4,}")


@pytest.fixture(autouse=True)
def _made_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with made_up_language(monkeypatch):
        yield


async def test_a_dream_is_asked_for_on_a_phone(working: Talk) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    await working.person.introduce(language_code=MADE_UP)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium, args=list(CHROMIUM_ARGS)
        )
        url = working.telegram.site_url
        async with open_page(browser, url, viewport=PHONE, has_touch=True) as page:
            await _walk(working, page)
        await browser.close()


async def _walk(talk: Talk, page: Page) -> None:
    log = page.get_by_role("log")
    await talk.person.send("/start")
    await expect(log.get_by_text("/help")).to_be_visible()
    await talk.person.send(photos=[photo_bytes()])
    await log.get_by_role("button", name="[Śťýĺé").click()
    await expect(log.get_by_role("button", name="[Ḿóśáíć")).to_be_visible()
    assert await page.evaluate(CUT) == []
    await log.get_by_role("button", name="[Ďŕéáḿ").click()
    result = await talk.person.wait_for_message(
        lambda m: m["photo"] and m["caption"] and "/dream" in m["caption"], within_s=WITHIN_S
    )
    await expect(log.get_by_text(result["caption"].splitlines()[-1])).to_be_visible()
    assert await page.evaluate(CUT) == []
    assert [english for m in await talk.person.messages() for english in _english(m)] == []
    # What makes it again is the same in every language.
    command = result["caption"].splitlines()[-1]
    assert re.fullmatch(r"/dream [ -~]+", command)


def _english(message: dict[str, Any]) -> list[str]:
    """Words of ours that are no sentence of this language."""
    if not message["from_bot"]:
        return []
    lines = (message["text"] or message["caption"] or "").splitlines()
    titles = [button["text"] for row in message["buttons"] or [] for button in row]
    said = (COMMAND.sub("", line) for line in (*lines, *titles))
    return [words for words in said if PLAIN.search(words)]
