"""The bot's name below a photo of a chat that it is not in."""

from __future__ import annotations

import pytest

from bot.domain.jobs import JobState
from bot.storage.bans import Ban, ban_within
from bot.texts.catalogue import error_text, text
from engine.errors import RenderError
from tests.bot.conversation.elsewhere.guests import BOT, Elsewhere, elsewhere
from tests.bot.conversation.talk import change_tier, from_bot, labels
from tests.bot.painters import SlowPainter
from tests.bot.running import WITHIN_S
from tests.pictures import decoded, film_bytes, photo_bytes

TOO_LATE = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def test_a_dream_comes_in_place_of_the_answer(there: Elsewhere, painter: SlowPainter) -> None:
    asked = await there.ask()
    placeholder = await there.answer("", has_photo=True)
    assert placeholder["reply_to"] == asked
    async with there.talk.worker(painter.open):
        job = await there.talk.job(state=JobState.DONE)
        shown = await there.answer("Dream", has_photo=True)
    assert shown["message_id"] == placeholder["message_id"]
    assert "/dream" not in shown["caption"]  # no command means anything here
    assert labels(shown) == ["Make one yourself"]
    assert (job.user_id, job.chat_id, job.tier) == (1, 1, "free")
    # It lies in Ada's own chat, as a result like any other.
    own = await there.talk.result()
    assert "/dream" in own["caption"]
    assert shown["photo"] == own["photo"]
    assert len(await there.answers()) == 1


async def test_what_lies_in_ones_own_chat_goes_on_from_there(
    there: Elsewhere, painter: SlowPainter
) -> None:
    async with there.talk.worker(painter.open):
        await there.ask()
        own = await there.talk.result()
        await there.talk.person.press(own, "Again")
        again = await there.talk.result(other_than=own["message_id"])
    assert again["caption"] != own["caption"]
    assert len(await there.answers()) == 1


async def test_somebody_elses_photo_is_not_shown_beside_it(
    there: Elsewhere, painter: SlowPainter
) -> None:
    async with there.talk.worker(painter.open):
        await there.ask()
        await there.talk.person.press(await there.talk.result(), "Show it")
        asked = await there.talk.person.wait_for_message(lambda m: "Only the result" in labels(m))
    assert "With my photo" not in labels(asked)


@pytest.mark.parametrize(
    ("words", "art"),
    [
        ("", "dream"),
        ("/dream neon", "dream"),
        ("сон неон", "dream"),
        ("style mosaïque", "style"),
        ("stile mosaico", "style"),
        ("what is this?", "what"),
        ("zoom", "zoom"),
        ("draw volcano", "draw"),
        ("texture", "texture"),
    ],
)
async def test_any_order_of_a_caption_is_understood(there: Elsewhere, words: str, art: str) -> None:
    await there.ask(words)
    assert (await there.talk.job()).order.art.value == art
    assert len(await there.answers()) == 1


async def test_words_are_told_in_the_answer(there: Elsewhere, painter: SlowPainter) -> None:
    async with there.talk.worker(painter.open):
        await there.ask("what is this?")
        job = await there.talk.job(state=JobState.DONE)
        shown = await there.answer("%")
    assert job.guest is not None
    assert shown["photo"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("hello", "Answer a photo with"),
        ("queue", "Answer a photo with"),
        ("style", "Which style?"),
        ("dream <b>nothing & co</b>", "“<b>nothing”"),
        ("sticker", "Answer a photo with"),
        ("dream " + "castle in the air " * 220, "no dream, thing or word called “air”"),
        ("dream " + "x" * 4000, "…"),
    ],
)
async def test_what_is_not_understood_is_said(there: Elsewhere, words: str, said: str) -> None:
    await there.ask(words[: 4090 - len(BOT)])
    answer = await there.answer("")
    assert said in answer["text"], answer
    assert len(answer["text"]) <= 1024
    assert await there.talk.jobs() == []


@pytest.mark.parametrize("what", ["words", "film", "nothing"])
async def test_only_a_photo_will_do(there: Elsewhere, what: str) -> None:
    film = film_bytes([decoded(photo_bytes(shade)) for shade in range(3)])
    if what == "nothing":
        await there.ada.send(f"{BOT} dream")
    else:
        parcel = {"text": "hi"} if what == "words" else {"films": [film]}
        await there.ask(below=await there.photo(**parcel))
    await there.answer("That is a film" if what == "film" else "Answer a photo with")
    assert await there.talk.jobs() == []


async def test_of_an_album_the_picture_that_is_answered_is_made(there: Elsewhere) -> None:
    ids = await there.ben.send(photos=[photo_bytes(1), photo_bytes(2)])
    await there.ask(below=ids[1])
    job = await there.talk.job()
    update = there.talk.seen[-1].guest_message
    assert update is not None
    assert update.reply_to_message is not None
    assert job.order.photo is not None
    assert job.order.photo.file_id == update.reply_to_message.photo[-1].file_id


async def test_a_picture_sent_as_a_file_is_answered_in_words_first(
    there: Elsewhere, painter: SlowPainter
) -> None:
    await there.ask(below=await there.photo(documents=[photo_bytes()]))
    await there.answer("", has_photo=False)
    async with there.talk.worker(painter.open):
        await there.answer("Dream", has_photo=True)
    assert len(await there.answers()) == 1


async def test_talk_below_a_result_is_talk(there: Elsewhere, painter: SlowPainter) -> None:
    async with there.talk.worker(painter.open):
        await there.ask()
        shown = await there.answer("Dream", has_photo=True)
    await there.ben.send("dream on, how nice", reply_to=shown["message_id"])
    await there.talk.settled()
    assert len(await there.answers()) == 1
    # In words that we know an answer to us is an order.
    await there.ben.send("dream neon", reply_to=shown["message_id"])
    job = await there.talk.job(count=2)
    assert job.user_id == 2


async def test_a_replayed_message_makes_one_job(there: Elsewhere, painter: SlowPainter) -> None:
    await there.ask()
    await there.talk.job()
    for update in list(there.talk.seen):
        await there.talk.replay(update)
    async with there.talk.worker(painter.open):
        await there.talk.job(state=JobState.DONE)
        for update in list(there.talk.seen):
            await there.talk.replay(update)
        shown = await there.answer("Dream", has_photo=True)
    assert len(await there.answers()) == 1
    assert labels(shown) == ["Make one yourself"]


async def test_answered_before_a_crash_goes_on_in_the_same_message(there: Elsewhere) -> None:
    fault = {"method": "getFile", "times": 1, "description": "Bad Request: no such file"}
    await there.ada.order_fault("400", **fault)
    await there.ask()
    failed = await there.answer("")
    assert await there.talk.jobs() == []
    await there.talk.replay(there.talk.seen[-1])
    job = await there.talk.job()
    assert len(await there.answers()) == 1
    assert job.guest is not None
    assert failed["message_id"]


async def test_too_late_orders_nothing(there: Elsewhere) -> None:
    await there.ada.order_fault("400", method="answerGuestQuery", description=TOO_LATE)
    await there.ask()
    await there.talk.settled()
    assert await there.talk.jobs() == []
    assert await there.answers() == []


async def test_nobody_who_has_not_started_us_orders_anything(there: Elsewhere) -> None:
    async with elsewhere(there.talk, ada=77) as stranger:
        await stranger.ask()
        said = await there.answer("press Start once")
    assert "https://t.me/oneiro_local_bot?start=guest" in said["text"]
    assert await there.talk.jobs() == []


async def test_a_person_who_blocked_us_meanwhile_is_told_there(
    there: Elsewhere, painter: SlowPainter
) -> None:
    await there.ask()
    await there.talk.job()
    await there.talk.person.block()
    async with there.talk.worker(painter.open):
        await there.talk.job(state=JobState.FAILED)
        await there.answer("press Start once", has_photo=True)


async def test_the_days_limit_is_told_there(there: Elsewhere, painter: SlowPainter) -> None:
    change_tier(there.talk, "free", jobs_per_day=1)
    async with there.talk.worker(painter.open):
        await there.ask()
        await there.talk.job(state=JobState.DONE)
    await there.ask("dream seed=2")
    answer = await there.answer("today")
    assert answer["text"]
    assert len(await there.talk.jobs()) == 1


async def test_the_banned_get_no_answer(there: Elsewhere) -> None:
    services = there.talk.services
    async with services.db.write() as session:
        shut_out = Ban(user_id=1, reason="", operator_id=2, created_at=services.clock())
        await ban_within(session, shut_out)
    await there.ask()
    await there.ben.send(f"{BOT} hello")
    await there.answer("Answer a photo with")
    assert len(await there.answers()) == 1
    assert await there.talk.jobs() == []


async def test_cancel_is_for_who_asked(there: Elsewhere) -> None:
    await there.ask()
    await there.talk.job()
    waiting = await there.ada.wait_for_message(lambda m: "Cancel" in labels(m), within_s=WITHIN_S)
    assert await there.ben.press(waiting, "Cancel") == text("answer.not_yours")
    assert (await there.talk.job()).state is JobState.WAITING
    await there.ada.press(waiting, "Cancel")
    assert (await there.talk.job()).state is JobState.CANCELLED
    told = await there.ada.message(waiting["message_id"])
    assert told is not None
    assert labels(told) == []
    assert told["photo"]


async def test_a_failure_is_told_there(there: Elsewhere, painter: SlowPainter) -> None:
    painter.errors = [RenderError("ordered by a test"), RenderError("and again")]
    async with there.talk.worker(painter.open):
        await there.ask()
        await there.talk.job(state=JobState.FAILED)
        told = await there.answer("", has_photo=True)
    assert error_text("RenderError") in told["caption"]


async def test_nothing_is_said_in_ones_own_chat_while_it_waits(there: Elsewhere) -> None:
    await there.ask()
    await there.talk.job()
    assert from_bot(await there.talk.person.messages()) == []
    await there.talk.person.send("/queue")
    await there.talk.says("Your")


async def test_switched_off_at_botfather_nothing_happens(there: Elsewhere) -> None:
    await there.ada.switch(supports_guest_queries=False)
    await there.ask()
    await there.talk.settled()
    assert await there.answers() == []
