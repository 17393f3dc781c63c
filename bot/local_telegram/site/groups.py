"""What people do with their group: its topics, its title, who runs it, and whether we are in it."""

from __future__ import annotations

from aiohttp import web

from bot.local_telegram.backend import Backend
from bot.local_telegram.errors import PersonError
from bot.local_telegram.site.reading import (
    BACKEND,
    CHAT,
    read_body,
    read_chat_id,
    read_flag,
    read_integer,
)
from bot.local_telegram.state import ephemeral, people, topics
from bot.local_telegram.state.store import Json, Message


async def _open_topic(request: web.Request) -> web.Response:
    backend, chat_id, body = request.app[BACKEND], _read_group(request), await read_body(request)
    name = body.get("name")
    if not isinstance(name, str) or not 1 <= len(name.strip()) <= topics.MAX_NAME:
        raise PersonError(f"A topic's name has 1 to {topics.MAX_NAME} characters")
    # The topic has to be there before its first message, whose number it bears.
    topic_id = backend.messages.next_id(chat_id)
    topics.add(backend.store, chat_id, topic_id, name)
    created = {"name": name, "icon_color": topics.ICON_COLOR}
    _post_service(backend, chat_id, {"forum_topic_created": created}, topic_id=topic_id)
    return web.json_response({"message_thread_id": topic_id})


async def _change_topic(request: web.Request) -> web.Response:
    backend, chat_id, body = request.app[BACKEND], _read_group(request), await read_body(request)
    topic_id = int(request.match_info["topic_id"])
    if body.get("deleted") is True:
        topics.change(backend.store, chat_id, topic_id, is_closed=None)
        for message in backend.store.messages(chat_id):
            if message.body.get("message_thread_id") == topic_id:
                backend.messages.delete(message)
    else:
        topics.change(backend.store, chat_id, topic_id, is_closed=read_flag(body, "closed"))
    return web.json_response({"ok": True})


async def _entitle(request: web.Request) -> web.Response:
    backend, chat_id, body = request.app[BACKEND], _read_group(request), await read_body(request)
    title = body.get("title")
    if not isinstance(title, str):
        raise PersonError("title must be a text")
    people.entitle(backend.store, title)
    _post_service(backend, chat_id, {"new_chat_title": title})
    return web.json_response({"title": title})


async def _promote(request: web.Request) -> web.Response:
    backend, body = request.app[BACKEND], await read_body(request)
    _read_group(request)
    user_id = read_integer(body.get("person"), "person")
    if user_id is None:
        raise PersonError("person is missing")
    is_administrator = read_flag(body, "is_administrator")
    people.promote(backend.store, user_id, is_administrator=is_administrator)
    return web.json_response({"person": user_id, "is_administrator": is_administrator})


async def _allow_ephemeral(request: web.Request) -> web.Response:
    body, is_allowed = await read_body(request), None
    if body.get("allowed") is not None:
        is_allowed = read_flag(body, "allowed")
    ephemeral.allow(request.app[BACKEND].store, _read_group(request), is_allowed=is_allowed)
    return web.json_response({"allowed": is_allowed})


def _read_group(request: web.Request) -> int:
    chat_id = read_chat_id(request)
    if chat_id > 0 or chat_id == people.FOREIGN_ID:
        raise PersonError("Only a group of the bot's has that")
    return chat_id


def _post_service(
    backend: Backend, chat_id: int, content: Json, *, topic_id: int | None = None
) -> Message:
    owner = people.person(backend.store, people.members(chat_id)[0])
    message = backend.messages.post(chat_id, sender=owner, content=content, topic_id=topic_id)
    if not backend.chats.is_blocked(chat_id):
        backend.updates.add("message", backend.messages.as_bot_sees(message))
    return message


GROUP_ROUTES = (
    web.post(f"{CHAT}/topics", _open_topic),
    web.post(f"{CHAT}/topics/{{topic_id:\\d+}}", _change_topic),
    web.post(f"{CHAT}/title", _entitle),
    web.post(f"{CHAT}/ephemeral", _allow_ephemeral),
    web.post(f"{CHAT}/administrators", _promote),
)
