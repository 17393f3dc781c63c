"""What a person does: write, send pictures and films, press, block, upgrade the group."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.local_telegram.api.entities import with_commands
from bot.local_telegram.api.keyboards import callback_data
from bot.local_telegram.backend import Backend
from bot.local_telegram.errors import PersonError
from bot.local_telegram.media import messages as media
from bot.local_telegram.media.messages import Upload
from bot.local_telegram.state.people import FOREIGN_ID, GROUP_ID, chat, members, person
from bot.local_telegram.state.questions import wait_for_answer
from bot.local_telegram.state.store import Json, Message
from bot.local_telegram.state.topics import need_topic

PRESS_WAIT_S = 5.0
LARGEST_ALBUM = 10
MAX_TEXT, MAX_CAPTION = 4096, 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """Everything that a person sends at once; ``text`` is the caption if files come with it."""

    text: str | None
    photos: Sequence[Upload] = ()
    films: Sequence[Upload] = ()
    documents: Sequence[Upload] = ()
    reply_to: int | None = None
    topic_id: int | None = None


async def send(backend: Backend, chat_id: int, user_id: int, parcel: Parcel) -> list[int]:
    """Put a person's messages into a chat and tell the bot. Returns: their ids, in order."""
    if chat_id > 0 and backend.chats.is_blocked(chat_id):
        raise PersonError("The bot is blocked in this chat")
    need_chat_that_stayed(backend, chat_id)
    if parcel.reply_to is not None:
        need_message(backend, chat_id, parcel.reply_to)
    if parcel.topic_id is not None:
        need_topic(backend.store, chat_id, parcel.topic_id)
    contents = await _contents(backend, parcel)
    posted = [
        backend.messages.post(
            chat_id,
            sender=person(backend.store, user_id),
            content=content,
            reply_to=parcel.reply_to,
            topic_id=parcel.topic_id,
        )
        for content in contents
    ]
    for message in posted:
        tell_bot(backend, message, user_id)
    return [message.message_id for message in posted]


def tell_bot(backend: Backend, message: Message, user_id: int) -> None:
    """Where the bot is not, it hears of what names or answers it, if guests are let in."""
    if backend.chats.is_blocked(message.chat_id):
        return
    if message.chat_id != FOREIGN_ID:
        backend.updates.add("message", backend.messages.as_bot_sees(message))
    elif backend.guests.modes()["supports_guest_queries"] and _summons(backend, message):
        asked = {"from_user": user_id, "message_id": message.message_id}
        query_id, _ = backend.guest_queries.ask(asked)
        body = backend.messages.as_bot_sees(message) | {"guest_query_id": query_id}
        backend.updates.add("guest_message", body)


def _summons(backend: Backend, message: Message) -> bool:
    words = str(message.body.get("text") or message.body.get("caption") or "")
    if re.search(rf"@{re.escape(backend.bot['username'])}\b", words, flags=re.I):
        return True
    answered = message.reply_to and backend.messages.find(message.chat_id, message.reply_to)
    return bool(answered and answered.is_from_bot)


async def _contents(backend: Backend, parcel: Parcel) -> list[Json]:
    """One message's fields for each thing sent; several of a kind share an album."""
    if max(len(parcel.photos) + len(parcel.films), len(parcel.documents)) > LARGEST_ALBUM:
        raise PersonError(f"An album holds at most {LARGEST_ALBUM}")
    made = [await media.photo_from_person(backend.files, photo) for photo in parcel.photos]
    made += [await media.film_from_person(backend.files, film) for film in parcel.films]
    made += [await media.document(backend.files, upload) for upload in parcel.documents]
    text = (parcel.text or "").strip()
    if not made:
        return [_words("text", text, longest=MAX_TEXT)]
    contents = _albums(backend, made)
    if text:
        contents[0] |= _words("caption", text, longest=MAX_CAPTION)
    return contents


def _albums(backend: Backend, made: list[Json]) -> list[Json]:
    """In the sender's order: photos and films share an album, files another; GIFs have none."""
    kinds = [_album_kind(content) for content in made]
    grouped = []
    for kind in ("seen", "file", "alone"):
        of_kind = [content for content, its in zip(made, kinds, strict=True) if its == kind]
        is_album = len(of_kind) > 1 and kind != "alone"
        album = {"media_group_id": str(backend.store.count("album"))} if is_album else {}
        grouped += [content | album for content in of_kind]
    return grouped


def _album_kind(content: Json) -> str:
    """A photo sent as a file falls out of the photos' album."""
    if "animation" in content:
        return "alone"
    return "file" if "document" in content else "seen"


def _words(field: str, text: str, *, longest: int) -> Json:
    if not text:
        raise PersonError("Send a text, a photo, a video or a document")
    if len(text) > longest:
        raise PersonError(f"A {field} holds at most {longest} characters")
    entities = with_commands(text, [])
    name = "entities" if field == "text" else "caption_entities"
    return {field: text, **({name: entities} if entities else {})}


async def press(
    backend: Backend, chat_id: int, user_id: int, *, message_id: int, data: str
) -> str | None:
    """Press an inline button. Returns: what the bot says to it, if anything, within 5 s."""
    message = need_message(backend, chat_id, message_id)
    if data not in callback_data(message.body.get("reply_markup")):
        raise PersonError(f"Message {message_id} has no button with data {data!r}")
    query_id, answer = backend.presses.ask()
    inline_id = backend.guests.id_of(message)
    where = (
        {"message": backend.messages.as_bot_sees(message)}
        if inline_id is None
        else {"inline_message_id": inline_id}
    )
    query = {
        "id": query_id,
        "from": person(backend.store, user_id),
        **where,
        "chat_instance": str(chat_id),
        "data": data,
    }
    backend.updates.add("callback_query", query)
    answered = await wait_for_answer(answer, within_s=PRESS_WAIT_S)
    return answered["alert"] if answered else None


def migrate(backend: Backend, chat_id: int, user_id: int) -> int:
    """Upgrade the group; both chats, and the bot, hear of it. Returns: the new chat's id."""
    new_chat_id = backend.chats.upgrade(chat_id)
    for place, content in (
        (chat_id, {"migrate_to_chat_id": new_chat_id}),
        (new_chat_id, {"migrate_from_chat_id": chat_id}),
    ):
        message = backend.messages.post(
            place, sender=person(backend.store, user_id), content=content
        )
        backend.updates.add("message", backend.messages.as_bot_sees(message))
    return new_chat_id


def need_chat_that_stayed(backend: Backend, chat_id: int) -> None:
    if chat_id == GROUP_ID and backend.chats.is_upgraded():
        raise PersonError("The group became a supergroup: nobody can write here")


def block(backend: Backend, chat_id: int, *, is_blocked: bool) -> None:
    """Block the bot in a private chat or throw it out of a group, or let it in again."""
    if chat_id == FOREIGN_ID:
        raise PersonError("The bot is not in this group")
    before = backend.chats.is_blocked(chat_id)
    backend.chats.block(chat_id, is_blocked=is_blocked)
    if before == is_blocked:
        return
    change = {
        "chat": chat(backend.store, chat_id),
        "from": person(backend.store, members(chat_id)[0]),
        "date": backend.now(),
        "old_chat_member": _membership(backend, is_blocked=before),
        "new_chat_member": _membership(backend, is_blocked=is_blocked),
    }
    backend.updates.add("my_chat_member", change)


def restrict(backend: Backend, chat_id: int, *, text: bool, media: bool) -> None:
    """Say what the bot may send in a group."""
    if chat_id > 0:
        raise PersonError("Only a group can say what the bot may send")
    backend.chats.restrict(chat_id, text=text, media=media)


def _membership(backend: Backend, *, is_blocked: bool) -> Json:
    if is_blocked:
        return {"status": "kicked", "user": backend.bot, "until_date": 0}
    return {"status": "member", "user": backend.bot}


def need_message(backend: Backend, chat_id: int, message_id: int) -> Message:
    message = backend.messages.find(chat_id, message_id)
    if message is None:
        raise PersonError(f"There is no message {message_id} in chat {chat_id}", status=404)
    return message
