"""Sticker sets: made, filled, looked at, deleted; and stickers that are sent."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.local_telegram.api.calls import Call
from bot.local_telegram.api.sending import post
from bot.local_telegram.backend import Backend
from bot.local_telegram.errors import bad_request
from bot.local_telegram.media.messages import Upload, again
from bot.local_telegram.media.stickers import keep_sticker
from bot.local_telegram.state.store import Json

SETS = "sticker_set"
MAX_NAME, MAX_TITLE = 64, 64
AT_FIRST, MAX_STICKERS = range(1, 51), 120
MAX_EMOJI = 20
_NAME = re.compile(r"[a-zA-Z](?:_?[a-zA-Z0-9])*")


async def create_new_sticker_set(backend: Backend, call: Call) -> bool:
    user_id, name, title = call.need_integer("user_id"), call.need_text("name"), call.text("title")
    given = call.json("stickers") or []
    if backend.store.get("chat", user_id) is None and user_id not in backend.chats.ids():
        raise bad_request("PEER_ID_INVALID")
    ending = f"_by_{backend.bot['username']}"
    if not (_NAME.fullmatch(name) and name.endswith(ending) and len(name) <= MAX_NAME):
        raise bad_request("invalid sticker set name is specified")
    if not title or len(title) > MAX_TITLE:
        raise bad_request("sticker set title is invalid")
    if backend.store.get(SETS, name) is not None:
        raise bad_request("sticker set name is already occupied")
    if len(given) not in AT_FIRST:
        raise bad_request("STICKERS_EMPTY" if not given else "STICKERS_TOO_MUCH")
    stickers = [_kept(backend, call, sticker, name) for sticker in given]
    body = {"name": name, "title": title, "sticker_type": "regular", "stickers": stickers}
    backend.store.put(SETS, name, {"owner": user_id, "set": body})
    return True


async def add_sticker_to_set(backend: Backend, call: Call) -> bool:
    name = call.need_text("name")
    row = _row(backend, name)
    if row["owner"] != call.need_integer("user_id"):
        raise bad_request("STICKERSET_INVALID")
    stickers = row["set"]["stickers"]
    if len(stickers) >= MAX_STICKERS:
        raise bad_request("STICKERS_TOO_MUCH")
    stickers.append(_kept(backend, call, call.json("sticker") or {}, name))
    backend.store.put(SETS, name, row)
    return True


async def get_sticker_set(backend: Backend, call: Call) -> Json:
    found: Json = _row(backend, call.need_text("name"))["set"]
    return found


async def delete_sticker_set(backend: Backend, call: Call) -> bool:
    name = call.need_text("name")
    _row(backend, name)
    backend.store.remove(SETS, name)
    return True


async def send_sticker(backend: Backend, call: Call) -> Json:
    upload = call.upload("sticker")
    if upload is not None:
        content = {"sticker": keep_sticker(backend.files, upload, emoji=call.text("emoji"))}
    else:
        content = again(backend.files, call.need_text("sticker"), kind="sticker")
    return post(backend, call, content)


def _row(backend: Backend, name: str) -> Json:
    row = backend.store.get(SETS, name)
    if row is None:
        raise bad_request("STICKERSET_INVALID")
    return row


def _kept(backend: Backend, call: Call, given: Json, set_name: str) -> Json:
    """An InputSticker as a Sticker of that set."""
    emoji: Sequence[str] = given.get("emoji_list") or []
    if not 1 <= len(emoji) <= MAX_EMOJI:
        raise bad_request("there must be at least one emoji in the sticker")
    if given.get("format") != "static":
        raise bad_request("STICKER_PNG_NOPNG" if not given.get("format") else "wrong file type")
    upload: Upload | None = call.attached(given.get("sticker"))
    if upload is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return keep_sticker(backend.files, upload, emoji=emoji[0], set_name=set_name)


METHODS = {
    "createNewStickerSet": create_new_sticker_set,
    "addStickerToSet": add_sticker_to_set,
    "getStickerSet": get_sticker_set,
    "deleteStickerSet": delete_sticker_set,
    "sendSticker": send_sticker,
}
