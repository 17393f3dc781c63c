"""The whole way in Russian, at a phone: photo, dream, the feed, a like, and all of it deleted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.browser import errands
from tests.browser.conftest import PHONE, open_page
from tests.browser.hands import Hands
from tests.e2e.house import House, running_house
from tests.person import Person
from tests.pictures import encoded, photo

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with running_house(tmp_path / "house") as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def hands(browser: Browser, house: House) -> AsyncIterator[Hands]:
    """A person whose Telegram and browser are Russian."""
    async with Person.at(house.url) as person:
        await person.introduce(language_code="ru")
    options = {"viewport": PHONE, "has_touch": True, "locale": "ru-RU"}
    async with open_page(browser, house.url, **options) as page:
        yield Hands(page, patience_s=120)


async def test_a_photo_is_dreamt_shown_liked_and_forgotten(
    hands: Hands, house: House, tmp_path: Path
) -> None:
    small = photo("coffee")
    small.thumbnail((160, 160))
    file = tmp_path / "coffee.png"
    file.write_bytes(encoded(small))
    feed = f"{house.url}/feed"
    await hands.page.goto(feed)
    await expect(hands.page.get_by_text("Пока никто ничего не показывает")).to_be_visible()
    await hands.page.goto(house.url)
    await errands.dream_in_russian(hands, file)
    await errands.show_in_russian(hands)
    await errands.like_in_russian(hands, feed)
    await errands.delete_all_in_russian(hands)
    await hands.page.goto(feed)
    await expect(hands.page.get_by_text("Пока никто ничего не показывает")).to_be_visible()
    await expect(hands.page.locator("img")).to_have_count(0)
