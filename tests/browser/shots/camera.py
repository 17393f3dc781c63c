"""A person before the pages, whose every look becomes a picture of the docs."""

from __future__ import annotations

import io
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect

from tests.browser.conftest import CHROMIUM_ARGS, PHONE
from tests.browser.hands import Hands

QUALITY = 80
# Longer than the slowest of these pictures takes on one core.
PATIENCE_S = 400


@asynccontextmanager
async def browsing() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(CHROMIUM_ARGS)
        )
        yield browser
        await browser.close()


async def keep(page: Page, file: Path) -> None:
    """What stands on the page, once nothing of it moves, as a WebP."""
    await page.evaluate("Promise.all([...document.images].map((image) => image.decode()))")
    await expect(page.locator(".arriving, .toast")).to_have_count(0)
    with Image.open(io.BytesIO(await page.screenshot())) as seen:
        seen.convert("RGB").save(file, quality=QUALITY, method=6)


@asynccontextmanager
async def person(
    browser: Browser,
    url: str,
    *,
    files: str,
    chat_id: int = 1,
    viewport: ViewportSize = PHONE,
    locale: str = "en-US",
) -> AsyncIterator[Hands]:
    """Somebody at their phone or desk. ``files``: what pictures of them are called, but for {}."""

    async def look(page: Page, name: str) -> None:
        await keep(page, Path(files.format(name)))

    context = await browser.new_context(
        viewport=viewport,
        device_scale_factor=1.5 if viewport == PHONE else 1,
        has_touch=viewport == PHONE,
        locale=locale,
    )
    page = await context.new_page()
    await page.goto(f"{url}#{chat_id}")
    yield Hands(page, patience_s=PATIENCE_S, look=look)
    await context.close()
