"""editMessage… and deleteMessage…"""

from __future__ import annotations

from bot.local_telegram.api.calls import Call
from bot.local_telegram.api.keyboards import inline_keyboard
from bot.local_telegram.api.sending import caption_content, input_media, text_content
from bot.local_telegram.backend import Backend
from bot.local_telegram.errors import bad_request
from bot.local_telegram.media.messages import MEDIA_KINDS
from bot.local_telegram.state.messages import content_of
from bot.local_telegram.state.store import Json, Message

LARGEST_DELETE = 100
CAPTION_FIELDS = ("caption", "caption_entities")


async def edit_message_text(backend: Backend, call: Call) -> Json | bool:
    message = _editable(backend, call)
    content = text_content(call)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    return _edit(backend, call, message, content)


async def edit_message_caption(backend: Backend, call: Call) -> Json | bool:
    message = _editable(backend, call)
    caption = caption_content(call.params)
    if not any(kind in message.body for kind in MEDIA_KINDS):
        raise bad_request("there is no caption in the message to edit")
    kept = {k: v for k, v in content_of(message).items() if k not in CAPTION_FIELDS}
    return _edit(backend, call, message, {**kept, **caption})


async def edit_message_media(backend: Backend, call: Call) -> Json | bool:
    message = _editable(backend, call)
    item = call.json("media")
    if not isinstance(item, dict):
        raise bad_request("media is empty")
    if "invoice" in message.body:
        raise bad_request("message can't be edited")
    if call.text("inline_message_id") and call.attached(item.get("media")) is not None:
        raise bad_request("can't upload file for an inline message")
    content = {**await input_media(backend, call, item), **caption_content(item)}
    if not call.text("inline_message_id"):
        backend.show_to(message.chat_id, content)
    # The message may have gone, or changed, while a large picture was being made.
    return _edit(backend, call, _editable(backend, call), content)


async def edit_message_reply_markup(backend: Backend, call: Call) -> Json | bool:
    message = _editable(backend, call)
    return _edit(backend, call, message, content_of(message))


async def delete_message(backend: Backend, call: Call) -> bool:
    chat_id = backend.chats.for_bot(call.need_integer("chat_id"))
    message = backend.messages.find(chat_id, call.need_integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if not _may_delete(message):
        raise bad_request("message can't be deleted")
    backend.messages.delete(message)
    return True


async def delete_messages(backend: Backend, call: Call) -> bool:
    chat_id = backend.chats.for_bot(call.need_integer("chat_id"))
    message_ids = call.json("message_ids") or []
    if not 1 <= len(message_ids) <= LARGEST_DELETE:
        raise bad_request("message identifiers are not specified")
    for message_id in message_ids:
        message = backend.messages.find(chat_id, int(message_id))
        if message is not None and _may_delete(message):
            backend.messages.delete(message)
    return True


def _may_delete(message: Message) -> bool:
    """A bot deletes its own messages, and in a private chat the person's too."""
    return message.is_from_bot or message.chat_id > 0


def _editable(backend: Backend, call: Call) -> Message:
    inline_id = call.text("inline_message_id")
    if inline_id:
        return backend.guests.message(inline_id)
    chat_id = backend.chats.for_bot(call.need_integer("chat_id"))
    message = backend.messages.find(chat_id, call.need_integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.is_from_bot:
        raise bad_request("message can't be edited")
    return message


def _edit(backend: Backend, call: Call, message: Message, content: Json) -> Json | bool:
    """Edits share the limit of messages; buttons that are not given again are removed.

    Returns: of a message that the bot cannot see True alone.
    """
    markup = inline_keyboard(call.json("reply_markup"))
    is_inline = bool(call.text("inline_message_id"))
    if is_inline:
        backend.limits.spend(message.chat_id, count=1)
    else:
        backend.speak_to(message.chat_id)
    edited = backend.messages.edit(message, content=content, markup=markup)
    return True if is_inline else backend.messages.as_bot_sees(edited)


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
