"""Everything that a person reads has a sentence: in a made-up language nothing is English."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.async_api import Page, expect

from tests.bot.conversation.languages.made_up import MADE_UP, made_up_language
from tests.bot.conversation.languages.phone import (
    assert_nothing_is_cut,
    dreamt,
    foreign,
    on_phone,
)
from tests.bot.conversation.talk import Talk
from tests.person import Message
from tests.pictures import photo_bytes

pytestmark = pytest.mark.browser
# Names of layers and networks are typed, too.
COMMAND = re.compile(r"^/.*|/\w+|\w*_\w*")
PLAIN = re.compile(r"[A-Za-z]{4,}")


@pytest.fixture(autouse=True)
def _made_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with made_up_language(monkeypatch):
        yield


async def test_a_dream_is_asked_for_on_a_phone(working: Talk) -> None:
    await working.person.introduce(language_code=MADE_UP)
    async with on_phone(working) as page:
        await _walk(working, page)


async def _walk(talk: Talk, page: Page) -> None:
    log = page.get_by_role("log")
    await talk.person.send("/start")
    await expect(log.get_by_text("/help")).to_be_visible()
    await talk.person.send(photos=[photo_bytes()])
    await log.get_by_role("button", name="[Śťýĺé").click()
    await expect(log.get_by_role("button", name="[Ḿóśáíć")).to_be_visible()
    await assert_nothing_is_cut(page)
    await log.get_by_role("button", name="[Ďŕéáḿ").click()
    result = await dreamt(talk)
    await expect(log.get_by_text(result["caption"].splitlines()[-1])).to_be_visible()
    await assert_nothing_is_cut(page)
    assert [english for m in await talk.person.messages() for english in _english(m)] == []
    # What makes it again is the same in every language.
    command = result["caption"].splitlines()[-1]
    assert re.fullmatch(r"/dream [ -~]+", command)


def _english(message: Message) -> list[str]:
    """Words of ours that are no sentence of this language."""
    return foreign(message, typed=COMMAND, strange=PLAIN)
