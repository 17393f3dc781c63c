"""Films that people send, as Telegram's clients and servers treat them."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable
from datetime import timedelta

import av
import pytest
from telegram import Bot

from bot.local_telegram.media import films
from bot.local_telegram.media.films import gif_as_mp4, read_film
from bot.local_telegram.server import LocalTelegram
from tests.hostile import film_of_giant_jpeg, film_of_giant_png
from tests.person import Person
from tests.pictures import decoded, encoded, film_bytes, gif_bytes, photo

FRAMES = [photo(width=160, height=100).rotate(turn) for turn in range(0, 24)]
TWO_S = timedelta(seconds=2)


async def test_a_film_arrives_as_a_video_with_its_facts(ada: Person, bot: Bot) -> None:
    data = film_bytes(FRAMES, frames_per_s=12)
    await ada.send("/video", films=[("walk.mp4", data)])
    (update,) = await bot.get_updates(timeout=5)
    film = update.message.video
    assert (film.width, film.height, film.duration) == (160, 100, TWO_S)
    assert (film.file_name, film.mime_type, film.file_size) == ("walk.mp4", "video/mp4", len(data))
    assert film.thumbnail.width == 160
    assert update.message.caption_entities[0].type == "bot_command"
    assert (update.message.document, update.message.animation) == (None, None)
    file = await bot.get_file(film.file_id)
    assert bytes(await file.download_as_bytearray()) == data
    (message,) = await ada.messages()
    assert message["video"].endswith("/walk.mp4")
    assert decoded(await ada.download(message["thumbnail"])).size == (160, 100)


async def test_a_gif_arrives_as_an_animation_and_as_a_document_too(ada: Person, bot: Bot) -> None:
    await ada.send(films=[("wave.gif", gif_bytes(FRAMES[:4], pause_ms=500))])
    (update,) = await bot.get_updates(timeout=5)
    animation = update.message.animation
    assert (animation.width, animation.height, animation.duration) == (160, 100, TWO_S)
    assert (animation.file_name, animation.mime_type) == ("wave.gif.mp4", "video/mp4")
    assert update.message.document.file_id == animation.file_id
    assert update.message.video is None
    (message,) = await ada.messages()
    assert (message["document"], message["mime_type"]) == (None, "video/mp4")
    with av.open(io.BytesIO(await ada.download(message["video"]))) as film:
        assert film.streams.video[0].frames == 4


async def test_a_gif_keeps_the_pauses_of_its_frames(ada: Person) -> None:
    frames = FRAMES[:3]
    gif = encoded(
        frames[0], "GIF", save_all=True, append_images=frames[1:], duration=[100, 400, 200]
    )
    await ada.send(films=[("wave.gif", gif)])
    (message,) = await ada.messages()
    with av.open(io.BytesIO(await ada.download(message["video"]))) as film:
        shown = [frame.to_ndarray(format="gray").astype(int) for frame in film.decode(video=0)]
        assert film.streams.video[0].average_rate == 10
    changes = [abs(after - before).mean() > 1 for before, after in itertools.pairwise(shown)]
    assert changes == [True, False, False, False, True, False]


async def test_a_gif_of_odd_sides_loses_a_line_of_each(ada: Person, bot: Bot) -> None:
    frames = [frame.resize((33, 21)) for frame in FRAMES[:2]]
    await ada.send(films=[("odd.gif", gif_bytes(frames))])
    (update,) = await bot.get_updates(timeout=5)
    assert (update.message.animation.width, update.message.animation.height) == (32, 20)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("text.mp4", b"I am no film"),
        ("cut.mp4", film_bytes(FRAMES)[:2000]),
        ("empty.mp4", b""),
    ],
)
async def test_what_does_not_play_arrives_as_a_file(
    ada: Person, bot: Bot, name: str, data: bytes
) -> None:
    await ada.send(films=[(name, data)])
    (update,) = await bot.get_updates(timeout=5)
    assert update.message.document.file_name == name
    assert (update.message.video, update.message.animation) == (None, None)


async def test_a_gif_that_stands_still_is_a_photo(ada: Person, bot: Bot) -> None:
    await ada.send(films=[("still.gif", encoded(FRAMES[0], "GIF"))])
    (update,) = await bot.get_updates(timeout=5)
    assert update.message.photo[-1].width == 160


async def test_photos_and_films_share_an_album_and_gifs_stand_alone(ada: Person, bot: Bot) -> None:
    films = [film_bytes(FRAMES[:4]), ("a.gif", gif_bytes(FRAMES[:2]))]
    await ada.send("both", photos=[encoded(photo())], films=films)
    updates = await bot.get_updates(timeout=5)
    albums = [update.message.media_group_id for update in updates]
    assert [bool(update.message.photo) for update in updates] == [True, False, False]
    assert albums[0] is not None
    assert albums[0] == albums[1]
    assert albums[2] is None
    assert updates[2].message.animation is not None
    assert [update.message.caption for update in updates] == ["both", None, None]


async def test_the_bot_sends_a_person_s_film_again_by_its_id(
    ada: Person, bot: Bot, telegram: LocalTelegram
) -> None:
    await ada.send(films=[film_bytes(FRAMES[:4])])
    (update,) = await bot.get_updates(timeout=5)
    again = await bot.send_video(1, update.message.video.file_id)
    assert again.video == update.message.video


@pytest.mark.parametrize("make", [film_of_giant_png, film_of_giant_jpeg], ids=lambda m: m.__name__)
def test_a_film_of_giant_frames_is_not_decoded(make: Callable[[], bytes]) -> None:
    assert read_film(make()) is None


def test_a_gif_beyond_the_limits_is_not_encoded(monkeypatch: pytest.MonkeyPatch) -> None:
    gif = gif_bytes(FRAMES[:4], pause_ms=500)
    assert gif_as_mp4(gif) is not None
    monkeypatch.setattr(films, "MAX_GIF_FRAMES", 3)
    assert gif_as_mp4(gif) is None


async def test_a_square_film_can_be_a_video_note(ada: Person, bot: Bot) -> None:
    square = film_bytes([photo(width=96, height=96)] * 24, frames_per_s=12)
    sent = await bot.send_video_note(1, square, length=96)
    assert sent.video_note is not None
    assert (sent.video_note.length, sent.video_note.duration) == (96, TWO_S)
    assert sent.video_note.thumbnail is not None
    again = await bot.send_video_note(1, sent.video_note.file_id)
    assert again.video_note == sent.video_note
    first, _ = await ada.messages()
    assert (first["is_round"], first["width"], first["height"]) == (True, 96, 96)
    assert await ada.download(first["video"]) == square


async def test_what_is_not_square_is_shown_as_a_video(ada: Person, bot: Bot) -> None:
    sent = await bot.send_video_note(1, film_bytes(FRAMES, frames_per_s=12))
    assert sent.video_note is None
    assert sent.video is not None
    (message,) = await ada.messages()
    assert (message["is_round"], message["width"]) == (False, 160)
