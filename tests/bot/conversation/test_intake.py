"""What is sent to us: pictures of all kinds, broken ones, what is no picture, and which of a photo
and a film is meant.
"""

from __future__ import annotations

import io
import re
import struct
import zlib

import pillow_heif
import pytest
from PIL import Image

from bot.domain.orders import Art
from tests.bot.conversation.arts.films import ASK, FILM
from tests.bot.conversation.talk import Talk, from_bot, labels
from tests.pictures import encoded, photo_bytes


def moving_webp() -> bytes:
    frames = [Image.new("RGB", (64, 64), shade) for shade in ("red", "blue")]
    return encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:])


def huge_png() -> bytes:
    """20000x20000 px in a few bytes, of which nothing is to be decoded."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", 20000, 20000, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (("photo.jpg", b"just some text"), "Your photo does not open as a picture"),
        (("photo.jpg", photo_bytes(kind="JPEG")[:200]), "Your photo does not open as a picture"),
        (("dot.png", photo_bytes(size=(1, 1))), "I need at least"),
        (("huge.png", huge_png()), "too large to open"),
        (("line.png", photo_bytes(size=(2000, 20))), "times the other"),
        (
            ("IMG_1.CR2", b"II*\0\x10\0\0\0CR\x02\0" + bytes(90)),
            "raw file (Canon CR2), which",
        ),
        (("IMG_1.DNG", b"II" + bytes(21_000_000)), "is a camera's raw file, which I cannot open"),
        (("IMG_1.jxl", b"\xff\x0a" + bytes(90)), "JPEG XL picture, which I cannot open"),
        (("notes.txt", b"just some text"), "I work with pictures and films"),
        (("film.mp4", b"\0\0\0\x18ftypmp42"), "Your film does not open as a film"),
    ],
)
@pytest.mark.parametrize("caption", [None, "/dream", "/style swirls"])
async def test_what_cannot_be_worked_on_is_answered_and_never_a_job(
    talk: Talk, file: tuple[str, bytes], words: str, caption: str | None
) -> None:
    await talk.person.send(caption, documents=[file])
    said = await from_first_answer(talk)
    assert words in said
    assert await talk.jobs() == []


async def from_first_answer(talk: Talk) -> str:
    message = await talk.person.wait_for_message(lambda m: m["from_bot"])
    return message["text"] or message["caption"] or ""


async def test_a_picture_sent_as_a_file_works(talk: Talk) -> None:
    await talk.person.send("/dream", documents=[("photo.png", photo_bytes())])
    await talk.job()


async def test_an_iphones_own_file_works(talk: Talk) -> None:
    buffer = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 48), "red")).save(buffer)
    await talk.person.send("/dream", documents=[("IMG_0001.HEIC", buffer.getvalue())])
    await talk.job()


async def test_a_file_over_telegrams_limit_is_refused_unseen(talk: Talk) -> None:
    await talk.person.send(documents=[("big.png", b"\0" * 21_000_000)])
    await talk.says("too large to open (21 MB; the limit is 20 MB)")


async def test_of_a_moving_picture_the_first_frame_is_taken_and_we_say_so(talk: Talk) -> None:
    await talk.person.send(documents=[("moving.webp", moving_webp())])
    message = await talk.person.wait_for_message(lambda m: m["from_bot"])
    assert "first frame" in message["text"]


async def test_words_without_a_photo_are_answered(talk: Talk) -> None:
    await talk.person.send("hello")
    said = await talk.says("Send me a photo")
    assert labels(said) == []


async def test_an_unknown_command_gets_what_comes_close(talk: Talk) -> None:
    await talk.person.send("/draem")
    await talk.says("Did you mean /dream?")
    await talk.person.send("/nothinglikeit")
    await talk.says("I do not know /nothinglikeit.")


@pytest.mark.parametrize(
    "command", ["/start", "/help", "/terms", "/support", "/paysupport", "/queue", "/cancel"]
)
async def test_each_command_has_an_answer(talk: Talk, command: str) -> None:
    await talk.person.send(command)
    message = await talk.person.wait_for_message(lambda m: m["from_bot"])
    assert message["text"]


async def test_cancel_stops_what_is_open_and_says_how_many(talk: Talk) -> None:
    await talk.person.send(photos=[photo_bytes()])
    for seed in (1, 2):
        await talk.person.send(f"/dream seed={seed}")
    await talk.job(count=2)
    await talk.person.send("/queue")
    said = await talk.says("Waiting in all: 2")
    assert re.search(r"number 1 in the queue \(.*\), number 2 in the queue \(", said["text"])
    await talk.person.send("/cancel")
    await talk.says("Cancelled: 2.")
    assert all(not job.state.is_open for job in await talk.jobs())
    closed = [m for m in from_bot(await talk.person.messages()) if m["text"] == "Cancelled."]
    assert len(closed) == 2
    assert all(not labels(message) for message in closed)


COMMANDS = [
    ("/style swirls size=320 steps=20", Art.STYLE),
    ("/style swirls size=320 instant", Art.STYLE),
    ("/style", Art.STYLE),
    ("/dream creatures", Art.DREAM),
    ("/dream", Art.DREAM),
    ("/paint", Art.PAINT),
]


async def _named_photo(talk: Talk) -> tuple[int, str]:
    """(message, our name) of a photo."""
    (sent,) = await talk.person.send("/what", photos=[photo_bytes()])
    ref = (await talk.job()).order.photo
    assert ref is not None
    return sent, ref.id


@pytest.mark.parametrize(("command", "art"), COMMANDS)
async def test_after_a_film_a_photo_that_is_named_or_answered_is_meant(
    talk: Talk, command: str, art: Art
) -> None:
    sent, name = await _named_photo(talk)
    await talk.person.send(films=[FILM])
    await talk.says(ASK)
    ways = [
        (f"{command} photo={name}", None, "Mosaic"),
        (command, sent, "Marbling"),
        (f"{command} photo={name}", sent, "Stained glass"),
    ]
    for count, (words, reply_to, pressed) in enumerate(ways, start=2):
        (asked,) = await talk.person.send(words, reply_to=reply_to)
        if command == "/style":
            menu = await talk.person.wait_for_message(
                lambda m, asked=asked: m["message_id"] > asked and "Mosaic" in labels(m)
            )
            await talk.person.press(menu, pressed)
        order = (await talk.job(count=count)).order
        assert (order.art, order.photo and order.photo.message_id) == (art, sent)


@pytest.mark.parametrize(("command", "art"), COMMANDS)
async def test_after_a_film_a_caption_is_about_its_photo(
    talk: Talk, command: str, art: Art
) -> None:
    await talk.person.send(films=[FILM])
    await talk.says(ASK)
    (sent,) = await talk.person.send(command, photos=[photo_bytes()])
    if command == "/style":
        await talk.person.press(await talk.says("Pick a style"), "Mosaic")
    order = (await talk.job()).order
    assert (order.art, order.photo and order.photo.message_id) == (art, sent)


@pytest.mark.parametrize("command", ["/style mosaic", "/dream creatures", "/video mosaic"])
async def test_after_a_photo_a_film_that_is_named_is_meant(talk: Talk, command: str) -> None:
    (sent,) = await talk.person.send("/video dream", films=[FILM])
    ref = (await talk.job()).order.photo
    assert ref is not None
    await talk.prompt()
    await talk.person.send(f"{command} photo={ref.id}")
    order = (await talk.job(count=2)).order
    assert (order.art, order.photo and order.photo.message_id) == (Art.VIDEO, sent)


async def test_after_a_film_a_name_that_means_nothing_is_told_of(talk: Talk) -> None:
    await talk.person.send(films=[FILM])
    await talk.says(ASK)
    await talk.person.send("/style mosaic photo=nobody")
    await talk.says("I cannot find that")
    assert await talk.jobs() == []
