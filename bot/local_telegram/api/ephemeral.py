"""Edits of messages that one member of a group sees alone (Bot API 10.2)."""

from __future__ import annotations

from bot.local_telegram.api.calls import Call
from bot.local_telegram.api.keyboards import inline_keyboard
from bot.local_telegram.api.sending import text_content
from bot.local_telegram.backend import Backend
from bot.local_telegram.errors import BotApiError, bad_request
from bot.local_telegram.state.ephemeral import is_allowed
from bot.local_telegram.state.messages import content_of
from bot.local_telegram.state.store import Json, Message


async def edit_text(backend: Backend, call: Call) -> bool:
    return _edit(backend, call, text_content(call))


async def edit_markup(backend: Backend, call: Call) -> bool:
    return _edit(backend, call, content_of(_find(backend, call)))


async def delete(backend: Backend, call: Call) -> bool:
    backend.messages.delete(_find(backend, call))
    return True


def _edit(backend: Backend, call: Call, content: Json) -> bool:
    message = _find(backend, call)
    markup = inline_keyboard(call.json("reply_markup"))
    backend.speak_to(message.chat_id)
    backend.messages.edit(message, content=content, markup=markup)
    return True


def _find(backend: Backend, call: Call) -> Message:
    chat_id = backend.chats.for_bot(call.need_integer("chat_id"))
    if is_allowed(backend.store, chat_id) is None:
        raise BotApiError(404, "Not Found: method not found")
    message = backend.messages.find(chat_id, call.need_integer("ephemeral_message_id"))
    whose = message.body.get("receiver_user", {}).get("id") if message is not None else None
    if message is None or whose != call.need_integer("receiver_user_id"):
        raise bad_request("message to edit not found")
    return message


METHODS = {
    "editEphemeralMessageText": edit_text,
    "editEphemeralMessageReplyMarkup": edit_markup,
    "deleteEphemeralMessage": delete,
}
