"""Inline queries that a person writes in any chat, and what they choose of the answer."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.local_telegram.api.inline import result_content
from bot.local_telegram.backend import Backend
from bot.local_telegram.errors import PersonError
from bot.local_telegram.site.persons import need_chat_that_stayed, tell_bot
from bot.local_telegram.site.reading import (
    BACKEND,
    CHAT,
    read_body,
    read_chat_id,
    read_flag,
    read_speaker,
)
from bot.local_telegram.state.guests import MODES
from bot.local_telegram.state.people import chat, person
from bot.local_telegram.state.questions import wait_for_answer
from bot.local_telegram.state.store import Json

ANSWER_WAIT_S = 10.0
MAX_QUERY = 256


async def _ask(request: web.Request) -> web.Response:
    """An inline query: what the bot offers."""
    backend, chat_id, body = request.app[BACKEND], read_chat_id(request), await read_body(request)
    answer = await _answer(backend, chat_id, read_speaker(backend, chat_id, body), body)
    shown = [_shown(backend, result) for result in answer["results"]]
    return web.json_response({**answer, "results": shown})


async def _answer(backend: Backend, chat_id: int, user_id: int, body: Json) -> Json:
    if not backend.guests.modes()["supports_inline_queries"]:
        raise PersonError("Inline mode is switched off")
    query, offset = body.get("query", ""), body.get("offset", "")
    if not isinstance(query, str) or not isinstance(offset, str) or len(query) > MAX_QUERY:
        raise PersonError(f"query and offset are texts of at most {MAX_QUERY} characters")
    query_id, future = backend.inline_queries.ask()
    kind = "sender" if chat_id == user_id else chat(backend.store, chat_id)["type"]
    backend.updates.add(
        "inline_query",
        {
            "id": query_id,
            "from": person(backend.store, user_id),
            "query": query,
            "offset": offset,
            "chat_type": kind,
        },
    )
    answer = await wait_for_answer(future, within_s=ANSWER_WAIT_S)
    if answer is None:
        raise PersonError("The bot did not answer")
    backend.store.put("offered", user_id, answer)
    return answer


def _shown(backend: Backend, result: Json) -> Json:
    """One of the answers as a client lists it."""
    content, _ = result_content(backend, result)
    photo = (
        content["photo"][-1] if "photo" in content else content.get("video", {}).get("thumbnail")
    )
    return {
        "id": str(result["id"]),
        "type": result["type"],
        "title": result.get("title"),
        "description": result.get("description"),
        "photo": f"/files/{photo['file_id']}/photo.jpg" if photo else None,
    }


async def _choose(request: web.Request) -> web.Response:
    """Send one of the answers that this person was shown last, in their own name."""
    backend, chat_id, body = request.app[BACKEND], read_chat_id(request), await read_body(request)
    user_id = read_speaker(backend, chat_id, body)
    need_chat_that_stayed(backend, chat_id)
    offered: list[Any] = (backend.store.get("offered", user_id) or {}).get("results", [])
    result = next((each for each in offered if str(each["id"]) == body.get("result_id")), None)
    if result is None:
        raise PersonError("No such result was offered", status=404)
    content, markup = result_content(backend, result)
    message = backend.messages.post(
        chat_id,
        sender=person(backend.store, user_id),
        content={**content, "via_bot": backend.bot},
        markup=markup,
    )
    if markup is not None:
        backend.guests.note(message)
    tell_bot(backend, message, user_id)
    return web.json_response({"message_id": message.message_id})


async def _switch(request: web.Request) -> web.Response:
    """As @BotFather would."""
    backend, body = request.app[BACKEND], await read_body(request)
    unknown = body.keys() - set(MODES)
    if unknown:
        raise PersonError(f"@BotFather knows no {min(unknown)}")
    backend.guests.switch({name: read_flag(body, name) for name in body})
    return web.json_response(backend.guests.modes())


INLINE_ROUTES = (
    web.post(f"{CHAT}/inline", _ask),
    web.post(f"{CHAT}/inline/choose", _choose),
    web.post("/bot", _switch),
)
