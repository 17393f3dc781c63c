"""``python -m tests.browser.shots.chat URL OUTDIR``: the chat page of a running ``oneiro up``.

Writes chat-phone.webp and chat-desk.webp (light), chat-phone-dark.webp and chat-desk-dark.webp: the
end of person 1's chat, with the newest finished picture in view.
"""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from playwright.async_api import Browser, ViewportSize

from tests.browser.conftest import DESK, PHONE
from tests.browser.shots.camera import browsing, keep

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
    await finished.evaluate("(block) => block.scrollIntoView({ block: 'end' })")
    await keep(page, file)
    await context.close()


async def shoot_all(url: str, folder: Path) -> None:
    async with browsing() as browser:
        for size in SIZES:
            for scheme, ending in (("light", ""), ("dark", "-dark")):
                file = folder / f"chat-{size}{ending}.webp"
                await shoot(browser, url, file, size=size, scheme=scheme)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", help="such as http://127.0.0.1:8081")
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(shoot_all(arguments.url, arguments.folder))


if __name__ == "__main__":
    main()
