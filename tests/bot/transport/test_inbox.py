"""Updates: stored before anything else, in order within a chat, none lost and none twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError

from bot.errors import SettingsError, StorageError
from bot.storage import updates
from bot.storage.database import Database
from bot.transport.webhook import make_webhook
from tests.bot.transport.inboxes import (
    SECRET,
    Desk,
    FakeTelegram,
    checkout,
    killed,
    make_inbox,
    message,
    poll,
    post,
)
from tests.bot.transport.inboxes import db as db  # a fixture


async def test_the_offset_moves_only_past_what_is_stored(db: Database) -> None:
    telegram = FakeTelegram([message(5), message(6)], [message(7)])
    desk = Desk()
    await poll(db, desk, telegram, 5, 6, 7)
    assert telegram.offsets == [None, 7, 8]
    assert desk.done == [5, 6, 7]
    assert await updates.unfinished(db) == []


async def test_a_new_process_asks_for_all_and_passes_over_what_is_known(db: Database) -> None:
    await poll(db, Desk(), FakeTelegram([message(5)]), 5)
    desk = Desk()
    telegram = FakeTelegram([message(5), message(6)])
    await poll(db, desk, telegram, 6)
    assert telegram.offsets == [None, 7]
    assert desk.done == [6]


async def test_numbers_that_begin_anew_after_a_silent_week_are_seen(db: Database) -> None:
    desk = Desk()
    telegram = FakeTelegram([message(500)], [], [message(7)])
    await poll(db, desk, telegram, 500, 7)
    assert telegram.offsets == [None, 501, None, 8]


async def test_old_numbers_are_forgotten_and_unfinished_work_is_not(db: Database) -> None:
    now = datetime.now(UTC)
    for update_id in (1, 2):
        await updates.save(db, {update_id: message(update_id)}, now=now - timedelta(days=9))
    await updates.save(db, {3: message(3)}, now=now)
    for update_id in (1, 3):
        await updates.finish(db, {update_id})
    await updates.forget(db, before=now - timedelta(days=7))
    assert await updates.save(db, {one: message(one) for one in (1, 2, 3)}, now=now) == {1}


async def test_an_update_that_comes_twice_is_worked_off_once(db: Database) -> None:
    desk = Desk()
    await poll(db, desk, FakeTelegram([message(5)], [message(5), message(6)]), 5, 6)
    assert desk.done == [5, 6]


@pytest.mark.parametrize("error", [NetworkError("drop"), NetworkError("Bad Gateway")])
async def test_trouble_while_polling_is_waited_out(db: Database, error: TelegramError) -> None:
    desk = Desk()
    await poll(db, desk, FakeTelegram(error, error, [message(5)]), 5)
    assert desk.done == [5]


async def test_a_forgotten_webhook_is_removed(db: Database) -> None:
    telegram = FakeTelegram(Conflict("can't use getUpdates method while webhook is active"))
    await poll(db, Desk(), telegram)
    assert telegram.webhook_deleted


@pytest.mark.parametrize(
    "first", [[message(5)], Conflict("terminated by setWebhook request")], ids=["batch", "ended"]
)
async def test_a_webhook_set_while_we_poll_is_left_to_whoever_set_it(
    db: Database, first: list[Any] | TelegramError
) -> None:
    active = Conflict("can't use getUpdates method while webhook is active")
    telegram = FakeTelegram(first, active, active)
    await poll(db, Desk(), telegram)
    assert not telegram.webhook_deleted


async def test_a_wrong_token_ends_the_process(db: Database) -> None:
    with pytest.raises(SettingsError, match="ONEIRO_BOT_TOKEN"):
        await poll(db, Desk(), FakeTelegram(InvalidToken()))


async def test_a_chat_keeps_its_order_and_no_other_chat_waits(db: Database) -> None:
    desk = Desk()
    desk.holding[1] = asyncio.Event()
    inbox = make_inbox(db, desk)
    for payload in (message(1), message(2), message(3, chat_id=2)):
        await inbox.accept([payload])
    await desk.has(3)
    assert desk.begun == [1, 3]
    desk.holding[1].set()
    await desk.has(2)
    assert desk.done == [3, 1, 2]


async def test_a_checkout_never_stands_behind_a_slow_chat(db: Database) -> None:
    desk = Desk()
    desk.holding[1] = asyncio.Event()
    inbox = make_inbox(db, desk)
    for payload in (message(1), message(2), checkout(3)):
        await inbox.accept([payload])
    await desk.has(3)
    desk.holding[1].set()
    await inbox.drain(within_s=5)


async def test_of_a_crowd_the_first_are_answered_first(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.transport.inbox.PLACES", 2)
    monkeypatch.setattr("bot.transport.inbox.HOLDS_PLACE_S", 3600.0)
    desk = Desk()
    desk.holding = {number: asyncio.Event() for number in (1, 2)}
    inbox = make_inbox(db, desk)
    await inbox.accept([message(number, chat_id=number) for number in range(1, 6)])
    await inbox.accept([checkout(6)])
    await desk.has(6)
    assert desk.begun == [1, 2, 6]
    desk.holding[2].set()
    await desk.has(2, 3, 4, 5)
    assert desk.done == [6, 2, 3, 4, 5]
    desk.holding[1].set()
    await inbox.drain(within_s=5)


async def test_who_waits_for_long_holds_up_no_crowd(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.transport.inbox.PLACES", 2)
    monkeypatch.setattr("bot.transport.inbox.HOLDS_PLACE_S", 0.01)
    desk = Desk()
    desk.holding = {number: asyncio.Event() for number in (1, 2)}
    inbox = make_inbox(db, desk)
    await inbox.accept([message(number, chat_id=number) for number in range(1, 6)])
    await desk.has(3, 4, 5)
    await inbox.drain(within_s=0.01)


async def test_what_a_crash_left_is_taken_up(db: Database) -> None:
    desk = Desk()
    desk.holding[1] = asyncio.Event()
    inbox = make_inbox(db, desk)
    await inbox.accept([message(1)])
    await inbox.accept([message(2)])
    await inbox.drain(within_s=0.01)  # as a crash: nothing comes to its end
    again = Desk()
    inbox = make_inbox(db, again)
    assert await inbox.replay() == 2
    await again.has(1, 2)
    assert again.done == [1, 2]
    await inbox.drain(within_s=5)
    assert await make_inbox(db, again).replay() == 0


async def test_an_update_that_always_ends_the_process_is_put_aside(db: Database) -> None:
    desk = Desk()
    desk.holding[1] = asyncio.Event()
    first = make_inbox(db, desk)
    await first.accept([message(1)])
    await desk.is_begun.wait()
    await killed(first)
    counts = []
    for _ in range(5):
        desk.is_begun.clear()
        inbox = make_inbox(db, desk)
        counts.append(await inbox.replay())
        if counts[-1]:
            await desk.is_begun.wait()
        await killed(inbox)
    assert counts == [1, 1, 1, 0, 0]
    assert await updates.count_set_aside(db) == 1


class AwayDesk(Desk):
    """The database is away the first ``times``; ``failed`` is set after each."""

    def __init__(self, *, times: float) -> None:
        super().__init__()
        self.times = times
        self.failed = asyncio.Event()

    async def __call__(self, update: Update) -> None:
        if self.times > 0:
            self.times -= 1
            self.failed.set()
            raise StorageError("away")
        await super().__call__(update)


async def test_an_update_goes_on_once_the_database_is_back(db: Database) -> None:
    desk = AwayDesk(times=2)
    inbox = make_inbox(db, desk)
    for update_id in (1, 2):
        await inbox.accept([message(update_id)])
    await desk.has(1, 2)
    await inbox.drain(within_s=5)
    assert desk.done == [1, 2]
    assert await updates.unfinished(db) == []


async def test_what_is_done_is_not_done_again_when_it_cannot_be_noted(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish, is_noted, errors = updates.finish, asyncio.Event(), [StorageError("away")]

    async def fail_first(*args: Any) -> None:
        if errors:
            raise errors.pop()
        await finish(*args)
        is_noted.set()

    monkeypatch.setattr(updates, "finish", fail_first)
    desk = Desk()
    inbox = make_inbox(db, desk)
    await inbox.accept([message(1)])
    async with asyncio.timeout(10):
        await is_noted.wait()
    await inbox.drain(within_s=5)
    assert desk.done == [1]


async def test_a_database_that_stays_away_leaves_the_update_for_the_next_start(
    db: Database,
) -> None:
    desk = AwayDesk(times=1_000_000)
    inbox = make_inbox(db, desk)
    await inbox.accept([message(1)])
    await desk.failed.wait()
    await inbox.drain(within_s=5)
    assert len(await updates.unfinished(db)) == 1


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_an_update_that_breaks_does_not_hold_up_its_chat(db: Database) -> None:
    class BreakingDesk(Desk):
        async def __call__(self, update: Update) -> None:
            if update.update_id == 1:
                raise LookupError("a bug")
            await super().__call__(update)

    desk = BreakingDesk()
    inbox = make_inbox(db, desk)
    for update_id in (1, 2):
        await inbox.accept([message(update_id)])
    await desk.has(2)
    await inbox.drain(within_s=5)
    assert [row.update_id for row in await updates.unfinished(db)] == [1]


@pytest.fixture
async def site(db: Database) -> AsyncIterator[tuple[Desk, str]]:
    desk = Desk()
    inbox = make_inbox(db, desk)
    server = TestServer(make_webhook(inbox, path="/hook", secret=SECRET))
    await server.start_server()
    yield desk, str(server.make_url("/hook"))
    await server.close()
    await inbox.drain(within_s=5)


async def test_the_webhook_stores_and_works_off(site: tuple[Desk, str]) -> None:
    desk, url = site
    assert await post(url, json=message(1)) == 200
    assert await post(url, json=message(1)) == 200
    await desk.has(1)
    assert desk.done == [1]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", "ü"])
async def test_the_webhook_knows_its_secret(site: tuple[Desk, str], secret: str | None) -> None:
    desk, url = site
    assert await post(url, secret=secret, json=message(1)) == 403
    assert desk.begun == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"text"'])
async def test_the_webhook_refuses_what_is_no_update(site: tuple[Desk, str], body: bytes) -> None:
    desk, url = site
    assert await post(url, data=body) == 400
    assert desk.begun == []
