"""The one place where what went wrong in a turn becomes a sentence and a line in the log."""

from __future__ import annotations

import contextlib
import logging
from datetime import UTC, datetime

from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.chat.context import Turn
from bot.delivery.troubles import is_unreachable, may_not_show
from bot.domain.live import plain_name
from bot.errors import MayNotShowError, StorageError
from bot.storage import chats
from bot.texts.catalogue import error_text
from engine.errors import ArtError, BadInputError

logger = logging.getLogger(__name__)


async def failed(turn: Turn, error: Exception) -> None:
    """Tell the person in plain words, the log in full."""
    _log(turn, error)
    try:
        if isinstance(error, TelegramError) and is_unreachable(error):
            await _tell_elsewhere(turn)
        else:
            await _reach(turn, _words(turn, error), error)
    except TelegramError as exc:
        logger.warning("cannot tell of a failure", extra={**turn.log_facts(), "why": exc})


def _log(turn: Turn, error: Exception) -> None:
    facts = turn.log_facts()
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


async def _tell_elsewhere(turn: Turn) -> None:
    """Where we may not write: above the button that was pressed, or to the person in private.

    Only those who have begun to talk to us can be written to.
    """
    if turn.is_private:
        return
    words = turn.text("say.may_not_write", chat=plain_name(turn.chat.title or ""))
    if turn.update.callback_query is not None and not turn.is_answered:
        await turn.answer(words, alert=True)
    else:
        with contextlib.suppress(BadRequest, Forbidden):
            await turn.bot.send_message(turn.user.id, words)


def _words(turn: Turn, error: Exception) -> str:
    if isinstance(error, ArtError):
        return error_text(error.code, turn.language, **error.facts)
    if isinstance(error, TelegramError) and may_not_show(error):
        return error_text(MayNotShowError.__name__, turn.language)
    return turn.text("say.failed")


async def _reach(turn: Turn, words: str, error: Exception) -> None:
    """Tell it in this chat, or, of a group that moved, in the new one."""
    if isinstance(error, ChatMigrated):
        await _tell_in_new_chat(turn, words, error.new_chat_id)
        return
    try:
        await _tell(turn, words)
    except ChatMigrated as exc:
        await _tell_in_new_chat(turn, words, exc.new_chat_id)


async def _tell_in_new_chat(turn: Turn, words: str, new_chat_id: int) -> None:
    """Whoever meets the move first notes it: Telegram's own word of it may come later."""
    old_chat_id, now = turn.chat.id, datetime.now(UTC)
    try:
        await chats.move(
            turn.services.db, old_chat_id=old_chat_id, new_chat_id=new_chat_id, now=now
        )
    except StorageError as exc:
        logger.warning("cannot note a move yet", extra={**turn.log_facts(), "why": exc})
    await turn.answer()
    await turn.bot.send_message(new_chat_id, words)


async def _tell(turn: Turn, words: str) -> None:
    """An alert for a press that still waits for its answer, else a message."""
    if turn.update.callback_query is not None and not turn.is_answered:
        await turn.answer(words, alert=True)
    elif turn.update.effective_chat is not None:
        await turn.say(words)
