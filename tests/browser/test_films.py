"""Films and lines of words on the chat page: in the place of what stood there before."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect
from skimage import data
from telegram import InputMediaVideo

from tests.browser.conftest import DESK, PHONE, PLAYS, PlayedBot, jpeg, open_page
from tests.pictures import film_bytes, gif_bytes, photo

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

WORDS = "I see:\nEgyptian cat — 47 %\ntabby — 30 %\nlynx — 10 %"
# Awaited as events: a condition polled in the page is evaluated there, which its policy forbids.
LOADED = """(video) => video.readyState >= 2 || new Promise(
    (done) => video.addEventListener("loadeddata", () => done(true), { once: true }))"""


def zoom() -> bytes:
    coffee = photo(width=240, height=160)
    steps = [coffee.crop((i, i, 240 - i, 160 - i)).resize(coffee.size) for i in range(0, 40, 2)]
    return film_bytes(steps)


async def film_in_place(bot: PlayedBot, page: Page) -> int:
    """A preview that became a film."""
    sent = await bot.api.send_photo(1, jpeg(data.coffee()[::2, ::2]), caption="60 % done")
    await expect(page.locator(".tile img")).to_be_visible()
    film = InputMediaVideo(zoom(), caption="Zoom", filename="zoom.mp4", supports_streaming=True)
    await bot.api.edit_message_media(film, 1, sent.message_id)
    await expect(page.locator("video")).to_be_visible()
    return sent.message_id


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_a_film_takes_its_preview_s_room_and_plays_silently_over_and_over(
    browser: Browser, site_url: str, bot: PlayedBot, size: dict[str, int]
) -> None:
    async with open_page(browser, site_url, viewport=size) as page:
        sent = await bot.api.send_photo(1, jpeg(data.coffee()[::2, ::2]), caption="a")
        await expect(page.locator(".tile img")).to_be_visible()
        before = await page.locator(".tile").bounding_box()
        film = InputMediaVideo(zoom(), caption="a", filename="zoom.mp4")
        await bot.api.edit_message_media(film, 1, sent.message_id)
        video = page.locator("video")
        await expect(page.locator(".tile img")).to_have_count(0)
        after = await page.locator(".tile").bounding_box()
        assert before is not None
        assert after is not None
        assert after == pytest.approx(before, abs=1.5)
        for name, value in {"muted": True, "loop": True, "controls": True}.items():
            await expect(video).to_have_js_property(name, value)
        assert await video.evaluate(PLAYS)
        width = await page.evaluate("document.documentElement.scrollWidth")
        assert width <= size["width"]


async def test_a_film_plays_on_while_its_message_is_edited(page: Page, bot: PlayedBot) -> None:
    message_id = await film_in_place(bot, page)
    await page.locator("video").evaluate("(video) => { video.dataset.mine = '1'; }")
    await bot.api.edit_message_caption(1, message_id, caption="Zoom, told better")
    await expect(page.locator(".words")).to_contain_text("told better")
    await expect(page.locator("video")).to_have_attribute("data-mine", "1")
    await expect(page.locator("video")).to_have_count(1)


async def test_a_film_waits_for_readers_who_want_less_motion(
    browser: Browser, site_url: str, bot: PlayedBot
) -> None:
    async with open_page(browser, site_url, reduced_motion="reduce") as page:
        await film_in_place(bot, page)
        video = page.locator("video")
        assert await video.evaluate(LOADED)
        assert await video.evaluate("(video) => video.paused && video.currentTime === 0")


async def test_a_status_becomes_lines_of_words_in_place(phone: Page, bot: PlayedBot) -> None:
    status = await bot.api.send_message(1, "In the queue: number 1.")
    await expect(phone.locator(".words")).to_contain_text("In the queue")
    await bot.api.edit_message_text(WORDS, 1, status.message_id)
    words = phone.locator(".words")
    await expect(words).to_contain_text("lynx")
    text = await words.evaluate("(node) => node.innerText")
    assert text.splitlines()[:4] == WORDS.splitlines()
    await expect(phone.locator(".block")).to_have_count(1)


FILMS = ("walk.mp4", "wave.gif")


@pytest.fixture
def films(tmp_path: Path) -> list[Path]:
    """A film with nothing to hear, and a GIF."""
    coffee = photo(width=240, height=160)
    frames = [coffee.rotate(turn) for turn in range(0, 24, 2)]
    for name, content in zip(FILMS, (film_bytes(frames), gif_bytes(frames)), strict=True):
        (tmp_path / name).write_bytes(content)
    return [tmp_path / name for name in FILMS]


async def test_a_film_and_a_gif_are_sent_as_what_they_are(
    page: Page, bot: PlayedBot, films: list[Path]
) -> None:
    await page.locator("#files").set_input_files(films)
    await expect(page.locator(".tray-item video")).to_have_count(1)
    await expect(page.locator(".tray-item img")).to_have_count(1)
    await page.get_by_label("Send", exact=True).click()
    first, second = [(await bot.next()).message for _ in FILMS]
    assert first is not None
    assert second is not None
    assert first.video is not None
    assert first.video.width == 240
    assert second.animation is not None
    shown = page.locator(".block.mine .tile video")
    await expect(shown).to_have_count(2)
    for number in range(2):
        assert await shown.nth(number).evaluate(LOADED)


async def test_a_film_goes_as_a_file_when_asked(
    page: Page, bot: PlayedBot, films: list[Path]
) -> None:
    await page.locator("#files").set_input_files(films[:1])
    await page.get_by_text("Send as file").click()
    await page.get_by_label("Send", exact=True).click()
    message = (await bot.next()).message
    assert message is not None
    assert message.document is not None
    assert message.document.mime_type == "video/mp4"
