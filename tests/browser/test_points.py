"""A coloured picture is pressed where a colour belongs, and the command says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import PlayedBot

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_places_and_colours_become_hints_of_the_command(
    page: Page, bot: PlayedBot, photos: list[Path]
) -> None:
    caption = "Colours as they may have been\n\nThe same again:\n/colorize seed=0 photo=k3f9"
    await bot.api.send_photo(1, photos[0], caption=caption)
    await page.locator(".tile").click()
    await page.get_by_label("Colour places").click()
    await page.get_by_label("Colour of the next place").fill("#d66032")
    image = page.locator(".lightbox-image")
    box = await image.bounding_box()
    assert box is not None
    for share in (0.25, 0.5, 0.75):
        position = {"x": share * box["width"], "y": 0.5 * box["height"]}
        await image.click(position=position)  # type: ignore[arg-type]  # a dict of its two floats
    await page.get_by_label("Take this place away").nth(1).click()
    await page.get_by_label("Write the command").click()
    await expect(page.locator(".lightbox")).to_have_count(0)
    field = page.get_by_label("Message", exact=True)
    first, second, *rest = (await field.input_value()).removeprefix("/colorize ").split()
    assert first.startswith("0.2")
    assert second.startswith("0.7")
    assert {hint.partition("=")[2] for hint in (first, second)} == {"#d66032"}
    assert rest == ["seed=0", "photo=k3f9"]


async def test_other_pictures_are_only_looked_at(
    page: Page, bot: PlayedBot, photos: list[Path]
) -> None:
    await bot.api.send_photo(1, photos[0], caption="Dream\n/dream seed=0 photo=k3f9")
    await page.locator(".tile").click()
    await expect(page.get_by_label("Save the picture")).to_be_visible()
    await expect(page.get_by_label("Colour places")).to_be_hidden()
