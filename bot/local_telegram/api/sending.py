"""sendMessage, sendPhoto and their kin."""

from __future__ import annotations

from typing import Any

from bot.local_telegram.api.calls import Call
from bot.local_telegram.api.entities import parse, with_commands
from bot.local_telegram.api.keyboards import inline_keyboard
from bot.local_telegram.backend import Backend
from bot.local_telegram.errors import bad_request
from bot.local_telegram.media import messages as media
from bot.local_telegram.state import ephemeral, topics
from bot.local_telegram.state.store import Json

MAX_TEXT, MAX_CAPTION = 4096, 1024
ALBUM_SIZES = range(2, 11)
ACTIONS = frozenset(
    {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"}
    | {"upload_document", "choose_sticker", "find_location", "record_video_note"}
    | {"upload_video_note"}
)


async def send_message(backend: Backend, call: Call) -> Json:
    content = text_content(call)
    return post(backend, call, content)


async def send_photo(backend: Backend, call: Call) -> Json:
    return await _send_media(backend, call, kind="photo")


async def send_document(backend: Backend, call: Call) -> Json:
    return await _send_media(backend, call, kind="document")


async def send_video(backend: Backend, call: Call) -> Json:
    return await _send_media(backend, call, kind="video")


async def send_animation(backend: Backend, call: Call) -> Json:
    return await _send_media(backend, call, kind="animation")


async def send_video_note(backend: Backend, call: Call) -> Json:
    given = call.params.get("video_note")
    if given is None and "video_note" not in call.files:
        raise bad_request("there is no video note in the request")
    upload = call.attached(given or "attach://video_note")
    if upload is None:
        return post(backend, call, media.again(backend.files, str(given), kind="video_note"))
    if not upload.data:
        raise bad_request("file must be non-empty")
    return post(backend, call, await media.video_note(backend.files, upload, claimed=call.params))


async def send_media_group(backend: Backend, call: Call) -> list[Json]:
    items = call.json("media") or []
    if len(items) not in ALBUM_SIZES:
        raise bad_request("wrong number of media in the album; 2-10 are needed")
    contents = [
        {**await input_media(backend, call, item), **caption_content(item)} for item in items
    ]
    topic_id = topic(backend, call)
    chat_id = backend.speak_to(call.need_integer("chat_id"), count=len(items))
    for content in contents:
        backend.show_to(chat_id, content)
    reply_to = reply_target(backend, call, chat_id)
    group = {"media_group_id": str(backend.store.count("album"))}
    posted = [
        backend.messages.post(
            chat_id,
            sender=backend.bot,
            content={**content, **group},
            reply_to=reply_to,
            topic_id=topic_id,
        )
        for content in contents
    ]
    return [backend.messages.as_bot_sees(message) for message in posted]


async def send_chat_action(backend: Backend, call: Call) -> bool:
    action = call.need_text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat_id = backend.chats.for_bot(call.need_integer("chat_id"))
    backend.need_in(chat_id)
    backend.hub.publish(chat_id, "action", action=action)
    return True


async def _send_media(backend: Backend, call: Call, *, kind: str) -> Json:
    caption = caption_content(call.params)
    if kind not in call.params and kind not in call.files:
        raise bad_request(f"there is no {kind} in the request")
    item = {**call.params, "type": kind, "media": call.params.get(kind, f"attach://{kind}")}
    return post(backend, call, {**await input_media(backend, call, item), **caption})


def post(backend: Backend, call: Call, content: Json) -> Json:
    """Say ``content`` in the chat that the call names, as the bot."""
    markup = inline_keyboard(call.json("reply_markup"))
    chat_id = backend.chats.for_bot(call.need_integer("chat_id"))
    topic_id, reply_to = topic(backend, call), reply_target(backend, call, chat_id)
    whom = ephemeral.receiver(backend.store, chat_id, call.json("ephemeral_message_parameters"))
    backend.speak_to(chat_id)
    backend.show_to(chat_id, content)
    message = backend.messages.post(
        chat_id,
        sender=backend.bot,
        content={**content, **whom},
        reply_to=reply_to,
        markup=markup,
        topic_id=topic_id,
    )
    return backend.messages.as_bot_sees(message)


async def input_media(backend: Backend, call: Call, item: Json) -> Json:
    """The message field of an InputMedia: an upload of this request or a file sent before."""
    kind = str(item.get("type"))
    if kind not in media.MEDIA_KINDS:
        raise bad_request(f"unsupported media type {kind}")
    is_veiled = kind != "document" and Call(method="", params=item).flag("has_spoiler")
    veil = {"has_media_spoiler": True} if is_veiled else {}
    upload = call.attached(item.get("media"))
    if upload is None:
        return media.again(backend.files, str(item.get("media")), kind=kind) | veil
    if not upload.data:
        raise bad_request("file must be non-empty")
    if kind == "photo":
        return await media.photo_from_bot(backend.files, upload) | veil
    if kind == "document":
        return await media.document(backend.files, upload)
    return await media.video(backend.files, upload, kind=kind, claimed=item) | veil


def text_content(call: Call) -> Json:
    """``text`` and its entities, checked."""
    text, entities = formatted(
        call.params.get("text"), call.text("parse_mode"), call.json("entities")
    )
    if not text.strip():
        raise bad_request("message text is empty")
    if len(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return {"text": text, **({"entities": entities} if entities else {})}


def caption_content(item: Json) -> Json:
    """``caption`` and its entities, checked; empty without one."""
    given = Call(method="", params=item)
    text, entities = formatted(
        item.get("caption"), given.text("parse_mode"), given.json("caption_entities")
    )
    if len(text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    return {"caption": text, **({"caption_entities": entities} if entities else {})}


def formatted(text: Any, mode: str | None, entities: Any) -> tuple[str, list[Json]]:
    plain = "" if text is None else str(text)
    if entities:  # given in place of a parse mode
        return plain, with_commands(plain, entities)
    return parse(plain, mode)


def topic(backend: Backend, call: Call) -> int | None:
    """The topic that the bot speaks in, by name or by what it answers. Raises: BotApiError."""
    chat_id = backend.chats.for_bot(call.need_integer("chat_id"))
    named = call.integer("message_thread_id") or None
    if named is None and (reply_to := reply_target(backend, call, chat_id)) is not None:
        answered = backend.messages.find(chat_id, reply_to)
        named = answered.body.get("message_thread_id") if answered is not None else None
    return topics.for_bot(backend.store, chat_id, named)


def reply_target(backend: Backend, call: Call, chat_id: int) -> int | None:
    """The message that this one answers; None when there is none, or it may be missing."""
    reply = call.json("reply_parameters") or {"message_id": call.integer("reply_to_message_id")}
    message_id = reply.get("message_id")
    if not message_id:
        return None
    if backend.messages.find(chat_id, int(message_id)) is not None:
        return int(message_id)
    if reply.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


METHODS = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendVideo": send_video,
    "sendVideoNote": send_video_note,
    "sendAnimation": send_animation,
    "sendMediaGroup": send_media_group,
    "sendChatAction": send_chat_action,
}
