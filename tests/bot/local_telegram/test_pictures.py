"""Pictures and files, as Telegram's clients and servers treat them."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from PIL import Image
from telegram import Bot, InputMediaDocument, InputMediaPhoto, InputMediaVideo, Message
from telegram.error import BadRequest, NetworkError

from bot.local_telegram.server import LocalTelegram
from tests.person import Person
from tests.pictures import decoded, encoded, film_bytes, photo

THREE_S = timedelta(seconds=3)
LARGE = photo(width=2000, height=1500)


async def test_a_photo_becomes_jpegs_of_at_most_1280_px(ada: Person, bot: Bot) -> None:
    exif = Image.Exif()
    exif[0x010E] = "where it was taken"
    await ada.send(photos=[("a.txt", encoded(LARGE, "JPEG", exif=exif))])
    (update,) = await bot.get_updates(timeout=5)
    sizes = [(size.width, size.height) for size in update.message.photo]
    assert sizes == [(90, 68), (320, 240), (800, 600), (1280, 960)]
    file = await bot.get_file(update.message.photo[-1].file_id)
    largest = decoded(bytes(await file.download_as_bytearray()))
    assert (largest.format, largest.size) == ("JPEG", (1280, 960))
    assert not largest.getexif()
    (message,) = await ada.messages()
    assert (message["width"], message["height"]) == (1280, 960)
    assert decoded(await ada.download(message["photo"])).size == (1280, 960)


async def test_a_small_photo_is_not_enlarged(ada: Person, bot: Bot) -> None:
    await ada.send(photos=[encoded(photo(width=300, height=200))])
    (update,) = await bot.get_updates(timeout=5)
    assert [size.width for size in update.message.photo] == [90, 300]


async def test_a_photo_of_one_pixel_is_still_a_photo(ada: Person, bot: Bot) -> None:
    await ada.send(photos=[encoded(Image.new("RGB", (1, 1)))])
    (update,) = await bot.get_updates(timeout=5)
    assert [(size.width, size.height) for size in update.message.photo] == [(1, 1)]


async def test_a_photo_is_turned_upright(ada: Person) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held sideways
    await ada.send(photos=[encoded(photo(width=60, height=40), "JPEG", exif=exif)])
    (message,) = await ada.messages()
    assert (message["width"], message["height"]) == (40, 60)


@pytest.mark.parametrize("mode", ["RGBA", "P", "L", "LA", "I;16", "1", "CMYK"])
async def test_photos_of_every_mode_are_taken(ada: Person, mode: str) -> None:
    grey = np.full((20, 30), 30_000, dtype=np.uint16)
    image = Image.fromarray(grey) if mode == "I;16" else photo(width=30, height=20).convert(mode)
    await ada.send(photos=[encoded(image, "TIFF")])
    (message,) = await ada.messages()
    shown = decoded(await ada.download(message["photo"]))
    assert shown.size == (30, 20)
    if mode == "I;16":
        assert abs(np.asarray(shown).mean() - 30_000 / 256) < 3


async def test_transparency_becomes_white(ada: Person) -> None:
    await ada.send(photos=[encoded(Image.new("RGBA", (40, 40), (0, 0, 0, 0)))])
    (message,) = await ada.messages()
    assert np.asarray(decoded(await ada.download(message["photo"]))).min() > 250


async def test_several_photos_are_one_album_in_their_order(ada: Person, bot: Bot) -> None:
    widths = [100, 110, 120]
    pictures = [encoded(photo(width=width, height=100)) for width in widths]
    ids = await ada.send("/style", photos=pictures)
    messages = await ada.messages()
    assert [m["message_id"] for m in messages] == ids
    assert [m["width"] for m in messages] == widths
    assert len({m["media_group_id"] for m in messages}) == 1
    assert [m["caption"] for m in messages] == ["/style", None, None]
    updates = await bot.get_updates(timeout=5)
    assert len({update.message.media_group_id for update in updates}) == 1
    assert updates[0].message.caption_entities[0].type == "bot_command"


async def test_a_document_is_kept_as_it_is(ada: Person, bot: Bot) -> None:
    data = encoded(photo())
    await ada.send("a caption", documents=[("bild ä.png", data)])
    (update,) = await bot.get_updates(timeout=5)
    document = update.message.document
    assert (document.file_name, document.mime_type) == ("bild ä.png", "image/png")
    assert document.file_size == len(data)
    assert document.thumbnail.width == 320
    file = await bot.get_file(document.file_id)
    assert bytes(await file.download_as_bytearray()) == data
    (message,) = await ada.messages()
    assert message["caption"] == "a caption"
    assert await ada.download(message["document"]) == data


@pytest.mark.parametrize(
    ("name", "data", "mime"),
    [
        ("broken.jpg", encoded(photo())[:3000], "image/png"),
        ("text.jpg", b"I am no picture", "image/jpeg"),
        ("empty.png", b"", "image/png"),
        ("long.png", encoded(Image.new("L", (2100, 100))), "image/png"),
        ("huge.png", encoded(Image.new("1", (20_000, 20_000))), "image/png"),
    ],
)
async def test_what_cannot_be_a_photo_arrives_as_a_file(
    ada: Person, bot: Bot, name: str, data: bytes, mime: str
) -> None:
    await ada.send("/dream", photos=[(name, data)])
    (update,) = await bot.get_updates(timeout=5)
    assert update.message.document.mime_type == mime
    assert update.message.document.file_size == len(data)
    assert update.message.caption == "/dream"


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (encoded(Image.new("L", (9000, 1001))), "Photo_invalid_dimensions"),
        (encoded(Image.new("L", (2001, 100))), "Photo_invalid_dimensions"),
        (b"no picture", "Image_process_failed"),
        (b"\0" * (10 * 1024 * 1024 + 1), "File of size 10485761 bytes is too big for a photo"),
    ],
)
async def test_photos_of_the_bot_keep_telegram_s_limits(
    bot: Bot, data: bytes, refusal: str
) -> None:
    with pytest.raises(BadRequest, match=refusal):
        await bot.send_photo(1, data)


async def test_the_bot_sends_a_photo_again_by_its_id(ada: Person, bot: Bot) -> None:
    await ada.send(photos=[encoded(photo())])
    (update,) = await bot.get_updates(timeout=5)
    again = await bot.send_photo(1, update.message.photo[0].file_id)
    assert again.photo == update.message.photo
    with pytest.raises(BadRequest, match="Can't use file of type photo as document"):
        await bot.send_document(1, update.message.photo[0].file_id)
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        await bot.send_photo(1, "nonsense")


async def test_the_bot_sends_albums_documents_and_videos(ada: Person, bot: Bot) -> None:
    pair = await bot.send_media_group(
        1,
        [
            InputMediaPhoto(encoded(photo()), caption="two"),
            InputMediaPhoto(encoded(photo("chelsea"))),
        ],
    )
    assert pair[0].media_group_id == pair[1].media_group_id
    with pytest.raises(BadRequest, match="Wrong number of media"):
        await bot.send_media_group(1, [InputMediaDocument(b"one", filename="a.txt")])
    video = await bot.send_video(1, b"not really", filename="way.mp4", width=64, height=48)
    assert (video.video.width, video.video.mime_type) == (64, "video/mp4")
    result = await bot.send_document(1, encoded(photo()), filename="dream.png", caption="full")
    assert result.document.file_name == "dream.png"
    messages = await ada.messages()
    assert [bool(m["photo"]) for m in messages] == [True, True, False, False]
    assert messages[2]["video"].endswith("/way.mp4")
    assert messages[3]["document"].endswith("/dream.png")


def small_film() -> bytes:
    small = photo(width=160, height=120)
    return film_bytes([small.rotate(turn) for turn in range(18)], frames_per_s=6)


async def test_a_film_is_read_for_its_size_and_length(ada: Person, bot: Bot) -> None:
    film = small_film()
    sent = await bot.send_video(1, film, filename="zoom.mp4", width=1, height=1, duration=99)
    assert sent.video is not None
    assert (sent.video.width, sent.video.height, sent.video.duration) == (160, 120, THREE_S)
    assert (sent.video.file_name, sent.video.file_size) == ("zoom.mp4", len(film))
    fetched = await bot.get_file(sent.video.file_id)
    assert bytes(await fetched.download_as_bytearray()) == film
    (message,) = await ada.messages()
    assert (message["width"], message["height"], message["document"]) == (160, 120, None)
    assert await ada.download(message["video"]) == film
    first = np.asarray(decoded(await ada.download(message["thumbnail"])), dtype=float)
    assert abs(first - np.asarray(photo(width=160, height=120), dtype=float)).mean() < 12


async def test_a_preview_becomes_a_film_by_an_edit_that_may_be_repeated(
    ada: Person, bot: Bot
) -> None:
    sent = await bot.send_photo(1, encoded(photo()), caption="50 %")
    film = InputMediaVideo(small_film(), caption="Zoom", supports_streaming=True, filename="z.mp4")
    edited = await bot.edit_message_media(film, chat_id=1, message_id=sent.message_id)
    assert isinstance(edited, Message)
    assert edited.video is not None
    assert not edited.photo
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_media(film, chat_id=1, message_id=sent.message_id)
    (message,) = await ada.messages()
    assert (message["caption"], message["photo"]) == ("Zoom", None)
    again = await bot.send_video(1, edited.video.file_id)
    assert again.video == edited.video


async def test_a_silent_animation_is_a_film_as_well(ada: Person, bot: Bot) -> None:
    sent = await bot.send_animation(1, small_film(), filename="zoom.mp4")
    assert sent.animation is not None
    assert (sent.animation.width, sent.animation.duration) == (160, THREE_S)
    (message,) = await ada.messages()
    assert message["video"].endswith("/zoom.mp4")


async def test_a_file_over_20_mb_cannot_be_fetched(ada: Person, bot: Bot) -> None:
    await ada.send(documents=[("big.bin", b"\0" * (20 * 1024 * 1024 + 1))])
    (update,) = await bot.get_updates(timeout=5)
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(update.message.document.file_id)


async def test_an_upload_over_50_mb_is_refused(bot: Bot) -> None:
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await bot.send_document(1, b"\0" * (51 * 1024 * 1024), filename="big.bin")


async def test_no_path_leads_out_of_the_files(telegram: LocalTelegram, ada: Person) -> None:
    token = telegram.backend.token
    for path in ("../telegram.sqlite3", "%2e%2e/telegram.sqlite3", "photos/../../x"):
        async with ada._session.get(f"{telegram.api_url}/file/bot{token}/{path}") as answer:
            assert answer.status == 404


async def test_a_stranger_s_file_is_never_run_by_the_page(ada: Person) -> None:
    await ada.send(documents=[("page.html", b"<script>alert(1)</script>")])
    (message,) = await ada.messages()
    async with ada._session.get(ada._site_url + message["document"]) as answer:
        assert answer.headers["Content-Disposition"] == "attachment"
        assert answer.headers["Content-Security-Policy"] == "sandbox"
        assert answer.content_type == "application/octet-stream"
