"""The bot behind a webhook, as Telegram calls it: alone, and while a new one takes its place."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.app import serve_bot
from bot.domain.jobs import Job, JobState
from bot.local_telegram.server import LocalTelegram
from bot.settings import Settings
from bot.storage.database import Database
from bot.transport.poller import Poller
from bot.transport.webhook import SECRET_HEADER
from tests.bot.conversation.talk import from_bot, labels
from tests.bot.local_telegram.test_process import free_port
from tests.bot.painters import SlowPainter
from tests.bot.redises import TestRedis
from tests.bot.running import WITHIN_S, all_jobs, running_worker
from tests.person import Message, Person
from tests.pictures import photo_bytes
from tests.telegrams import plain_bot

SECRET = "a-secret_of-our-own"


@pytest.fixture
def polling(telegram: LocalTelegram, redis_server: TestRedis, tmp_path: Path) -> Settings:
    """The settings of a bot that polls."""
    telegram.backend.limits.is_on = False
    return Settings(
        _env_file=None,
        data_dir=tmp_path / "data",
        bot_token=SecretStr(telegram.backend.token),
        redis_url=SecretStr(redis_server.url),
        telegram_url=telegram.api_url,
    )


def behind_webhook(settings: Settings, *, port: int, public_port: int | None = None) -> Settings:
    """The same bot, listening on ``port``; Telegram calls it there or at ``public_port``."""
    changes = {
        "webhook_url": f"http://127.0.0.1:{public_port or port}/hook",
        "webhook_secret": SecretStr(SECRET),
        "webhook_host": "127.0.0.1",
        "webhook_port": port,
    }
    return settings.model_copy(update=changes)


@asynccontextmanager
async def chat_process(settings: Settings) -> AsyncIterator[None]:
    """A whole chat process within this one; it ends as by SIGTERM."""
    stop = asyncio.Event()
    serving = asyncio.create_task(serve_bot(settings, stop))
    try:
        yield
    finally:
        stop.set()
        await serving


async def listening(settings: Settings) -> None:
    """Returns once the bot does; nobody tells when, so it is asked."""
    async with asyncio.timeout(WITHIN_S):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", settings.webhook_port)
            except ConnectionRefusedError:
                await asyncio.sleep(0.02)
                continue
            writer.close()
            return


@asynccontextmanager
async def person_at(telegram: LocalTelegram, chat_id: int = 1) -> AsyncIterator[Person]:
    async with asyncio.timeout(WITHIN_S):
        await telegram.is_open.wait()
    async with Person.at(telegram.site_url, chat_id=chat_id) as person:
        yield person


async def result(person: Person) -> Message:
    return await person.wait_for_message(
        lambda m: m["photo"] and "Again" in labels(m), within_s=WITHIN_S
    )


async def settled(person: Person) -> None:
    """Whatever this person said before was dealt with: one more, whose answer is known, was."""
    (sent,) = await person.send("/queue")
    await person.wait_for_message(
        lambda m: m["from_bot"] and m["message_id"] > sent and "Waiting in all" in str(m["text"]),
        within_s=WITHIN_S,
    )


async def jobs_of(settings: Settings) -> list[Job]:
    db = Database(settings.sql_url)
    try:
        return await all_jobs(db)
    finally:
        await db.close()


async def test_a_photo_comes_by_the_webhook_and_goes_out_as_one_picture(
    telegram: LocalTelegram, polling: Settings
) -> None:
    painter = SlowPainter()
    async with (
        chat_process(behind_webhook(polling, port=free_port())),
        person_at(telegram) as person,
        running_worker(polling, painter.open),
    ):
        await person.send("/dream", photos=[photo_bytes()])
        await result(person)
        await settled(person)
        pictures = [m for m in from_bot(await person.messages()) if m["photo"]]
    assert len(pictures) == 1
    assert painter.painted == 1
    (job,) = await jobs_of(polling)
    assert job.state is JobState.DONE


class Balancer:
    """The public address, before two bots: each update goes to both of them."""

    def __init__(self, *bots: Settings) -> None:
        self._urls = [f"http://127.0.0.1:{one.webhook_port}/hook" for one in bots]
        self.posts = 0

    async def lose_answer(self, session: aiohttp.ClientSession, request: web.Request) -> int:
        """To one bot, whose answer is lost; when it is posted again, to the other."""
        self.posts += 1
        status = await self._post(session, request, self._urls[self.posts % 2])
        return 502 if self.posts % 2 else status

    async def ask_both(self, session: aiohttp.ClientSession, request: web.Request) -> int:
        """To both at the same moment."""
        self.posts += 2
        return max(await asyncio.gather(*(self._post(session, request, url) for url in self._urls)))

    async def _post(self, session: aiohttp.ClientSession, request: web.Request, url: str) -> int:
        headers = {SECRET_HEADER: request.headers[SECRET_HEADER]}
        async with session.post(url, data=await request.read(), headers=headers) as answer:
            return answer.status


@asynccontextmanager
async def balancing(balancer: Balancer, how: str, *, port: int) -> AsyncIterator[None]:
    async with aiohttp.ClientSession() as session:

        async def receive(request: web.Request) -> web.Response:
            return web.Response(status=await getattr(balancer, how)(session, request))

        app = web.Application()
        app.router.add_post("/hook", receive)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        try:
            yield
        finally:
            await runner.cleanup()


@pytest.mark.parametrize("how", ["lose_answer", "ask_both"])
async def test_two_bots_that_overlap_do_everything_once(
    telegram: LocalTelegram, polling: Settings, how: str
) -> None:
    public_port = free_port()
    bots = [behind_webhook(polling, port=free_port(), public_port=public_port) for _ in range(2)]
    painter, balancer = SlowPainter(), Balancer(*bots)
    async with (
        balancing(balancer, how, port=public_port),
        chat_process(bots[0]),
        chat_process(bots[1]),
        person_at(telegram, 1) as one,
        person_at(telegram, 2) as two,
        running_worker(polling, painter.open),
    ):
        for bot in bots:
            await listening(bot)
        said = [
            *[person.send("/dream", photos=[photo_bytes()]) for person in (one, two)],
            *[person.send("/terms") for person in (one, two)],
        ]
        await asyncio.gather(*said)
        for person in (one, two):
            await result(person)
            await settled(person)
        answers = [from_bot(await person.messages()) for person in (one, two)]
    assert [len(one) for one in answers] == [3, 3]  # the picture, the terms, the queue
    assert balancer.posts >= 11  # the last answer may be on its way still
    assert painter.painted == 2
    assert [job.state for job in await jobs_of(polling)] == [JobState.DONE] * 2


async def test_a_poller_that_starts_again_leaves_the_webhook_to_the_bot_behind_it(
    telegram: LocalTelegram, polling: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve, is_resolved = Poller._resolve, asyncio.Event()

    async def resolved(poller: Poller, *args: object) -> None:
        await resolve(poller, *args)  # type: ignore[arg-type]  # whatever it is given
        is_resolved.set()

    monkeypatch.setattr(Poller, "_resolve", resolved)
    async with (
        chat_process(behind_webhook(polling, port=free_port())),
        person_at(telegram) as person,
        chat_process(polling),
        plain_bot(telegram) as bot,
    ):
        async with asyncio.timeout(WITHIN_S):
            await is_resolved.wait()
        assert (await bot.get_webhook_info()).url
        await person.send("/help")
        await settled(person)
        assert len(from_bot(await person.messages())) == 2


async def test_a_server_that_refuses_the_newer_updates_is_given_the_webhook_without_them(
    telegram: LocalTelegram, polling: Settings
) -> None:
    settings = behind_webhook(polling, port=free_port())
    refused = {"kind": "400", "method": "setWebhook", "times": 1}
    telegram.backend.faults.add(refused, known_methods=frozenset({"setwebhook"}))
    async with chat_process(settings), person_at(telegram) as person:
        await settled(person)
        assert "subscription" not in telegram.backend.updates.allowed
        assert "message" in telegram.backend.updates.allowed
