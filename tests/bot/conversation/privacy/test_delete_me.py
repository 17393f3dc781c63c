"""/delete_me: what is lost is told first; then nothing is left, delivered or paid for nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import func, select
from telegram import Update

from bot.domain.jobs import JobState
from bot.storage.people import _PERSONAL
from bot.storage.subscriptions import cancels
from bot.storage.tables.jobs import JobRow
from bot.transport.callback_data import Verb
from tests.bot.conversation.credits.shop import answer, assert_right, give, has
from tests.bot.conversation.money.test_money_found import reconciler_of
from tests.bot.conversation.money.test_pay import charges, invoiced
from tests.bot.conversation.subscriptions.club import (
    at_telegram,
    link_of,
    offered,
    subscribed,
    subscribers_of,
)
from tests.bot.conversation.talk import Talk, from_bot, labels
from tests.bot.painters import SlowPainter
from tests.bot.running import WITHIN_S
from tests.bot.storage.postgres import on_each_database
from tests.person import Message
from tests.pictures import photo_bytes

pytestmark = on_each_database
DONE = "all that I kept of you is deleted"


async def asked(talk: Talk) -> Message:
    return await answer(talk, "/delete_me")


async def deleted(talk: Talk) -> Message:
    question = await asked(talk)
    await talk.person.press(question, "Delete")
    return await talk.says(DONE)


async def rows_of(talk: Talk, user_id: int = 1) -> dict[str, int]:
    """How many each table has of a person."""
    async with talk.services.db.read() as session:
        counts = {
            table.__tablename__: await session.scalar(
                select(func.count()).select_from(table).where(table.user_id == user_id)
            )
            for table in (JobRow, *_PERSONAL)
        }
    return {name: count for name, count in counts.items() if count}


def files_of(talk: Talk) -> list[Path]:
    folder = talk.settings.results_dir
    return sorted(folder.iterdir()) if folder.is_dir() else []


async def rendering(talk: Talk, painter: SlowPainter, words: str = "/dream seed=7") -> Message:
    """A dream that waits at its first step."""
    painter.gate.clear()
    await talk.person.send(words, photos=[photo_bytes()])
    await asyncio.to_thread(painter.begun.wait, WITHIN_S)
    return await talk.person.wait_for_message(lambda m: "Cancel" in labels(m))


async def test_what_is_lost_is_told_and_nothing_happens_before_delete(working: Talk) -> None:
    await give(working, 12)
    await subscribed(working)
    await working.person.send("/dream seed=7", photos=[photo_bytes()])
    await working.result()
    await working.job(state=JobState.DONE)
    question = await asked(working)
    for words in (
        "your 362 credits",
        "your subscription Dreamer",
        "full size: 1 picture",
        "What stays: amounts",
        "you can delete them in Telegram",
    ):
        assert words in question["text"]
    assert labels(question) == ["Delete", "Keep"]
    before = await rows_of(working)
    await working.person.press(question, "Keep")
    kept = await working.says("I have deleted nothing")
    assert kept["message_id"] == question["message_id"]
    assert not kept["buttons"]
    assert await rows_of(working) == before
    assert files_of(working)


async def test_then_nothing_is_left_and_it_begins_anew(working: Talk) -> None:
    await answer(working, "/start")
    await give(working, 12)
    await working.person.send("/dream seed=7", photos=[photo_bytes()])
    await working.result()
    await working.job(state=JobState.DONE)
    await working.person.send("/settings dream octaves=5")
    await working.says("Usual in this chat")
    await working.prompt(photo_bytes(90))
    await answer(working, "/export")
    assert {"jobs", "people", "photos", "drafts", "exports"} <= (await rows_of(working)).keys()
    question = await asked(working)
    await working.person.press(question, "Delete")
    done = await working.says(DONE)
    assert done["message_id"] == question["message_id"]
    assert await rows_of(working) == {}
    assert files_of(working) == []
    assert await has(working) == 0
    # Told again, and pressed again by a client that still shows it: once.
    await answer(working, "/start")
    for update in [each for each in working.seen if each.callback_query][-1:]:
        await working.replay(update)
    assert await rows_of(working) == {"people": 1}
    said = [m for m in await working.person.messages() if DONE in (m["text"] or "")]
    assert len(said) == 1
    await assert_right(working)


async def test_a_render_under_way_is_put_down_and_no_file_stays(
    working: Talk, painter: SlowPainter
) -> None:
    status = await rendering(working, painter)
    await deleted(working)
    closed = await working.says("Cancelled")
    assert closed["message_id"] == status["message_id"]
    painter.gate.set()
    # The next one of another person comes only after it.
    await working.other.send("/dream seed=8", photos=[photo_bytes(90)])
    await working.result(person=working.other)
    assert await rows_of(working) == {}
    (job,) = await working.jobs()
    assert all(file.name.startswith(job.id) for file in files_of(working))
    now = await working.person.message(status["message_id"])
    assert now is not None
    assert "Cancelled" in (now["text"] or now["caption"])
    assert not [m for m in from_bot(await working.person.messages()) if "Again" in labels(m)]


async def test_a_result_on_its_way_is_taken_back(working: Talk) -> None:
    question = await asked(working)
    # Telegram takes its time with the picture, and the person does not wait for it.
    for method in ("editMessageMedia", "sendPhoto"):
        await working.person.order_fault("slow", method=method, delay_s=3.0, times=1)
    await working.person.send("/dream seed=7", photos=[photo_bytes()])
    await working.job(state=JobState.RENDERED)
    await working.person.press(question, "Delete")
    await working.says(DONE)
    await working.other.send("/dream seed=8", photos=[photo_bytes(90)])
    await working.result(person=working.other)
    await working.person.wait_for(
        lambda messages: not [m for m in from_bot(messages) if m["photo"] or "Cancel" in labels(m)]
    )
    (job,) = await working.jobs()
    assert all(file.name.startswith(job.id) for file in files_of(working))


async def test_open_jobs_are_given_back_in_groups_too(working: Talk, painter: SlowPainter) -> None:
    invoice = await invoiced(working)
    painter.gate.clear()
    painter.begun.clear()
    assert (await working.person.pay(invoice))["ok"]
    await asyncio.to_thread(painter.begun.wait, WITHIN_S)
    await working.in_group.send("/dream seed=9", photos=[photo_bytes(90)])
    await working.job(count=3)
    assert "what you wait for: 2 pictures" in (await asked(working))["text"]
    waiting = await working.jobs()
    await deleted(working)
    assert await working.jobs() == []
    assert await working.services.queue.unknown(waiting[2:]) == waiting[2:]
    await working.says("Cancelled", person=working.in_group)
    painter.gate.set()
    for _ in range(2):
        await reconciler_of(working).look()
    assert await charges(working) == [(25, "refunded")]
    assert await working.person.stars() == 1000
    assert files_of(working) == []
    await assert_right(working)


async def test_the_subscription_is_stopped_at_telegram_however_often_it_is_asked(
    talk: Talk,
) -> None:
    await answer(talk, "/start")
    await subscribed(talk)
    await deleted(talk)
    await talk.person.order_fault("500", method="editUserStarSubscription", times=1)
    await subscribers_of(talk).cancel_due()
    assert not (await at_telegram(talk))["is_canceled"]
    for _ in range(2):
        await subscribers_of(talk, later=cancels.TRIED_FOR / 2).cancel_due()
    assert (await at_telegram(talk))["is_canceled"]
    said = [m for m in await talk.person.messages() if "I have stopped your" in (m["text"] or "")]
    assert len(said) == 1
    await assert_right(talk)


async def test_a_payment_that_comes_later_is_given_back(talk: Talk) -> None:
    link = link_of(await offered(talk))
    await talk.person.order_fault("late", delay_s=600)
    # Telegram has asked, taken the Stars, and is slow to say so.
    assert (await talk.person.pay_link(link))["ok"]
    await deleted(talk)
    await talk.person.clear_faults()
    for _ in range(2):
        await reconciler_of(talk).look()
    assert await charges(talk) == [(300, "refunded")]
    assert await talk.person.stars() == 1000
    assert await has(talk) == 0
    assert await rows_of(talk) == {}
    # And what was offered before is sold no more.
    refused = await talk.person.pay_link(link)
    assert not refused["ok"]
    await assert_right(talk)


async def test_it_is_for_private_chats_and_an_old_question_no_longer_counts(talk: Talk) -> None:
    await talk.in_group.send("/delete_me")
    await talk.says("write /delete_me to me in private", person=talk.in_group)
    await answer(talk, "/start")
    question = await asked(talk)
    await talk.person.press(question, "Keep")
    await talk.says("I have deleted nothing")
    pressed = next(one for one in reversed(talk.seen) if one.callback_query).to_dict()
    now = round(talk.services.clock().timestamp())
    for number, asked_at in enumerate((now - 3700, now + 3700, "soon", "", "9" * 30)):
        data = f"{Verb.FORGET}:made-up:{asked_at}"
        query = pressed["callback_query"] | {"data": data}
        made_up = pressed | {"update_id": 10**6 + number, "callback_query": query}
        await talk.chat.process(Update.de_json(made_up, talk.chat.app.bot))
    assert (await rows_of(talk))["people"] == 1


@pytest.mark.parametrize("button", ["Forget all of it", "Send me all of it"])
async def test_privacy_has_both_as_buttons(talk: Talk, button: str) -> None:
    told = await answer(talk, "/privacy")
    assert "forgotten after 90 days" in told["text"]
    await talk.person.press(told, button)
    await talk.says(
        "Shall I delete all" if button.startswith("Forget") else "All that I keep of you:"
    )
    await talk.in_group.send("/privacy")
    told = await talk.says("I keep your Telegram id", person=talk.in_group)
    assert not told["buttons"]
