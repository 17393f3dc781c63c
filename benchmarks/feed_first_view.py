"""``python -m benchmarks.feed_first_view [URL]``: what a newcomer to the feed loads, and how long.

A phone and a desk open the feed of a running ``oneiro up`` for the first time. Told are the bytes
of all that was loaded, headers and all, when the page was first painted, and when its last picture
of the first screen was there: medians of ROUNDS, each with an empty cache.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import sys
from typing import Any

from playwright.async_api import Browser, ViewportSize, async_playwright

URL = "http://127.0.0.1:8081/feed"
ROUNDS = 5
SIZES: dict[str, ViewportSize] = {
    "phone": {"width": 390, "height": 844},
    "desk": {"width": 1280, "height": 800},
}
_FIGURES = """() => {
    const all = performance.getEntriesByType("resource").concat(
        performance.getEntriesByType("navigation"));
    const seen = [...document.images].filter((image) =>
        image.getBoundingClientRect().top < innerHeight).map((image) => image.currentSrc);
    return {
        bytes: all.reduce((sum, each) => sum + each.transferSize, 0),
        painted_ms: performance.getEntriesByName("first-contentful-paint")[0].startTime,
        pictures_ms: Math.max(...all.filter((each) => seen.includes(each.name)).map(
            (each) => each.responseEnd)),
        images: document.images.length,
    };
}"""


async def first_view(browser: Browser, url: str, viewport: ViewportSize) -> dict[str, Any]:
    context = await browser.new_context(viewport=viewport)
    page = await context.new_page()
    await page.goto(url, wait_until="load")
    # The screenshot is a frame, where nobody looks.
    await page.screenshot()
    figures: dict[str, Any] = await page.evaluate(_FIGURES)
    await context.close()
    return figures


async def main(url: str) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, viewport in SIZES.items():
            views = [await first_view(browser, url, viewport) for _ in range(ROUNDS)]
            middle = {key: statistics.median(view[key] for view in views) for key in views[0]}
            sys.stdout.write(
                f"{name:6} {middle['images']} pictures, {middle['bytes'] / 1000:.0f} kB, painted "
                f"after {middle['painted_ms']:.0f} ms, its pictures after "
                f"{middle['pictures_ms']:.0f} ms\n"
            )
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else URL))
