"""A person before the chat page: what they press, write and read there."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

from playwright.async_api import Locator, Page, expect

# The words of a message without the time beside them.
_WORDS = """(words) => [...words.childNodes]
    .filter((node) => !node.classList?.contains("stamp"))
    .map((node) => node.textContent).join("")"""


async def unseen(page: Page, name: str) -> None:
    """Nobody looks over the person's shoulder."""


class Hands:
    """One person's hands and eyes.

    Args:
        patience_s: how long they wait for anything.
        look: called where there is something to see, with the name of that.
    """

    def __init__(
        self,
        page: Page,
        *,
        patience_s: float = 30,
        look: Callable[[Page, str], Awaitable[None]] = unseen,
    ) -> None:
        self.page = page
        self._look = look
        page.set_default_timeout(patience_s * 1000)
        self._patience_ms = patience_s * 1000

    async def look(self, name: str) -> None:
        await self._look(self.page, name)

    async def send_photo(self, photo: Path) -> None:
        async with self.page.expect_file_chooser() as chooser:
            await self.page.get_by_label("Send photos or files").click()
        await (await chooser.value).set_files(photo)
        await self.page.get_by_label("Send", exact=True).click()

    async def say(self, words: str) -> None:
        await self.page.get_by_label("Message", exact=True).fill(words)
        await self.page.get_by_label("Send", exact=True).click()

    async def answer(self, words: str, has: str) -> str:
        """Say these words. Returns: the next message that ``has`` those."""
        found = self._messages(has)
        before = await found.count()
        await self.say(words)
        await expect(found).to_have_count(before + 1, timeout=self._patience_ms)
        read: str = await found.last.locator(".words").evaluate(_WORDS)
        return read

    async def press(self, words: str) -> None:
        """The newest button under a message that begins with these words."""
        # A browser's \b knows no letters but the Latin ones.
        name = re.compile(rf"^{re.escape(words)}(?!\w)")
        await self.page.get_by_role("log").get_by_role("button", name=name).last.click()

    async def reads(self, words: str) -> None:
        """A message with these words is there, now or soon."""
        await expect(self._messages(words).last).to_be_visible(timeout=self._patience_ms)

    async def scroll_to_picture(self) -> None:
        """The newest one, whole."""
        newest = self.page.locator(".tile").last
        await newest.evaluate("(tile) => tile.scrollIntoView({ block: 'start' })")

    async def has_stars(self, stars: int) -> None:
        """The purse shows so many, now or soon."""
        purse = self.page.get_by_label(f"Your Stars: {stars:,}", exact=True)
        await expect(purse).to_be_visible(timeout=self._patience_ms)

    async def open_purse(self) -> None:
        await self.page.get_by_label("Your Stars: ").click()

    async def tap(self, words: str) -> None:
        """A button of the sheet."""
        await self.sheet.get_by_role("button", name=words).click()

    async def pay(self) -> None:
        """What the sheet shows the price of."""
        await self.tap("Pay")
        await self.sees("Paid")
        await self.tap("Done")

    async def choose(self, words: str) -> None:
        """One of several on the sheet."""
        await self.sheet.locator("label").filter(has_text=words).click()

    async def sees(self, words: str) -> None:
        """The sheet says so, now or soon."""
        await expect(self.sheet).to_contain_text(words, timeout=self._patience_ms)

    async def fill(self, **address: str) -> None:
        """The form of the sheet, by the names of its fields."""
        for name, value in address.items():
            field = self.sheet.locator(f"[name={name}]")
            choosing = await field.evaluate("(field) => field.tagName === 'SELECT'")
            await (field.select_option(value) if choosing else field.fill(value))

    @property
    def sheet(self) -> Locator:
        return self.page.get_by_role("dialog")

    def _messages(self, words: str) -> Locator:
        return self.page.locator(".block.from-bot").filter(has_text=words)
