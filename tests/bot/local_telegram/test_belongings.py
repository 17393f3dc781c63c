"""Sticker packs, and photos of people, at the local Telegram."""

from __future__ import annotations

import pytest
from PIL import Image
from telegram import Bot, InputSticker
from telegram.error import BadRequest

from engine.media.keepsakes.sticker_file import sticker_file
from tests.person import Person, RefusedError
from tests.pictures import encoded, photo

NAME = "dreams_by_oneiro_local_bot"


def sticker(size: tuple[int, int] = (512, 300), *, emoji: str | None = "🎨") -> InputSticker:
    data = sticker_file(Image.new("RGBA", size, "teal"))
    return InputSticker(data, emoji_list=[emoji] if emoji else [], format="static")


async def test_a_pack_is_made_filled_looked_at_and_deleted(ada: Person, bot: Bot) -> None:
    assert await bot.create_new_sticker_set(1, NAME, "Dreams", [sticker()])
    assert await bot.add_sticker_to_set(1, NAME, sticker((200, 512)))
    made = await bot.get_sticker_set(NAME)
    assert (made.name, made.title, made.sticker_type) == (NAME, "Dreams", "regular")
    assert [(s.width, s.height, s.emoji, s.set_name) for s in made.stickers] == [
        (512, 300, "🎨", NAME),
        (200, 512, "🎨", NAME),
    ]
    sent = await bot.send_sticker(1, made.stickers[1].file_id)
    assert sent.sticker is not None
    (message,) = await ada.messages()
    assert (message["sticker_set"], message["width"]) == (NAME, 200)
    assert len((await ada.pack(f"https://t.me/addstickers/{NAME}"))["stickers"]) == 2
    assert await bot.delete_sticker_set(NAME)
    with pytest.raises(BadRequest, match=r"(?i)stickerset_invalid"):
        await bot.get_sticker_set(NAME)
    with pytest.raises(RefusedError, match="404"):
        await ada.delete_pack(NAME)


@pytest.mark.parametrize(
    ("name", "title", "why"),
    [
        ("dreams", "Dreams", "(?i)invalid sticker set name"),
        ("7dreams_by_oneiro_local_bot", "Dreams", "(?i)invalid sticker set name"),
        ("my__dreams_by_oneiro_local_bot", "Dreams", "(?i)invalid sticker set name"),
        (NAME, "D" * 65, "(?i)title is invalid"),
    ],
)
async def test_a_pack_is_refused(ada: Person, bot: Bot, name: str, title: str, why: str) -> None:
    with pytest.raises(BadRequest, match=why):
        await bot.create_new_sticker_set(1, name, title, [sticker()])


async def test_a_name_is_given_once_and_to_people_that_the_bot_knows(ada: Person, bot: Bot) -> None:
    await bot.create_new_sticker_set(1, NAME, "Dreams", [sticker()])
    with pytest.raises(BadRequest, match="already occupied"):
        await bot.create_new_sticker_set(1, NAME, "Dreams", [sticker()])
    with pytest.raises(BadRequest, match=r"(?i)peer_id_invalid"):
        await bot.create_new_sticker_set(7777, f"x_{NAME}", "Dreams", [sticker()])
    with pytest.raises(BadRequest, match=r"(?i)stickerset_invalid"):
        await bot.add_sticker_to_set(2, NAME, sticker())


async def test_a_file_that_is_no_sticker_is_refused(ada: Person, bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)dimensions"):
        await bot.send_sticker(1, sticker_file(Image.new("RGBA", (300, 300))))
    with pytest.raises(BadRequest, match=r"(?i)nopng"):
        await bot.send_sticker(1, encoded(photo(), "JPEG"))


async def test_a_person_has_the_photos_of_themselves_that_they_show(ada: Person, bot: Bot) -> None:
    assert (await bot.get_user_profile_photos(1)).total_count == 0
    await ada.show_face(encoded(photo()))
    await ada.show_face(encoded(photo().rotate(90)))
    photos = await bot.get_user_profile_photos(1, limit=1)
    assert (photos.total_count, len(photos.photos)) == (2, 1)
    file = await bot.get_file(photos.photos[0][-1].file_id)
    assert await file.download_as_bytearray()
    await ada.show_face(None)
    assert (await bot.get_user_profile_photos(1)).total_count == 0
    with pytest.raises(RefusedError, match="400"):
        await ada.show_face(b"no picture")


async def test_a_poll_is_voted_and_stopped(ada: Person, bot: Bot) -> None:
    sent = await bot.send_poll(1, "Which?", ["one", "two"])
    assert sent.poll is not None
    (message,) = await ada.messages()
    assert (await ada.vote(message, 1))["total_voter_count"] == 1
    assert (await ada.vote(message, 0))["total_voter_count"] == 1
    with pytest.raises(RefusedError, match="no such option"):
        await ada.vote(message, 2)
    stopped = await bot.stop_poll(1, sent.message_id)
    assert [option.voter_count for option in stopped.options] == [1, 0]
    with pytest.raises(RefusedError, match="closed"):
        await ada.vote(message, 1)
    with pytest.raises(BadRequest, match="already been closed"):
        await bot.stop_poll(1, sent.message_id)
    with pytest.raises(BadRequest, match="not found"):
        await bot.stop_poll(1, 99)


async def test_a_poll_without_options_is_refused(ada: Person, bot: Bot) -> None:
    with pytest.raises(BadRequest, match="options"):
        await bot.send_poll(1, "Which?", [])
    with pytest.raises(BadRequest, match="question length"):
        await bot.send_poll(1, "", ["one"])
