"""What a person sees of a job: one message, edited from its place in line into the result."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from telegram import InlineKeyboardMarkup
from telegram.error import (
    BadRequest,
    ChatMigrated,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import ExtBot

from bot.delivery.content import MessageContent, open_content, result_buttons, result_content
from bot.delivery.delights.stickers import StickerDesk
from bot.delivery.group_wishes import DONE, FAILED, SEEN, told_quietly, veiled
from bot.delivery.guests import GuestPlace, StorageChat
from bot.delivery.job_keyboards import snapshots_keyboard
from bot.delivery.results.result_files import Film
from bot.delivery.sending import edit, edit_or_send, place_of, send
from bot.delivery.telegram_errors import is_unreachable, judge
from bot.delivery.words.amounts import paid_words, with_refund
from bot.delivery.words.captions import as_code, result_caption
from bot.delivery.words.waiting_words import place_words, progress_words
from bot.domain.jobs import FINISHED, Job, JobState, Outcome, StatusMessage
from bot.domain.live import live_caption
from bot.domain.orders import Art
from bot.domain.payments import Charge
from bot.domain.waiting import Outlook
from bot.storage import chats, live_dreams, payments, refunds
from bot.storage.database import Database
from bot.storage.jobs import job_deferral, jobs
from bot.texts.catalogue import error_text
from bot.transport.rate_limiter import DROPPABLE, Pace, RequestDroppedError

logger = logging.getLogger(__name__)
_T = TypeVar("_T")

# Longer than most troubles last, shorter than anyone would let the next job wait.
MUST_ARRIVE = Pace(patience_s=25.0, pause_patience_s=25.0)
# Sent twice, the first would stand for ever with a Cancel button that nobody knows of.
_ONCE = Pace(may_repeat=False)


class Notifier:
    """Edits the message of a job; sends a new one where that message is gone.

    Every method returns the job with the message it now has, or as it was when the person
    cannot be reached any more. The last word of a job is tried for a while and then raises
    TelegramError, for the caller to try again later; what comes before it is dropped quietly.
    """

    def __init__(
        self, bot: ExtBot[Pace], db: Database, *, storage: StorageChat | None = None
    ) -> None:
        """``storage``: where results lie that are shown to guests."""
        self._bot = bot
        self._db = db
        self._guests = GuestPlace(bot, db, storage or StorageChat())
        self._stickers = StickerDesk(bot, db)

    async def show_ordered(
        self,
        job: Job,
        outlook: Outlook,
        picture: bytes | str | None = None,
    ) -> Job:
        """A new job's place in line: in the menu that ordered it, else in a message of its own.

        Args:
            picture: what the menu's picture gives way to, a JPEG or a file_id; None keeps it.
        Raises: TelegramError: nothing is shown. Whether the chat is closed is the caller's to ask.
        """
        content = open_content(job, place_words(outlook, job.language), picture)
        if job.guest is not None:
            return await self._show(job, content, Pace())
        if await told_quietly(self._bot, self._db, job, SEEN):
            return job
        if job.status is None:
            return await self._adopt(job, await send(self._bot, job, content, _ONCE))
        try:
            status = await edit(self._bot, job.chat_id, job.status, content, Pace())
        except BadRequest:
            if picture is None:
                raise
            # A menu's picture that came as a file cannot give way to a photo.
            content = dataclasses.replace(content, media=None)
            status = await edit(self._bot, job.chat_id, job.status, content, Pace())
        return await self._note(job, status)

    async def show_place(self, job: Job, outlook: Outlook) -> Job | None:
        """As :meth:`show_ordered`, later on. None: for now it was left out."""
        return await self._show_unless_busy(
            job, open_content(job, place_words(outlook, job.language))
        )

    async def show_progress(
        self, job: Job, fraction: float, preview: bytes | None, *, left_s: float | None = None
    ) -> Job:
        """How far a render is.

        Args:
            preview: a small JPEG of how it looks so far.
            left_s: how long it still takes; None: nobody knows.
        """
        if job.order.live_id is not None:
            await self._show_begun(job, preview)
            return job
        words = progress_words(fraction, left_s, job.language)
        return await self._show_unless_busy(job, open_content(job, words, preview)) or job

    async def show_result(self, job: Job, media: bytes | Film | None, outcome: Outcome) -> Job:
        """The result itself: a JPEG, a film, or words alone. Repeating it changes nothing."""
        if job.order.live_id is not None:
            return await self._show_piece(job, media, outcome)
        if job.order.art is Art.STICKER and isinstance(media, bytes):
            given = await self._reach(job, self._stickers.give(job, media, outcome))
            return job if given is None else await self._show_last(job, given, DONE)
        caption = await self._caption(job, outcome)
        content = result_content(job, outcome, caption, media)
        if job.guest is not None:
            return await self._guests.deliver(job, outcome, content, MUST_ARRIVE)
        shown = await self._show_last(job, content, DONE)
        if shown.status is not None and shown.status.file_id is not None:
            await jobs.set_result_file(self._db, job.id, shown.status.file_id)
        return shown

    async def _show_last(self, job: Job, content: MessageContent, reaction: str) -> Job:
        shown = await self._show(job, content, MUST_ARRIVE)
        await told_quietly(self._bot, self._db, job, reaction)
        return shown

    async def show_snapshot(
        self, job: Job, media: bytes | None, outcome: Outcome, *, snapshot: int, is_choosing: bool
    ) -> None:
        """A snapshot, or the finished picture, in the result's message.

        Args:
            media: a JPEG; None leaves the picture as it is.
            is_choosing: with all snapshots to choose from below it, else as a result.
        """
        keyboard = result_buttons(job, outcome, snapshot=snapshot)
        if is_choosing:
            keyboard = snapshots_keyboard(
                job.id, job.language, snapshots=outcome.looks, snapshot=snapshot
            )
        caption = await self._caption(job, outcome, snapshot=snapshot)
        content = MessageContent(
            words=caption, entities=as_code(caption), keyboard=keyboard, media=media
        )
        content = await veiled(self._db, job.chat_id, content)
        if job.status is not None:
            await self._reach(job, edit(self._bot, job.chat_id, job.status, content, MUST_ARRIVE))

    async def _caption(self, job: Job, outcome: Outcome, *, snapshot: int = FINISHED) -> str:
        """With what was paid, unless they had just this one and are told of that."""
        charge = None
        if job.charge_id is not None and not job.is_cached:
            charge = await payments.get_charge(self._db, job.charge_id)
        if charge is None:
            return result_caption(job, outcome, snapshot=snapshot)
        missing = await refunds.shortfall(self._db, charge, outcome)
        paid = paid_words(charge, job.language, missing=missing)
        return result_caption(job, outcome, snapshot=snapshot, paid=paid)

    async def _show_piece(self, job: Job, film: bytes | Film | None, outcome: Outcome) -> Job:
        """The film of a live dream, longer by this job's piece, in its one message."""
        live = await live_dreams.get(self._db, job.order.live_id or "")
        if live is None:
            return job
        grown = dataclasses.replace(live, film_id=job.id, film_s=outcome.duration_s or 0.0)
        words = live_caption(grown, await live_dreams.wishes(self._db, live.id))
        there = dataclasses.replace(job, status=live.message, reply_to=None)
        shown = await self._show(there, MessageContent(words=words, media=film), MUST_ARRIVE)
        if shown.status is not None and shown.status != live.message:
            await live_dreams.set_message(self._db, live.id, shown.status)
        await live_dreams.note_shown(self._db, live.id, words)
        return job

    async def _show_begun(self, job: Job, preview: bytes | None) -> None:
        """The first picture of a live dream that began as words: no busy hour leaves it out."""
        live = await live_dreams.get(self._db, job.order.live_id or "")
        if preview is None or live is None or live.message is None or live.message.has_media:
            return
        words = live_caption(live, await live_dreams.wishes(self._db, live.id))
        content = await veiled(self._db, job.chat_id, MessageContent(words=words, media=preview))
        try:
            status = await self._reach(
                job, edit(self._bot, live.chat_id, live.message, content, MUST_ARRIVE)
            )
        except (RequestDroppedError, NetworkError, RetryAfter, ChatMigrated) as exc:
            logger.debug("left out a picture", extra={"live_id": live.id, "why": exc})
            return
        if status is not None:
            await live_dreams.set_message(self._db, live.id, status)
            await live_dreams.note_shown(self._db, live.id, words)

    async def show_failure(self, job: Job, *, charge: Charge | None = None) -> Job:
        """Why a failed job failed; ``charge``: what was paid for it, which comes back."""
        reason = error_text(job.error_code or "ArtError", job.language, **job.error_facts)
        content = MessageContent(words=with_refund("status.failed", job, charge, reason=reason))
        return await self._show_last(job, content, FAILED)

    async def show_cancelled(self, job: Job, *, charge: Charge | None = None) -> Job:
        """As :meth:`show_failure`, of one that its person stopped."""
        if charge is None and await told_quietly(self._bot, self._db, job, None):
            return job
        content = MessageContent(words=with_refund("status.cancelled", job, charge))
        return await self._show(job, content, MUST_ARRIVE)

    async def tell_closed(self, job: Job) -> bool:
        """Say that ``job`` failed or was cancelled, and note it. Safe to repeat.

        Returns: False when Telegram is away: try again later.
        """
        if job.state is JobState.CANCELLED and job.order.live_id is not None:
            # The film stays as it is, and its caption tells the rest.
            await jobs.mark_told(self._db, job.id)
            return True
        charge = await payments.get_charge(self._db, job.charge_id) if job.charge_id else None
        try:
            if job.state is JobState.CANCELLED:
                await self.show_cancelled(job, charge=charge)
            else:
                await self.show_failure(job, charge=charge)
        except BadRequest as exc:
            # Asking again would change nothing, and the job has ended either way.
            logger.error("cannot tell", extra={"job_id": job.id, "why": exc})
        except TelegramError as exc:
            logger.warning("cannot tell yet", extra={"job_id": job.id, "why": exc})
            await self._tell_later(job, exc)
            return False
        await jobs.mark_told(self._db, job.id)
        return True

    async def _tell_later(self, job: Job, exc: TelegramError) -> None:
        now, verdict = datetime.now(UTC), judge(exc, troubles=job.troubles)
        if verdict.new_chat_id is not None:
            await chats.move(
                self._db, old_chat_id=job.chat_id, new_chat_id=verdict.new_chat_id, now=now
            )
        await job_deferral.tell_later(
            self._db, job.id, until=now + timedelta(seconds=verdict.pause_s)
        )

    async def say(self, job: Job, words: str) -> None:
        """A message of its own, for what no eye is drawn to by an edit; guests have but the one."""
        if job.guest is not None:
            return
        await self._reach(job, self._bot.send_message(job.chat_id, words, **place_of(job)))

    async def send_file(self, job: Job, data: bytes, *, name: str, caption: str) -> bool:
        """A result in full size; False when the person cannot be reached."""
        sent = await self._reach(
            job,
            self._bot.send_document(
                job.chat_id,
                data,
                caption=caption,
                filename=name,
                disable_content_type_detection=True,
                rate_limit_args=MUST_ARRIVE,
                **place_of(job),
            ),
        )
        return sent is not None

    async def send_film(
        self, job: Job, film: Film, *, words: str, keyboard: InlineKeyboardMarkup | None = None
    ) -> None:
        """A film of a job's result, below it."""
        below = job.status.message_id if job.status is not None else job.reply_to
        place = dataclasses.replace(job, reply_to=below)
        content = await veiled(
            self._db, job.chat_id, MessageContent(words=words, keyboard=keyboard, media=film)
        )
        await self._reach(job, send(self._bot, place, content, MUST_ARRIVE))

    async def _show_unless_busy(self, job: Job, content: MessageContent) -> Job | None:
        """None: it was left out."""
        if job.status is None and job.guest is None:
            return job
        try:
            return await self._show(job, content, DROPPABLE, or_send=False)
        except (RequestDroppedError, NetworkError, RetryAfter, ChatMigrated) as exc:
            logger.debug("left out an edit", extra={"job_id": job.id, "why": exc})
            return None

    async def _show(
        self, job: Job, content: MessageContent, pace: Pace, *, or_send: bool = True
    ) -> Job:
        if job.guest is not None:
            return await self._guests.show(job, content, pace)
        content = await veiled(self._db, job.chat_id, content)
        status = await self._reach(
            job, edit_or_send(self._bot, job, content, pace, or_send=or_send)
        )
        return await self._note(job, status)

    async def _adopt(self, job: Job, status: StatusMessage) -> Job:
        """The job with its first message; one that closed or has another meanwhile needs none."""
        is_needed = await jobs.adopt_message(
            self._db, job.id, message_id=status.message_id, has_media=status.has_media
        )
        if is_needed:
            return dataclasses.replace(job, status=status)
        try:
            await self._bot.delete_message(job.chat_id, status.message_id)
        except TelegramError as exc:
            # Its Cancel, when pressed, lets it go.
            logger.info("cannot take a message back", extra={"job_id": job.id, "why": exc})
        return job

    async def _note(self, job: Job, status: StatusMessage | None) -> Job:
        """The job with its message as it is now, written down where it is another."""
        if status is None:
            return job
        if status != job.status:
            await jobs.set_status_message(
                self._db, job.id, message_id=status.message_id, has_media=status.has_media
            )
        return dataclasses.replace(job, status=status)

    async def _reach(self, job: Job, request: Awaitable[_T]) -> _T | None:
        """None when this chat is closed to us, which is the person's right."""
        try:
            return await request
        except ChatMigrated:
            raise
        except TelegramError as exc:
            # What was paid for is not done before it has arrived.
            is_owed = job.charge_id is not None and job.state is JobState.RENDERED
            if is_owed or not is_unreachable(exc):
                raise
            logger.info("cannot reach the person", extra={"job_id": job.id, "why": exc})
            return None
