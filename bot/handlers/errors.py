"""The one place where what went wrong in a turn becomes a sentence and a line in the log."""

from __future__ import annotations

import logging

from telegram.error import Forbidden, TelegramError

from bot.texts.catalogue import error_text
from bot.turn import Turn
from engine.errors import ArtError, BadInputError

logger = logging.getLogger(__name__)


async def failed(turn: Turn, error: Exception) -> None:
    """Tell the person in plain words, the log in full."""
    facts = turn.log_facts()
    if isinstance(error, BadInputError):
        logger.info("not as asked", extra={**facts, "error": error.code, "why": error.detail})
    elif isinstance(error, Forbidden):
        logger.info("the person does not want to hear from us", extra=facts)
        return
    elif isinstance(error, ArtError):
        logger.error("a turn failed", extra={**facts, "error": error.code, "why": error.detail})
    else:
        logger.error("a turn failed unexpectedly", extra=facts, exc_info=error)
    try:
        await _tell(turn, _words(turn, error))
    except TelegramError as exc:
        logger.warning("cannot tell of a failure", extra={**facts, "why": exc})


def _words(turn: Turn, error: Exception) -> str:
    if isinstance(error, ArtError):
        return error_text(error.code, turn.language, **error.facts)
    return turn.text("say.failed")


async def _tell(turn: Turn, words: str) -> None:
    """An alert for a press that still waits for its answer, else a message."""
    if turn.update.callback_query is not None and not turn.is_answered:
        await turn.answer(words, alert=True)
    elif turn.update.effective_chat is not None:
        await turn.say(words)
