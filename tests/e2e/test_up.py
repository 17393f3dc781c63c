"""The whole house as a person meets it: one command, a photo, a picture; and how it ends."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import numpy as np
import pytest

from tests.e2e.house import House, running_house
from tests.person import Person
from tests.pictures import decoded, encoded, photo

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks processes up in /proc")

PICTURE_S = 120.0  # patience, not a promise: other programs may be busy
SIDE_PX = 128


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with running_house(tmp_path_factory.mktemp("house")) as running:
        yield running


def small_coffee() -> bytes:
    image = photo("coffee")
    image.thumbnail((SIDE_PX, SIDE_PX))
    return encoded(image)


def has_buttons(*words: str) -> Any:
    def fits(message: dict[str, Any]) -> bool:
        texts = [button["text"] for row in message["buttons"] or [] for button in row]
        return message["from_bot"] and all(any(w in t for t in texts) for w in words)

    return fits


async def result_after(person: Person, message_id: int) -> dict[str, Any]:
    def is_result(message: dict[str, Any]) -> bool:
        return message["message_id"] > message_id and has_buttons("Again")(message)

    return await person.wait_for_message(is_result, within_s=PICTURE_S)


async def pixels(person: Person, message: dict[str, Any]) -> np.ndarray[Any, Any]:
    return np.asarray(decoded(await person.download(message["photo"])))


def test_the_first_screen_tells_where_what_and_on_which_data(house: House) -> None:
    assert house.url in house.screen
    assert "embedded on cpu" in house.screen or "embedded on cuda" in house.screen
    assert str(house.data_dir) in house.screen


async def test_a_photo_becomes_a_dream_and_the_caption_repeats_it(house: House) -> None:
    async with Person.at(house.url, chat_id=11) as person:
        (photo_id,) = await person.send(photos=[small_coffee()])
        prompt = await person.wait_for_message(has_buttons("Dream", "Style", "Texture", "More"))
        await person.press(prompt, "Dream")
        first = await result_after(person, photo_id)
        dream = await pixels(person, first)
        assert dream.shape[1] / dream.shape[0] == pytest.approx(600 / 400, rel=0.02)

        (again_id,) = await person.send(first["caption"].splitlines()[-1])
        second = await result_after(person, again_id)
        assert np.array_equal(dream, await pixels(person, second))
        assert second["caption"].splitlines()[-1] == first["caption"].splitlines()[-1]


async def test_a_photo_becomes_a_painting_by_the_first_picture_of_the_menu(house: House) -> None:
    async with Person.at(house.url, chat_id=12) as person:
        (photo_id,) = await person.send(photos=[small_coffee()])
        await person.press(await person.wait_for_message(has_buttons("Style")), "Style")
        menu = await person.wait_for_message(lambda m: m["from_bot"] and m["photo"])
        await person.press_data(menu["message_id"], menu["buttons"][0][0]["data"])
        result = await result_after(person, photo_id)
        painted = await pixels(person, result)
        assert painted.shape[1] / painted.shape[0] == pytest.approx(600 / 400, rel=0.02)
        of_ours = [m for m in await person.messages() if m["from_bot"] and m["photo"]]
        assert [m["message_id"] for m in of_ours] == [result["message_id"]]


async def test_the_feed_is_there_and_shows_what_is_shown(house: House) -> None:
    async with aiohttp.ClientSession() as session, Person.at(house.url, chat_id=14) as person:

        async def page() -> str:
            async with session.get(f"{house.url}/feed") as answer:
                assert (answer.status, answer.content_type) == (200, "text/html")
                return await answer.text()

        assert "<img" not in await page()
        await person.send("/style swirls instant", photos=[small_coffee()])
        result = await person.wait_for_message(has_buttons("Show it"), within_s=PICTURE_S)
        await person.press(result, "Show it")
        question = await person.wait_for_message(has_buttons("Only the result"))
        await person.press(question, "Only the result")
        told = await person.wait_for_message(has_buttons("Take it back"))
        assert (await page()).count("<img") == 1
        assert f"{house.url}/feed/w/" in told["text"]
        await person.press(told, "Take it back")
        assert "<img" not in await page()


async def test_a_killed_child_is_started_again_and_said_so(house: House) -> None:
    os.kill(house.pid_of("bot.cli bot"), signal.SIGKILL)
    async with Person.at(house.url, chat_id=13) as person:
        await person.send("/start")
        await person.wait_for_message(lambda m: m["from_bot"], within_s=30)
    assert "bot was killed by SIGKILL; starting it again" in house.screen


@pytest.mark.parametrize(
    ("number", "send"),
    [
        pytest.param(signal.SIGINT, os.killpg, id="Ctrl-C"),
        pytest.param(signal.SIGTERM, os.killpg, id="the end of its group"),
        pytest.param(signal.SIGTERM, os.kill, id="its own end"),
    ],
)
def test_a_signal_ends_everything(
    tmp_path: Path, number: signal.Signals, send: Callable[[int, int], None]
) -> None:
    with running_house(tmp_path) as house:
        send(house.process.pid, number)
        house.wait_until_gone(within_s=20)
        assert house.process.wait() == (130 if number is signal.SIGINT else 0)
        assert "Traceback" not in house.screen


def test_a_second_one_on_the_same_folder_is_refused(house: House) -> None:
    with pytest.raises(AssertionError, match="already runs on"), running_house(house.data_dir):
        pass


def test_kill_9_of_the_parent_leaves_nothing_behind(house: House) -> None:
    """The last of its tests: the house of all of them ends with it."""
    assert len(house.alive()) >= 5  # itself, Redis, Telegram, bot, worker
    os.kill(house.process.pid, signal.SIGKILL)
    house.wait_until_gone(within_s=20)
