"""Films that people send: /video, the question under a film, its menu, and what does not work."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

import av
import pytest
from telegram import Update

from bot.domain.jobs import JobState
from bot.domain.orders import Art
from engine.options.video import VideoOptions
from tests.bot.conversation.arts.films import ASK, FILM, GIF, LONG, STILL_GIF
from tests.bot.conversation.talk import Talk, from_bot, labels
from tests.bot.painters import SlowPainter
from tests.pictures import photo_bytes


def video(**options: Any) -> VideoOptions:
    return VideoOptions(**{"seed": 3, "seconds": 4.0, **options})


@pytest.mark.parametrize(
    ("command", "options", "styles"),
    [
        ("/video swirls", video(), ["swirls"]),
        ("/video swirls:2 mosaic", video(), ["swirls", "mosaic"]),
        ("/video style swirls colors=keep", video(colours="keep"), ["swirls"]),
        ("/video swirls loss=painter", video(loss="painter"), ["swirls"]),
        ("/style mosaic loss=neighbours", video(loss="neighbours"), ["mosaic"]),
        ("/video dream", video(effect="dream"), []),
        ("/video creatures", video(effect="dream", preset="creatures"), []),
        ("/video dream seconds=2 size=320", video(effect="dream", seconds=2, size_px=320), []),
        ("/dream", video(effect="dream"), []),
        ("/dream creatures", video(effect="dream", preset="creatures"), []),
        ("/style mosaic", video(), ["mosaic"]),
    ],
)
async def test_what_is_said_of_a_film_is_done_to_it(
    talk: Talk, command: str, options: VideoOptions, styles: list[str]
) -> None:
    (film,) = await talk.person.send(f"{command} seed=3", films=[FILM])
    order = (await talk.job()).order
    assert order.art is Art.VIDEO
    assert order.options == options
    assert [style.name for style in order.styles] == styles
    assert order.photo is not None
    assert (order.photo.message_id, order.photo.is_film) == (film, True)


@pytest.mark.parametrize("command", ["/style", "/style instant", "/video", "/video style size=96"])
@pytest.mark.parametrize("sent", [{"films": [FILM]}, {"documents": [("a.gif", GIF)]}])
async def test_a_picture_that_answers_a_film_is_its_style(
    talk: Talk, command: str, sent: dict[str, Any]
) -> None:
    (film,) = await talk.person.send(**sent)
    await talk.says(ASK)
    (picture,) = await talk.person.send(command, photos=[photo_bytes(5)], reply_to=film)
    order = (await talk.job()).order
    assert (order.art, order.photo and order.photo.message_id) == (Art.VIDEO, film)
    (drawn,) = order.styles
    assert drawn.picture is not None
    assert drawn.picture.message_id == picture


@pytest.mark.parametrize(
    ("command", "art"),
    [
        ("/dream", Art.DREAM),
        ("/dream creatures", Art.DREAM),
        ("/style mosaic", Art.STYLE),
        ("/style ink steps=20", Art.STYLE),
    ],
)
async def test_a_picture_that_answers_a_film_is_worked_on_where_words_say_how(
    talk: Talk, command: str, art: Art
) -> None:
    (film,) = await talk.person.send(films=[FILM])
    await talk.says(ASK)
    (picture,) = await talk.person.send(command, photos=[photo_bytes(5)], reply_to=film)
    order = (await talk.job()).order
    assert (order.art, order.photo and order.photo.message_id) == (art, picture)


async def test_a_dream_of_a_film_takes_no_picture_in_answer_to_it(talk: Talk) -> None:
    (film,) = await talk.person.send(films=[FILM])
    await talk.says(ASK)
    await talk.person.send("/video dream", photos=[photo_bytes(5)], reply_to=film)
    await talk.says("/video works on a film")
    assert await talk.jobs() == []


@pytest.mark.parametrize(
    ("name", "content"), [("a.mp4", FILM), ("a.gif", GIF), ("A.MOV", FILM), ("a.webm", FILM)]
)
async def test_a_film_may_be_a_file(talk: Talk, name: str, content: bytes) -> None:
    await talk.person.send("/video dream", documents=[(name, content)])
    assert (await talk.job()).order.art is Art.VIDEO


async def test_a_gif_is_a_film(talk: Talk) -> None:
    await talk.person.send("/video dream", films=[("a.gif", GIF)])
    assert (await talk.job()).order.art is Art.VIDEO
    (update,) = talk.seen
    assert update.message is not None
    assert update.message.animation is not None


async def test_a_gif_that_stands_still_is_a_picture(talk: Talk) -> None:
    await talk.person.send("/dream", documents=[("a.gif", STILL_GIF)])
    assert (await talk.job()).order.art is Art.DREAM


async def test_a_round_film_is_a_film(talk: Talk) -> None:
    await talk.person.send(films=[FILM])
    await talk.says(ASK)
    values = talk.seen[0].to_dict()
    clip = values["message"].pop("video")
    kept = {key: clip[key] for key in ("file_id", "file_unique_id", "duration", "file_size")}
    values["message"] |= {"video_note": {**kept, "length": 48}, "message_id": 900}
    values["update_id"] += 1000
    await talk.replay(Update.de_json(values, talk.chat.app.bot))
    said = [m for m in from_bot(await talk.person.messages()) if ASK in m["text"]]
    assert len(said) == 2


async def test_a_caption_a_reply_and_the_last_film_are_understood(talk: Talk) -> None:
    (first,) = await talk.person.send("/video dream", films=[FILM])
    await talk.job(count=1)
    (second,) = await talk.person.send("/video swirls", films=[LONG])
    await talk.job(count=2)
    await talk.person.send("/video mosaic", reply_to=first)
    await talk.job(count=3)
    await talk.person.send("/video mosaic")
    await talk.job(count=4)
    await talk.person.send("/dream", photos=[photo_bytes()])
    await talk.job(count=5)
    await talk.person.send("/video ink")
    await talk.job(count=6)
    meant = [job.order.photo and job.order.photo.message_id for job in await talk.jobs()]
    assert [*meant[:4], meant[5]] == [first, second, first, second, second]


async def test_dream_after_a_film_means_the_film_and_after_a_photo_the_photo(talk: Talk) -> None:
    await talk.prompt()
    (film,) = await talk.person.send(films=[FILM])
    await talk.person.send("/dream creatures")
    order = (await talk.job()).order
    assert (order.art, order.photo and order.photo.message_id) == (Art.VIDEO, film)
    # Nothing that one says of a film.
    await talk.person.send("/dream cat")
    assert (await talk.job(count=2)).order.art is Art.DREAM
    await talk.person.send(photos=[photo_bytes(2)])
    await talk.person.send("/dream")
    assert (await talk.job(count=3)).order.art is Art.DREAM


async def test_a_film_is_asked_about_and_dreamt_at_a_press(working: Talk) -> None:
    (film,) = await working.person.send(films=[FILM])
    asked = await working.says("A film of 2 s. What shall I do with it?")
    assert (labels(asked), asked["reply_to"]) == (["Dream it", "Paint it"], film)
    assert await working.person.press(asked, "Dream it") == "On it."
    shown = await working.finished()
    options = (await working.job()).order.options
    assert isinstance(options, VideoOptions)
    assert (options.effect, options.seconds) == ("dream", 4.0)
    head, *_, last = shown["caption"].splitlines()
    assert head.startswith("Film · a dream · 24 frames, 2 s · seed ")
    assert last.startswith("/video effect=dream ")
    every = ["Again", "Stronger", "Weaker", "Full size", "Delete", "Make it bigger", "Show it"]
    assert labels(shown) == every
    with av.open(io.BytesIO(await working.person.download(shown["video"]))) as made:
        assert made.streams.video[0].frames == 24


async def test_a_film_is_painted_from_its_menu_which_becomes_the_film(working: Talk) -> None:
    await working.person.send(films=[FILM])
    await working.person.press(await working.says(ASK), "Paint it")
    menu = await working.says("Pick a style for your film")
    assert labels(menu)[-2:] == ["Dream it", "Never mind"]
    await working.person.press(menu, "Mosaic")
    shown = await working.finished()
    assert shown["message_id"] == menu["message_id"]
    assert shown["caption"].startswith("Film · Mosaic · 24 frames, 2 s · seed ")
    assert shown["video"]


async def test_the_menu_may_be_dreamt_from_too(working: Talk) -> None:
    await working.person.send("/video", films=[FILM])
    menu = await working.says("Pick a style for your film")
    await working.person.press(menu, "Dream it")
    shown = await working.finished()
    assert (shown["message_id"], bool(shown["video"])) == (menu["message_id"], True)


@pytest.mark.parametrize("command", ["/video", "/video style", "/style", "/video size=320"])
async def test_without_a_style_the_menu_takes_the_next_picture_as_one(
    talk: Talk, command: str
) -> None:
    (film,) = await talk.person.send(command, films=[FILM])
    await talk.says("Pick a style for your film")
    await talk.person.send(photos=[photo_bytes()])
    order = (await talk.job()).order
    assert order.photo is not None
    assert order.photo.message_id == film
    assert [style.picture is not None for style in order.styles] == [True]
    assert isinstance(order.options, VideoOptions)
    assert order.options.size_px == (320 if "320" in command else None)


async def test_a_menu_of_a_film_can_be_put_away(talk: Talk) -> None:
    await talk.person.send("/video", films=[FILM])
    menu = await talk.says("Pick a style for your film")
    await talk.person.press(menu, "Never mind")
    await talk.settled()
    assert await talk.person.message(menu["message_id"]) is None
    await talk.person.send("/video")
    await talk.says("Pick a style for your film")
    await talk.person.send("/cancel")
    await talk.says("Cancelled: 1.")


async def test_of_a_long_film_the_beginning_is_taken_and_we_say_so(working: Talk) -> None:
    await working.person.send(films=[LONG])
    asked = await working.says("A film of 6 s; I take its first 4 s. What shall I do with it?")
    await working.person.press(asked, "Dream it")
    shown = await working.finished()
    assert "These are the first 4 s of 6 s." in shown["caption"].splitlines()


async def test_a_larger_and_longer_film_can_be_bought(working: Talk) -> None:
    await working.person.send("/video dream seed=7", films=[LONG])
    await working.person.press(await working.finished(), "Make it bigger")
    offer = await working.says("larger and more of it: Premium 8 s, HD 15 s")
    await working.person.press(offer, "700 px")
    invoice = await working.person.wait_for_message(lambda m: m["invoice"])
    assert invoice["invoice"]["title"] == "A larger and longer film"
    assert "up to 8 s of it" in invoice["description"]
    await working.person.pay(invoice)
    job = await working.job(count=2, state=JobState.DONE)
    free = (await working.jobs())[0].order.options
    bought = job.order.options
    assert isinstance(free, VideoOptions)
    assert isinstance(bought, VideoOptions)
    assert (bought.size_px, bought.seconds, bought.seed) == (700, 8.0, 7)
    assert bought.steps == free.steps


async def test_again_stronger_and_the_repeat_command_work_on_the_same_film(working: Talk) -> None:
    (film,) = await working.person.send("/video creatures seed=7", films=[FILM])
    shown = await working.finished()
    command = shown["caption"].splitlines()[-1]
    first = (await working.job()).order
    await working.person.press(shown, "Again")
    again = (await working.job(count=2, state=JobState.DONE)).order
    await working.person.press(shown, "Stronger")
    stronger = (await working.job(count=3, state=JobState.DONE)).order
    await working.person.send(films=[LONG])
    await working.person.send(command)
    repeated = (await working.job(count=4, state=JobState.DONE)).order
    assert all(order.photo == first.photo for order in (again, stronger, repeated))
    assert first.photo is not None
    assert first.photo.message_id == film
    assert isinstance(again.options, VideoOptions)
    assert isinstance(stronger.options, VideoOptions)
    assert again.options.seed != 7
    assert (stronger.options.seed, stronger.options.strength) == (7, 1.5)
    assert stronger.options.preset == "creatures"
    assert repeated.options == dataclasses.replace(first.options, network="embedded")


async def test_a_reply_to_a_film_is_as_good_as_its_caption(talk: Talk) -> None:
    (film,) = await talk.person.send(films=[FILM])
    await talk.person.send("/what", reply_to=film)
    await talk.says("That is a film, and /what works on a photo.")
    await talk.person.send("/dream", reply_to=film)
    assert (await talk.job()).order.art is Art.VIDEO


async def test_in_a_group_a_reply_means_that_film_and_nothing_is_asked(talk: Talk) -> None:
    (film,) = await talk.other_in_group.send(films=[FILM])
    (asked,) = await talk.in_group.send("/video dream", reply_to=film)
    job = await talk.job()
    assert job.order.photo is not None
    assert (job.order.photo.message_id, job.user_id, job.reply_to) == (film, 1, asked)
    await talk.says("In the queue", person=talk.in_group)
    assert len(from_bot(await talk.in_group.messages())) == 1


async def test_of_an_album_the_first_is_asked_about_once(talk: Talk) -> None:
    await talk.person.send(films=[FILM, LONG])
    await talk.settled()
    asked = [m for m in from_bot(await talk.person.messages()) if ASK in m["text"]]
    assert [m["text"].startswith("I work on one at a time") for m in asked] == [True]


async def test_a_film_in_an_album_of_photos_is_not_asked_about_as_well(talk: Talk) -> None:
    await talk.person.send(photos=[photo_bytes()], films=[FILM])
    await talk.settled()
    asked = [m for m in from_bot(await talk.person.messages()) if ASK in m["text"]]
    assert len(asked) == 1
    assert "Style" in labels(asked[0])


@pytest.mark.parametrize("command", [None, "/video", "/video dream", "/video swirls", "/dream"])
async def test_every_update_may_be_handled_twice(talk: Talk, command: str | None) -> None:
    await talk.person.send(command, films=[FILM])
    await talk.settled()
    before = len(await talk.person.messages())
    count = len(await talk.jobs())
    for update in talk.seen[:-1]:
        await talk.replay(update)
    assert len(await talk.jobs()) == count
    assert len(await talk.person.messages()) == before


async def test_a_button_pressed_twice_orders_once(talk: Talk) -> None:
    await talk.person.send(films=[FILM])
    asked = await talk.says(ASK)
    await talk.person.press(asked, "Dream it")
    assert await talk.person.press(asked, "Dream it") == "I am already making that one."
    assert len(await talk.jobs()) == 1


async def test_a_slow_machine_says_how_much_of_the_film_it_made(talk: Talk) -> None:
    async with talk.worker(SlowPainter(most_frames=10).open):
        await talk.person.send("/video dream", films=[FILM])
        shown = await talk.finished()
    assert "This machine had time for the first 10 of 24 frames." in shown["caption"]
