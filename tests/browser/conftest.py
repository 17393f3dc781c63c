"""The real local Telegram, a bot that the test itself plays, and Chromium on the chat page."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Browser, Page, ViewportSize, async_playwright
from skimage import data
from telegram import Bot, BotCommand, Update
from telegram.request import HTTPXRequest

from bot.local_telegram.server import LocalTelegram
from tests.pictures import encoded

TOKEN = "1000000:local-token-for-tests"
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 800}
POLL_S = 10
# Given to a <video>: that its film is shown to move.
PLAYS = """(video) => video.currentTime > 0 || new Promise(
    (done) => video.addEventListener("timeupdate", function played() {
        if (video.currentTime > 0) { video.removeEventListener("timeupdate", played); done(true); }
    }))"""
CHROMIUM_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
COMMANDS = (
    BotCommand("dream", "Dream over a photo"),
    BotCommand("style", "Paint a photo in a style"),
    BotCommand("help", "How this works"),
)


class PlayedBot:
    """A bot whose every move is made by the test; ``api`` is PTB's own client."""

    def __init__(self, api_url: str) -> None:
        request = HTTPXRequest(connection_pool_size=8)
        self.api = Bot(
            TOKEN, base_url=f"{api_url}/bot", base_file_url=f"{api_url}/file/bot", request=request
        )
        self._updates: asyncio.Queue[Update] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        await self.api.initialize()
        self._task = asyncio.create_task(self._poll())

    async def stop(self) -> None:
        assert self._task is not None
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        await self.api.shutdown()

    async def _poll(self) -> None:
        offset = 0
        while True:
            for update in await self.api.get_updates(offset=offset, timeout=POLL_S):
                offset = update.update_id + 1
                self._updates.put_nowait(update)

    async def next(self) -> Update:
        """The next thing that a person did."""
        return await asyncio.wait_for(self._updates.get(), POLL_S)


@asynccontextmanager
async def running_telegram(
    folder: Path, *, site_port: int = 0, feed_url: str | None = None
) -> AsyncIterator[Any]:
    """A local Telegram whose site is open, with the bot that listens to it."""
    telegram = LocalTelegram(folder=folder, token=TOKEN, site_port=site_port, feed_url=feed_url)
    telegram.backend.limits.is_on = False  # how fast a bot may write is tested elsewhere
    await telegram.start()
    bot = PlayedBot(telegram.api_url)
    try:
        await bot.start()
        await bot.api.set_my_commands(COMMANDS)
        await asyncio.wait_for(telegram.is_open.wait(), POLL_S)
        yield telegram, bot
    finally:
        await bot.stop()
        await telegram.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def chat(tmp_path: Path) -> AsyncIterator[tuple[LocalTelegram, PlayedBot]]:
    async with running_telegram(tmp_path / "telegram") as running:
        yield running


@pytest.fixture
def site_url(chat: tuple[LocalTelegram, PlayedBot]) -> str:
    return chat[0].site_url


@pytest.fixture
def bot(chat: tuple[LocalTelegram, PlayedBot]) -> PlayedBot:
    return chat[1]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(
            executable_path=chromium, args=list(CHROMIUM_ARGS)
        )
        yield started
        await started.close()


@asynccontextmanager
async def open_page(browser: Browser, url: str, **options: Any) -> AsyncIterator[Page]:
    """The chat page in a fresh profile; any script error or blocked request fails the test."""
    context = await browser.new_context(**{"viewport": DESK, **options})
    page = await context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda line: troubles.append(line.text) if _is_trouble(line) else None)
    page.set_default_timeout(POLL_S * 1000)
    await page.goto(url)
    yield page
    await context.close()
    assert troubles == []


def _is_trouble(line: Any) -> bool:
    # Refusals by the server (4xx, or the server gone) are part of what some tests try.
    return line.type in ("error", "warning") and "Failed to load resource" not in line.text


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, site_url: str) -> AsyncIterator[Page]:
    """The page on a desk."""
    async with open_page(browser, site_url) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def phone(browser: Browser, site_url: str) -> AsyncIterator[Page]:
    async with open_page(browser, site_url, viewport=PHONE, has_touch=True) as opened:
        yield opened


def jpeg(picture: Any) -> bytes:
    return encoded(Image.fromarray(picture), "JPEG")


@pytest.fixture(scope="session")
def photos(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three photos of different shapes, as files to choose."""
    folder = tmp_path_factory.mktemp("photos")
    pictures = {"coffee": data.coffee(), "cat": data.chelsea(), "rocket": data.rocket()}
    for name, picture in pictures.items():
        (folder / f"{name}.jpg").write_bytes(jpeg(picture))
    return [folder / f"{name}.jpg" for name in pictures]
