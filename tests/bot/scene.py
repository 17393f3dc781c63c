"""The chain without the conversation: a person, the local Telegram, SQL, Redis and workers.

A minimal bot of its own stands where the handlers stand: each photo becomes a job.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from telegram import Update
from telegram.ext import ExtBot

from bot.delivery.notifier import Notifier
from bot.domain.jobs import Job, JobState, NewJob
from bot.domain.orders import OPTIONS_OF, Art, Order, PictureRef
from bot.errors import QueueError
from bot.local_telegram.server import LocalTelegram
from bot.queue.connection import connect
from bot.queue.line import Queue
from bot.settings import Settings
from bot.storage.database import Database, upgrade
from bot.storage.jobs import jobs
from bot.transport.client import make_bot
from bot.transport.inbox import Inbox
from bot.transport.poller import Poller
from bot.transport.rate_limiter import Pace
from engine.options.dream import DreamOptions
from tests.bot.painters import SlowPainter
from tests.bot.redises import TestRedis
from tests.bot.running import WITHIN_S, newest_job, running_reconciler, running_worker
from tests.person import Message, Person
from tests.pictures import decoded, film_bytes, photo_bytes
from tests.places import ROOT


@dataclass(slots=True, kw_only=True)
class Scene:
    settings: Settings
    telegram: LocalTelegram
    redis: TestRedis
    db: Database
    bot: ExtBot[Pace]
    queue: Queue
    notifier: Notifier
    person: Person

    async def order(self, update: Update) -> None:
        """What the handlers do with a photo, in the fewest words."""
        message = update.message
        if message is None:
            return
        picture = message.photo[-1] if message.photo else message.document
        if picture is None or message.from_user is None:
            return
        photo = PictureRef(id="k3f9ab", file_id=picture.file_id, message_id=message.message_id)
        new = NewJob(
            request_key=f"u{update.update_id}",
            chat_id=message.chat.id,
            user_id=message.from_user.id,
            language="en",
            order=Order(art=Art.DREAM, options=DreamOptions(seed=update.update_id), photo=photo),
            tier="free",
            reply_to=message.message_id,
        )
        await self.put(new)

    async def put(self, new: NewJob) -> None:
        """Store a job once, give it its message and put it in line."""
        now = datetime.now(UTC)
        job, _ = await jobs.create(self.db, new, now=now, score=now)
        if job.status is None:
            said = await self.bot.send_message(job.chat_id, "In the queue: number 1.")
            await jobs.set_status_message(
                self.db, job.id, message_id=said.message_id, has_media=False
            )
        try:
            await self.queue.put(job)
        except QueueError:
            return

    async def ask_for(self, art: Art, *, guide: PictureRef | None = None, **options: Any) -> int:
        """Order another art of a photo, as its command does. Returns: the message's id."""
        photo = await self.keep_picture() if art.needs_photo else None
        if art is Art.VIDEO:
            photo = await self.keep_film()
        order = Order(art=art, options=OPTIONS_OF[art](**options), photo=photo, guide=guide)
        new = NewJob(
            request_key="asked",
            chat_id=1,
            user_id=1,
            language="en",
            order=order,
            tier="free",
            reply_to=photo.message_id if photo else None,
        )
        await self.put(new)
        status = (await self.job()).status
        assert status is not None
        return status.message_id

    async def keep_picture(self, shade: int = 0) -> PictureRef:
        """A picture that lies with Telegram and orders nothing."""
        sent = await self.bot.send_photo(1, photo_bytes(shade))
        return PictureRef(
            id=f"p{shade}", file_id=sent.photo[-1].file_id, message_id=sent.message_id
        )

    async def keep_film(self) -> PictureRef:
        """A film of two seconds that lies with Telegram and orders nothing."""
        frames = [decoded(photo_bytes(shade)) for shade in range(24)]
        sent = await self.bot.send_video(1, film_bytes(frames))
        assert sent.video is not None
        return PictureRef(
            id="film", file_id=sent.video.file_id, message_id=sent.message_id, is_film=True
        )

    async def send_photo(self, data: bytes | None = None) -> None:
        await self.person.send(photos=[data or photo_bytes()])

    async def job(self, state: JobState | None = None, *, count: int = 1) -> Job:
        return await newest_job(self.db, count=count, state=state)

    async def results(self, count: int = 1) -> list[Message]:
        """The bot's messages with a photo, once there are ``count`` finished ones."""

        def finished(messages: list[Message]) -> list[Message] | None:
            photos = [m for m in messages if m["from_bot"] and m["photo"]]
            done = [m for m in photos if m["buttons"] and "Again" in str(m["buttons"])]
            return photos if len(done) >= count else None

        found: list[Message] = await self.person.wait_for(finished, within_s=WITHIN_S)
        return found

    async def says(self, words: str) -> Message:
        """The bot's message with these words, now or soon."""
        return await self.person.wait_for_message(
            lambda m: m["from_bot"] and words in (m["text"] or m["caption"] or ""),
            within_s=WITHIN_S,
        )

    @asynccontextmanager
    async def worker(self, painter: SlowPainter) -> AsyncIterator[None]:
        """A worker in this process, whose gate opens at the end."""
        async with running_worker(self.settings, painter.open):
            try:
                yield
            finally:
                painter.gate.set()

    async def start_worker(self, *words: str) -> asyncio.subprocess.Process:
        """A worker in a process of its own, as slow as ``words`` say (tests.bot.slow_child)."""
        return await self.start_process("tests.bot.slow_worker", *words)

    async def start_process(self, module: str, *words: str) -> asyncio.subprocess.Process:
        """A module of Python with the settings of all this."""
        settings = self.settings
        assert settings.bot_token is not None
        environment = {
            **os.environ,
            "ONEIRO_DATA_DIR": str(settings.data_dir),
            "ONEIRO_BOT_TOKEN": settings.bot_token.get_secret_value(),
            "ONEIRO_REDIS_URL": self.redis.url,
            "ONEIRO_TELEGRAM_URL": self.telegram.api_url,
            "ONEIRO_DATABASE_URL": settings.sql_url,
        }
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", module, *words),
            env=environment,
            cwd=ROOT,
        )

    @asynccontextmanager
    async def reconciling(self) -> AsyncIterator[None]:
        async with running_reconciler(
            db=self.db,
            queue=self.queue,
            notifier=self.notifier,
            bot=self.bot,
            settings=self.settings,
        ):
            yield


@asynccontextmanager
async def playing(
    telegram: LocalTelegram, redis: TestRedis, data_dir: Path, **changes: Any
) -> AsyncIterator[Scene]:
    """Everything but a worker, running. ``changes`` are settings."""
    settings = Settings(
        data_dir=data_dir,
        bot_token=SecretStr(telegram.backend.token),
        redis_url=SecretStr(redis.url),
        telegram_url=telegram.api_url,
        **changes,
    )
    await asyncio.to_thread(upgrade, settings.sql_url)
    db = Database(settings.sql_url)
    queue = Queue(await connect(redis.url, patience=3))
    stop = asyncio.Event()
    async with make_bot(settings) as bot:
        scene = Scene(
            settings=settings,
            telegram=telegram,
            redis=redis,
            db=db,
            bot=bot,
            queue=queue,
            notifier=Notifier(bot, db),
            person=None,  # type: ignore[arg-type]  # follows when the site is open
        )
        inbox = Inbox(db, scene.order, bot)
        polling = asyncio.create_task(Poller(inbox, bot).run(stop))
        try:
            await telegram.is_open.wait()
            async with Person.at(telegram.site_url) as scene.person:
                yield scene
        finally:
            stop.set()
            await polling
            await inbox.drain(within_s=5)
            await queue.close()
            await db.close()
