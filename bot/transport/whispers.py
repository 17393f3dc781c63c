"""Messages of a group that one person sees alone (Bot API 10.2, 10.3), newer than our library.

Tried until Telegram shows that it does not do that; then all is said to everybody, as before.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from telegram import InlineKeyboardMarkup, MaybeInaccessibleMessage, Message
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.transport.rate_limiter import Pace

logger = logging.getLogger(__name__)

_PARAMETERS = "ephemeral_message_parameters"
_ID = "ephemeral_message_id"


class Whispers:
    """What a process has learned about them: whether there are any, and where they are refused."""

    def __init__(self) -> None:
        self._is_off = False
        # Where we are no administrator they may be refused; other groups are other groups.
        self._refused: set[int] = set()

    async def send(
        self,
        send: Callable[..., Awaitable[Message]],
        *args: Any,
        chat_id: int,
        user_id: int,
        query_id: str | None = None,
        **how: Any,
    ) -> Message | None:
        """``send`` for ``user_id`` alone; ``query_id``: of the press that it answers.

        Returns: what was sent (by a server that knows no such thing: to everybody), or None: it is
        refused here, and nothing was said.
        """
        if self._is_off or chat_id in self._refused:
            return None
        whom: dict[str, Any] = {"receiver_user_id": user_id}
        if query_id is not None:
            whom["callback_query_id"] = query_id
        try:
            sent = await send(chat_id, *args, api_kwargs={_PARAMETERS: whom}, **how)
        except BadRequest as exc:
            logger.info("nobody can be told alone here", extra={"why": exc})
            self._refused.add(chat_id)
            return None
        if not is_whisper(sent):
            logger.info("this server knows no messages for one person alone")
            self._is_off = True
        return sent


def is_whisper(message: MaybeInaccessibleMessage) -> bool:
    """Whether one person alone sees it. It has no number of a message."""
    return _ID in message.api_kwargs


async def edit_whisper(
    bot: ExtBot[Pace],
    message: MaybeInaccessibleMessage,
    *,
    user_id: int,
    words: str | None,
    keyboard: InlineKeyboardMarkup | None,
) -> None:
    """Put other words, or with None other buttons alone, into what one person sees.

    Raises: TelegramError.
    """
    what: dict[str, Any] = {} if words is None else {"text": words}
    method = "editEphemeralMessageReplyMarkup" if words is None else "editEphemeralMessageText"
    if keyboard is not None:
        what["reply_markup"] = keyboard.to_json()
    await bot.do_api_request(method, api_kwargs={**_place(message, user_id), **what})


async def delete_whisper(
    bot: ExtBot[Pace], message: MaybeInaccessibleMessage, *, user_id: int
) -> None:
    """Take it away again. Raises: TelegramError."""
    await bot.do_api_request("deleteEphemeralMessage", api_kwargs=_place(message, user_id))


def _place(message: MaybeInaccessibleMessage, user_id: int) -> dict[str, Any]:
    facts: Mapping[str, Any] = message.api_kwargs
    return {"chat_id": message.chat.id, "receiver_user_id": user_id, _ID: facts[_ID]}
