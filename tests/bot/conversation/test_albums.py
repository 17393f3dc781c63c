"""Albums: each photo of a complete command; else photo and style, and more are too many. A picture
that answers another is a pair with it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.domain.money.tier_file import DEFAULT_FILE
from bot.domain.orders import Art, Order
from bot.local_telegram.server import LocalTelegram
from bot.storage.jobs import line_ahead
from tests.bot.conftest import TestRedis
from tests.bot.conversation.talk import Talk, from_bot, talking
from tests.pictures import film_bytes, photo, photo_bytes

BROKEN = b"this is no picture"


async def test_two_pictures_with_style_are_photo_and_style(talk: Talk) -> None:
    first, second = await talk.person.send("/style", photos=[photo_bytes(1), photo_bytes(2)])
    order = (await talk.job()).order
    assert order.styles[0].picture is not None
    assert (order.photo.message_id, order.styles[0].picture.message_id) == (first, second)
    await talk.settled()
    # The status and the answer of settled(): no menu, no question.
    assert len(from_bot(await talk.person.messages())) == 2


async def test_a_third_picture_is_too_many_and_we_say_so_once(talk: Talk) -> None:
    await talk.person.send("/style", photos=[photo_bytes(shade) for shade in range(4)])
    await talk.settled()
    said = [m["text"] for m in from_bot(await talk.person.messages()) if m["text"]]
    assert sum("the second as the style" in text for text in said) == 1
    assert len(await talk.jobs()) == 1


@pytest.mark.parametrize("command", ["/dream", "/style ink mosaic:2 colors=keep"])
async def test_a_complete_command_is_for_every_photo_of_the_album(talk: Talk, command: str) -> None:
    sent = await talk.person.send(command, photos=[photo_bytes(s) for s in range(4)])
    await talk.settled()
    jobs = sorted(await talk.jobs(), key=lambda job: job.order.photo.message_id)
    assert [job.order.photo.message_id for job in jobs] == sent
    alike = {(job.order.art, job.order.options, job.order.styles) for job in jobs}
    assert len(alike) == 1
    # A status for each, and the answer of settled(): no question, no refusal.
    assert len(from_bot(await talk.person.messages())) == len(sent) + 1


async def test_an_album_of_jobs_is_ordered_once_when_a_restart_repeats_it(talk: Talk) -> None:
    sent = await talk.person.send("/style mosaic", photos=[photo_bytes(s) for s in range(3)])
    await talk.settled()
    for update in list(talk.seen):
        await talk.replay(update)
    await talk.settled()
    assert len(await talk.jobs()) == len(sent)


async def test_an_albums_photos_stand_behind_other_peoples(talk: Talk) -> None:
    await talk.person.send("/style mosaic", photos=[photo_bytes(s) for s in range(4)])
    await talk.settled()
    (sent,) = await talk.other.send("/style mosaic", photos=[photo_bytes(9)])
    job = await talk.job(count=5)
    assert job.order.photo.message_id == sent
    ahead = await line_ahead.ahead(talk.services.db, job.id)
    assert ahead is not None
    assert ahead.place == 2


async def test_an_album_beyond_the_daily_limit_is_told_once(
    telegram: LocalTelegram, redis_server: TestRedis, migrated: Path, tmp_path: Path
) -> None:
    shutil.copytree(migrated, tmp_path / "data")
    tiers = tmp_path / "tiers.toml"
    said = DEFAULT_FILE.read_text(encoding="utf-8")
    tiers.write_text(said.replace("jobs_per_day = 20", "jobs_per_day = 2"), encoding="utf-8")
    async with talking(telegram, redis_server, tmp_path / "data", tiers=tiers) as talk:
        await talk.person.send("/style mosaic", photos=[photo_bytes(s) for s in range(5)])
        await talk.settled()
        assert len(await talk.jobs()) == 2
        told = [m["text"] for m in from_bot(await talk.person.messages()) if m["text"]]
        assert sum("for today are used up" in text for text in told) == 1


async def test_what_the_first_photo_is_refused_for_is_said_once_for_the_album(talk: Talk) -> None:
    photos = [photo_bytes(s) for s in range(3)]
    await talk.person.send("/style ink mosaic glass region=person", photos=photos)
    await talk.settled()
    assert await talk.jobs() == []
    # That, and the answer of settled().
    assert len(from_bot(await talk.person.messages())) == 2


async def test_a_film_in_such_an_album_is_told_of(talk: Talk) -> None:
    film = film_bytes([photo(width=96, height=64)] * 3)
    first, _ = await talk.person.send("/style mosaic", photos=[photo_bytes()], films=[film])
    await talk.says("reply to it with /video")
    assert (await talk.job()).order.photo.message_id == first


async def test_a_broken_photo_of_an_album_stops_no_other(talk: Talk) -> None:
    files = [("a.png", photo_bytes(1)), ("b.png", BROKEN), ("c.png", photo_bytes(2))]
    first, _, last = await talk.person.send("/style mosaic", documents=files)
    await talk.says("Your photo does not open as a picture")
    await talk.settled()
    assert {job.order.photo.message_id for job in await talk.jobs()} == {first, last}


async def test_an_album_without_words_is_asked_about_once(talk: Talk) -> None:
    first, *_ = await talk.person.send(photos=[photo_bytes(s) for s in range(3)])
    prompt = await talk.says("This is about the first of your album")
    await talk.settled()
    assert len(from_bot(await talk.person.messages())) == 2
    await talk.person.press(prompt, "Dream")
    assert (await talk.job()).order.photo.message_id == first


async def test_an_album_goes_on_where_a_restart_cut_it(talk: Talk) -> None:
    await talk.person.send("/style", photos=[photo_bytes(1), photo_bytes(2)])
    await talk.job()
    for update in list(talk.seen):
        await talk.replay(update)
    await talk.settled()
    assert len(await talk.jobs()) == 1


async def test_a_broken_second_picture_leaves_the_choice_of_another_style(talk: Talk) -> None:
    files = [("a.png", photo_bytes()), ("b.png", BROKEN)]
    await talk.person.send("/style", documents=files)
    await talk.says("Your style picture does not open as a picture")
    menu = await talk.says("Pick a style")
    assert await talk.jobs() == []
    await talk.person.press(menu, "Mosaic")
    await talk.job()


def pair(order: Order) -> tuple[int | None, int | None]:
    """The messages of the photo and of what it is made with."""
    own = order.styles[0].picture if order.styles else None
    second = order.mask or order.guide or own
    return order.photo and order.photo.message_id, second and second.message_id


@pytest.mark.parametrize(
    ("command", "art", "options"),
    [
        ("/style", Art.STYLE, {}),
        ("/style instant", Art.STYLE, {"instant": True}),
        ("/style size=320 colors=keep", Art.STYLE, {"size_px": 320, "colours": "keep"}),
        ("/style mosaic mask", Art.STYLE, {}),
        ("/dream guide octaves=5", Art.DREAM, {"octaves": 5}),
    ],
)
async def test_a_picture_that_answers_another_is_its_second(
    talk: Talk, command: str, art: Art, options: dict[str, object]
) -> None:
    (photo,) = await talk.person.send(photos=[photo_bytes(1)])
    await talk.person.send(photos=[photo_bytes(2)])
    (second,) = await talk.person.send(command, photos=[photo_bytes(3)], reply_to=photo)
    order = (await talk.job()).order
    assert (order.art, pair(order)) == (art, (photo, second))
    assert {name: getattr(order.options, name) for name in options} == options
    await talk.settled()
    before = len(await talk.person.messages())
    for update in list(talk.seen[:-1]):
        await talk.replay(update)
    await talk.settled()
    # The answer of settled(), and its question: no menu, and nothing twice.
    assert len(await talk.person.messages()) == before + 2
    assert len(await talk.jobs()) == 1
    await talk.person.send(photos=[photo_bytes(4)])
    await talk.settled()
    assert len(await talk.jobs()) == 1


async def test_a_style_that_is_named_is_for_the_picture_that_came(talk: Talk) -> None:
    (photo,) = await talk.person.send(photos=[photo_bytes(1)])
    for count, command in enumerate(["/style mosaic", "/dream"], start=1):
        (sent,) = await talk.person.send(command, photos=[photo_bytes(2)], reply_to=photo)
        assert pair((await talk.job(count=count)).order)[0] == sent


async def test_in_a_group_anybodys_photo_may_be_answered(talk: Talk) -> None:
    (photo,) = await talk.other_in_group.send(photos=[photo_bytes(1)])
    (style,) = await talk.in_group.send("/style", photos=[photo_bytes(2)], reply_to=photo)
    job = await talk.job()
    assert (pair(job.order), job.user_id) == ((photo, style), 1)


async def test_a_result_may_be_answered(working: Talk) -> None:
    await working.person.send("/dream", photos=[photo_bytes(1)])
    result = (await working.finished())["message_id"]
    (style,) = await working.person.send("/style", photos=[photo_bytes(2)], reply_to=result)
    assert pair((await working.job(count=2)).order) == (result, style)


async def test_a_menu_is_nobodys_photo(talk: Talk) -> None:
    answered = None
    for _ in range(2):
        (sent,) = await talk.person.send("/style", photos=[photo_bytes(2)], reply_to=answered)
        menu = await talk.person.wait_for_message(
            lambda m, sent=sent: m["from_bot"] and m["photo"] and m["reply_to"] == sent
        )
        answered = menu["message_id"]
    assert await talk.jobs() == []


async def test_of_an_album_that_answers_its_own_two_are_the_pair(talk: Talk) -> None:
    (photo,) = await talk.person.send(photos=[photo_bytes(1)])
    first, second = await talk.person.send(
        "/style", photos=[photo_bytes(2), photo_bytes(3)], reply_to=photo
    )
    assert pair((await talk.job()).order) == (first, second)


async def test_a_poor_style_leaves_the_choice_of_another_for_the_answered_photo(
    talk: Talk,
) -> None:
    (photo,) = await talk.person.send(photos=[photo_bytes(1)])
    poor = [("a.png", b"no picture")]
    await talk.person.send("/style instant", documents=poor, reply_to=photo)
    await talk.says("Your style picture does not open as a picture")
    menu = await talk.says("Pick a style")
    shown = [m for m in from_bot(await talk.person.messages()) if m["photo"]]
    assert [m["message_id"] for m in shown] == [menu["message_id"]]
    await talk.person.press(menu, "Mosaic")
    order = (await talk.job()).order
    assert (order.photo and order.photo.message_id) == photo
