"""The feed's pages in a browser: on a phone without scripts, on a desk, and into the chat."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.community.choosing import PAGE
from bot.community.copies import PHOTO, SMALL, WORK, copy_of, file_name, preview_of
from bot.delivery.results.result_store import ResultFolder
from bot.domain.community.works import Size
from bot.storage.database import Database, upgrade
from bot.transport.web_server import Address, serving
from bot.web.feed_app import Feed
from tests.bot.storage.community.shown import shown
from tests.browser.conftest import DESK, PHONE, PlayedBot, open_page, running_telegram
from tests.pictures import encoded, photo

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

BOT = "https://t.me/oneiro_local_bot"
FIRST_VIEW_BYTES = 300_000
NOISY = ("coffee", "chelsea", "rocket", "astronaut")
# What all that a page has loaded weighs on its way, headers and all.
WEIGHT = """() => performance.getEntriesByType("resource").concat(
    performance.getEntriesByType("navigation")).reduce((sum, each) => sum + each.transferSize, 0)"""


async def fill(db: Database, store: ResultFolder) -> None:
    """A page and a half of works, each beside its photo."""
    for number in range(PAGE + PAGE // 2):
        picture = encoded(photo(NOISY[number % len(NOISY)]).effect_spread(6))
        large = copy_of(picture, longest_px=1280)
        photo_size = Size(width=large.size.width, height=large.size.height)
        signature = "Ada" if number % 2 else None
        work = await shown(db, f"u{number}", size=large.size, photo=photo_size, signature=signature)
        files = {WORK: large.data, SMALL: preview_of(picture), PHOTO: large.data}
        for name, data in files.items():
            store.write(file_name(work.token, name), data)


@pytest_asyncio.fixture(loop_scope="session")
async def feed(tmp_path: Path) -> AsyncIterator[tuple[str, PlayedBot]]:
    """A chat page that passes /feed on, and the bot behind it."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'feed.sqlite3'}"
    await asyncio.to_thread(upgrade, url)
    db, store = Database(url), ResultFolder(tmp_path / "feed")
    await fill(db, store)
    pages = Feed(db=db, store=store, bot=BOT, url=None)
    async with serving(pages.app(), Address("127.0.0.1", 0, "ONEIRO_WEB_PORT")) as port:
        address = f"http://127.0.0.1:{port}"
        async with running_telegram(tmp_path / "telegram", feed_url=address) as (telegram, bot):
            yield telegram.site_url, bot
    await db.close()


async def fits(page: Page) -> bool:
    """Nothing sticks out to the right."""
    wide: bool = await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return wide


@pytest.mark.parametrize("size", ["phone", "desk"])
async def test_the_first_view_is_light_and_fits(
    browser: Browser, feed: tuple[str, PlayedBot], size: str
) -> None:
    viewport = PHONE if size == "phone" else DESK
    async with open_page(browser, f"{feed[0]}/feed", viewport=viewport) as page:
        await expect(page.locator("img")).to_have_count(PAGE)
        first = page.locator("img").first
        assert (
            await first.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 300
        )
        assert await page.evaluate(WEIGHT) < FIRST_VIEW_BYTES
        assert await fits(page)
        assert await page.context.cookies() == []


async def test_it_works_without_scripts_on_a_phone(
    browser: Browser, feed: tuple[str, PlayedBot]
) -> None:
    options = {"viewport": PHONE, "java_script_enabled": False}
    async with open_page(browser, f"{feed[0]}/feed", **options) as page:
        await page.get_by_role("link", name="Older ones").click()
        await page.get_by_role("link", name="The newest").click()
        await page.locator("a.frame").first.click()
        await expect(page.locator("img")).to_have_count(2)
        await expect(page.get_by_alt_text("The photo")).to_be_visible()
        await page.get_by_role("link", name="All works").click()
        await expect(page.locator("img")).to_have_count(PAGE)


async def test_a_like_opens_the_chat_and_begins_it(
    browser: Browser, feed: tuple[str, PlayedBot]
) -> None:
    url, bot = feed
    async with open_page(browser, f"{url}/feed", viewport=DESK) as page:
        await page.locator("a.frame").first.click()
        await page.get_by_role("link", name="Like", exact=True).click()
        message = (await bot.next()).message
        assert message is not None
        assert (message.text or "").startswith("/start like_")
        await expect(page.get_by_text(message.text or "").last).to_be_visible()
        # Said once: not when the page is loaded again.
        assert page.url == f"{url}/"
        await page.reload()
        await page.get_by_label("Message", exact=True).fill("that was all")
        await page.keyboard.press("Enter")
        assert (await bot.next()).message.text == "that was all"  # type: ignore[union-attr]
