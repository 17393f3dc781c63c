"""The messages of all chats: posted, edited, deleted, and told to open pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.local_telegram.errors import bad_request
from bot.local_telegram.state.events import Hub
from bot.local_telegram.state.people import chat
from bot.local_telegram.state.store import Json, Message, Store
from bot.local_telegram.state.topics import topic_name
from bot.local_telegram.state.views import view

# What an edit leaves alone; all else in a message is its content.
_FRAME = frozenset(
    {"message_id", "from", "chat", "date", "edit_date", "media_group_id"}
    | {"via_bot", "guest_bot_caller_user"}
    | {"message_thread_id", "is_topic_message", "receiver_user"}
)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


class Messages:
    """Every change goes through here, so that every page hears of it."""

    def __init__(
        self,
        store: Store,
        hub: Hub,
        *,
        invoice_state: Callable[[str], str],
        now: Callable[[], int],
    ) -> None:
        self._store = store
        self._hub = hub
        self._invoice_state = invoice_state
        self._now = now

    def find(self, chat_id: int, message_id: int) -> Message | None:
        return self._store.get_message(chat_id, message_id)

    def next_id(self, chat_id: int) -> int:
        """The number that the next message of a chat will have."""
        counted = self._store.get("counter", f"messages of {chat_id}") or {"last": 0}
        return int(counted["last"]) + 1

    def post(
        self,
        chat_id: int,
        *,
        sender: Json,
        content: Json,
        reply_to: int | None = None,
        markup: Json | None = None,
        invoice_id: str | None = None,
        topic_id: int | None = None,
    ) -> Message:
        """Put a new message at the end of a chat. ``content``: the Bot API fields it carries.

        What answers a message of a topic stands in that topic.
        """
        message_id = self._store.count(f"messages of {chat_id}")
        answered = None if reply_to is None else self.find(chat_id, reply_to)
        if topic_id is None and answered is not None:
            topic_id = answered.body.get("message_thread_id")
        in_topic = {"message_thread_id": topic_id, "is_topic_message": True} if topic_id else {}
        body = {
            "message_id": message_id,
            "from": sender,
            "chat": chat(self._store, chat_id),
            "date": self._now(),
            **in_topic,
            **content,
        }
        message = Message(
            chat_id=chat_id,
            message_id=message_id,
            body=_with_markup(body, markup),
            reply_to=reply_to,
            invoice_id=invoice_id,
        )
        self._store.put_message(message)
        self._tell("new", message)
        return message

    def edit(self, message: Message, *, content: Json, markup: Json | None) -> Message:
        """Replace a message's content and buttons. Raises: BotApiError: nothing would change."""
        frame = {k: v for k, v in message.body.items() if k in _FRAME}
        body = _with_markup({**frame, **content}, markup)
        if _essence(body) == _essence(message.body):
            raise bad_request(NOT_MODIFIED)
        if _essence(content) != _essence(content_of(message)):
            body["edit_date"] = self._now()  # new buttons alone do not count as an edit
        edited = replace(message, body=body)
        self._store.put_message(edited)
        self._tell("edited", edited)
        return edited

    def delete(self, message: Message) -> None:
        self._store.remove_message(message)
        self._hub.publish(message.chat_id, "deleted", message_id=message.message_id)

    def refresh(self, message: Message) -> None:
        """Tell pages of a change beside the message itself, such as an invoice now paid."""
        self._tell("edited", message)

    def as_bot_sees(self, message: Message) -> Json:
        """The Bot API's Message, with the message it answers if that still exists."""
        body = message.body
        if "receiver_user" in body:
            body = body | {"message_id": 0, "ephemeral_message_id": message.message_id}
        answered = None
        if message.reply_to is not None:
            answered = self.find(message.chat_id, message.reply_to)
        return body if answered is None else body | {"reply_to_message": answered.body}

    def as_page_sees(self, message: Message) -> Json:
        invoice_id = message.invoice_id
        return view(
            message,
            invoice_state=self._invoice_state(invoice_id) if invoice_id else None,
            reactions=self.reactions(message),
            topic=topic_name(self._store, message),
        )

    def react(self, message: Message, reactions: list[str]) -> None:
        """The bot's reactions under a message; none: they are taken away."""
        self._store.put("reactions", _place(message), {"emoji": reactions})
        self.refresh(message)

    def reactions(self, message: Message) -> list[str]:
        return list((self._store.get("reactions", _place(message)) or {"emoji": []})["emoji"])

    def history(self, chat_id: int) -> list[Json]:
        return [self.as_page_sees(message) for message in self._store.messages(chat_id)]

    def _tell(self, kind: str, message: Message) -> None:
        self._hub.publish(message.chat_id, kind, message=self.as_page_sees(message))


def content_of(message: Message) -> Json:
    """What a message carries: its words, media or invoice."""
    return {k: v for k, v in message.body.items() if k not in _FRAME | {"reply_markup"}}


def _place(message: Message) -> str:
    return f"{message.chat_id}/{message.message_id}"


def _with_markup(body: Json, markup: Json | None) -> Json:
    return body if markup is None else {**body, "reply_markup": markup}


def _essence(value: Any) -> Any:
    """A body without what differs between two uploads of the same file, and without dates."""
    if isinstance(value, dict):
        ignored = ("file_id", "edit_date")
        return {k: _essence(v) for k, v in value.items() if k not in ignored}
    return [_essence(v) for v in value] if isinstance(value, list) else value
