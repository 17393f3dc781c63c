"""``python -m tests.browser.shots.chat URL OUTDIR``: the chat page of a running ``oneiro up``.

Writes chat-phone.jpg and chat-desk.jpg (light) and chat-phone-dark.jpg and chat-desk-dark.jpg:
the end of person 1's chat, with the newest finished picture in view.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
from pathlib import Path

from playwright.async_api import Browser, ViewportSize, async_playwright, expect

from tests.browser.conftest import CHROMIUM_ARGS, DESK, PHONE

QUALITY = 86
SIZES: dict[str, ViewportSize] = {"phone": PHONE, "desk": DESK}


async def shoot(browser: Browser, url: str, file: Path, *, size: str, scheme: str) -> None:
    context = await browser.new_context(
        viewport=SIZES[size],
        device_scale_factor=2 if size == "phone" else 1.5,
        has_touch=size == "phone",
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = await context.new_page()
    await page.goto(url)
    finished = page.locator(".block", has=page.get_by_role("button", name="Again", exact=True)).last
    await finished.wait_for()
    await page.evaluate("Promise.all([...document.images].map((image) => image.decode()))")
    await expect(page.locator(".arriving")).to_have_count(0)
    await finished.evaluate("(block) => block.scrollIntoView({ block: 'end' })")
    await page.screenshot(path=file, type="jpeg", quality=QUALITY)
    await context.close()


async def shoot_all(url: str, folder: Path) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(CHROMIUM_ARGS)
        )
        for size in SIZES:
            for scheme, ending in (("light", ""), ("dark", "-dark")):
                file = folder / f"chat-{size}{ending}.jpg"
                await shoot(browser, url, file, size=size, scheme=scheme)
        await browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", help="such as http://127.0.0.1:8081")
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(shoot_all(arguments.url, arguments.folder))


if __name__ == "__main__":
    main()
