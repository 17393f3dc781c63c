"""The whole chat process in a test: real handlers, SQL and Redis against the local Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from telegram import Update

from bot.app import Chat, make_gate, make_services
from bot.chat.context import Services
from bot.domain.jobs import Job, JobState
from bot.domain.tiers import Tier, Tiers
from bot.local_telegram.server import LocalTelegram
from bot.queue.connection import connect
from bot.queue.line import Queue
from bot.settings import Settings
from bot.storage.database import Database, upgrade
from bot.transport.client import make_bot
from bot.transport.inbox import Inbox
from bot.transport.poller import Poller
from bot.worker.child.render_child import OpenChild
from tests.bot.conftest import TestRedis
from tests.bot.running import WITHIN_S, all_jobs, newest_job, running_reconciler, running_worker
from tests.person import Message, Person
from tests.pictures import photo_bytes

PROMPT_BUTTONS = ["Dream", "Style", "Texture", "More", "Save as a style"]
RESULT_BUTTONS = ["Again", "Again ×4", "Stronger", "Weaker", "Full size", "Delete"]  # noqa: RUF001
PAID_BUTTONS = [*RESULT_BUTTONS, "Not what I wanted", "Print", "Show it", "More"]


@dataclass(slots=True, kw_only=True)
class Talk:
    """A person in their private chat, a second one, and the group of both."""

    settings: Settings
    services: Services
    chat: Chat
    telegram: LocalTelegram
    person: Person
    other: Person
    in_group: Person
    other_in_group: Person
    seen: list[Update] = field(default_factory=list)
    loses: Callable[[Update], bool] = lambda update: False

    async def process(self, update: Update) -> None:
        """The real thing; every update is noted, so that a test can replay it.

        What ``loses`` is true of is never told of.
        """
        if self.loses(update):
            return
        self.seen.append(update)
        await self.chat.process(update)

    async def jobs(self) -> list[Job]:
        return await all_jobs(self.services.db)

    async def job(self, *, count: int = 1, state: JobState | None = None) -> Job:
        return await newest_job(self.services.db, count=count, state=state)

    async def says(self, words: str, *, person: Person | None = None) -> Message:
        """The bot's newest message with these words, now or soon."""
        return await (person or self.person).wait_for_message(
            lambda m: m["from_bot"] and words in (m["text"] or m["caption"] or ""),
            within_s=WITHIN_S,
        )

    async def result(self, *, person: Person | None = None, other_than: int = 0) -> Message:
        """A finished picture."""
        return await (person or self.person).wait_for_message(
            lambda m: m["photo"] and "Again" in labels(m) and m["message_id"] != other_than,
            within_s=WITHIN_S,
        )

    async def finished(self, *, count: int = 1) -> Message:
        """The message of the newest job, once that is done."""
        job = await self.job(count=count, state=JobState.DONE)
        assert job.status is not None
        place = job.status.message_id
        return await self.person.wait_for_message(
            lambda m: m["message_id"] == place and "Delete" in labels(m), within_s=WITHIN_S
        )

    async def prompt(self, data: bytes | None = None) -> Message:
        """Send a photo and wait to be asked what to do with it."""
        await self.person.send(photos=[data or photo_bytes()])
        return await self.says("What shall I do with it?")

    async def settled(self) -> None:
        """Every update so far was dealt with: one more, whose answer is known, was."""
        sent = await self.person.send("/queue")
        await self.person.wait_for_message(
            lambda m: (
                m["from_bot"] and m["message_id"] > sent[0] and "Waiting in all" in m["text"]
                if m["text"]
                else False
            )
        )

    async def replay(self, update: Update) -> None:
        """The same update once more, as after a crash before it was noted as done."""
        await self.chat.process(update)

    @asynccontextmanager
    async def worker(self, open_renderer: OpenChild) -> AsyncIterator[None]:
        async with running_worker(self.settings, open_renderer):
            yield


@asynccontextmanager
async def talking(
    telegram: LocalTelegram, redis: TestRedis, data_dir: Path, **changes: Any
) -> AsyncIterator[Talk]:
    """Everything but a worker, running. ``changes`` are settings."""
    telegram.backend.limits.is_on = False
    values: dict[str, Any] = {
        "data_dir": data_dir,
        "bot_token": telegram.backend.token,
        "redis_url": redis.url,
        "telegram_url": telegram.api_url,
        # Tests are faster than people.
        "person_updates_per_minute": 0,
        "chat_updates_per_minute": 0,
    }
    settings = Settings(_env_file=None, **{**values, **changes})
    await asyncio.to_thread(upgrade, settings.sql_url)
    stop = asyncio.Event()
    async with AsyncExitStack() as stack:
        db = Database(settings.sql_url)
        stack.push_async_callback(db.close)
        queue = Queue(await connect(redis.url, patience=3))
        stack.push_async_callback(queue.close)
        bot = make_bot(settings)
        services = make_services(settings, bot=bot, db=db, queue=queue)
        chat = Chat(bot, services)
        await stack.enter_async_context(chat.app)
        talk = Talk(
            settings=settings,
            services=services,
            chat=chat,
            telegram=telegram,
            **{name: None for name in ("person", "other", "in_group", "other_in_group")},  # type: ignore[arg-type]  # they follow when the site is open
        )
        inbox = Inbox(db, talk.process, bot, gate=make_gate(settings, db, bot))
        polling = asyncio.create_task(Poller(inbox, bot).run(stop))
        try:
            await telegram.is_open.wait()
            for name, chat_id, user_id in (
                ("person", 1, None),
                ("other", 2, None),
                ("in_group", -1001, 1),
                ("other_in_group", -1001, 2),
            ):
                person = Person.at(telegram.site_url, chat_id=chat_id, user_id=user_id)
                setattr(talk, name, await stack.enter_async_context(person))
            yield talk
        finally:
            stop.set()
            await polling
            await inbox.drain(within_s=5)
            await services.picture_checker.close()


@asynccontextmanager
async def reconciling(talk: Talk) -> AsyncIterator[None]:
    """The part of the chat process that pays back and takes up what was lost."""
    async with running_reconciler(
        db=talk.services.db,
        queue=talk.services.queue,
        notifier=talk.services.notifier,
        bot=talk.chat.app.bot,
        settings=talk.settings,
    ):
        yield


def put_tiers(talk: Talk, *tiers: Tier) -> None:
    """As if the file of tiers had been changed."""
    talk.services.tiers._read = Tiers(all=tiers)


def change_tier(talk: Talk, name: str, **changes: int | None) -> None:
    every = talk.services.tiers.now.all
    put_tiers(talk, *(replace(tier, **changes) if tier.name == name else tier for tier in every))


def labels(message: Message) -> list[str]:
    """The words of all buttons, row by row."""
    return [button["text"] for row in message["buttons"] or [] for button in row]


def from_bot(messages: list[Message]) -> list[Message]:
    return [message for message in messages if message["from_bot"]]
