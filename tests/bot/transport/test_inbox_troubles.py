"""One update stops nobody: unreadable ones, those begun often, slow lanes, bursts; money first."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestServer

from bot.errors import StorageError
from bot.storage import updates
from bot.storage.database import Database
from bot.transport.callback_data import parse_press
from bot.transport.webhook import make_webhook
from tests.bot.transport.inboxes import (
    SECRET,
    Desk,
    FakeTelegram,
    make_inbox,
    message,
    poll,
    post,
)
from tests.bot.transport.inboxes import db as db  # a fixture

PAYMENT = {
    "currency": "XTR",
    "total_amount": 25,
    "invoice_payload": "p",
    "telegram_payment_charge_id": "c",
    "provider_payment_charge_id": "",
}


def payment(update_id: int) -> dict[str, Any]:
    return message(update_id, successful_payment=PAYMENT)


def dateless(update_id: int) -> dict[str, Any]:
    told = message(update_id)
    del told["message"]["date"]
    return told


UNREADABLE = [
    dateless(6),
    {"update_id": 6, "message": "no message at all"},
    {"update_id": 6, "message": {**message(6)["message"], "date": 10**30}},
]


async def test_a_payment_waits_for_no_slow_lane(db: Database) -> None:
    desk = Desk()
    desk.holding[1] = asyncio.Event()
    inbox = make_inbox(db, desk)
    for payload in (message(1), payment(2)):
        await inbox.accept([payload])
    await desk.has(2)
    assert desk.done == [2]
    await inbox.drain(within_s=0.01)


async def test_polite_restarts_age_nothing(db: Database) -> None:
    for update_id in (1, 2, 3):
        await updates.save(db, {update_id: message(update_id)}, now=message_time())
    for _ in range(4):
        desk = Desk()
        desk.holding[1] = asyncio.Event()
        inbox = make_inbox(db, desk)
        assert await inbox.replay() == 3
        await desk.is_begun.wait()
        await inbox.drain(within_s=0.01)
    assert {row.replays for row in await updates.unfinished(db)} == {0}


async def test_a_payment_is_never_set_aside(db: Database) -> None:
    await updates.save(db, {1: payment(1)}, now=message_time())
    for _ in range(9):
        await updates.begin_again(db, 1)
    desk = Desk()
    inbox = make_inbox(db, desk)
    assert await inbox.replay() == 1
    await desk.has(1)
    await inbox.drain(within_s=5)


@pytest.mark.parametrize("bad", UNREADABLE)
async def test_an_unreadable_update_stops_no_other(
    db: Database, bad: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk()
    telegram = FakeTelegram([message(5), bad, message(7)])
    await poll(db, desk, telegram, 5, 7)
    assert telegram.offsets == [None, 8]
    assert await updates.count_set_aside(db) == 1
    assert [r.levelno for r in caplog.records if "set aside" in r.message] == [logging.ERROR]


async def test_what_cannot_be_set_aside_now_stops_no_other(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others of a batch are stored and ours: nobody else would take them up."""

    async def away(*_: object) -> None:
        raise StorageError("away")

    monkeypatch.setattr(updates, "set_aside", away)
    desk = Desk()
    inbox = make_inbox(db, desk)
    with pytest.raises(StorageError):
        await inbox.accept([message(5), dateless(6), message(7)])
    await desk.has(5, 7)
    await inbox.drain(within_s=5)
    await updates.save(db, {8: message(8)}, now=message_time())
    again = Desk()
    inbox = make_inbox(db, again)
    with pytest.raises(StorageError):
        await inbox.replay()
    await again.has(8)
    await inbox.drain(within_s=5)


async def test_what_is_dealt_with_while_we_stop_is_noted(db: Database) -> None:
    desk = Desk()
    desk.holding[1] = asyncio.Event()
    inbox = make_inbox(db, desk)
    await inbox.accept([message(1)])
    await desk.is_begun.wait()
    stopping = asyncio.create_task(inbox.drain(within_s=5))
    await asyncio.sleep(0)
    desk.holding[1].set()
    await stopping
    assert desk.done == [1]
    assert await updates.unfinished(db) == []


@pytest.mark.parametrize("bad", [{}, {"update_id": "x"}, {"update_id": 2**70}, None, "text"])
async def test_an_update_without_a_number_stops_no_other(db: Database, bad: Any) -> None:
    desk = Desk()
    telegram = FakeTelegram([bad], [bad, message(7)])
    await poll(db, desk, telegram, 7)
    assert telegram.offsets == [None, None, 8]


async def test_an_unreadable_update_that_was_left_is_set_aside(db: Database) -> None:
    await updates.save(db, {6: dateless(6)}, now=message_time())
    inbox = make_inbox(db, Desk())
    assert await inbox.replay() == 0
    assert await updates.count_set_aside(db) == 1
    assert await updates.unfinished(db) == []


@pytest.fixture
async def hook(db: Database) -> AsyncIterator[tuple[Desk, str]]:
    desk = Desk()
    inbox = make_inbox(db, desk)
    server = TestServer(make_webhook(inbox, path="/hook", secret=SECRET))
    await server.start_server()
    yield desk, str(server.make_url("/hook"))
    await server.close()
    await inbox.drain(within_s=5)


async def test_the_webhook_takes_what_cannot_be_read(hook: tuple[Desk, str], db: Database) -> None:
    desk, url = hook
    for body in (dateless(6), {}, {"update_id": "x"}, message(7)):
        assert await post(url, json=body) == 200
    await desk.has(7)
    assert await updates.count_set_aside(db) == 1


async def test_a_slow_person_holds_up_nobody_else_in_the_group(db: Database) -> None:
    desk = Desk()
    desk.holding[1] = asyncio.Event()
    inbox = make_inbox(db, desk)
    other = {"id": 2, "is_bot": False, "first_name": "B"}
    await inbox.accept([message(1, chat_id=-1001)])
    await inbox.accept([message(2, chat_id=-1001, **{"from": other})])
    await desk.has(2)
    assert desk.done == [2]
    await inbox.drain(within_s=0.01)


async def test_a_burst_of_one_question_is_answered_once_more_at_most(db: Database) -> None:
    desk = Desk()
    desk.holding[1] = asyncio.Event()
    inbox = make_inbox(db, desk)
    for update_id in range(1, 31):
        await inbox.accept([message(update_id, text="/help")])
    await inbox.accept([payment(31)])
    await inbox.accept([message(32, text="/draw cat")])
    await inbox.accept([message(33, text="/draw cat")])
    desk.holding[1].set()
    await desk.has(1, 31, 32, 33)
    await inbox.drain(within_s=5)
    assert sorted(desk.done) == [1, 2, 31, 32, 33]
    assert await updates.unfinished(db) == []


@pytest.mark.parametrize("data", ["cancel:a\0b", "cancel:ü", "cancel:a b", "cancel:" + "a" * 99])
def test_a_made_up_press_is_not_ours(data: str) -> None:
    assert parse_press(data) is None


def message_time() -> Any:
    from datetime import UTC, datetime

    return datetime.now(UTC)
