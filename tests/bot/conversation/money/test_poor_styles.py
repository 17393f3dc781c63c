"""A style picture that is hard to learn from is told of before anything is paid, or refused."""

from __future__ import annotations

from PIL import Image, ImageFilter

from bot.domain.jobs import JobState
from tests.bot.conversation.arts.films import FILM
from tests.bot.conversation.talk import Talk, labels
from tests.bot.painters import SlowPainter
from tests.pictures import encoded, photo, photo_bytes

BLURRED = encoded(photo("coffee").filter(ImageFilter.GaussianBlur(6)), "JPEG")
SHARP = encoded(photo("coffee"), "JPEG")
PLAIN = encoded(Image.new("RGB", (300, 200), "navy"))
SMALL = encoded(photo("chelsea", width=100, height=100))
TOLD = "The style picture is"


async def painted(talk: Talk, style: bytes) -> str:
    """What the job's message says while the album's second picture is waited for as a style."""
    await talk.person.send("/style", photos=[photo_bytes(), style])
    return str((await talk.says("In the queue"))["text"])


async def test_the_job_tells_of_it_while_it_waits(talk: Talk) -> None:
    words = await painted(talk, BLURRED)
    assert words.splitlines()[-1] == (
        "The style picture is blurred: strokes will be weak. A sharper one paints better."
    )


async def test_of_a_good_style_nothing_is_told(talk: Talk) -> None:
    assert TOLD not in await painted(talk, SHARP)


async def test_the_menu_tells_of_it_and_offers_what_it_did(talk: Talk) -> None:
    await talk.person.press(await talk.prompt(SHARP), "Style")
    await talk.person.press(await talk.says("Pick a style"), "Mix")
    menu = await talk.says("Press two styles or more")
    await talk.person.send(photos=[SMALL])
    with_own = await talk.says("Chosen: your picture.")
    assert "The style picture is small (100x100 px)" in with_own["caption"]
    assert set(labels(menu)) < set(labels(with_own))
    assert "Paint" in labels(with_own)
    await talk.person.press(with_own, "Paint")
    assert TOLD in (await talk.says("In the queue"))["caption"]


async def test_the_larger_sizes_tell_of_it_above_their_prices(talk: Talk) -> None:
    async with talk.worker(SlowPainter().open):
        await talk.person.send("/style", photos=[photo_bytes(), PLAIN])
        result = await talk.result()
        await talk.job(state=JobState.DONE)
        await talk.person.press(result, "Make it bigger")
        offer = await talk.says("The price stands on the button")
    assert "The style picture is one plain colour" in offer["text"]
    assert "700 px" in " ".join(labels(offer))


async def test_a_named_picture_and_a_texture_are_told_of_too(talk: Talk) -> None:
    await talk.person.send("/texture", photos=[PLAIN])
    first = await talk.says("In the queue")
    assert "one plain colour" in first["text"]
    style = (await talk.job()).order.styles[0]
    await talk.person.send(f"/texture style={style.name}")
    job = await talk.job(count=2)
    assert job.order.styles[0].flaw == style.flaw


async def test_a_film_tells_of_it(talk: Talk) -> None:
    await talk.person.send("/video", films=[FILM])
    await talk.says("Pick a style for your film")
    await talk.person.send(photos=[BLURRED])
    assert "is blurred" in (await talk.says("In the queue"))["caption"]
