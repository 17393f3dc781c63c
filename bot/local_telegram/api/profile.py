"""Who the bot is, what its menu offers, and whom it talks to."""

from __future__ import annotations

import re

from bot.local_telegram.api.calls import Call
from bot.local_telegram.backend import Backend
from bot.local_telegram.errors import bad_request
from bot.local_telegram.state.people import (
    PHOTOS,
    chat,
    language_code,
    members,
    person,
    status_in,
)
from bot.local_telegram.state.store import Json, Store

MAX_COMMANDS = 100
MAX_PHOTOS = 100
_COMMAND_NAME = re.compile(r"[a-z0-9_]{1,32}")
# Those that ChatMemberAdministrator must tell.
ADMINISTRATOR_RIGHTS = (
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
# field of setMy…/getMy…: longest text
TEXT_LIMITS = {"name": 64, "description": 512, "short_description": 120}


async def get_me(backend: Backend, call: Call) -> Json:
    return {
        **backend.bot,
        "can_join_groups": True,
        # As an administrator of the group would be: what people say reaches the bot.
        "can_read_all_group_messages": True,
        **backend.guests.modes(),
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def set_my_commands(backend: Backend, call: Call) -> bool:
    commands = call.json("commands") or []
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND_NAME.fullmatch(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    backend.store.put("commands", _commands_key(call), {"commands": commands})
    return True


async def get_my_commands(backend: Backend, call: Call) -> list[Json]:
    row = backend.store.get("commands", _commands_key(call))
    return [] if row is None else list(row["commands"])


async def delete_my_commands(backend: Backend, call: Call) -> bool:
    backend.store.remove("commands", _commands_key(call))
    return True


async def get_chat(backend: Backend, call: Call) -> Json:
    return {
        **chat(backend.store, backend.chats.for_bot(call.need_integer("chat_id"))),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }


async def get_chat_member(backend: Backend, call: Call) -> Json:
    chat_id = backend.chats.for_bot(call.need_integer("chat_id"))
    user_id = call.need_integer("user_id")
    if user_id == backend.bot["id"]:
        return {"status": "member", "user": backend.bot}
    if user_id not in members(chat_id):
        raise bad_request("PARTICIPANT_ID_INVALID")
    status = status_in(backend.store, chat_id, user_id)
    member = {"status": status, "user": person(backend.store, user_id)}
    if status == "creator":
        return member | {"is_anonymous": False}
    if status == "administrator":
        return member | {"can_be_edited": False, **dict.fromkeys(ADMINISTRATOR_RIGHTS, True)}
    return member


async def get_user_profile_photos(backend: Backend, call: Call) -> Json:
    photos = (backend.store.get(PHOTOS, call.need_integer("user_id")) or {"photos": []})["photos"]
    offset, limit = call.integer("offset"), call.integer("limit", MAX_PHOTOS)
    return {"total_count": len(photos), "photos": photos[offset : offset + limit]}


async def set_my_text(backend: Backend, call: Call) -> bool:
    """setMyName, setMyDescription and setMyShortDescription."""
    name = _text_name(call)
    text = call.text(name) or ""
    if len(text) > TEXT_LIMITS[name]:
        raise bad_request(f"BOT_{name.upper()}_TOO_LONG")
    backend.store.put("profile", f"{name}/{call.text('language_code') or ''}", {name: text})
    return True


async def get_my_text(backend: Backend, call: Call) -> Json:
    """getMyName, getMyDescription and getMyShortDescription."""
    name = _text_name(call)
    row = backend.store.get("profile", f"{name}/{call.text('language_code') or ''}")
    return row or {name: backend.bot["first_name"] if name == "name" else ""}


async def do_nothing(backend: Backend, call: Call) -> bool:
    """logOut and close: there is nothing to leave."""
    return True


def menu(store: Store, *, chat_id: int) -> list[Json]:
    """The commands that a person's client shows in a chat: the narrowest scope that has any."""
    kind = "all_private_chats" if chat_id > 0 else "all_group_chats"
    # A group's members may read several; it is shown as to those who said nothing.
    code = language_code(store, chat_id).split("-")[0]
    for scope in (f"chat:{chat_id}", kind, "default"):
        for language in (code, ""):
            row = store.get("commands", f"{scope}/{language}")
            if row is not None and row["commands"]:
                return list(row["commands"])
    return []


def _commands_key(call: Call) -> str:
    scope = call.json("scope") or {"type": "default"}
    kind = f"chat:{scope['chat_id']}" if "chat_id" in scope else scope["type"]
    return f"{kind}/{call.text('language_code') or ''}"


def _text_name(call: Call) -> str:
    camel = call.method[len("setMy") :]
    return re.sub(r"(?<!^)(?=[A-Z])", "_", camel).lower()


METHODS = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getUserProfilePhotos": get_user_profile_photos,
    "setMyName": set_my_text,
    "getMyName": get_my_text,
    "setMyDescription": set_my_text,
    "getMyDescription": get_my_text,
    "setMyShortDescription": set_my_text,
    "getMyShortDescription": get_my_text,
    "logOut": do_nothing,
    "close": do_nothing,
}
