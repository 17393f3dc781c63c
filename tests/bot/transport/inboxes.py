"""An inbox between a Telegram of a script and a desk that notes what is worked off."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, cast

import aiohttp
import pytest
from telegram import Update
from telegram.error import TelegramError

from bot.storage.database import Database, upgrade
from bot.transport.client import Client
from bot.transport.inbox import Inbox
from bot.transport.poller import Poller
from bot.transport.webhook import SECRET_HEADER

SECRET = "a-secret_of-our-own"
PERSON = {"id": 1, "is_bot": False, "first_name": "A"}


def message(
    update_id: int, *, chat_id: int = 1, text: str | None = None, **fields: Any
) -> dict[str, Any]:
    """Each says something of its own, for the same twice may be answered once."""
    told = {
        "message_id": update_id,
        "date": 0,
        "chat": {"id": chat_id, "type": "private"},
        "from": PERSON,
        "text": text or f"/draw {update_id}",
        **fields,
    }
    return {"update_id": update_id, "message": told}


def checkout(update_id: int) -> dict[str, Any]:
    query = {
        "id": "q",
        "from": PERSON,
        "currency": "XTR",
        "total_amount": 25,
        "invoice_payload": "p",
    }
    return {"update_id": update_id, "pre_checkout_query": query}


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    url = f"sqlite+aiosqlite:///{tmp_path / 'test.sqlite3'}"
    await asyncio.to_thread(upgrade, url)
    database = Database(url)
    yield database
    await database.close()


class FakeTelegram:
    """getUpdates from a script: batches and errors, then silence."""

    def __init__(self, *script: list[Any] | TelegramError) -> None:
        self.script = list(script)
        self.offsets: list[int | None] = []
        self.is_silent = asyncio.Event()
        self.webhook_deleted = False

    async def raw_updates(self, *, offset: int | None, **_: Any) -> list[Any]:
        self.offsets.append(offset)
        if not self.script:
            self.is_silent.set()
            await asyncio.Event().wait()
        batch = self.script.pop(0)
        if isinstance(batch, TelegramError):
            raise batch
        return batch

    async def delete_webhook(self, **_: Any) -> None:
        self.webhook_deleted = True


class Desk:
    """Notes what is worked off; ``holding`` makes some of it wait."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.done: list[int] = []
        self.holding: dict[int, asyncio.Event] = {}
        self.is_begun = asyncio.Event()
        self._change = asyncio.Condition()

    async def __call__(self, update: Update) -> None:
        self.begun.append(update.update_id)
        self.is_begun.set()
        if update.update_id in self.holding:
            await self.holding[update.update_id].wait()
        self.done.append(update.update_id)
        async with self._change:
            self._change.notify_all()

    async def has(self, *update_ids: int) -> None:
        """Returns once all of these are worked off."""
        async with asyncio.timeout(10), self._change:
            await self._change.wait_for(lambda: set(update_ids) <= set(self.done))


def make_inbox(
    db: Database, desk: Callable[[Update], Awaitable[None]], telegram: FakeTelegram | None = None
) -> Inbox:
    """What one leaves the next takes up at once, as if its hold were over."""
    return Inbox(db, desk, cast(Client, telegram), hold_s=0.0)


async def killed(inbox: Inbox) -> None:
    """As kill -9 leaves it: what was begun does not end, and nothing is noted."""
    for task in inbox._tasks:
        task.cancel()
    if inbox._tasks:
        await asyncio.wait(inbox._tasks)


async def poll(db: Database, desk: Desk, telegram: FakeTelegram, *wanted: int) -> None:
    """Poll until the script is over and the ``wanted`` updates are worked off."""
    inbox = make_inbox(db, desk, telegram)
    stop = asyncio.Event()
    polling = asyncio.create_task(Poller(inbox, cast(Client, telegram)).run(stop))
    silence = asyncio.create_task(telegram.is_silent.wait())
    await asyncio.wait((polling, silence), return_when=asyncio.FIRST_COMPLETED, timeout=15)
    silence.cancel()
    await desk.has(*wanted)
    stop.set()
    await polling
    await inbox.drain(within_s=5)


async def post(url: str, *, secret: str | None = SECRET, **body: Any) -> int:
    headers = {SECRET_HEADER: secret} if secret is not None else {}
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, headers=headers, **body) as answer,
    ):
        return answer.status
