"""What a person has at Telegram besides chats: sticker packs, photos of themselves, a vote."""

from __future__ import annotations

from aiohttp import web

from bot.local_telegram.api.polls import vote
from bot.local_telegram.api.stickers import SETS
from bot.local_telegram.errors import PersonError
from bot.local_telegram.media import messages as media
from bot.local_telegram.media.messages import Upload
from bot.local_telegram.site.persons import need_message
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
from bot.local_telegram.state.people import PHOTOS


async def _show_pack(request: web.Request) -> web.Response:
    row = request.app[BACKEND].store.get(SETS, request.match_info["name"])
    if row is None:
        raise PersonError("There is no such pack", status=404)
    stickers = [f"/files/{each['file_id']}/sticker.webp" for each in row["set"]["stickers"]]
    facts = {name: row["set"][name] for name in ("name", "title")}
    return web.json_response({**facts, "owner": row["owner"], "stickers": stickers})


async def _delete_pack(request: web.Request) -> web.Response:
    """As its owner does it in Telegram: the bot is told nothing."""
    store, name = request.app[BACKEND].store, request.match_info["name"]
    if store.get(SETS, name) is None:
        raise PersonError("There is no such pack", status=404)
    store.remove(SETS, name)
    return web.json_response({"ok": True})


async def _open_pack(request: web.Request) -> web.StreamResponse:
    """As a link to a pack does."""
    raise web.HTTPFound(f"/stickers/{request.match_info['name']}")


async def _set_photo(request: web.Request) -> web.Response:
    """Another photo of themselves, in front of those before; none takes all away."""
    backend, user_id = request.app[BACKEND], int(request.match_info["user_id"])
    backend.chats.for_person(user_id)
    form = await request.post()
    photo = form.get("photo")
    photos = (backend.store.get(PHOTOS, user_id) or {"photos": []})["photos"]
    if isinstance(photo, web.FileField):
        upload = Upload(name=without_nul(photo.filename, "A name"), data=photo.file.read())
        made = await media.photo_from_person(backend.files, upload)
        if "photo" not in made:
            raise PersonError("photo must be a picture")
        photos = [made["photo"], *photos]
    else:
        photos = []
    backend.store.put(PHOTOS, user_id, {"photos": photos})
    return web.json_response({"photos": len(photos)})


async def _vote(request: web.Request) -> web.Response:
    backend, chat_id = request.app[BACKEND], read_chat_id(request)
    body = await read_body(request)
    message = need_message(backend, chat_id, read_message_id(body))
    user_id = read_speaker(backend, chat_id, body)
    option = read_integer(body.get("option"), "option")
    return web.json_response(vote(backend, message, user_id, option))


BELONGINGS_ROUTES = [
    web.post(f"{CHAT}/vote", _vote),
    web.get(r"/stickers/{name:\w+}", _show_pack),
    web.delete(r"/stickers/{name:\w+}", _delete_pack),
    web.get(r"/t.me/addstickers/{name:\w+}", _open_pack),
    web.post(r"/person/{user_id:\d+}/photo", _set_photo),
]
