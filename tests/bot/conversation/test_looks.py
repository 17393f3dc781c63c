"""Earlier looks of a painting: chosen in its own message, fetched as a file, deleted with it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image
from telegram import Update

from bot.domain.jobs import JobState
from bot.local_telegram.server import LocalTelegram
from bot.storage.groups import group_settings
from engine.media.mp4 import read_frames
from tests.bot.conftest import TestRedis
from tests.bot.conversation.talk import RESULT_BUTTONS, Talk, from_bot, labels, talking
from tests.bot.painters import LOOK_GREY, SlowPainter
from tests.instants import autoencoders_file
from tests.person import Message
from tests.pictures import decoded, film_bytes, photo_bytes

FIVE_LOOKS = """
[free]
title = "Free"
size_px = 600
steps = [1, 200]
looks = 5

[premium]
title = "Premium"
size_px = 700
steps = 600
stars = 25
looks = 6
"""
CHOICE = ["1", "2", "3", "✓ Finished", "As a file", "Back"]


@pytest.fixture
async def generous(
    telegram: LocalTelegram, redis_server: TestRedis, migrated: Path, tmp_path: Path
) -> AsyncIterator[Talk]:
    """With tiers in which five looks are free."""
    data_dir = tmp_path / "data"
    shutil.copytree(migrated, data_dir)
    tiers = tmp_path / "tiers.toml"
    tiers.write_text(FIVE_LOOKS)
    async with (
        talking(telegram, redis_server, data_dir, tiers=tiers) as talk,
        talk.worker(SlowPainter().open),
    ):
        yield talk


async def painted(talk: Talk, words: str = "/style ink seed=7 snapshots=3") -> Message:
    await talk.person.send(words, photos=[photo_bytes()])
    result = await talk.result()
    await talk.job(state=JobState.DONE)
    return result


async def grey_of(talk: Talk, message: Message) -> int:
    """The shade of the middle of what a message shows."""
    picture = decoded(await talk.person.download(message["photo"] or message["document"]))
    return picture.convert("L").getpixel((picture.width // 2, picture.height // 2))


async def choosing(talk: Talk, result: Message, *, shown: str) -> Message:
    """The result's message once this choice is the one that is shown."""
    return await talk.person.wait_for_message(
        lambda m: m["message_id"] == result["message_id"] and f"✓ {shown}" in labels(m)
    )


async def test_a_free_painting_comes_with_one_earlier_look(working: Talk) -> None:
    result = await painted(working, "/style ink seed=7")
    assert labels(result) == [
        *RESULT_BUTTONS,
        "Earlier look",
        "Make it bigger",
        "Print",
        "Show it",
        "More",
    ]
    assert "snapshots" not in result["caption"]
    job = await working.job()
    names = sorted(file.name for file in working.settings.results_dir.iterdir())
    assert names == sorted([f"{job.id}.png", f"{job.id}-1.png"])
    await working.person.press(result, "Earlier look")
    await working.person.press(await choosing(working, result, shown="Finished"), "Earlier look")
    menu = await choosing(working, result, shown="Earlier look")
    assert "An earlier look.\n" in menu["caption"]


async def test_of_more_looks_than_are_free_one_is_kept(working: Talk) -> None:
    result = await painted(working, "/style ink seed=7 snapshots=2")
    assert "Kept 1 of the earlier looks: so many are free." in result["caption"]
    assert "As asked: 2 looks" in labels(result)


async def test_a_chosen_look_takes_the_pictures_place_and_there_is_a_way_back(
    generous: Talk,
) -> None:
    result = await painted(generous)
    before = len(await generous.person.messages())
    finished = await grey_of(generous, result)
    await generous.person.press(result, "Earlier looks")
    menu = await choosing(generous, result, shown="Finished")
    assert labels(menu) == CHOICE
    assert await grey_of(generous, menu) == finished
    await generous.person.press(menu, "2")
    menu = await choosing(generous, result, shown="2")
    assert await grey_of(generous, menu) == pytest.approx(2 * LOOK_GREY, abs=2)
    assert "An earlier look, 2 of 3." in menu["caption"]
    assert menu["caption"].splitlines()[-1] == result["caption"].splitlines()[-1]
    await generous.person.press(menu, "Finished")
    menu = await choosing(generous, result, shown="Finished")
    assert await grey_of(generous, menu) == finished
    await generous.person.press(menu, "Back")
    back = await generous.result()
    assert (labels(back), back["caption"]) == (labels(result), result["caption"])
    assert len(await generous.person.messages()) == before


async def test_a_look_stays_when_it_was_chosen_and_is_what_full_size_sends(generous: Talk) -> None:
    result = await painted(generous)
    await generous.person.press(result, "Earlier looks")
    await generous.person.press(await choosing(generous, result, shown="Finished"), "1")
    await generous.person.press(await choosing(generous, result, shown="1"), "Back")
    kept = await generous.result()
    assert labels(kept) == labels(result)
    assert await grey_of(generous, kept) == pytest.approx(LOOK_GREY, abs=2)
    await generous.person.press(kept, "Full size")
    sent = await generous.person.wait_for_message(lambda m: m["from_bot"] and m["document"])
    assert sent["file_name"] == "oneiro-style-7-look-1.png"
    assert await grey_of(generous, sent) == LOOK_GREY
    await generous.person.press(kept, "Earlier looks")
    await choosing(generous, result, shown="1")


async def test_as_a_file_sends_the_look_that_is_shown(generous: Talk) -> None:
    result = await painted(generous)
    await generous.person.press(result, "Earlier looks")
    await generous.person.press(await choosing(generous, result, shown="Finished"), "3")
    await generous.person.press(await choosing(generous, result, shown="3"), "As a file")
    sent = await generous.person.wait_for_message(lambda m: m["from_bot"] and m["document"])
    assert await grey_of(generous, sent) == 3 * LOOK_GREY


async def test_looks_that_are_gone_say_so_and_the_picture_stays(generous: Talk) -> None:
    result = await painted(generous)
    await generous.person.press(result, "Earlier looks")
    menu = await choosing(generous, result, shown="Finished")
    for file in generous.settings.results_dir.iterdir():
        file.unlink()
    for button, words in (
        ("1", "earlier looks are no longer kept"),
        ("Finished", "no longer kept"),
    ):
        said = await generous.person.press(menu, button)
        assert said is not None
        assert words in said
    assert await generous.person.message(result["message_id"]) == menu


async def test_delete_takes_the_looks_too(generous: Talk) -> None:
    result = await painted(generous)
    await generous.person.press(result, "Delete")
    await generous.settled()
    assert not list(generous.settings.results_dir.iterdir())


async def test_as_many_as_are_asked_for_and_the_command_says_so(generous: Talk) -> None:
    result = await painted(generous, "/style ink snapshots=5")
    assert "snapshots=5" in result["caption"].splitlines()[-1]
    await generous.person.press(result, "Earlier looks")
    menu = await choosing(generous, result, shown="Finished")
    assert labels(menu)[:5] == ["1", "2", "3", "4", "5"]


async def test_few_steps_and_dreams_have_none(working: Talk) -> None:
    result = await painted(working, "/style ink steps=9")
    assert not [label for label in labels(result) if "Earlier" in label]
    await working.person.send("/dream", photos=[photo_bytes(9)])
    dreamt = await working.result(other_than=result["message_id"])
    assert not [label for label in labels(dreamt) if "Earlier" in label]


async def test_a_picture_made_in_one_pass_has_neither_looks_nor_another_seed(
    working: Talk,
) -> None:
    autoencoders_file(working.settings.weights_dir, name="wct16")
    await working.person.send("/style ink instant colours=keep", photos=[photo_bytes()])
    result = await working.says("The same again:")
    assert labels(result) == [*RESULT_BUTTONS[2:], "Make it bigger", "Print", "Show it", "More"]
    first, second, *_, command = result["caption"].splitlines()
    assert first.startswith("Style · Ink wash · in one pass · 120")
    assert second == "Chosen: your photo's colours."
    assert " instant " in command


async def test_a_press_that_comes_twice_sends_nothing_twice(generous: Talk) -> None:
    result = await painted(generous)
    await generous.person.press(result, "Earlier looks")
    await generous.person.press(await choosing(generous, result, shown="Finished"), "2")
    menu = await choosing(generous, result, shown="2")
    before = len(from_bot(await generous.person.messages()))
    await generous.replay([update for update in generous.seen if update.callback_query][-1])
    assert await grey_of(generous, menu) == pytest.approx(2 * LOOK_GREY, abs=2)
    assert len(from_bot(await generous.person.messages())) == before


@pytest.mark.parametrize("data", ["look:{job}:4", "look:{job}:-1", "look:{job}:x", "full:{job}:9"])
async def test_a_look_that_is_not_there_is_an_old_button(generous: Talk, data: str) -> None:
    result = await painted(generous)
    await generous.person.press(result, "Earlier looks")
    menu = await choosing(generous, result, shown="Finished")
    real = [update for update in generous.seen if update.callback_query][-1].to_dict()
    real["callback_query"]["data"] = data.format(job=(await generous.job()).id)
    real["update_id"] += 1000
    await generous.replay(Update.de_json(real, generous.chat.app.bot))
    assert await generous.person.message(result["message_id"]) == menu
    assert not [m for m in await generous.person.messages() if m["from_bot"] and m["document"]]


@pytest.fixture
async def filming(talk: Talk) -> AsyncIterator[Talk]:
    """With a painter that films how its pictures come to be."""
    film = film_bytes([Image.new("RGB", (120, 80), shade) for shade in ("blue", "red")] * 18)
    async with talk.worker(SlowPainter(making=film).open):
        yield talk


MAKING = "How it came to be"


async def test_how_it_came_to_be_is_a_film_below_the_result(filming: Talk) -> None:
    result = await painted(filming, "/dream seed=7")
    assert labels(result) == [*RESULT_BUTTONS, MAKING, "Make it bigger", "Print", "Show it", "More"]
    assert await filming.person.press(result, MAKING) == "Here it comes."
    sent = await filming.person.wait_for_message(lambda m: m["from_bot"] and m["video"])
    assert (sent["reply_to"], sent["caption"]) == (result["message_id"], "How it came to be.")
    assert (sent["file_name"], labels(sent)) == ("oneiro-dream-7-making.mp4", ["As a round video"])
    assert (sent["width"], sent["height"]) == (120, 80)
    job = await filming.job()
    film = filming.settings.results_dir / f"{job.id}-making.mp4"
    assert await filming.person.download(sent["video"]) == film.read_bytes()
    assert await filming.person.message(result["message_id"]) == result


async def test_that_film_comes_as_a_round_one_too(filming: Talk) -> None:
    result = await painted(filming, "/dream seed=7")
    await filming.person.press(result, MAKING)
    film = await filming.person.wait_for_message(lambda m: m["from_bot"] and m["video"])
    assert await filming.person.press(film, "As a round video") == "Here it comes."
    note = await filming.person.wait_for_message(lambda m: m["is_round"])
    assert (note["reply_to"], note["caption"]) == (result["message_id"], None)
    assert (note["width"], note["height"]) == (80, 80)
    frames = list(read_frames(await filming.person.download(note["video"])))
    assert len(frames) == 36
    assert {frame.size for frame in frames} == {(80, 80)}


async def test_in_a_veiled_group_the_round_one_is_a_film_under_a_veil(filming: Talk) -> None:
    await group_settings.choose(filming.services.db, -1001, has_spoiler=True)
    await filming.in_group.send("/draw volcano seed=7")
    result = await filming.in_group.wait_for_message(lambda m: MAKING in labels(m))
    await filming.in_group.press(result, MAKING)
    film = await filming.in_group.wait_for_message(lambda m: "As a round video" in labels(m))
    await filming.in_group.press(film, "As a round video")
    square = await filming.in_group.wait_for_message(
        lambda m: m["video"] and m["width"] == m["height"]
    )
    assert (square["is_round"], square["has_spoiler"]) == (False, True)


async def test_the_film_goes_with_the_result(filming: Talk) -> None:
    result = await painted(filming, "/dream seed=7")
    assert await filming.person.press(result, "Delete") == "Deleted."
    await filming.settled()
    assert not list(filming.settings.results_dir.iterdir())


async def test_a_film_that_is_no_longer_kept_says_so(filming: Talk) -> None:
    result = await painted(filming, "/dream seed=7")
    job = await filming.job()
    (filming.settings.results_dir / f"{job.id}-making.mp4").unlink()
    said = await filming.person.press(result, MAKING)
    assert said is not None
    assert "no longer kept" in said
    assert not [m for m in await filming.person.messages() if m["video"]]


async def test_nobody_else_is_shown_how_it_came_to_be(filming: Talk) -> None:
    await filming.in_group.send("/draw volcano seed=7")
    result = await filming.in_group.wait_for_message(lambda m: MAKING in labels(m))
    said = await filming.other_in_group.press(result, MAKING)
    assert said == "This belongs to somebody else. Send me a photo of your own."


async def test_what_comes_again_from_the_cache_has_its_film(filming: Talk) -> None:
    result = await painted(filming, "/dream seed=7")
    await filming.person.send(result["caption"].splitlines()[-1])
    second = await filming.finished(count=2)
    assert (await filming.job(count=2)).is_cached
    assert await filming.person.press(second, MAKING) == "Here it comes."


async def test_the_button_stays_beside_the_looks(filming: Talk) -> None:
    result = await painted(filming, "/style ink seed=7")
    assert labels(result)[-6:] == [
        MAKING,
        "Earlier look",
        "Make it bigger",
        "Print",
        "Show it",
        "More",
    ]
    await filming.person.press(result, "Earlier look")
    await filming.person.press(await choosing(filming, result, shown="Finished"), "Back")
    back = await filming.person.wait_for_message(lambda m: MAKING in labels(m))
    assert labels(back) == labels(result)
