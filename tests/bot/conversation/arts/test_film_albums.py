"""/video under a photo of an album: the film is another part of it, or there is none."""

from __future__ import annotations

import copy
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from telegram import Update
from telegram.error import Forbidden, TimedOut

from bot.delivery.outboxes.filmless_albums import FilmlessAlbums
from bot.delivery.reconciler import Reconciler
from bot.domain.orders import Art
from engine.options.video import VideoOptions
from tests.bot.conversation.talk import Talk, from_bot, labels
from tests.person import Message, Person
from tests.pictures import decoded, film_bytes, gif_bytes, photo_bytes

FRAMES = [decoded(photo_bytes(turn, size=(64, 48))) for turn in range(0, 16, 2)]
FILM = film_bytes(FRAMES)
GIF = gif_bytes(FRAMES)
NO_FILM = "/video works on a film."
ASK = "What shall I do with it?"
Send = Callable[..., Awaitable[list[int]]]


def reconciler(talk: Talk, *, later: timedelta) -> Reconciler:
    """The chat process's, some time from now."""
    services = talk.services
    return Reconciler(
        db=services.db,
        queue=services.queue,
        notifier=services.notifier,
        bot=talk.chat.app.bot,
        settings=talk.settings,
        clock=lambda: services.clock() + later,
    )


def filmless(talk: Talk) -> FilmlessAlbums:
    services = talk.services
    later = timedelta(minutes=1)
    return FilmlessAlbums(
        db=services.db, bot=talk.chat.app.bot, clock=lambda: services.clock() + later
    )


async def answers(talk: Talk, person: Person | None = None) -> list[Message]:
    """All that we said, but for what settled() asked; in the chat of ``person``."""
    said = from_bot(await (person or talk.person).messages())
    return [one for one in said if "Waiting in all" not in (one["text"] or "")]


@asynccontextmanager
async def album(talk: Talk, person: Person) -> AsyncIterator[Send]:
    """Sends parts of one album, each with a caption or none: what comes is its messages' ids."""
    await person.send(photos=[photo_bytes()])
    await person.send(films=[FILM])
    await person.send("/queue")
    await talk.says("Waiting in all", person=person)
    updates = [one.to_dict() for one in talk.seen]
    parts = {
        kind: next(one for one in updates if name in one["message"])
        for kind, name in (("photo", "photo"), ("film", "video"))
    }
    for one in from_bot(await person.messages()):
        await talk.chat.app.bot.delete_message(person.chat_id, one["message_id"])
    numbers = itertools.count(900)

    async def send(*captions: tuple[str, str | None]) -> list[int]:
        sent = []
        for kind, caption in captions:
            sent.append(next(numbers))
            values = copy.deepcopy(parts[kind])
            values["update_id"] = 10_000 + sent[-1]
            values["message"] |= {"message_id": sent[-1], "media_group_id": "77"}
            if caption is not None:
                values["message"]["caption"] = caption
            await talk.replay(Update.de_json(values, talk.chat.app.bot))
        return sent

    yield send


async def test_video_under_the_photo_of_an_album_means_its_film(talk: Talk) -> None:
    photos = [photo_bytes(1), photo_bytes(2)]
    sent = await talk.person.send("/video creatures seed=3", photos=photos, films=[FILM])
    job = await talk.job()
    await talk.settled()
    assert job.order.art is Art.VIDEO
    assert job.order.options == VideoOptions(effect="dream", preset="creatures", seed=3, seconds=4)
    assert job.order.photo is not None
    assert (job.order.photo.message_id, job.order.photo.is_film) == (sent[-1], True)
    await reconciler(talk, later=timedelta(minutes=1)).look()
    (said,) = await answers(talk)
    assert "In the queue" in said["text"]


async def test_a_style_that_is_said_under_the_photo_is_painted(talk: Talk) -> None:
    *_, film = await talk.person.send(
        "/video swirls:2 mosaic", photos=[photo_bytes()], films=[FILM]
    )
    order = (await talk.job()).order
    assert [(one.name, one.weight) for one in order.styles] == [("swirls", 2), ("mosaic", 1)]
    assert order.photo is not None
    assert order.photo.message_id == film


async def test_where_nothing_is_said_under_the_photo_the_menu_is_about_the_film(
    talk: Talk,
) -> None:
    *_, film = await talk.person.send("/video size=320", photos=[photo_bytes()], films=[FILM])
    menu = await talk.says("Pick a style for your film")
    assert menu["reply_to"] == film
    await talk.person.press(menu, "Mosaic")
    options = (await talk.job()).order.options
    assert isinstance(options, VideoOptions)
    assert options.size_px == 320
    assert len(await answers(talk)) == 1


async def test_a_gif_file_is_the_film_of_an_album_too(talk: Talk) -> None:
    files = [("a.png", photo_bytes()), ("b.gif", GIF)]
    *_, film = await talk.person.send("/video dream", documents=files)
    order = (await talk.job()).order
    assert order.photo is not None
    assert (order.art, order.photo.message_id) == (Art.VIDEO, film)


async def test_of_two_films_beside_the_photo_the_first_is_made(talk: Talk) -> None:
    sent = await talk.person.send("/video dream", photos=[photo_bytes()], films=[FILM, FILM])
    await talk.settled()
    order = (await talk.job()).order
    assert order.photo is not None
    assert order.photo.message_id == sent[1]
    assert len(await answers(talk)) == 1


async def test_an_album_without_a_film_is_told_so_once(talk: Talk) -> None:
    photo, _ = await talk.person.send("/video dream", photos=[photo_bytes(1), photo_bytes(2)])
    await talk.settled()
    # It may be on its way.
    await reconciler(talk, later=timedelta(0)).look()
    assert await answers(talk) == []
    for _ in range(2):
        await reconciler(talk, later=timedelta(minutes=1)).look()
    (said,) = await answers(talk)
    assert NO_FILM in said["text"]
    assert said["reply_to"] == photo
    assert await talk.jobs() == []
    # What it says to do works at once.
    await talk.person.send("/dream")
    assert (await talk.job()).order.art is Art.DREAM


async def test_a_word_that_means_nothing_is_told_at_once_and_once(talk: Talk) -> None:
    await talk.person.send("/video mosaicc", photos=[photo_bytes(1), photo_bytes(2)])
    await talk.says("Did you mean mosaic")
    await talk.settled()
    await reconciler(talk, later=timedelta(minutes=1)).look()
    assert not [one for one in await answers(talk) if NO_FILM in (one["text"] or "")]


async def test_a_film_that_does_not_open_is_the_answer(talk: Talk) -> None:
    files = [("a.png", photo_bytes()), ("b.mp4", b"no film at all")]
    await talk.person.send("/video dream", documents=files)
    await talk.says("Your film does not open as a film")
    await talk.settled()
    await reconciler(talk, later=timedelta(minutes=1)).look()
    assert len(await answers(talk)) == 1


async def test_the_film_may_come_before_the_photo_that_speaks_of_it(talk: Talk) -> None:
    async with album(talk, talk.person) as send:
        (film,) = await send(("film", None))
        asked = await talk.says(ASK)
        assert labels(asked) == ["Dream it", "Paint it"]
        await send(("photo", "/video swirls seed=3"), ("photo", None), ("film", None))
    order = (await talk.job()).order
    assert order.photo is not None
    assert (order.photo.message_id, order.art) == (film, Art.VIDEO)
    assert [one.name for one in order.styles] == ["swirls"]
    # The question is answered.
    assert await talk.person.message(asked["message_id"]) is None
    assert len(await answers(talk)) == 1
    await reconciler(talk, later=timedelta(minutes=1)).look()
    assert len(await answers(talk)) == 1


async def test_in_a_group_too_the_film_may_come_first(talk: Talk) -> None:
    async with album(talk, talk.in_group) as send:
        film, *_ = await send(("film", None), ("photo", "/video dream"), ("photo", None))
    order = (await talk.job()).order
    assert order.photo is not None
    assert order.photo.message_id == film
    assert len(await answers(talk, talk.in_group)) == 1


async def test_the_words_may_stand_under_the_second_photo(talk: Talk) -> None:
    async with album(talk, talk.person) as send:
        *_, film = await send(("photo", None), ("photo", "/video dream"), ("film", None))
    order = (await talk.job()).order
    assert order.photo is not None
    assert order.photo.message_id == film
    await reconciler(talk, later=timedelta(minutes=1)).look()
    assert not [one for one in await answers(talk) if NO_FILM in (one["text"] or "")]


async def test_what_stands_under_the_film_itself_is_done_to_it_alone(talk: Talk) -> None:
    async with album(talk, talk.person) as send:
        await send(("photo", "/video dream"), ("film", "/video swirls"))
    assert [one.name for one in (await talk.job()).order.styles] == ["swirls"]
    await reconciler(talk, later=timedelta(minutes=1)).look()
    assert len(await answers(talk)) == 1


async def test_a_film_later_than_we_waited_is_made_as_was_said(talk: Talk) -> None:
    async with album(talk, talk.person) as send:
        await send(("photo", "/video dream"))
        await reconciler(talk, later=timedelta(minutes=1)).look()
        await talk.says(NO_FILM)
        (film,) = await send(("film", None))
    order = (await talk.job()).order
    assert order.photo is not None
    assert order.photo.message_id == film


async def test_a_person_is_told_once_telegram_can_be_reached(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with album(talk, talk.person) as send:
        await send(("photo", "/video dream"))
    said: list[str] = []
    refusals: list[Exception] = [TimedOut(), Forbidden("blocked")]

    async def refuse(_: object, __: int, words: str, **___: object) -> None:
        said.append(words)
        raise refusals[len(said) - 1]

    with monkeypatch.context() as away:
        away.setattr(type(talk.chat.app.bot), "send_message", refuse)
        for _ in range(3):
            await filmless(talk).look()
    # Tried again, until whoever asked does not want to hear of it.
    assert len(said) == 2


async def test_an_album_in_a_group_is_answered_where_it_was_sent(talk: Talk) -> None:
    photo, film = await talk.in_group.send("/video dream", photos=[photo_bytes()], films=[FILM])
    order = (await talk.job()).order
    assert order.photo is not None
    assert order.photo.message_id == film
    lonely, _ = await talk.in_group.send("/video dream", photos=[photo_bytes(1), photo_bytes(2)])
    await talk.in_group.send("/queue")
    await talk.says("Waiting in all", person=talk.in_group)
    await reconciler(talk, later=timedelta(minutes=1)).look()
    told = await talk.says(NO_FILM, person=talk.in_group)
    assert told["reply_to"] == lonely
    assert lonely > photo


@pytest.mark.parametrize("command", ["/video", "/video dream"])
async def test_every_part_of_such_an_album_may_be_handled_twice(talk: Talk, command: str) -> None:
    await talk.person.send(command, photos=[photo_bytes(1), photo_bytes(2)], films=[FILM, FILM])
    await talk.settled()
    before, count = await talk.person.messages(), len(await talk.jobs())
    for update in talk.seen[:-1]:
        await talk.replay(update)
    await reconciler(talk, later=timedelta(minutes=1)).look()
    assert len(await talk.jobs()) == count
    assert len(await talk.person.messages()) == len(before)
