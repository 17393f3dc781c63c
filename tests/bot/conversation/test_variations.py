"""Again ×4: four beginnings in one picture, and the one that is chosen, made whole."""  # noqa: RUF002

from __future__ import annotations

from typing import Any

import pytest
from telegram import Update
from telegram.error import InvalidToken

from bot.domain.jobs import Job, JobState
from bot.domain.orders import Art
from bot.storage.jobs import job_queries
from tests.bot.conversation.talk import RESULT_BUTTONS, Talk, change_tier, from_bot, labels
from tests.bot.painters import SlowPainter
from tests.person import Message
from tests.pictures import photo_bytes

VARY = "Again ×4"  # noqa: RUF001
NUMBERS = ["1", "2", "3", "4"]


async def begun(talk: Talk, words: str = "/dream x4 seed=7") -> Message:
    """Four beginnings, ordered by a command."""
    await talk.person.send(words, photos=[photo_bytes()])
    return await talk.finished()


def seed_of(job: Job) -> int:
    seed: int = job.order.options.to_json()["seed"]
    return seed


async def test_a_press_begins_four_of_the_same_wish(working: Talk) -> None:
    await working.person.send("/dream creatures octaves=3 seed=7", photos=[photo_bytes()])
    result = await working.finished()
    assert await working.person.press(result, VARY) == "On it."
    sheet = await working.finished(count=2)
    first, job = await working.jobs()
    assert (job.order.variations, job.parent_id, job.order.photo) == (
        4,
        first.id,
        first.order.photo,
    )
    assert job.order.options.octaves == 3
    assert seed_of(job) != 7
    assert labels(sheet) == [*NUMBERS, VARY, "Delete"]
    assert [len(row) for row in sheet["buttons"]] == [4, 2]
    head = f"Four dreams begun · inception_3b · seeds {seed_of(job)} to {seed_of(job) + 3} · "
    assert sheet["caption"].startswith(head)
    assert "Press a number, and I make that one whole." in sheet["caption"]
    # The first result stays as it is.
    assert await working.person.message(result["message_id"]) == result


async def test_the_chosen_one_is_made_whole_with_just_its_seed(working: Talk) -> None:
    sheet = await begun(working, "/dream x4 seed=7 octaves=3")
    assert await working.person.press(sheet, "3") == "On it."
    whole = await working.finished(count=2)
    four, job = await working.jobs()
    assert (seed_of(job), job.order.variations, job.parent_id) == (9, 1, four.id)
    assert four.outcome is not None
    assert job.order.options.to_json() == {**four.outcome.options, "seed": 9}
    assert labels(whole) == [*RESULT_BUTTONS, "Make it bigger", "Print", "Show it", "More"]
    assert await working.person.message(sheet["message_id"]) == sheet


async def test_several_can_be_chosen_at_once_and_each_is_made_once(
    working: Talk, painter: SlowPainter
) -> None:
    sheet = await begun(working)
    painter.gate.clear()
    await working.person.press(sheet, "1")
    await working.person.press(sheet, "4")
    assert await working.person.press(sheet, "1") == "I am already making that one."
    painter.gate.set()
    await working.job(count=3, state=JobState.DONE)
    assert [seed_of(job) for job in (await working.jobs())[1:]] == [7, 10]


async def test_the_one_that_was_chosen_before_comes_at_once(
    working: Talk, painter: SlowPainter
) -> None:
    sheet = await begun(working)
    await working.person.press(sheet, "2")
    await working.finished(count=2)
    await working.person.press(sheet, "2")
    await working.finished(count=3)
    assert [job.is_cached for job in await working.jobs()] == [False, False, True]
    assert painter.painted == 2


async def test_a_second_press_of_the_four_begins_no_more_while_they_are_made(
    working: Talk, painter: SlowPainter
) -> None:
    sheet = await begun(working)
    painter.gate.clear()
    await working.person.press(sheet, VARY)
    assert await working.person.press(sheet, VARY) == "I am already making that one."
    painter.gate.set()
    job = await working.job(count=2, state=JobState.DONE)
    assert (job.order.variations, seed_of(job) == 7) == (4, False)


async def test_its_command_gives_the_same_four_again(working: Talk, painter: SlowPainter) -> None:
    sheet = await begun(working)
    command = sheet["caption"].splitlines()[-1]
    assert command.startswith("/dream x4 ")
    await working.person.send(command)
    again = await working.finished(count=2)
    assert again["caption"] == sheet["caption"]
    assert labels(again) == labels(sheet)
    assert painter.painted == 1


async def test_one_that_could_not_be_begun_has_no_button(
    working: Talk, painter: SlowPainter
) -> None:
    painter.can_begin = (1, 3, 4)
    sheet = await begun(working)
    assert labels(sheet)[:3] == ["1", "3", "4"]
    assert "Could not be begun: 2." in sheet["caption"]
    await working.person.press(sheet, "3")
    assert seed_of(await working.job(count=2)) == 9


@pytest.mark.parametrize("number", ["0", "2", "5", "-1", "x", "٢"])  # the last is an Arabic 2
async def test_a_number_that_no_button_has_orders_nothing(
    working: Talk, painter: SlowPainter, number: str
) -> None:
    painter.can_begin = (1, 3, 4)
    sheet = await begun(working)
    await working.person.press(sheet, "1")
    await working.job(count=2)
    real = next(update for update in reversed(working.seen) if update.callback_query)
    values: dict[str, Any] = real.to_dict()
    job = (await working.jobs())[0]
    values["callback_query"]["data"] = f"whole:{job.id}:{number}"
    values["update_id"] += 1000
    await working.replay(Update.de_json(values, working.chat.app.bot))
    assert len(await working.jobs()) == 2


async def test_a_replayed_press_orders_nothing_more(working: Talk) -> None:
    sheet = await begun(working)
    await working.person.press(sheet, "3")
    await working.finished(count=2)
    await working.person.press(sheet, VARY)
    await working.finished(count=3)
    for update in list(working.seen):
        await working.replay(update)
    assert len(await working.jobs()) == 3


async def test_nobody_else_chooses(working: Talk) -> None:
    await working.in_group.send("/draw x4 volcano seed=7")
    sheet = await working.in_group.wait_for_message(lambda m: labels(m)[:1] == ["1"])
    said = await working.other_in_group.press(sheet, "2")
    assert said == "This belongs to somebody else. Send me a photo of your own."
    assert len(await working.jobs()) == 1
    await working.in_group.press(sheet, "2")
    assert seed_of(await working.job(count=2, state=JobState.DONE)) == 8


async def test_four_count_as_one(working: Talk) -> None:
    change_tier(working, "free", jobs_per_day=2)
    sheet = await begun(working)
    await working.person.press(sheet, "1")
    await working.finished(count=2)
    spent = await job_queries.spent_by(
        working.services.db, 1, tier="free", now=working.services.clock()
    )
    assert spent.jobs == 2
    said = await working.person.press(sheet, "2")
    assert said is not None
    assert "used up" in said
    assert len(await working.jobs()) == 2


async def test_what_is_cut_to_the_tier_is_cut_in_the_whole_one_too(working: Talk) -> None:
    sheet = await begun(working, "/dream x4 size=900 seed=7")
    assert "Made at 600 px: free pictures go up to that." in sheet["caption"]
    await working.person.press(sheet, "1")
    job = await working.job(count=2, state=JobState.DONE)
    assert job.order.options.size_px == 600


async def test_they_can_be_cancelled_like_anything(talk: Talk, painter: SlowPainter) -> None:
    painter.gate.clear()
    async with talk.worker(painter.open):
        await talk.person.send("/draw x4 volcano")
        await talk.job(state=JobState.RUNNING)
        status = await talk.person.wait_for_message(lambda m: labels(m) == ["Cancel"])
        await talk.person.press(status, "Cancel")
        await talk.says("Cancelled.")


async def test_a_photo_that_is_gone_is_told_in_plain_words(
    working: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = await begun(working)

    async def lost(*_: object, **__: object) -> bytes:
        raise InvalidToken("Not Found")

    monkeypatch.setattr("telegram.File.download_as_bytearray", lost)
    await working.person.press(sheet, "2")
    await working.job(count=2, state=JobState.FAILED)
    await working.says("I cannot find that picture any more. Please send it again.")


@pytest.mark.parametrize("word", ["x4", "×4", "4x", "X4"])  # noqa: RUF001
async def test_a_style_is_begun_in_the_menu_too(working: Talk, word: str) -> None:
    await working.person.send(f"/style {word}", photos=[photo_bytes()])
    menu = await working.says("Pick a style")
    await working.person.press(menu, "Woodcut")
    sheet = await working.finished()
    assert sheet["caption"].startswith("Four paintings begun · Woodcut waves · seeds ")
    job = await working.job()
    assert (job.order.art, job.order.variations) == (Art.STYLE, 4)


async def test_a_dream_waits_for_its_photo_with_them(working: Talk) -> None:
    await working.person.send("/dream x4 creatures")
    await working.says("then send me the photo")
    await working.person.send(photos=[photo_bytes()])
    await working.finished()
    assert (await working.job()).order.variations == 4


async def test_each_photo_of_an_album_is_begun(working: Talk) -> None:
    await working.person.send("/dream x4", photos=[photo_bytes(1), photo_bytes(2)])
    await working.job(count=2, state=JobState.DONE)
    assert [job.order.variations for job in await working.jobs()] == [4, 4]


async def test_at_once_there_is_but_one(working: Talk) -> None:
    await working.person.send("/style x4 ink instant", photos=[photo_bytes()])
    await working.says("what is painted at once comes out the same each time")
    assert await working.jobs() == []


async def test_they_cannot_be_usual(working: Talk) -> None:
    await working.person.send("/settings dream x4")
    await working.says("belong to one picture")


async def test_what_is_painted_at_once_is_offered_no_others(working: Talk) -> None:
    await working.person.send("/texture ink")
    result = await working.finished()
    assert VARY not in labels(result)


async def test_delete_takes_the_four_away(working: Talk) -> None:
    sheet = await begun(working)
    await working.person.press(sheet, "Delete")
    await working.settled()
    assert sheet["message_id"] not in [
        m["message_id"] for m in from_bot(await working.person.messages())
    ]
    assert not list(working.settings.results_dir.iterdir())
