"""answerGuestQuery and answerInlineQuery: messages in chats that the bot is not in."""

from __future__ import annotations

import re
from typing import Any

from bot.local_telegram.api.calls import Call
from bot.local_telegram.api.keyboards import inline_keyboard
from bot.local_telegram.api.sending import caption_content, text_content
from bot.local_telegram.backend import Backend
from bot.local_telegram.errors import bad_request
from bot.local_telegram.media import messages as media
from bot.local_telegram.state.people import FOREIGN_ID, person
from bot.local_telegram.state.questions import TOO_OLD
from bot.local_telegram.state.store import Json

MAX_RESULTS = 50
MAX_RESULT_ID_BYTES = 64
MAX_OFFSET_BYTES = 64
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")


async def answer_guest_query(backend: Backend, call: Call) -> Json:
    """Once, while somebody waits for it."""
    query_id = call.need_text("guest_query_id")
    content, markup = result_content(backend, call.json("result"))
    asked = backend.guest_queries.waiting(query_id)
    if asked is None:
        raise bad_request(TOO_OLD)
    backend.limits.spend(FOREIGN_ID, count=1)
    caller = person(backend.store, asked["from_user"])
    message = backend.messages.post(
        FOREIGN_ID,
        sender=backend.bot,
        content={**content, "guest_bot_caller_user": caller},
        reply_to=asked["message_id"],
        markup=markup,
    )
    backend.guest_queries.answer(query_id, {})
    return {"inline_message_id": backend.guests.note(message)}


async def answer_inline_query(backend: Backend, call: Call) -> bool:
    results = call.json("results")
    if not isinstance(results, list) or len(results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [str(result.get("id", "")) for result in results]
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    for result in results:
        result_content(backend, result)
    next_offset = call.text("next_offset") or ""
    if len(next_offset.encode()) > MAX_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    backend.inline_queries.answer(
        call.need_text("inline_query_id"),
        {"results": results, "next_offset": next_offset, "button": _button(call.json("button"))},
    )
    return True


def result_content(backend: Backend, result: Any) -> tuple[Json, Json | None]:
    """What an InlineQueryResult sends, and its buttons. Raises: BotApiError."""
    if not isinstance(result, dict) or not result.get("id"):
        raise bad_request("RESULT_ID_INVALID")
    if len(str(result["id"]).encode()) > MAX_RESULT_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    markup = inline_keyboard(result.get("reply_markup"))
    message = result.get("input_message_content")
    if message is not None:
        said = {**message, "text": message.get("message_text")}
        return text_content(Call(method="", params=said)), markup
    for kind in ("photo", "video"):
        if result.get("type") == kind and f"{kind}_file_id" in result:
            sent = media.again(backend.files, str(result[f"{kind}_file_id"]), kind=kind)
            return {**sent, **caption_content(result)}, markup
    raise bad_request("MESSAGE_CONTENT_INVALID")


def _button(button: Any) -> Json | None:
    if button is None:
        return None
    start = str(button.get("start_parameter", ""))
    if not button.get("text") or not _START.fullmatch(start):
        raise bad_request("START_PARAM_INVALID")
    return {"text": str(button["text"]), "start_parameter": start}


METHODS = {
    "answerGuestQuery": answer_guest_query,
    "answerInlineQuery": answer_inline_query,
}
