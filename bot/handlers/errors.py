"""The one place where what went wrong in a turn becomes a sentence and a line in the log."""

from __future__ import annotations

import contextlib
import logging
from datetime import UTC, datetime

from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.chat.context import ChatContext
from bot.delivery.telegram_errors import is_unreachable, may_not_show
from bot.domain.live import plain_name
from bot.errors import MayNotShowError, StorageError
from bot.storage import chats
from bot.texts.catalogue import error_text
from engine.errors import ArtError, BadInputError

logger = logging.getLogger(__name__)


async def failed(context: ChatContext, error: Exception) -> None:
    """Tell the person in plain words, the log in full."""
    _log(context, error)
    if context.update.effective_user is None:
        return
    try:
        if isinstance(error, TelegramError) and is_unreachable(error):
            await _tell_elsewhere(context)
        else:
            await _reach(context, _words(context, error), error)
    except TelegramError as exc:
        logger.warning("cannot tell of a failure", extra={**context.log_facts(), "why": exc})


def _log(context: ChatContext, error: Exception) -> None:
    facts = context.log_facts()
    if isinstance(error, BadInputError):
        logger.info("not as asked", extra={**facts, "error": error.code, "why": error.detail})
    elif isinstance(error, ChatMigrated):
        logger.info("the group has another id now", extra={**facts, "why": error})
    elif isinstance(error, TelegramError) and (is_unreachable(error) or may_not_show(error)):
        logger.info("this chat is closed to us", extra={**facts, "why": error})
    elif isinstance(error, ArtError):
        logger.error("a turn failed", extra={**facts, "error": error.code, "why": error.detail})
    else:
        logger.error("a turn failed unexpectedly", extra=facts, exc_info=error)


async def _tell_elsewhere(context: ChatContext) -> None:
    """Where we may not write: above the button that was pressed, or to the person in private.

    Only those who have begun to talk to us can be written to.
    """
    if context.is_private:
        return
    words = context.text("say.may_not_write", chat=plain_name(context.chat.title or ""))
    if context.update.callback_query is not None and not context.is_answered:
        await context.answer(words, alert=True)
    else:
        with contextlib.suppress(BadRequest, Forbidden):
            await context.bot.send_message(context.user.id, words)


def _words(context: ChatContext, error: Exception) -> str:
    if isinstance(error, ArtError):
        return error_text(error.code, context.language, **error.facts)
    if isinstance(error, TelegramError) and may_not_show(error):
        return error_text(MayNotShowError.__name__, context.language)
    return context.text("say.failed")


async def _reach(context: ChatContext, words: str, error: Exception) -> None:
    """Tell it in this chat, or, of a group that moved, in the new one."""
    if isinstance(error, ChatMigrated):
        await _tell_in_new_chat(context, words, error.new_chat_id)
        return
    try:
        await _tell(context, words)
    except ChatMigrated as exc:
        await _tell_in_new_chat(context, words, exc.new_chat_id)


async def _tell_in_new_chat(context: ChatContext, words: str, new_chat_id: int) -> None:
    """Whoever meets the move first notes it: Telegram's own word of it may come later."""
    old_chat_id, now = context.chat.id, datetime.now(UTC)
    try:
        await chats.move(
            context.services.db, old_chat_id=old_chat_id, new_chat_id=new_chat_id, now=now
        )
    except StorageError as exc:
        logger.warning("cannot note a move yet", extra={**context.log_facts(), "why": exc})
    await context.answer()
    await context.bot.send_message(new_chat_id, words)


async def _tell(context: ChatContext, words: str) -> None:
    """An alert for a press that still waits for its answer, else a message."""
    if context.update.callback_query is not None and not context.is_answered:
        await context.answer(words, alert=True)
    elif context.update.effective_chat is not None:
        await context.say_alone(words)
