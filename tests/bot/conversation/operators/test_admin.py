"""/admin: what operators see and do, once each and noted; and what everybody else sees of it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import select
from telegram import BotCommandScopeChat, Update

from bot.command_menus import set_commands
from bot.domain.jobs import JobState
from bot.domain.payments import ChargeState
from bot.errors import StorageError
from bot.routes import COMMANDS, OPERATOR_COMMANDS
from bot.storage import costs, payments
from bot.storage.bans import BanList
from bot.storage.jobs import jobs
from bot.storage.operators import broadcasts, switches
from bot.storage.tables.operators import OperatorActionRow
from bot.transport.callback_data import Verb, press_data
from tests.bot.conversation.talk import Talk, from_bot, reconciling
from tests.bot.painters import SlowPainter
from tests.bot.running import WITHIN_S
from tests.bot.storage.examples import new_job
from tests.pictures import photo_bytes
from tests.telegrams import plain_bot

USAGE = "/admin user ID — a person, in counts"


async def noted(talk: Talk) -> list[tuple[int, str, dict[str, Any]]]:
    """Every row of the audit, the oldest first."""
    async with talk.services.db.read() as session:
        rows = await session.scalars(select(OperatorActionRow).order_by(OperatorActionRow.id))
        return [(row.operator_id, row.action, row.facts) for row in rows]


async def banned(talk: Talk) -> frozenset[int]:
    return await BanList(talk.services.db).banned()


async def asked(talk: Talk, words: str, answer: str) -> str:
    """What is said to the operator's words, once it holds ``answer``; then it is replayed."""
    (sent,) = await talk.person.send(words)
    said = await talk.person.wait_for_message(
        lambda m: m["from_bot"] and m["message_id"] > sent and answer in (m["text"] or "")
    )
    before = await noted(talk)
    await talk.replay(talk.seen[-1])
    assert await noted(talk) == before
    return str(said["text"])


async def paid_job(talk: Talk) -> str:
    """A job of person 2 that waits, paid with 75 Stars; its id."""
    now = talk.services.clock()
    receipt = await payments.record_charge(
        talk.services.db,
        charge_id="charge_Of2",
        offer_id=None,
        user_id=2,
        stars=75,
        job=new_job("pcharge", user_id=2, chat_id=2, charge_id="charge_Of2", tier="hd"),
        now=now,
        score=now,
    )
    assert receipt.job is not None
    return receipt.job.id


async def charge_state(talk: Talk) -> ChargeState:
    charge = await payments.get_charge(talk.services.db, "charge_Of2")
    assert charge is not None
    return charge.state


async def until_finished(talk: Talk) -> None:
    """SQL tells nobody that everybody had their turn, so it is asked."""
    async with asyncio.timeout(WITHIN_S):
        while True:
            if not await broadcasts.unfinished(talk.services.db):
                return
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("words", ["/admin", "/admin ban 2", "/admin pause", "/admin queue"])
async def test_to_others_it_is_a_command_that_nobody_knows(talk: Talk, words: str) -> None:
    await talk.other.send(words)
    await talk.says("I do not know /admin. Send me a photo, or see /help.", person=talk.other)
    assert await noted(talk) == []
    assert await banned(talk) == set()
    assert not await switches.is_on(talk.services.db, switches.PAUSED)


async def test_a_slip_of_the_finger_tells_nobody_of_it(talk: Talk) -> None:
    await talk.other.send("/admi")
    said = await talk.says("I do not know /admi", person=talk.other)
    assert "/admin" not in said["text"].replace("/admi.", "")


async def test_in_a_group_it_is_nobodys_command_either(talk: Talk) -> None:
    await talk.in_group.send("/admin queue")
    await talk.settled()
    assert from_bot(await talk.in_group.messages()) == []
    assert await noted(talk) == []


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "fly",
        "user",
        "user me",
        "user 1 2",
        "ban",
        "ban @somebody",
        "ban 12345678901234567",
        "unban 2 please",
        "refund",
        "refund a b",
        "credit",
        "credit 2 5",
        "credit 2 0 sorry",
        "credit 2 -5 sorry",
        "credit 2 10001 sorry",
        "credit -100 5 sorry",
        "credit @ada 5 sorry",
        "queue now",
        "pause 5",
        "costs all",
    ],
)
async def test_words_that_make_no_sense_are_answered_by_what_does(talk: Talk, rest: str) -> None:
    await talk.person.send(f"/admin {rest}")
    await talk.says(USAGE)
    assert await noted(talk) == []


async def test_the_queue_in_words(talk: Talk) -> None:
    await paid_job(talk)
    words = await asked(talk, "/admin queue", "Workers: 0")
    assert "queue     hd: 1 waiting, the oldest for" in words
    assert words.startswith("No worker is there: nothing is rendered.")
    assert "75 came in today" in words
    assert await noted(talk) == [(1, "queue", {})]


async def test_a_person_in_counts(talk: Talk) -> None:
    db, now = talk.services.db, talk.services.clock()
    await talk.other.send("/start")
    await talk.says("I turn photos into art", person=talk.other)
    job = await jobs.get(db, await paid_job(talk))
    assert job is not None
    await costs.note_render(db, job, device="cpu", seconds=3.25, now=now)
    words = await asked(talk, "/admin user 2", "2, language en")
    assert "jobs: waiting 1" in words
    assert "75 ⭐ paid and kept, 3.2 s rendered today" in words
    await asked(talk, "/admin user 999", "999, language ?")
    assert [action for _, action, _ in await noted(talk)] == ["user", "user"]


async def test_a_ban_is_noted_with_its_reason_and_lifted_again(talk: Talk) -> None:
    await asked(talk, "/admin ban 2 sends  spam", "2 is banned")
    assert await banned(talk) == {2}
    await asked(talk, "/admin user 2", "Banned: sends  spam")
    await asked(talk, "/admin unban 2", "2 is not banned")
    assert await banned(talk) == set()
    assert [action for _, action, _ in await noted(talk)] == ["ban", "user", "unban"]


async def test_a_replayed_ban_does_not_undo_what_came_after(talk: Talk) -> None:
    await talk.person.send("/admin ban 2")
    await talk.says("2 is banned")
    ban = talk.seen[-1]
    await talk.person.send("/admin unban 2")
    await talk.says("2 is not banned")
    await talk.replay(ban)
    assert await banned(talk) == set()


async def test_a_ban_that_cannot_be_noted_is_none(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> bool:
        raise StorageError("away")

    monkeypatch.setattr("bot.storage.bans.ban_within", fail)
    await talk.person.send("/admin ban 2")
    await talk.says("I cannot remember anything right now")
    assert (await banned(talk), await noted(talk)) == (set(), [])


async def test_operators_cannot_shut_each_other_out(talk: Talk) -> None:
    await talk.person.send("/admin ban 1")
    await talk.says("That is an operator")
    assert await banned(talk) == set()


async def test_a_refund_goes_through_the_outbox_and_ends_the_open_job(talk: Talk) -> None:
    job_id = await paid_job(talk)
    await asked(talk, "/admin refund charge_Of2", "75 ⭐ are on their way back to 2")
    job = await jobs.get(talk.services.db, job_id)
    assert job is not None
    assert (job.state, await charge_state(talk)) == (JobState.CANCELLED, ChargeState.REFUND_DUE)
    assert await noted(talk) == [(1, "refund", {"charge_id": "charge_Of2"})]


async def test_a_charge_that_went_back_or_never_was_is_told(talk: Talk) -> None:
    now = talk.services.clock()
    await payments.book_refund(
        talk.services.db, charge_id="charge_Of2", user_id=2, stars=75, now=now
    )
    await asked(talk, "/admin refund charge_Of2", "75 ⭐ went back to 2 before")
    await asked(talk, "/admin refund nothing", "There is no charge nothing")


async def test_the_days_costs_by_art_and_by_person(talk: Talk) -> None:
    job = await jobs.get(talk.services.db, await paid_job(talk))
    assert job is not None
    now = talk.services.clock()
    await costs.note_render(talk.services.db, job, device="cuda:0", seconds=12.5, now=now)
    words = await asked(talk, "/admin costs", "2: 75 ⭐")
    assert "dream in hd on cuda:0: 12.5 s today, 1 render" in words
    assert "2: 12.5 s in 1 render" in words


async def test_while_paused_orders_stand_in_line_and_workers_take_nothing(talk: Talk) -> None:
    painter = SlowPainter()
    await asked(talk, "/admin pause", "nothing more is taken")
    async with talk.worker(painter.open):
        await talk.other.send("/dream", photos=[photo_bytes()])
        await talk.says("Pictures are paused for a moment; yours keeps", person=talk.other)
        # A worker that took jobs would have taken this one many times over.
        async with reconciling(talk):
            await talk.settled()
        assert (await talk.job()).state is JobState.WAITING
        await asked(talk, "/admin queue", "Paused: workers take nothing")
        await asked(talk, "/admin resume", "Workers take jobs again")
        await talk.result(person=talk.other)
    assert [action for _, action, _ in await noted(talk)] == ["pause", "queue", "resume"]


async def test_a_replayed_pause_does_not_undo_what_came_after(talk: Talk) -> None:
    await talk.person.send("/admin pause")
    await talk.says("nothing more is taken")
    pause = talk.seen[-1]
    await talk.person.send("/admin resume")
    await talk.says("Workers take jobs again")
    await talk.replay(pause)
    assert not await switches.is_on(talk.services.db, switches.PAUSED)


async def test_the_menu_has_it_for_operators_alone(talk: Talk) -> None:
    await set_commands(talk.chat.app.bot, operators=[1, -5])
    async with plain_bot(talk.telegram) as bot:
        everybody = await bot.get_my_commands()
        operators = await bot.get_my_commands(scope=BotCommandScopeChat(1))
    assert {command.command for command in everybody} == set(COMMANDS)
    assert {command.command for command in operators} == {*COMMANDS, *OPERATOR_COMMANDS}


async def test_what_is_kept_is_told_to_everybody(talk: Talk) -> None:
    await talk.other.send("/privacy")
    said = await talk.says("I keep your Telegram id", person=talk.other)
    assert "48 hours" in said["text"]
    assert "90 days" in said["text"]


async def test_words_to_everybody_go_out_after_the_button_and_to_each_once(talk: Talk) -> None:
    for person in (talk.person, talk.other):
        await person.send("/start")
        await talk.says("I turn photos into art", person=person)
    sent = await talk.person.send("/admin broadcast We are back.\nAll of us.")
    question = await talk.says("goes to 2 people")
    assert question["reply_to"] == sent[0]
    async with reconciling(talk):
        await talk.person.press(question, "Send it to everybody")
        await talk.says("It goes out now")
        await talk.person.press(question, "Send it to everybody")
        for person in (talk.person, talk.other):
            await talk.says("We are back.\nAll of us.", person=person)
        async with asyncio.timeout(WITHIN_S):
            while True:
                await talk.person.send("/admin broadcast")
                await talk.settled()
                if any(
                    "2 have it, 0 could" in str(m["text"]) for m in await talk.person.messages()
                ):
                    break
    told = [m for m in await talk.other.messages() if "We are back" in (m["text"] or "")]
    assert len(told) == 1
    actions = [action for _, action, _ in await noted(talk)]
    assert actions[:2] == ["broadcast asked", "broadcast"]


def forge(talk: Talk, user_id: int, data: str) -> Update:
    """A press of somebody's own client, with data that no button of theirs had."""
    message = {"message_id": 1, "date": 1, "chat": {"id": user_id, "type": "private"}}
    sender = {"id": user_id, "is_bot": False, "first_name": "Ada", "language_code": "en"}
    query = {"id": "5", "from": sender, "chat_instance": "1", "data": data, "message": message}
    update = {"update_id": 10**6 + user_id, "callback_query": query}
    return Update.de_json(update, talk.chat.app.bot)


async def test_nobody_else_can_press_for_everybody(talk: Talk) -> None:
    await talk.person.send("/start")
    await talk.says("I turn photos into art")
    await talk.person.send("/admin broadcast Hello")
    question = await talk.says("goes to 1 person.")
    proposed = question["buttons"][0][0]["data"]
    await talk.replay(forge(talk, 2, proposed))
    await talk.replay(forge(talk, 1, press_data(Verb.TO_ALL, "u0")))
    assert await broadcasts.last(talk.services.db) is None
    await talk.replay(forge(talk, 1, proposed))
    begun = await broadcasts.last(talk.services.db)
    assert begun is not None
    assert begun.words == "Hello"
