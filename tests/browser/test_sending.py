"""A person sends pictures, words, files and commands on the chat page."""

from __future__ import annotations

import base64
from pathlib import Path

import numpy as np
import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import PlayedBot, jpeg

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HAND_OVER = """
([kind, name, content]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const parcel = new DataTransfer();
  parcel.items.add(new File([bytes], name, { type: "image/jpeg" }));
  const event = kind === "paste"
    ? new ClipboardEvent("paste", { clipboardData: parcel, bubbles: true, cancelable: true })
    : new DragEvent("drop", { dataTransfer: parcel, bubbles: true, cancelable: true });
  document.querySelector("#field").dispatchEvent(event);
}
"""


async def choose(page: Page, files: list[Path]) -> None:
    async with page.expect_file_chooser() as chooser:
        await page.get_by_label("Send photos or files").click()
    await (await chooser.value).set_files(files)


async def test_a_newcomer_is_told_what_to_do_and_the_button_opens_the_chooser(
    page: Page, bot: PlayedBot, photos: list[Path]
) -> None:
    await expect(page.get_by_text("Send a photo to begin")).to_be_visible()
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("button", name="Choose a photo").click()
    await (await chooser.value).set_files(photos[0])
    await page.get_by_label("Send", exact=True).click()
    message = (await bot.next()).message
    assert message is not None
    assert len(message.photo) > 0
    await expect(page.locator(".tile img")).to_be_visible()
    await expect(page.get_by_text("Send a photo to begin")).to_be_hidden()


@pytest.mark.parametrize("way", ["paste", "drop"])
async def test_a_picture_can_be_pasted_and_dropped(
    page: Page, bot: PlayedBot, photos: list[Path], way: str
) -> None:
    await expect(page.get_by_text("Send a photo to begin")).to_be_visible()
    content = base64.b64encode(photos[0].read_bytes()).decode()
    await page.evaluate(HAND_OVER, [way, "coffee.jpg", content])
    await expect(page.locator(".tray-item")).to_have_count(1)
    await page.locator("#field").press("Enter")
    message = (await bot.next()).message
    assert message is not None
    assert len(message.photo) > 0


async def test_several_photos_become_one_album_in_order_with_a_caption(
    page: Page, bot: PlayedBot, photos: list[Path]
) -> None:
    await choose(page, [*photos, photos[0]])
    await page.get_by_role("button", name="Remove coffee.jpg").first.click()
    await page.get_by_label("Message", exact=True).fill("Three of them")
    await page.get_by_label("Send", exact=True).click()
    messages = [(await bot.next()).message for _ in range(3)]
    assert [message.caption for message in messages if message] == ["Three of them", None, None]
    assert len({message.media_group_id for message in messages if message}) == 1
    assert messages[0] is not None
    assert messages[0].photo[-1].width > messages[0].photo[-1].height
    await expect(page.locator(".block")).to_have_count(1)
    await expect(page.locator(".block .tile img")).to_have_count(3)
    await expect(page.locator(".tray-item")).to_have_count(0)


async def test_a_picture_goes_as_a_file_when_asked_and_other_files_always(
    page: Page, bot: PlayedBot, photos: list[Path], tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("hello")
    await choose(page, [photos[0], letter])
    await page.get_by_text("Send as file").click()
    await page.get_by_label("Send", exact=True).click()
    names = [(await bot.next()).message.document.file_name for _ in range(2)]  # type: ignore[union-attr]  # a message, or the test fails
    assert names == ["coffee.jpg", "letter.txt"]
    await expect(page.locator(".doc-name").first).to_have_text("coffee.jpg")
    await expect(page.locator(".doc-thumb img")).to_have_count(1)


async def test_a_file_that_only_claims_to_be_a_picture_goes_to_the_bot_as_a_file(
    page: Page, bot: PlayedBot, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_text("no picture at all")
    await choose(page, [broken])
    await page.get_by_label("Send", exact=True).click()
    message = (await bot.next()).message
    assert message is not None
    assert message.document is not None
    await expect(page.locator(".doc-name")).to_have_text("broken.jpg")


async def test_a_refusal_is_said_in_words_and_nothing_written_is_lost(
    page: Page, photos: list[Path]
) -> None:
    await choose(page, photos[:1])
    field = page.get_by_label("Message", exact=True)
    await field.fill("long " * 300)
    await page.get_by_label("Send", exact=True).click()
    await expect(page.locator(".toast-error")).to_contain_text("1024")
    await expect(page.locator(".tray-item")).to_have_count(1)
    await expect(field).to_have_value("long " * 300)


async def test_a_reply_quotes_what_it_answers(page: Page, bot: PlayedBot) -> None:
    asked = await bot.api.send_message(1, "Which one?")
    await page.get_by_role("log").get_by_text("Which one?").dblclick()
    await expect(page.locator("#reply-bar")).to_contain_text("Which one?")
    await page.get_by_label("Message", exact=True).fill("That one")
    await page.keyboard.press("Enter")
    message = (await bot.next()).message
    assert message is not None
    assert message.reply_to_message is not None
    assert message.reply_to_message.message_id == asked.message_id
    await expect(page.locator(".quote")).to_contain_text("Which one?")
    await expect(page.locator("#reply-bar")).to_be_hidden()


async def test_a_swipe_on_a_phone_replies(phone: Page, bot: PlayedBot) -> None:
    await bot.api.send_message(1, "Which one?")
    box = await phone.get_by_role("log").get_by_text("Which one?").bounding_box()
    assert box is not None
    touch = await phone.context.new_cdp_session(phone)
    for kind, across in (("touchStart", 0), ("touchMove", 40), ("touchMove", 90)):
        point = {"x": box["x"] + 60 - across, "y": box["y"] + 8}
        await touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    await touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    await expect(phone.locator("#reply-bar")).to_contain_text("Which one?")


async def test_the_message_menu_works_by_keyboard(page: Page, bot: PlayedBot) -> None:
    await bot.api.send_message(1, "Which one?")
    await page.get_by_role("button", name="Message menu").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menuitem", name="Reply")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("menuitem", name="Copy text")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("menu")).to_have_count(0)
    await expect(page.get_by_role("button", name="Message menu")).to_be_focused()


async def test_a_slash_lists_the_commands_of_the_bot(page: Page, bot: PlayedBot) -> None:
    field = page.get_by_label("Message", exact=True)
    await field.fill("/")
    await expect(page.get_by_role("option")).to_have_count(3)
    await field.fill("/d")
    await expect(page.get_by_role("option")).to_have_text("/dreamDream over a photo")
    await field.press("Tab")
    await expect(field).to_have_value("/dream ")
    await field.fill("/h")
    await field.press("Enter")
    message = (await bot.next()).message
    assert message is not None
    assert message.text == "/help"


async def test_the_menu_button_and_commands_in_words_send_them(page: Page, bot: PlayedBot) -> None:
    await page.get_by_role("button", name="Commands").click()
    await page.get_by_role("option", name="/style").click()
    assert (await bot.next()).message.text == "/style"  # type: ignore[union-attr]  # a message, or the test fails
    repeat = "/dream layer=inception_4c seed=7 photo=k3f9"
    await bot.api.send_message(1, f"Dreamt.\n{repeat}")
    await page.get_by_role("log").get_by_role("button", name=repeat).click()
    assert (await bot.next()).message.text == repeat  # type: ignore[union-attr]  # a message, or the test fails


async def test_in_the_group_one_chooses_who_speaks(page: Page, bot: PlayedBot) -> None:
    await page.locator(".chat", has_text="Two painters and a bot").click()
    await page.locator(".speaker").nth(1).click()
    await page.get_by_label("Message", exact=True).fill("It is me")
    await page.keyboard.press("Enter")
    message = (await bot.next()).message
    assert message is not None
    assert message.from_user is not None
    assert (message.chat.id, message.from_user.id) == (-1001, 2)


async def test_a_very_wide_picture_and_long_words_do_not_widen_a_narrow_page(
    page: Page, bot: PlayedBot
) -> None:
    await page.set_viewport_size({"width": 320, "height": 640})
    await bot.api.send_photo(1, jpeg(np.zeros((60, 1100, 3), np.uint8)), caption="wide" * 90)
    await bot.api.send_photo(1, jpeg(np.zeros((1100, 60, 3), np.uint8)))
    await bot.api.send_message(1, "https://example.org/" + "long" * 90)
    await expect(page.locator(".tile img")).to_have_count(2)
    widths = "[document.documentElement, document.querySelector('#scroller')]"
    assert await page.evaluate(f"{widths}.every((it) => it.scrollWidth <= it.clientWidth)")
