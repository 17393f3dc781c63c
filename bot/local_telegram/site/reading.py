"""What requests to the site say, checked."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.local_telegram.backend import Backend
from bot.local_telegram.errors import PersonError

BACKEND = web.AppKey("backend", Backend)
CHAT = r"/chat/{chat_id:-?\d+}"


def read_chat_id(request: web.Request) -> int:
    return request.app[BACKEND].chats.for_person(int(request.match_info["chat_id"]))


def read_speaker(backend: Backend, chat_id: int, body: dict[str, Any]) -> int:
    return backend.chats.speaker(chat_id, read_integer(body.get("from_user"), "from_user"))


def read_message_id(body: dict[str, Any]) -> int:
    message_id = read_integer(body.get("message_id"), "message_id")
    if message_id is None:
        raise PersonError("message_id is missing")
    return message_id


def read_integer(value: Any, name: str) -> int | None:
    if value in (None, ""):
        return None
    try:
        return int(str(value))
    except ValueError:
        raise PersonError(f"{name} must be an integer") from None


def read_flag(body: dict[str, Any], name: str) -> bool:
    if not isinstance(value := body.get(name), bool):
        raise PersonError(f"{name} must be true or false")
    return value


async def read_body(request: web.Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise PersonError("The body must be a JSON object")
    for name, value in body.items():
        if isinstance(value, str):
            without_nul(value, name)
    return body


def without_nul(words: str, what: str) -> str:
    """A NUL ends a name on disk and is no text to a database. Raises: PersonError."""
    if "\0" in words:
        raise PersonError(f"{what} must not hold a NUL character")
    return words
