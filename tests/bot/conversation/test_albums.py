"""Albums: each photo of a complete command; else photo and style, and more are too many."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.domain.money.tier_file import DEFAULT_FILE
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
