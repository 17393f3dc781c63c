"""A profile photo that is dreamt, results in other shapes, and days in a row."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from datetime import timedelta

import numpy as np
import pytest
from PIL import Image

from bot.domain.jobs import JobState
from bot.domain.orders import Art
from bot.handlers.delights.shapes import composed
from bot.storage.tables.jobs import RenderDayRow
from tests.bot.conversation.talk import Talk, labels
from tests.bot.painters import SlowPainter
from tests.bot.storage.postgres import on_each_database
from tests.person import Message
from tests.pictures import decoded, encoded, photo_bytes

FACE = "Dream my profile photo"


@pytest.fixture
async def painter(talk: Talk) -> AsyncIterator[SlowPainter]:
    painter = SlowPainter(steps=1)
    async with talk.worker(painter.open):
        yield painter


async def hello(talk: Talk) -> Message:
    await talk.person.send("/start")
    return await talk.says("I turn photos into art")


@on_each_database
async def test_a_profile_photo_is_dreamt_without_an_upload(
    talk: Talk, painter: SlowPainter
) -> None:
    await talk.person.show_face(photo_bytes(size=(80, 80)))
    await talk.person.press(await hello(talk), FACE)
    result = await talk.result()
    job = await talk.job(state=JobState.DONE)
    assert (job.order.art, result["width"], result["height"]) == (Art.DREAM, 80, 80)


async def test_without_a_profile_photo_there_is_no_button(talk: Talk) -> None:
    assert labels(await hello(talk)) == []


async def test_a_profile_photo_that_was_taken_away_meanwhile_is_told(talk: Talk) -> None:
    await talk.person.show_face(photo_bytes())
    said = await hello(talk)
    await talk.person.show_face(None)
    assert "no profile photo" in (await talk.person.press(said, FACE) or "")
    assert await talk.jobs() == []


async def test_another_profile_photo_is_dreamt_by_the_same_button(
    talk: Talk, painter: SlowPainter
) -> None:
    await talk.person.show_face(photo_bytes(size=(80, 80)))
    said = await hello(talk)
    await talk.person.press(said, FACE)
    first = await talk.result()
    await talk.person.show_face(photo_bytes(size=(80, 60)))
    await talk.person.press(said, FACE)
    second = await talk.result(other_than=first["message_id"])
    assert (second["width"], second["height"]) == (80, 60)


async def test_where_telegram_tells_no_photos_it_still_says_hello(talk: Talk) -> None:
    await talk.person.order_fault("500", method="getUserProfilePhotos")
    assert labels(await hello(talk)) == []


@pytest.mark.parametrize(
    ("button", "kind", "size"),
    [
        ("As a story", "story", (1080, 1920)),
        ("Phone wallpaper", "phone", (1290, 2796)),
        ("Desktop wallpaper", "desk", (2560, 1440)),
    ],
)
async def test_a_result_is_had_in_another_shape_for_nothing(
    talk: Talk, painter: SlowPainter, button: str, kind: str, size: tuple[int, int]
) -> None:
    await talk.person.send("/dream seed=7", photos=[photo_bytes()])
    await talk.person.press(await talk.result(), "More")
    more = await talk.person.wait_for_message(lambda m: button in labels(m))
    await talk.person.press(more, button)
    sent = await talk.person.wait_for_message(lambda m: m["document"])
    assert sent["file_name"] == f"oneiro-dream-7-{kind}.jpg"
    with Image.open(io.BytesIO(await talk.person.download(sent["document"]))) as opened:
        assert opened.size == size
    assert len(await talk.jobs()) == 1


async def test_a_shape_of_a_result_that_is_gone_is_told(talk: Talk, painter: SlowPainter) -> None:
    await talk.person.send("/dream seed=7", photos=[photo_bytes()])
    await talk.person.press(await talk.result(), "More")
    more = await talk.person.wait_for_message(lambda m: "As a story" in labels(m))
    for file in talk.settings.results_dir.iterdir():
        file.unlink()
    assert await talk.person.press(more, "As a story")


@pytest.mark.parametrize("kind", ["story", "phone", "desk"])
def test_clear_parts_of_a_result_stand_on_white(kind: str) -> None:
    clear = Image.new("RGBA", (90, 60), (0, 0, 0, 0))
    middle = np.asarray(decoded(composed(encoded(clear), kind)).convert("L"))
    assert middle[middle.shape[0] // 2, middle.shape[1] // 2] > 245


@on_each_database
async def test_days_in_a_row_stand_under_mine_alone(talk: Talk) -> None:
    now = talk.services.clock()
    async with talk.services.db.write() as session:
        for ago in (0, 1, 2, 4):
            day = (now - timedelta(days=ago)).date().isoformat()
            row = {"art": "dream", "tier": "free", "device": "cpu", "seconds": 1.0, "renders": 1}
            session.add(RenderDayRow(day=day, user_id=1, **row))
    await talk.person.send("/mine")
    await talk.says("3 days in a row")
    await talk.other.send("/mine")
    await talk.says("You show nothing", person=talk.other)
    await talk.other.send("/queue")
    await talk.says("Waiting in all", person=talk.other)
    assert not [m for m in await talk.other.messages() if "in a row" in (m["text"] or "")]
