"""News of what was asked for in a chat that we are not in: one inline message, known by its id.

No file can be uploaded there. A result goes to the storage chat, or to its person's own chat where
there is none, and the inline message shows it by Telegram's name of it.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import ChatMigrated, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.delivery.content import MessageContent
from bot.delivery.results.result_files import Film
from bot.delivery.sending import edit_guest, is_lost, send
from bot.delivery.telegram_errors import is_unreachable, may_not_show
from bot.delivery.words.captions import result_caption
from bot.domain.jobs import Job, Outcome
from bot.errors import NotStartedError, StorageChatError
from bot.settings import Settings
from bot.storage import people
from bot.storage.database import Database
from bot.storage.guests import uploads
from bot.storage.guests.uploads import StoredUpload
from bot.storage.jobs import jobs
from bot.storage.operators import switches
from bot.texts.catalogue import known_language, text
from bot.transport.rate_limiter import DROPPABLE, Pace
from engine.errors import RenderError

logger = logging.getLogger(__name__)

# Sent twice, the first would stand for ever.
_UPLOAD = Pace(patience_s=25.0, pause_patience_s=25.0, may_repeat=False)
# What a link to the bot says of where it was pressed.
START = "guest"


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageChat:
    """Where results lie that are shown in chats that we are not in.

    Attributes:
        chat_id: None: in each person's own chat.
        keep: they are deleted there after so long.
        operators: who hears, once, that it is closed to us.
    """

    chat_id: int | None = None
    keep: timedelta = timedelta(hours=48)
    operators: Collection[int] = ()

    @classmethod
    def of(cls, settings: Settings) -> Self:
        return cls(
            chat_id=settings.storage_chat,
            keep=timedelta(hours=settings.result_keep_h),
            operators=settings.operators,
        )


class GuestPlace:
    """Edits the inline message of a guest's job. One that is gone has nobody left to tell."""

    def __init__(self, bot: ExtBot[Pace], db: Database, storage: StorageChat) -> None:
        self._bot = bot
        self._db = db
        self._storage = storage

    async def show(self, job: Job, content: MessageContent, pace: Pace) -> Job:
        """The job's inline message with ``content``; a picture that is no file_id is left out.

        Raises: TelegramError.
        """
        if job.guest is None:
            return job
        if not _lies_at_telegram(content.media):
            content = dataclasses.replace(content, media=None)
        try:
            guest = await edit_guest(self._bot, job.guest, content, pace)
        except TelegramError as exc:
            if not (is_lost(exc) or isinstance(exc, Forbidden)):
                raise
            logger.info("an inline message is gone", extra={"job_id": job.id, "why": exc})
            return job
        if guest != job.guest:
            await jobs.set_guest_media(self._db, job.id, has_media=guest.has_media)
        return dataclasses.replace(job, guest=guest)

    async def deliver(self, job: Job, outcome: Outcome, content: MessageContent, pace: Pace) -> Job:
        """The result, uploaded once and then shown. Safe to repeat.

        Args:
            content: as it would stand in the person's own chat.
        Raises: TelegramError; NotStartedError, StorageChatError: it cannot be uploaded.
        """
        media = content.media
        if media is not None:
            file_id = await uploads.file_id_of(self._db, job.id)
            if file_id is None:
                job, file_id = await self._upload(job, content)
            media = dataclasses.replace(media, mp4=file_id) if isinstance(media, Film) else file_id
        shown = MessageContent(
            words=result_caption(job, outcome, is_repeatable=False),
            keyboard=link_keyboard(self._bot.username, job.language),
            media=media,
        )
        return await self.show(job, shown, pace)

    async def _upload(self, job: Job, content: MessageContent) -> tuple[Job, str]:
        """Returns: the job, with a message of its own if it has one now; the result's name."""
        if self._storage.chat_id is None:
            return await self._upload_to_person(job, content)
        return job, await self._store(job, content, self._storage.chat_id)

    async def _upload_to_person(self, job: Job, content: MessageContent) -> tuple[Job, str]:
        try:
            status = await send(self._bot, job, content, _UPLOAD)
        except TelegramError as exc:
            if not (is_unreachable(exc) or may_not_show(exc)):
                raise
            raise NotStartedError(str(exc), link=start_link(self._bot.username)) from exc
        await uploads.note_own(self._db, job.id, status)
        return dataclasses.replace(job, status=status), _named(status.file_id)

    async def _store(self, job: Job, content: MessageContent, chat_id: int) -> str:
        there = dataclasses.replace(job, chat_id=chat_id, thread_id=None, reply_to=None)
        bare = MessageContent(words="", media=content.media)
        try:
            stored = await send(self._bot, there, bare, _UPLOAD)
        except TelegramError as exc:
            is_closed = is_unreachable(exc) or may_not_show(exc)
            if not (is_closed or isinstance(exc, ChatMigrated)):
                raise
            await self._tell_operators(chat_id, exc)
            raise StorageChatError(str(exc)) from exc
        file_id = _named(stored.file_id)
        upload = StoredUpload(job_id=job.id, chat_id=chat_id, message_id=stored.message_id)
        delete_at = datetime.now(UTC) + self._storage.keep
        await uploads.note_stored(self._db, upload, file_id=file_id, delete_at=delete_at)
        await self._turn_told(is_told=False)
        return file_id

    async def _tell_operators(self, chat_id: int, why: TelegramError) -> None:
        logger.error("the storage chat is closed to us", extra={"chat_id": chat_id, "why": why})
        if not await self._turn_told(is_told=True):
            return
        for operator_id in self._storage.operators:
            language = known_language(await people.language_of(self._db, operator_id))
            words = text("guest.storage_closed", language, chat=chat_id, why=str(why))
            try:
                await self._bot.send_message(operator_id, words, rate_limit_args=DROPPABLE)
            except TelegramError as exc:
                logger.warning("cannot tell an operator", extra={"why": exc})

    async def _turn_told(self, *, is_told: bool) -> bool:
        """Whether that is new."""
        name = switches.STORAGE_TOLD
        async with self._db.write() as session:
            if await switches.is_on_within(session, name) is is_told:
                return False
            await switches.turn_within(session, name, is_on=is_told, now=datetime.now(UTC))
        return True


def link_keyboard(username: str, language: str) -> InlineKeyboardMarkup:
    """A button that everybody may press: it leads to the bot."""
    words = text("buttons.make_one", language)
    return InlineKeyboardMarkup([[InlineKeyboardButton(words, url=start_link(username))]])


def start_link(username: str) -> str:
    return f"https://t.me/{username}?start={START}"


def _lies_at_telegram(media: bytes | str | Film | None) -> bool:
    return isinstance(media, str) or (isinstance(media, Film) and isinstance(media.mp4, str))


def _named(file_id: str | None) -> str:
    if file_id is None:
        raise RenderError("Telegram names no file of what it was sent")
    return file_id
