"""The walk in Russian at a phone's width: photo, «сон замок», and all that is read is Russian."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.bot.conversation.languages.phone import (
    assert_nothing_is_cut,
    dreamt,
    foreign,
    on_phone,
)
from tests.bot.conversation.talk import Talk
from tests.person import Message
from tests.pictures import photo_bytes

# What stays Latin: commands, options, layers, a unit, and our name.
TYPED = re.compile(r"^/.*|/\w+|\w*_\w*|\bseed\b|\bpx\b|\bOneiro\b")
LATIN = re.compile("[A-Za-z]{2,}")


async def test_start_and_captions_are_russian(working: Talk) -> None:
    await working.person.introduce(language_code="ru", first_name="Анна")
    await working.person.send("/start")
    await working.says("Здравствуйте. Я превращаю фото в искусство.")
    await working.person.send(photos=[photo_bytes()])
    await working.says("Что с этим сделать?")
    await working.person.send("сон замок")
    result = await dreamt(working)
    assert (await working.job()).language == "ru"
    assert _latin(result) == []
    assert result["caption"].splitlines()[-1].startswith("/dream classes=замок ")


@pytest.mark.browser
async def test_a_photo_and_a_dream_on_a_phone(working: Talk) -> None:
    await working.person.introduce(language_code="ru", first_name="Анна")
    async with on_phone(working) as page:
        await _walk(working, page)


async def _walk(talk: Talk, page: Page) -> None:
    log, words = page.get_by_role("log"), page.get_by_role("textbox")
    await words.fill("/start")
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(log.get_by_text("Я превращаю фото в искусство")).to_be_visible()
    await talk.person.send(photos=[photo_bytes()])
    await expect(log.get_by_text("Что с этим сделать?")).to_be_visible()
    await words.fill("сон замок")
    await page.get_by_role("button", name="Send", exact=True).click()
    result = await dreamt(talk)
    await expect(log.get_by_text(result["caption"].splitlines()[-1])).to_be_visible()
    await assert_nothing_is_cut(page)
    assert [latin for message in await talk.person.messages() for latin in _latin(message)] == []
    folder = os.environ.get("ONEIRO_TEST_SCREENSHOTS")
    if folder:
        await page.screenshot(path=Path(folder) / "russian.png", full_page=True)


def _latin(message: Message) -> list[str]:
    """What is not Russian, commands and options apart."""
    return foreign(message, typed=TYPED, strange=LATIN)
