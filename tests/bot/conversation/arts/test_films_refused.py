"""What is no film, or cannot be done to one: answered in plain words, and nothing is ordered."""

from __future__ import annotations

import pytest

from bot.domain.jobs import JobState
from bot.domain.orders import Art
from tests.bot.conversation.arts.films import FILM, FRAMES, GIF
from tests.bot.conversation.talk import Talk, from_bot
from tests.bot.painters import SlowPainter
from tests.pictures import film_bytes, photo_bytes

WRONG = [
    ("/video swirls dream", "a film is painted in a style or dreamt, not both"),
    ("/video style creatures", "kinds of dream are for /video dream"),
    ("/video mosaicc", "Did you mean mosaic"),
    ("/video cat", "no style, dream or word called"),
    ("/video seconds=0", "it goes from 0.1 to 600"),
    ("/video octaves=3", "It belongs to /dream."),
    ("/zoom", "That is a film, and /zoom works on a photo."),
    ("/what", "That is a film, and /what works on a photo."),
    ("/explain", "That is a film, and /explain works on a photo."),
    ("/texture", "That is a film, and /texture works on a photo."),
    ("/dream layer=inception_4c", "That is a film, and “layer” works on a photo."),
    ("/style optimiser=lbfgs", "That is a film, and “optimiser” works on a photo."),
]


async def test_what_does_not_work_is_said_in_plain_words_and_orders_nothing(talk: Talk) -> None:
    for command, words in WRONG:
        (sent,) = await talk.person.send(command, films=[FILM])
        said = await talk.person.wait_for_message(lambda m, sent=sent: m["message_id"] > sent)
        assert words in (said["text"] or said["caption"]), (command, said["text"])
    assert await talk.jobs() == []


@pytest.mark.parametrize("command", ["/video", "/video dream", "/video swirls"])
async def test_a_photo_is_no_film(talk: Talk, command: str) -> None:
    (photo,) = await talk.person.send(command, photos=[photo_bytes()])
    await talk.says("/video works on a film.")
    await talk.person.send(command, reply_to=photo)
    await talk.settled()
    said = [m for m in from_bot(await talk.person.messages()) if "works on a film" in m["text"]]
    assert len(said) == 2
    assert await talk.jobs() == []


@pytest.mark.parametrize("command", ["/video", "/video dream"])
async def test_without_a_film_we_say_what_to_do(talk: Talk, command: str) -> None:
    await talk.person.send(command)
    await talk.says("Reply to a film with /video, or send a film with /video as its caption.")
    await talk.in_group.send(command)
    await talk.says("Reply to a film with /video", person=talk.in_group)
    assert await talk.jobs() == []


async def test_the_name_of_a_photo_is_no_film(talk: Talk) -> None:
    await talk.person.send("/dream", photos=[photo_bytes()])
    ref = (await talk.job()).order.photo
    assert ref is not None
    await talk.person.send(f"/video dream photo={ref.id}")
    await talk.says("/video works on a film.")
    await talk.person.send("/video dream photo=nobody")
    await talk.says("I cannot find that")


BROKEN = [
    (("a.mp4", b"just some text"), "Your film does not open as a film"),
    (("a.mp4", FILM[:400]), "Your film does not open as a film"),
    (("a.webm", b"\x1aE\xdf\xa3" + b"\0" * 400), "Your film does not open as a film"),
    (("a.mp4", b""), "Your film is empty"),
    (("a.mp4", film_bytes(FRAMES[:1])), "Your film"),
    (("a.gif", GIF[:20]), "does not open"),
    (("notes.txt", b"just some text"), "I work with pictures and films"),
]


@pytest.mark.parametrize(("file", "words"), BROKEN)
@pytest.mark.parametrize("caption", [None, "/video dream", "/dream", "/style swirls"])
async def test_what_is_no_film_is_answered_and_never_a_job(
    talk: Talk, file: tuple[str, bytes], words: str, caption: str | None
) -> None:
    await talk.person.send(caption, documents=[file])
    said = await talk.person.wait_for_message(lambda m: m["from_bot"])
    if not (caption == "/video dream" and file[0] == "notes.txt"):
        assert words in said["text"]
    assert await talk.jobs() == []


async def test_a_film_over_telegrams_limit_is_refused_unseen(talk: Talk) -> None:
    await talk.person.send("/video dream", documents=[("big.mp4", b"\0" * 21_000_000)])
    await talk.says("Your film is too large to open (21 MB; the limit is 20 MB)")


async def test_a_film_that_telegram_has_lost_is_told_of(talk: Talk) -> None:
    await talk.person.send("/video dream", films=[FILM])
    await talk.job()
    for file in talk.telegram.backend.store.all("file"):
        talk.telegram.backend.store.remove("file", file["file_id"])
    async with talk.worker(SlowPainter().open):
        await talk.says("I cannot find that picture any more")
    assert (await talk.job()).state is JobState.FAILED


async def test_what_is_no_picture_cannot_be_a_style_of_a_film(talk: Talk) -> None:
    await talk.person.send("/video", films=[FILM])
    await talk.says("Pick a style for your film")
    await talk.person.send(documents=[("a.png", b"no picture")])
    await talk.says("Your style picture does not open as a picture")
    await talk.person.send(photos=[photo_bytes(5)])
    assert (await talk.job()).order.art is Art.VIDEO
