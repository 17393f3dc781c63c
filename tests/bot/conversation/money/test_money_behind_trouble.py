"""A payment behind whatever jams: made-up presses, a slow Telegram, restart after restart."""

from __future__ import annotations

import asyncio
import shutil
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest

from bot import app
from bot.delivery import reconciler as reconcile
from bot.domain.jobs import JobState
from bot.errors import StorageError
from bot.local_telegram.server import LocalTelegram
from bot.local_telegram.state.people import person
from bot.settings import Settings
from bot.storage import payments, updates
from bot.storage.database import Database
from bot.transport.callback_data import Verb
from bot.transport.lanes import is_money
from tests.bot.conftest import TestRedis
from tests.bot.conversation.money.test_pay import charges, charges_in, invoiced
from tests.bot.conversation.talk import Talk, labels, talking
from tests.bot.painters import SlowPainter
from tests.bot.running import WITHIN_S, newest_job, running_worker
from tests.bot.storage.ledger.books import assert_clean
from tests.bot.storage.postgres import on_each_database
from tests.person import Message, Person


@pytest.fixture
async def grouped(
    telegram: LocalTelegram, redis_server: TestRedis, database: dict[str, str], tmp_path: Path
) -> AsyncIterator[Talk]:
    """A running chat process and a worker."""
    async with (
        talking(telegram, redis_server, tmp_path / "data", **database) as talk,
        talk.worker(SlowPainter().open),
    ):
        yield talk


def forge(talk: Talk, under: Message, data: str, *, chat_id: int = 1) -> None:
    """A press of the payer's own client, whose data no button ever had."""
    backend = talk.telegram.backend
    query_id, _ = backend.presses.ask()
    message = backend.messages.find(chat_id, under["message_id"])
    assert message is not None
    query = {
        "id": query_id,
        "from": person(backend.store, 1),
        "message": backend.messages.as_bot_sees(message),
        "chat_instance": "1",
        "data": data,
    }
    backend.updates.add("callback_query", query)


async def until_all_is_done(db: Database) -> None:
    """Once nothing is left of what people sent."""
    async with asyncio.timeout(WITHIN_S):
        while await updates.unfinished(db):  # noqa: ASYNC110 - SQL tells nobody
            await asyncio.sleep(0.02)


async def stored_payment(db: Database) -> int:
    """The update that tells of a payment, once it is stored."""
    async with asyncio.timeout(WITHIN_S):
        while True:
            for left in await updates.unfinished(db):
                if is_money(left.payload):
                    return left.update_id
            await asyncio.sleep(0.02)


@on_each_database
async def test_a_payment_behind_made_up_presses_is_credited(grouped: Talk) -> None:
    invoice = await invoiced(grouped, person=grouped.in_group)
    for verb in Verb:
        forge(grouped, invoice, f"{verb}:a\0b", chat_id=grouped.in_group.chat_id)
        forge(grouped, invoice, f"{verb}:1:\0", chat_id=grouped.in_group.chat_id)
    assert (await grouped.in_group.pay(invoice))["ok"]
    paid = await grouped.job(count=2, state=JobState.DONE)
    assert paid.charge_id is not None
    assert await charges(grouped) == [(25, "paid")]
    await until_all_is_done(grouped.services.db)
    assert await updates.count_set_aside(grouped.services.db) == 0


class ChatProcess:
    """The whole chat process, begun and politely ended as often as a test likes."""

    def __init__(self, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
        self._settings = settings
        self._heed: Callable[[signal.Signals], object] = lambda _: None
        self._begun: asyncio.Queue[int] = asyncio.Queue()
        self._begin_again = updates.begin_again
        monkeypatch.setattr(app, "heeding_signals", self._heeding)
        monkeypatch.setattr(updates, "begin_again", self._note_begun)
        # Whatever still waits for Telegram at the stop is cut short.
        monkeypatch.setattr(app, "STOP_S", 0.0)
        monkeypatch.setattr(reconcile, "STOP_S", 0.0)

    @contextmanager
    def _heeding(self, heed: Callable[[signal.Signals], object]) -> Iterator[None]:
        self._heed = heed
        yield

    async def _note_begun(self, db: Database, update_id: int) -> None:
        await self._begin_again(db, update_id)
        self._begun.put_nowait(update_id)

    async def has_begun_again(self, update_id: int) -> None:
        """Once this process is at what an earlier one left."""
        async with asyncio.timeout(WITHIN_S):
            while await self._begun.get() != update_id:
                pass

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        self._begun = asyncio.Queue()
        serving = asyncio.create_task(app.run_bot(self._settings))
        try:
            yield
        finally:
            self._heed(signal.SIGTERM)
            assert await serving == 0


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    database = Database(settings.sql_url)
    yield database
    await database.close()


async def invoice_of(
    telegram: LocalTelegram, redis: TestRedis, data_dir: Path
) -> tuple[Settings, Message]:
    """A person has a picture and the invoice of a larger one; nothing of ours runs any more."""
    async with talking(telegram, redis, data_dir) as talk:
        async with talk.worker(SlowPainter().open):
            invoice = await invoiced(talk)
        return talk.settings, invoice


def slow_telegram(_: pytest.MonkeyPatch) -> None:
    """As it is in any case."""


def no_sql_for_money(monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(*_: object, **__: object) -> None:
        raise StorageError("away")

    monkeypatch.setattr(payments, "record_charge", refuse)


def a_fault_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payments, "record_charge", None)


@pytest.mark.parametrize("restarts", [3, 30])
@pytest.mark.parametrize("trouble", [slow_telegram, no_sql_for_money, a_fault_of_ours])
async def test_a_payment_outlives_restarts_and_is_credited_once(
    telegram: LocalTelegram,
    redis_server: TestRedis,
    migrated: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    trouble: Callable[[pytest.MonkeyPatch], None],
    restarts: int,
) -> None:
    data_dir, painter = tmp_path / "data", SlowPainter()
    shutil.copytree(migrated, data_dir)
    settings, invoice = await invoice_of(telegram, redis_server, data_dir)
    chat = ChatProcess(settings, monkeypatch)
    async with (
        opened(settings) as db,
        Person.at(telegram.site_url) as payer,
    ):
        await payer.order_fault("slow", method="sendMessage", delay_s=600)
        with pytest.MonkeyPatch.context() as meanwhile:
            trouble(meanwhile)
            async with chat.running():
                await payer.send("/help")
                assert (await payer.pay(invoice))["ok"]
                payment = await stored_payment(db)
            for _ in range(restarts):
                async with chat.running():
                    await chat.has_begun_again(payment)
        await payer.clear_faults()
        async with chat.running(), running_worker(settings, painter.open):
            paid = await newest_job(db, count=2, state=JobState.DONE)
            await until_all_is_done(db)
        assert paid.charge_id is not None
        assert await charges_in(db) == [(25, "paid")]
        assert await updates.count_set_aside(db) == 0
        await assert_clean(db)
        results = [m for m in await payer.messages() if "Again" in labels(m)]
        assert len(results) == 2
        assert painter.painted == 1
