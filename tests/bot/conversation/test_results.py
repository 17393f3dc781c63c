"""Under a result: Again, Stronger, Weaker, Full size, Delete; and the way there."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from telegram import Update

from bot.commands.command import split_command
from bot.delivery.results import result_files
from bot.domain.jobs import JobState
from bot.domain.orders import Art
from tests.bot.conversation.talk import RESULT_BUTTONS, Talk, from_bot, labels
from tests.bot.painters import SlowPainter
from tests.person import Message
from tests.pictures import photo_bytes


async def dreamed(talk: Talk, words: str = "/dream seed=7") -> Message:
    await talk.person.send(words, photos=[photo_bytes()])
    result = await talk.result()
    await talk.job(state=JobState.DONE)
    return result


async def test_a_finished_job_leaves_exactly_one_message_with_the_picture(working: Talk) -> None:
    prompt = await working.prompt()
    await working.person.press(prompt, "Dream")
    result = await working.result()
    assert labels(result) == [*RESULT_BUTTONS, "Make it bigger", "Print", "Show it", "More"]
    pictures = [m for m in from_bot(await working.person.messages()) if m["photo"]]
    assert [m["message_id"] for m in pictures] == [result["message_id"]]
    with Image.open(io.BytesIO(await working.person.download(result["photo"]))) as picture:
        assert picture.size == (120, 80)


async def test_the_style_menu_becomes_the_painting(working: Talk) -> None:
    prompt = await working.prompt()
    await working.person.press(prompt, "Style")
    menu = await working.says("Pick a style")
    await working.person.press(menu, "Woodcut")
    result = await working.result()
    assert result["message_id"] == menu["message_id"]
    assert result["caption"].startswith("Style · Woodcut waves · seed")


async def test_while_it_is_made_there_is_only_cancel(talk: Talk, painter: SlowPainter) -> None:
    painter.gate.clear()
    await talk.person.send("/dream", photos=[photo_bytes()])
    async with talk.worker(painter.open):
        await talk.job(state=JobState.RUNNING)
        status = await talk.person.wait_for_message(lambda m: m["from_bot"])
        assert labels(status) == ["Cancel"]
        await talk.person.press(status, "Cancel")
        await talk.job(state=JobState.CANCELLED)
        closed = await talk.says("Cancelled.")
        assert labels(closed) == []


async def test_a_press_after_the_end_is_answered_and_changes_nothing(
    working: Talk, painter: SlowPainter
) -> None:
    painter.gate.clear()
    await working.person.send("/dream", photos=[photo_bytes()])
    status = await working.says("")
    cancel = status["buttons"][0][0]["data"]
    painter.gate.set()
    result = await working.result()
    await working.job(state=JobState.DONE)
    await working.replay(await forged(working, await working.prompt(photo_bytes(5)), cancel))
    assert await working.person.message(result["message_id"]) == result
    assert (await working.job()).state is JobState.DONE


async def test_the_caption_repeats_the_picture_exactly(working: Talk) -> None:
    result = await dreamed(working)
    *_, command = result["caption"].splitlines()
    assert split_command(command) is not None
    await working.person.send(command)
    second = await working.result(other_than=result["message_id"])
    first_job, second_job = await working.jobs()
    assert first_job.outcome is not None
    assert second_job.order.photo == first_job.order.photo
    assert second_job.order.options.to_json() == first_job.outcome.options
    assert second["caption"].splitlines()[-1] == command


async def test_again_is_the_same_with_another_seed(working: Talk) -> None:
    result = await dreamed(working)
    await working.person.press(result, "Again")
    job = await working.job(count=2, state=JobState.DONE)
    first = (await working.jobs())[0]
    assert job.order.options.seed != first.order.options.seed
    assert job.order.photo == first.order.photo
    assert job.parent_id == first.id
    # The first result is left as it is.
    kept = await working.person.message(result["message_id"])
    assert kept is not None
    assert labels(kept) == labels(result)


@pytest.mark.parametrize(("button", "strength"), [("Stronger", 1.5), ("Weaker", 0.667)])
async def test_stronger_and_weaker_keep_the_seed(
    working: Talk, button: str, strength: float
) -> None:
    result = await dreamed(working)
    await working.person.press(result, button)
    options = (await working.job(count=2, state=JobState.DONE)).order.options
    assert (options.strength, options.seed) == (strength, 7)


async def test_the_end_of_the_scale_is_said(working: Talk) -> None:
    result = await dreamed(working, "/dream strength=10")
    assert await working.person.press(result, "Stronger") == "It does not get any stronger."
    assert len(await working.jobs()) == 1


async def test_full_size_is_a_file_and_gone_after_delete(working: Talk) -> None:
    result = await dreamed(working)
    assert await working.person.press(result, "Full size") == "Here it comes."
    sent = await working.person.wait_for_message(lambda m: m["from_bot"] and m["document"])
    data = await working.person.download(sent["document"])
    assert data.startswith(b"\x89PNG")
    job = await working.job()
    assert (working.settings.results_dir / f"{job.id}.png").read_bytes() == data
    assert await working.person.press(result, "Delete") == "Deleted."
    await working.settled()
    assert await working.person.message(result["message_id"]) is None
    assert not list(working.settings.results_dir.iterdir())


async def test_a_full_size_that_is_no_longer_kept_says_so(working: Talk) -> None:
    result = await dreamed(working)
    for file in working.settings.results_dir.iterdir():
        file.unlink()
    said = await working.person.press(result, "Full size")
    assert said is not None
    assert "no longer kept" in said


async def test_a_full_size_that_telegram_does_not_take_says_so(
    working: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = await dreamed(working)
    monkeypatch.setattr(result_files, "MAX_UPLOAD_BYTES", 100)
    said = await working.person.press(result, "Full size")
    assert said == "The full size is 1 MB and I can send 1 MB at most."
    assert not [m for m in await working.person.messages() if m["from_bot"] and m["document"]]


async def test_a_double_press_of_again_makes_one_picture(
    working: Talk, painter: SlowPainter
) -> None:
    result = await dreamed(working)
    painter.gate.clear()
    await working.person.press(result, "Again")
    assert await working.person.press(result, "Again") == "I am already making that one."
    painter.gate.set()
    await working.job(count=2, state=JobState.DONE)


async def test_a_replayed_update_after_the_job_ended_makes_no_second(working: Talk) -> None:
    prompt = await working.prompt()
    await working.person.press(prompt, "Dream")
    result = await working.result()
    await working.job(state=JobState.DONE)
    for update in list(working.seen):
        await working.replay(update)
    assert len(await working.jobs()) == 1
    shown = await working.person.message(result["message_id"])
    assert shown == result


async def test_own_styles_stand_in_the_repeat_command(working: Talk) -> None:
    await working.person.send("/style", photos=[photo_bytes(1), photo_bytes(2)])
    result = await working.result()
    job = await working.job(state=JobState.DONE)
    style = job.order.styles[0].picture
    assert style is not None
    assert f"style={style.id} " in result["caption"].splitlines()[-1]
    await working.person.send(result["caption"].splitlines()[-1])
    again = await working.job(count=2, state=JobState.DONE)
    assert again.order.art is Art.STYLE
    assert again.order.styles == job.order.styles


@pytest.mark.parametrize("data", ["again:nobody", "pick:1", "dream:x", "nonsense", "buy:1:2:3:4"])
async def test_a_forged_press_gets_a_short_alert(talk: Talk, data: str) -> None:
    prompt = await talk.prompt()
    button = prompt["buttons"][0][0]
    assert button["data"] != data
    update = await forged(talk, prompt, data)
    await talk.replay(update)
    assert await talk.jobs() == []


async def forged(talk: Talk, message: Message, data: str) -> Update:
    """The update of a real press, with data that no button of ours has."""
    await talk.person.press(message, "More")
    real = next(update for update in talk.seen if update.callback_query)
    values = real.to_dict()
    values["callback_query"]["data"] = data
    values["update_id"] += 1000
    return Update.de_json(values, talk.chat.app.bot)
