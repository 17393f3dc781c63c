"""Four beginnings on the chat page: a number for each on a phone, and the film that plays there."""

from __future__ import annotations

import pytest
from PIL import Image
from playwright.async_api import Page, expect

from bot.delivery.job_keyboards import beginnings_keyboard, result_keyboard
from engine.media.making import Making, film_size
from engine.media.sheets import numbered_sheet
from tests.bot.painters import StepSeen
from tests.browser.conftest import PLAYS, PlayedBot
from tests.pictures import encoded, photo

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_number_under_four_beginnings_is_pressed(page: Page, bot: PlayedBot) -> None:
    sheet = numbered_sheet([photo("chelsea", width=300, height=200)] * 4, cell=(300, 200))
    keyboard = beginnings_keyboard("a1", "en", numbers=(1, 2, 3, 4))
    await bot.api.send_photo(1, encoded(sheet), caption="Four dreams begun", reply_markup=keyboard)
    keys = [page.get_by_role("button", name=str(number), exact=True) for number in (1, 2, 3, 4)]
    for key in keys:
        await expect(key).to_be_in_viewport()
    tops = {round((await key.bounding_box() or {})["y"]) for key in keys}
    assert len(tops) == 1
    await keys[2].click()
    query = (await bot.next()).callback_query
    assert query is not None
    assert query.data == "whole:a1:3"


async def test_no_button_under_a_result_is_cut_short(page: Page, bot: PlayedBot) -> None:
    keyboard = result_keyboard("a1", "en", can_grow=True, snapshots=3, has_making=True)
    picture = encoded(photo("chelsea"))
    await bot.api.send_photo(1, picture, caption="Dream", reply_markup=keyboard)
    await expect(page.get_by_role("button", name="How it came to be")).to_be_visible()
    cut = "(buttons) => buttons.filter((each) => each.scrollWidth > each.clientWidth).length"
    assert await page.locator(".block button").evaluate_all(cut) == 0


async def test_how_it_came_to_be_plays_in_its_place(page: Page, bot: PlayedBot) -> None:
    finished = photo("chelsea", width=600, height=400)
    making = Making(Image.new("RGB", finished.size, "navy"))
    tell = making.watching(lambda _: None)
    for step in range(1, 11):
        tell(StepSeen(step / 10, finished))
    film = making.film(finished)
    assert film is not None
    width, height = film_size(*finished.size)
    await bot.api.send_video(1, film, width=width, height=height, duration=3)
    video = page.locator("video")
    await expect(video).to_be_visible()
    assert await video.evaluate(PLAYS)
    assert await video.evaluate("(film) => film.muted")
