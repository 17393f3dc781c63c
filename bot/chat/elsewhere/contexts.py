"""Turns in chats that we are not in: a guest's message, and an inline query.

We can say nothing there but the one answer; a guest's is edited from then on.
"""

from __future__ import annotations

import logging
from typing import Any

from telegram import (
    Chat,
    InlineQuery,
    InlineQueryResult,
    InlineQueryResultArticle,
    InlineQueryResultCachedPhoto,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Message,
)
from telegram.error import BadRequest

from bot.chat.context import ChatContext
from bot.delivery.content import MessageContent
from bot.delivery.guests import START, link_keyboard
from bot.delivery.sending import edit_guest
from bot.delivery.words.captions import MAX_CAPTION_CHARS
from bot.domain.jobs import GuestMessage
from bot.storage.guests import answers
from bot.texts.utf16 import shorten
from bot.transport.rate_limiter import Pace

logger = logging.getLogger(__name__)

# Nobody waits longer for an answer, nor does Telegram.
_PACE = Pace(patience_s=5.0)
# What the bot remembers of an inline query's answer is soon out of date: a new work is in it.
_CACHE_S = 5
_TOO_LATE = "query"


class GuestContext(ChatContext):
    """Somebody asks for something below a photo of a chat that we are not in.

    All that is kept of it belongs to the person's own chat: the other's id may be that of a chat
    of ours, and means nothing to us.

    Attributes:
        place: the message that answered; None: there is none yet.
        is_late: Telegram takes no answer any more.
    """

    place: GuestMessage | None = None
    is_late = False

    @property
    def message(self) -> Message:
        message = self.update.guest_message
        if message is None:
            raise LookupError("an update without a guest's message")
        return message

    @property
    def chat(self) -> Chat:
        return Chat(id=self.user.id, type=Chat.PRIVATE)

    @property
    def thread_id(self) -> int | None:
        return None

    async def begin(self, photo_id: str | None) -> bool:
        """Answer at once: that it is begun, below the photo itself where that can stand there.

        Args:
            photo_id: Telegram's name of it; None: words alone.
        Returns: False: it is too late, and nothing is to be made.
        """
        words = self.text("guest.begun")
        if self.place is None and photo_id is not None:
            photo = InlineQueryResultCachedPhoto(id="begun", photo_file_id=photo_id, caption=words)
            await self._answer(photo, has_media=True)
        if self.place is None:
            await self._answer(article("begun", words, words))
        return self.place is not None

    async def tell(self, words: str) -> None:
        """In the answer, or in its place."""
        words = shorten(words, MAX_CAPTION_CHARS)
        keyboard = link_keyboard(self.bot.username, self.language)
        if self.place is None:
            await self._answer(article("told", words, words, reply_markup=keyboard))
            return
        content = MessageContent(words=words, keyboard=keyboard)
        self.place = await edit_guest(self.bot, self.place, content, Pace())

    async def _answer(self, result: InlineQueryResult, *, has_media: bool = False) -> None:
        """Only what comes in time, and only once."""
        if self.is_late:
            return
        try:
            sent = await self.bot.answer_guest_query(
                self.message.guest_query_id or "", result, rate_limit_args=_PACE
            )
        except BadRequest as exc:
            self.is_late = _TOO_LATE in str(exc).lower()
            logger.info("a guest got no answer", extra={**self.log_facts(), "why": exc})
            return
        self.place = GuestMessage(inline_id=sent.inline_message_id, has_media=has_media)
        services = self.services
        await answers.note(services.db, self.request_key, self.place, now=services.clock())


class InlineContext(ChatContext):
    """Somebody writes our name in the field of any chat, and sees what we offer."""

    @property
    def inline_query(self) -> InlineQuery:
        query = self.update.inline_query
        if query is None:
            raise LookupError("an update without an inline query")
        return query

    @property
    def chat(self) -> Chat:
        return Chat(id=self.user.id, type=Chat.PRIVATE)

    async def offer(self, results: list[InlineQueryResult], *, next_offset: str = "") -> bool:
        """Returns: False: Telegram does not take these."""
        try:
            await self.bot.answer_inline_query(
                self.inline_query.id,
                results,
                cache_time=_CACHE_S,
                is_personal=True,
                next_offset=next_offset,
                button=InlineQueryResultsButton(self.text("inline.button"), start_parameter=START),
                rate_limit_args=_PACE,
            )
        except BadRequest as exc:
            logger.info("an offer is not taken", extra={**self.log_facts(), "why": exc})
            return _TOO_LATE in str(exc).lower()
        return True

    async def tell(self, words: str) -> None:
        """In place of an offer."""
        await self.offer([article("told", words, words)])


def article(name: str, title: str, words: str, **more: Any) -> InlineQueryResultArticle:
    """What sends a message of words when it is chosen."""
    content = InputTextMessageContent(words)
    return InlineQueryResultArticle(id=name, title=title, input_message_content=content, **more)
