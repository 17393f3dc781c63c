"""One turn of a conversation: an update, who it is from, and the ways to answer it."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import (
    CallbackQuery,
    Chat,
    InlineKeyboardMarkup,
    Message,
    ReplyParameters,
    Update,
    User,
)
from telegram.constants import ChatType
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.commands.command import Command
from bot.delivery.exports import Exports
from bot.delivery.notifier import Notifier
from bot.delivery.results.result_cache import ResultCache
from bot.delivery.results.result_store import ResultStore
from bot.domain.money.current_tiers import CurrentTiers
from bot.domain.payments import PaymentKeys
from bot.domain.prints.current_prints import CurrentPrints
from bot.queue.line import Queue
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.people import ChosenLanguages, LanguageBook
from bot.texts.catalogue import known_language, text
from bot.transport.callback_data import Press, parse_press
from bot.transport.files.picture_check import PictureChecker
from bot.transport.flood_gate import Quota
from bot.transport.rate_limiter import Pace
from bot.transport.said import command_of
from bot.transport.whispers import Whispers, delete_whisper, edit_whisper, is_whisper
from engine.texts.phrase import Fact

logger = logging.getLogger(__name__)

# The button of a press that is answered later than this has stopped glowing anyway.
_ANSWER_PACE = Pace(patience_s=5.0)
MAX_ALERT_CHARS = 200  # Bot API: answerCallbackQuery


def speaker_id(message: Message) -> int:
    """Whose message it is: the chat's on whose behalf it was sent, where there is one."""
    if message.sender_chat is not None:
        return message.sender_chat.id
    return message.from_user.id if message.from_user is not None else message.chat.id


class ChatContext:
    """What a handler is given. A press is answered exactly once, whoever asks for it again."""

    def __init__(self, update: Update, bot: ExtBot[Pace], services: Services) -> None:
        self.update = update
        self.bot = bot
        self.services = services
        self.is_answered = False
        self.has_new_seed = False
        self.may_ask = False
        self._spoken_for: int | None = None
        self.chosen = ChosenLanguages()

    async def read_languages(self) -> None:
        """What this person chose for themselves, and administrators for this group.

        Raises: StorageError.
        """
        user, chat = self.update.effective_user, self.update.effective_chat
        if user is not None:
            group_id = None if chat is None or self.is_private else chat.id
            self.chosen = await self.services.languages.look_up(user.id, group_id=group_id)

    @property
    def request_key(self) -> str:
        """Names this update: a handler that runs twice with it does the same thing once."""
        return f"u{self.update.update_id}"

    @property
    def user(self) -> User:
        user = self.update.effective_user
        if user is None:
            raise LookupError("an update without a person")
        return user

    @property
    def person_id(self) -> int:
        """Who asks: the person; of an anonymous administrator or a channel, that chat.

        Telegram names one and the same made-up user for all of those.
        """
        if self._spoken_for is not None:
            return self._spoken_for
        message = self.update.message
        return speaker_id(message) if message is not None else self.user.id

    def speak_for(self, chat_id: int) -> None:
        """This press is about what was asked on behalf of a chat: so is what it orders."""
        self._spoken_for = chat_id

    @property
    def chat(self) -> Chat:
        chat = self.update.effective_chat
        if chat is None:
            raise LookupError("an update without a chat")
        return chat

    @property
    def is_private(self) -> bool:
        return self.chat.type == ChatType.PRIVATE

    @property
    def language(self) -> str:
        """What is spoken here: the group's language, or the person's own."""
        return known_language(self.chosen.chat) if self.chosen.chat else self.own_language

    @property
    def own_language(self) -> str:
        """The person's: what they chose, else what Telegram says of them."""
        return known_language(self.chosen.person) if self.chosen.person else self.telegrams_language

    @property
    def telegrams_language(self) -> str:
        return known_language(self.user.language_code)

    @property
    def is_anonymous_administrator(self) -> bool:
        """Whether somebody speaks as the group itself."""
        return self.person_id == self.chat.id

    @property
    def message(self) -> Message:
        """The person's message. Raises: LookupError: this turn is a press."""
        message = self.update.message
        if message is None:
            raise LookupError("an update without a message")
        return message

    @property
    def query(self) -> CallbackQuery:
        query = self.update.callback_query
        if query is None:
            raise LookupError("an update without a press")
        return query

    @property
    def press(self) -> Press:
        press = parse_press(self.query.data or "")
        if press is None:
            raise LookupError("a press that is not ours")
        return press

    @property
    def command(self) -> Command:
        command = command_of(self.message)
        if command is None:
            raise LookupError("a message without a command")
        return command

    def new_seed(self) -> int:
        """A seed that no picture had yet: what is made with it was never made before."""
        self.has_new_seed = True
        return self.services.draw_seed()

    def text(self, key: str, /, **facts: Fact) -> str:
        """The sentence of ``key`` in this person's language."""
        return text(key, self.language, **facts)

    async def say(
        self,
        words: str,
        *,
        keyboard: InlineKeyboardMarkup | None = None,
        reply_to: int | None = None,
    ) -> Message:
        """Send a message to this chat; in a group it replies to what was asked."""
        return await self.bot.send_message(
            self.chat.id,
            words,
            reply_markup=keyboard,
            message_thread_id=self.thread_id,
            reply_parameters=self.reply(reply_to),
        )

    async def say_alone(
        self,
        words: str,
        *,
        keyboard: InlineKeyboardMarkup | None = None,
        reply_to: int | None = None,
    ) -> Message:
        """As :meth:`say`; in a group seen by this person alone, where Telegram can do that."""
        how = {"reply_markup": keyboard, "reply_parameters": self.reply(reply_to)}
        told = await self.whisper(self.bot.send_message, words, **how)
        return told or await self.say(words, keyboard=keyboard, reply_to=reply_to)

    async def whisper(
        self, send: Callable[..., Awaitable[Message]], *args: Any, **how: Any
    ) -> Message | None:
        """What was said by ``send`` to this person alone; None: say it to the whole chat.

        Whoever speaks for a chat is nobody whom a message could be shown to.
        """
        query = self.update.callback_query
        if self.is_private or (query is None and self.person_id != self.user.id):
            return None
        return await self.services.whispers.send(
            send,
            *args,
            chat_id=self.chat.id,
            user_id=self.user.id,
            query_id=query.id if query else None,
            message_thread_id=self.thread_id,
            **how,
        )

    async def edit_pressed(self, words: str | None, keyboard: InlineKeyboardMarkup | None) -> None:
        """Change the message whose button was pressed; None: its buttons alone.

        What says it already, or is gone, stays.
        """
        message = self.query.message
        if message is None:
            return
        place: dict[str, Any] = {"chat_id": self.chat.id, "message_id": message.message_id}
        with contextlib.suppress(BadRequest):
            if is_whisper(message):
                await edit_whisper(
                    self.bot, message, user_id=self.user.id, words=words, keyboard=keyboard
                )
            elif words is None:
                await self.bot.edit_message_reply_markup(**place, reply_markup=keyboard)
            else:
                await self.bot.edit_message_text(words, **place, reply_markup=keyboard)

    async def delete_pressed(self) -> None:
        """Take the message away whose button was pressed; what is gone, or too old to go, stays."""
        message = self.query.message
        if message is None:
            return
        with contextlib.suppress(BadRequest):
            if is_whisper(message):
                await delete_whisper(self.bot, message, user_id=self.user.id)
            else:
                await self.bot.delete_message(self.chat.id, message.message_id)

    def reply(self, message_id: int | None = None) -> ReplyParameters | None:
        """How to hang a message on ``message_id``, or on what was asked in a group."""
        if message_id is None:
            message_id = self.asked_in
        if message_id is None:
            return None
        return ReplyParameters(message_id, allow_sending_without_reply=True)

    @property
    def asked_in(self) -> int | None:
        """The person's message in a group, where others talk in between."""
        if self.is_private:
            return None
        return self.update.message.message_id if self.update.message is not None else None

    @property
    def thread_id(self) -> int | None:
        """The topic of a forum that was spoken or pressed in."""
        message = self.update.effective_message
        return message.message_thread_id if message and message.is_topic_message else None

    async def answer(self, words: str | None = None, *, alert: bool = False) -> None:
        """Answer a press; of several answers only the first is sent."""
        query = self.update.callback_query
        if query is None or self.is_answered:
            return
        self.is_answered = True
        short = words if words is None or len(words) <= MAX_ALERT_CHARS else None
        try:
            await self.bot.answer_callback_query(
                query.id, short, show_alert=alert, rate_limit_args=_ANSWER_PACE
            )
        except TelegramError as exc:
            # Too old, in a turn that is taken up again; what it asked for goes on.
            logger.info("a press could not be answered", extra={**self.log_facts(), "why": exc})
        if words is not None and short is None:
            await self.say(words)

    async def tell(self, words: str) -> None:
        """Why nothing comes of it: above a button that waits for its answer, else in a message."""
        if self.update.callback_query is not None and not self.is_answered:
            await self.answer(words, alert=True)
        elif self.update.effective_chat is not None:
            await self.say_alone(words)

    def log_facts(self) -> dict[str, Any]:
        return {"update_id": self.update.update_id}


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The collaborators of the handlers.

    Attributes:
        clock: the time now, aware UTC.
        albums: lets through one picture of an album that is answered once.
        draw_seed: a new seed for each picture.
        feed: copies of what people show; ``styles``: of what they saved to paint with.
        payment_keys: sign invoices, so that only ours are paid.
    """

    db: Database
    queue: Queue
    notifier: Notifier
    picture_checker: PictureChecker
    tiers: CurrentTiers
    prints: CurrentPrints
    settings: Settings
    results: ResultStore
    feed: ResultStore
    styles: ResultStore
    cache: ResultCache
    exports: Exports
    albums: Quota
    clock: Callable[[], datetime]
    draw_seed: Callable[[], int]
    payment_keys: PaymentKeys
    languages: LanguageBook
    whispers: Whispers

    def read_files(self) -> None:
        """Take the operator's tiers and prints as they are, and tell their faults."""
        self.tiers.read()
        self.prints.read()
