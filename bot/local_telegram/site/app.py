"""The site app: the chat page and the JSON interface for scripts that play a person."""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from aiohttp import web
from multidict import MultiDictProxy

from bot.local_telegram.api.app import METHODS
from bot.local_telegram.api.profile import menu
from bot.local_telegram.backend import Backend
from bot.local_telegram.errors import PersonError
from bot.local_telegram.media.messages import Upload
from bot.local_telegram.site import persons
from bot.local_telegram.site.belongings import BELONGINGS_ROUTES
from bot.local_telegram.site.bot_pages import bot_page_routes, bot_page_session
from bot.local_telegram.site.groups import GROUP_ROUTES
from bot.local_telegram.site.guard import guard
from bot.local_telegram.site.inline import INLINE_ROUTES
from bot.local_telegram.site.money import MONEY_ROUTES
from bot.local_telegram.site.persons import Parcel
from bot.local_telegram.site.reading import (
    BACKEND,
    CHAT,
    read_body,
    read_chat_id,
    read_integer,
    read_message_id,
    read_speaker,
    without_nul,
)
from bot.local_telegram.state import people, topics
from bot.local_telegram.state.events import Event

PAGE = Path(__file__).parent / "page"
MAX_PARCEL_BYTES = 256 * 1024 * 1024
KEEP_ALIVE_S = 15.0
PAGE_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob: data:; "
    "media-src 'self' blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
# Files come from strangers and share the page's origin: shown, never run.
FILE_HEADERS = {"Content-Security-Policy": "sandbox", "X-Content-Type-Options": "nosniff"}
_INLINE_TYPES = re.compile(r"(image/(?!svg)|video/).*")


def site_app(backend: Backend, *, host: str, feed_url: str | None = None) -> web.Application:
    """The app that people and their scripts use.

    Args:
        host: the address it is bound to.
        feed_url: where the bot serves web pages; None: it serves none.
    """
    app = web.Application(client_max_size=MAX_PARCEL_BYTES, middlewares=[guard(host), plain_errors])
    app[BACKEND] = backend
    app.cleanup_ctx.append(bot_page_session)
    app.add_routes(
        [
            web.get("/", _index),
            web.get("/bot", _bot),
            web.get("/events", _events),
            web.get(f"{CHAT}/events", _events),
            web.get(f"{CHAT}/messages", _history),
            web.post(f"{CHAT}/messages", _send),
            web.post(f"{CHAT}/press", _press),
            web.post(f"{CHAT}/block", _block),
            web.post(f"{CHAT}/person", _introduce),
            web.post(f"{CHAT}/rights", _restrict),
            web.post(f"{CHAT}/migrate", _migrate),
            *INLINE_ROUTES,
            *GROUP_ROUTES,
            *MONEY_ROUTES,
            *BELONGINGS_ROUTES,
            web.post("/faults", _order_fault),
            web.delete("/faults", _clear_faults),
            *bot_page_routes(feed_url),
            web.get("/files/{file_id}/{name}", _file),
            web.get(r"/page/{name:[\w-][\w.-]*}", _page_file),
        ]
    )
    return app


@web.middleware
async def plain_errors(request: web.Request, handler: Any) -> web.StreamResponse:
    """Every refusal is ``{"error": …}`` with a 4xx status."""
    try:
        response: web.StreamResponse = await handler(request)
    except PersonError as error:
        return web.json_response({"error": str(error)}, status=error.status)
    except web.HTTPClientError as error:
        return web.json_response({"error": error.reason}, status=error.status)
    return response


async def _index(request: web.Request) -> web.StreamResponse:
    return _fresh_file("index.html")


async def _page_file(request: web.Request) -> web.StreamResponse:
    return _fresh_file(request.match_info["name"])


def _fresh_file(name: str) -> web.FileResponse:
    """A part of the page, asked for again each time, so that an update of ours is seen at once."""
    if not (PAGE / name).is_file():
        raise PersonError("The page has no such part", status=404)
    return web.FileResponse(PAGE / name, headers=PAGE_HEADERS)


async def _bot(request: web.Request) -> web.Response:
    backend = request.app[BACKEND]
    chats = [_chat_card(backend, chat_id) for chat_id in backend.chats.ids()]
    names = {"name": backend.bot["first_name"], "username": backend.bot["username"]}
    names |= backend.guests.modes()
    return web.json_response({**names, "commands": chats[0]["commands"], "chats": chats})


def _chat_card(backend: Backend, chat_id: int) -> dict[str, Any]:
    members = [
        {"id": i, "name": people.first_name(backend.store, i)} for i in people.members(chat_id)
    ]
    newest = backend.store.newest_message(chat_id)
    card = people.chat(backend.store, chat_id)
    return {
        "id": chat_id,
        "type": card["type"],
        "title": card.get("title") or card["first_name"],
        "people": members,
        "commands": [] if chat_id == people.FOREIGN_ID else menu(backend.store, chat_id=chat_id),
        "has_bot": chat_id != people.FOREIGN_ID,
        "is_blocked": backend.chats.is_blocked(chat_id),
        "topics": [
            {name: topic[name] for name in ("id", "name", "is_closed")}
            for topic in topics.topics(backend.store, chat_id)
        ],
        "last_message": backend.messages.as_page_sees(newest) if newest else None,
    }


async def _history(request: web.Request) -> web.Response:
    return web.json_response(request.app[BACKEND].messages.history(read_chat_id(request)))


async def _send(request: web.Request) -> web.Response:
    backend, chat_id = request.app[BACKEND], read_chat_id(request)
    form = await _form(request)
    user_id = backend.chats.speaker(chat_id, read_integer(form.get("from_user"), "from_user"))
    parcel = Parcel(
        text=None if form.get("text") is None else without_nul(str(form["text"]), "A text"),
        photos=_uploads(form.getall("photo", [])),
        films=_uploads(form.getall("video", [])),
        documents=_uploads(form.getall("document", [])),
        reply_to=read_integer(form.get("reply_to"), "reply_to"),
        topic_id=read_integer(form.get("message_thread_id"), "message_thread_id"),
    )
    return web.json_response({"message_ids": await persons.send(backend, chat_id, user_id, parcel)})


async def _form(request: web.Request) -> MultiDictProxy[Any]:
    try:
        return await request.post()
    except ValueError:
        raise PersonError("The form cannot be read") from None


def _uploads(values: list[Any]) -> list[Upload]:
    if not all(isinstance(value, web.FileField) for value in values):
        raise PersonError("photo, video and document must be files of a multipart form")
    return [
        Upload(name=without_nul(value.filename, "A file's name"), data=value.file.read())
        for value in values
    ]


async def _press(request: web.Request) -> web.Response:
    backend, chat_id = request.app[BACKEND], read_chat_id(request)
    body = await read_body(request)
    if not isinstance(data := body.get("data"), str):
        raise PersonError("data must be a text")
    alert = await persons.press(
        backend,
        chat_id,
        read_speaker(backend, chat_id, body),
        message_id=read_message_id(body),
        data=data,
    )
    return web.json_response({"alert": alert})


async def _block(request: web.Request) -> web.Response:
    body = await read_body(request)
    if not isinstance(is_blocked := body.get("blocked"), bool):
        raise PersonError("blocked must be true or false")
    persons.block(request.app[BACKEND], read_chat_id(request), is_blocked=is_blocked)
    return web.json_response({"blocked": is_blocked})


async def _introduce(request: web.Request) -> web.Response:
    backend, chat_id, body = request.app[BACKEND], read_chat_id(request), await read_body(request)
    if chat_id < 0:
        raise PersonError("Only a private chat has one person")
    return web.json_response(people.introduce(backend.store, chat_id, body))


async def _restrict(request: web.Request) -> web.Response:
    body = await read_body(request)
    rights = {name: body.get(name, True) for name in ("text", "media")}
    if not all(isinstance(right, bool) for right in rights.values()):
        raise PersonError("text and media must be true or false")
    persons.restrict(request.app[BACKEND], read_chat_id(request), **rights)
    return web.json_response(rights)


async def _migrate(request: web.Request) -> web.Response:
    backend, chat_id = request.app[BACKEND], read_chat_id(request)
    user_id = backend.chats.speaker(chat_id, None)
    return web.json_response({"chat_id": persons.migrate(backend, chat_id, user_id)})


async def _order_fault(request: web.Request) -> web.Response:
    backend = request.app[BACKEND]
    order = await read_body(request)
    if order.get("kind") == "limits":
        backend.limits.is_on = bool(order.get("on", True))
    else:
        backend.faults.add(order, known_methods=frozenset(METHODS))
    return web.json_response({"ok": True})


async def _clear_faults(request: web.Request) -> web.Response:
    backend = request.app[BACKEND]
    backend.faults.clear()
    backend.limits.is_on = True
    backend.updates.release()
    return web.json_response({"ok": True})


async def _events(request: web.Request) -> web.StreamResponse:
    """Server-sent events: one JSON object for each change of one chat, or of all."""
    chat_id = read_chat_id(request) if "chat_id" in request.match_info else None
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
    )
    with request.app[BACKEND].hub.listen(chat_id) as news, suppress(ConnectionError):
        await response.prepare(request)
        await response.write(b": listening\n\n")
        while (line := await _next_line(news)) is not None:
            await response.write(line)
    return response


async def _next_line(news: asyncio.Queue[Event | None]) -> bytes | None:
    """The next event as a line of the stream; now and then a comment; None at the end."""
    try:
        async with asyncio.timeout(KEEP_ALIVE_S):
            event = await news.get()
    except TimeoutError:
        return b": still here\n\n"
    return None if event is None else f"data: {json.dumps(event)}\n\n".encode()


async def _file(request: web.Request) -> web.StreamResponse:
    backend = request.app[BACKEND]
    file = backend.files.get(request.match_info["file_id"])
    if file is None:
        raise PersonError("There is no such file", status=404)
    is_shown = _INLINE_TYPES.fullmatch(file.mime) is not None
    headers = {
        **FILE_HEADERS,
        "Content-Type": file.mime if is_shown else "application/octet-stream",
        "Content-Disposition": "inline" if is_shown else "attachment",
        "Cache-Control": "private, max-age=31536000, immutable",
    }
    return web.FileResponse(backend.files.place(file), headers=headers)
