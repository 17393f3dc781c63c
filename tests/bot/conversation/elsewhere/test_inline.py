"""The bot's name in the field of any chat."""

from __future__ import annotations

from bot.domain.jobs import JobState
from bot.texts.catalogue import text
from engine.catalogue.house_styles import HOUSE_STYLES
from tests.bot.conversation.elsewhere.guests import BOT, Elsewhere
from tests.bot.painters import SlowPainter
from tests.pictures import photo_bytes


async def made(there: Elsewhere, painter: SlowPainter, *, count: int) -> None:
    """Ada's works."""
    async with there.talk.worker(painter.open):
        for number in range(1, count + 1):
            await there.talk.person.send(f"/dream seed={number}", photos=[photo_bytes()])
            await there.talk.job(count=number, state=JobState.DONE)


async def test_ones_works_come_first_and_then_the_houses_styles(
    there: Elsewhere, painter: SlowPainter
) -> None:
    await made(there, painter, count=2)
    offered = await there.ada.look_up()
    results = offered["results"]
    assert [each["type"] for each in results[:2]] == ["photo", "photo"]
    assert len(results) == 2 + len(HOUSE_STYLES)
    assert offered["button"] == {"text": text("inline.button"), "start_parameter": "guest"}
    sent = await there.ada.message(await there.ada.choose(results[0]["id"]))
    newest = await there.talk.result()
    assert sent is not None
    assert sent["photo"] == newest["photo"]
    assert "/dream" not in sent["caption"]
    # Nobody else is offered them.
    others = await there.ben.look_up()
    assert [each["type"] for each in others["results"]] == ["article"] * len(HOUSE_STYLES)


async def test_a_word_leaves_what_fits_it(there: Elsewhere) -> None:
    await there.talk.person.introduce(language_code="ru")
    for words in ("мозаика", "mosaic", "Mosaïque"):
        offered = await there.ada.look_up(words)
        assert [each["id"] for each in offered["results"]] == ["style-mosaic"]
    sent = await there.ada.message(await there.ada.choose("style-mosaic"))
    assert sent is not None
    assert f"{BOT} style mosaic" in sent["text"]
    assert "«Мозаика»" in sent["text"]
    assert (await there.ada.look_up("zzz"))["results"] == []
    # It has our name, and asks for nothing.
    assert await there.answers() == []


async def test_deleted_works_are_offered_no_more(there: Elsewhere, painter: SlowPainter) -> None:
    await made(there, painter, count=1)
    await there.talk.person.press(await there.talk.result(), "Delete")
    results = (await there.ada.look_up())["results"]
    assert len(results) == len(HOUSE_STYLES)


async def test_before_a_closed_door_the_offer_says_so(there: Elsewhere) -> None:
    settings = there.talk.services.settings.model_copy(update={"regions_closed": {"ru"}})
    object.__setattr__(there.talk.services, "settings", settings)
    await there.talk.person.introduce(language_code="ru")
    (only,) = (await there.ada.look_up())["results"]
    assert only["title"] == text("regions.closed", "ru")
    await there.ask()
    assert (await there.answer(""))["text"] == text("regions.closed", "ru")
    assert await there.talk.jobs() == []
