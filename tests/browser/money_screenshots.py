"""``python -m tests.browser.money_screenshots [OUTDIR]``: the pictures of docs/MONEY.md.

A person walks through the errands of the tests on a phone, before `oneiro up` with the networks
that we ship; what they have before them on the way becomes money-*.webp. Minutes on a CPU.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.browser import errands
from tests.browser.conftest import CHROMIUM_ARGS, PHONE
from tests.browser.hands import Hands
from tests.e2e.house import running_house
from tests.pictures import encoded, photo
from tests.places import ROOT

QUALITY = 80
PHOTO = "coffee"
# Longer than the slowest of these pictures takes on one core.
PATIENCE_S = 400


@asynccontextmanager
async def person(browser: Browser, url: str, chat_id: int, folder: Path) -> AsyncIterator[Hands]:
    """Somebody at their phone; what they look at is kept."""

    async def look(page: Page, name: str) -> None:
        await page.evaluate("Promise.all([...document.images].map((image) => image.decode()))")
        await expect(page.locator(".arriving, .toast")).to_have_count(0)
        with Image.open(io.BytesIO(await page.screenshot())) as seen:
            seen.convert("RGB").save(folder / f"money-{name}.webp", quality=QUALITY, method=6)

    context = await browser.new_context(viewport=PHONE, device_scale_factor=1.5, has_touch=True)
    page = await context.new_page()
    await page.goto(f"{url}#{chat_id}")
    yield Hands(page, patience_s=PATIENCE_S, look=look)
    await context.close()


async def shoot(url: str, file: Path, folder: Path) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(CHROMIUM_ARGS)
        )
        async with person(browser, url, 1, folder) as hands:
            await errands.dream(hands, file)
            await errands.buy_larger(hands)
            await errands.give_back(hands)
            await errands.order_print(hands, paper="Art paper")
        async with person(browser, url, 2, folder) as hands:
            await errands.subscribe(hands)
        await browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "docs")
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="oneiro-shots-") as name:
        data_dir = Path(name)
        file = data_dir / "photo.jpg"
        file.write_bytes(encoded(photo(PHOTO), "JPEG", quality=95))
        os.environ |= {
            "ONEIRO_TIERS": str(errands.tiers_with_subscription(data_dir)),
            "ONEIRO_PRINT_PROVIDER_TOKEN": errands.PROVIDER,
            # All steps are made, however slow the machine.
            "ONEIRO_RENDER_BUDGET_S": str(PATIENCE_S),
        }
        with running_house(data_dir) as house:
            asyncio.run(shoot(house.url, file, folder))


if __name__ == "__main__":
    main()
