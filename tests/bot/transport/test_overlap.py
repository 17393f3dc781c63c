"""Two processes are the bot for a while: whose updates, whose webhook, and what is left."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from pydantic import SecretStr
from telegram.error import BadRequest, Conflict, NetworkError, TelegramError

from bot.errors import QueueError, SettingsError
from bot.local_telegram.server import LocalTelegram
from bot.queue.connection import connect
from bot.queue.line import Queue
from bot.settings import Settings
from bot.storage import updates
from bot.storage.database import Database, upgrade
from bot.transport.client import Client
from bot.transport.inbox import Inbox
from bot.transport.poller import Poller
from bot.transport.webhook import serve_webhook
from tests.bot.local_telegram.test_process import free_port
from tests.bot.storage.postgres import on_each_database
from tests.bot.transport.inboxes import Desk, FakeTelegram, killed, message
from tests.bot.transport.inboxes import db as db  # a fixture
from tests.person import Person
from tests.telegrams import plain_bot

ACTIVE = Conflict("can't use getUpdates method while webhook is active")
# Long enough for a heartbeat to come in time on a busy machine.
HOLD_S = 2.0


def make_inbox(db: Database, desk: Desk, *, hold_s: float = HOLD_S) -> Inbox:
    return Inbox(db, desk, cast(Client, None), hold_s=hold_s)


async def busy(db: Database, *, hold_s: float = HOLD_S) -> tuple[Inbox, Desk]:
    """A process with update 1 in work."""
    desk = Desk()
    desk.holding[1] = asyncio.Event()
    inbox = make_inbox(db, desk, hold_s=hold_s)
    await inbox.accept([message(1)])
    await desk.is_begun.wait()
    return inbox, desk


async def test_a_new_process_leaves_what_an_old_one_has_in_hand(db: Database) -> None:
    old, desk = await busy(db)
    new_desk = Desk()
    new = make_inbox(db, new_desk)
    async with old.holding():
        assert await new.replay() == 0
        await asyncio.sleep(HOLD_S * 1.5)  # what must not happen cannot be awaited
        assert await new.replay() == 0
        desk.holding[1].set()
        await desk.has(1)
    await old.drain(within_s=5)
    await new.drain(within_s=5)
    assert new_desk.begun == []


async def test_what_a_lost_process_had_in_hand_is_done_by_one_that_lives(db: Database) -> None:
    new_desk = Desk()
    new = make_inbox(db, new_desk, hold_s=0.2)
    async with new.holding():
        old, _ = await busy(db, hold_s=0.2)
        await killed(old)
        await new_desk.has(1)
    await new.drain(within_s=5)
    assert new_desk.done == [1]
    assert await updates.unfinished(db) == []


async def test_what_a_stopped_process_left_is_done_by_one_that_lives(db: Database) -> None:
    """However long its hold is: it lets go."""
    new_desk = Desk()
    new = make_inbox(db, new_desk, hold_s=0.2)
    async with new.holding():
        old, _ = await busy(db, hold_s=3600)
        await old.drain(within_s=0.01)
        await new_desk.has(1)
    await new.drain(within_s=5)
    assert await updates.unfinished(db) == []


async def test_an_update_posted_to_both_is_done_by_one(db: Database) -> None:
    desk = Desk()
    one, other = make_inbox(db, desk), make_inbox(db, desk)
    taken = await asyncio.gather(*(inbox.accept([message(1)]) for inbox in (one, other)))
    assert sorted(taken) == [0, 1]
    await desk.has(1)
    for inbox in (one, other):
        await inbox.drain(within_s=5)
    assert desk.begun == [1]


@pytest.fixture
async def shared(database: dict[str, str], tmp_path: Path) -> AsyncIterator[Database]:
    url = Settings(_env_file=None, data_dir=tmp_path, **database).sql_url
    await asyncio.to_thread(upgrade, url)
    opened = Database(url)
    yield opened
    await opened.close()


@on_each_database
async def test_a_crowd_s_updates_are_each_done_once_while_every_process_is_replaced(
    shared: Database,
) -> None:
    """Each is posted to both, as when Telegram gets no answer in time from the first."""
    desk = Desk()
    batches = [range(first, first + 20) for first in range(1, 121, 20)]
    async with AsyncExitStack() as stack:

        async def opened() -> Inbox:
            inbox = make_inbox(shared, desk)
            await stack.enter_async_context(inbox.holding())
            return inbox

        serving = [await opened(), await opened()]
        for batch in batches:
            posts = [(inbox, number) for number in batch for inbox in serving]
            await asyncio.gather(
                *(inbox.accept([message(number, chat_id=number % 30)]) for inbox, number in posts)
            )
            serving.append(await opened())
            await serving.pop(0).drain(within_s=5)
        everything = [number for batch in batches for number in batch]
        await desk.has(*everything)
        for inbox in serving:
            await inbox.drain(within_s=5)
    assert sorted(desk.done) == everything
    assert await updates.unfinished(shared) == []


async def served() -> bool:
    return True


async def unknown() -> bool:
    raise QueueError("away")


async def not_served() -> bool:
    return False


@pytest.mark.parametrize(
    ("ask", "is_deleted"), [(served, False), (unknown, False), (not_served, True)]
)
async def test_a_poller_deletes_a_webhook_only_if_nobody_serves_it(
    db: Database, ask: Callable[[], Awaitable[bool]], is_deleted: bool
) -> None:
    telegram = FakeTelegram(ACTIVE, ACTIVE)
    inbox = Inbox(db, Desk(), cast(Client, telegram))
    stop = asyncio.Event()
    polling = asyncio.create_task(
        Poller(inbox, cast(Client, telegram), is_webhook_served=ask).run(stop)
    )
    async with asyncio.timeout(10):
        await telegram.is_silent.wait()
    stop.set()
    await polling
    assert telegram.webhook_deleted is is_deleted


def behind_webhook(data_dir: Path) -> Settings:
    port = free_port()
    return Settings(
        _env_file=None,
        data_dir=data_dir,
        webhook_url=f"http://127.0.0.1:{port}/hook",
        webhook_secret=SecretStr("hush"),
        webhook_host="127.0.0.1",
        webhook_port=port,
    )


@pytest.fixture
async def queue(redis_url: str) -> AsyncIterator[Queue]:
    opened = Queue(await connect(redis_url, patience=3))
    yield opened
    await opened.close()


@asynccontextmanager
async def serving(
    inbox: Inbox, bot: object, queue: Queue, settings: Settings
) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(
        serve_webhook(inbox, cast(Client, bot), queue, settings, stop, look_s=0.02)
    )
    try:
        yield
    finally:
        stop.set()
        await task


async def test_a_webhook_that_an_older_poller_deleted_is_set_again(
    db: Database, queue: Queue, telegram: LocalTelegram, tmp_path: Path
) -> None:
    desk = Desk()
    inbox = make_inbox(db, desk)
    async with (
        plain_bot(telegram) as bot,
        serving(inbox, bot, queue, behind_webhook(tmp_path)),
    ):
        await telegram.is_open.wait()
        assert await queue.is_webhook_served()
        await bot.delete_webhook()
        async with Person.at(telegram.site_url) as person, asyncio.timeout(10):
            await person.send("is anybody there?")
            await desk.is_begun.wait()
    await inbox.drain(within_s=5)


class FakeBot:
    """A webhook whose address is each of ``told`` in turn; an error is raised."""

    def __init__(self, *told: str | TelegramError) -> None:
        self.told = list(told)
        self.sets = 0
        self.is_over = asyncio.Event()

    async def get_webhook_info(self) -> SimpleNamespace:
        if not self.told:
            self.is_over.set()
            await asyncio.Event().wait()
        return SimpleNamespace(url=self._next())

    async def set_webhook(self, url: str, **_: object) -> None:
        self.sets += 1
        self._next()

    def _next(self) -> str:
        told = self.told.pop(0)
        if isinstance(told, TelegramError):
            raise told
        return told


@pytest.mark.parametrize(
    ("told", "sets"),
    [
        (["ours", "ours", "ours"], 1),
        (["ours", "a newer one's", "a newer one's"], 1),
        (["ours", "", "ours", "ours"], 2),
        ([NetworkError("away"), "ours", NetworkError("away"), "ours"], 2),
    ],
    ids=["stays", "is another's", "was deleted", "Telegram was away"],
)
async def test_a_webhook_is_set_until_it_stands_and_no_more(
    db: Database, queue: Queue, tmp_path: Path, told: list[str | TelegramError], sets: int
) -> None:
    bot = FakeBot(*told)
    async with serving(make_inbox(db, Desk()), bot, queue, behind_webhook(tmp_path)):
        async with asyncio.timeout(10):
            await bot.is_over.wait()
    assert bot.sets == sets


async def test_an_address_that_telegram_refuses_is_told_in_plain_words(
    db: Database, queue: Queue, tmp_path: Path
) -> None:
    refusal = BadRequest("bad webhook: HTTPS URL must be provided for webhook")
    bot = FakeBot(refusal, refusal)  # also without newer kinds of updates
    inbox, never = make_inbox(db, Desk()), asyncio.Event()
    with pytest.raises(SettingsError, match="ONEIRO_WEBHOOK_URL"):
        await serve_webhook(inbox, cast(Client, bot), queue, behind_webhook(tmp_path), never)
