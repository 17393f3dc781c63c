"""Topics of a forum: opened, closed and deleted by people."""

from __future__ import annotations

from bot.local_telegram.errors import PersonError, bad_request
from bot.local_telegram.state.store import Json, Message, Store

ICON_COLOR = 0x6FB9F0  # one of those that the Bot API names
MAX_NAME = 128


def is_forum(store: Store, chat_id: int) -> bool:
    """A group is one from its first topic on."""
    return store.get("forum", chat_id) is not None


def topics(store: Store, chat_id: int) -> list[Json]:
    """Those of a chat that were not deleted."""
    return [row for row in store.all("topic") if row["chat_id"] == chat_id]


def add(store: Store, chat_id: int, topic_id: int, name: str) -> None:
    """A topic is known by the message that it begins with."""
    store.put("forum", chat_id, {"is_forum": True})
    topic = {"chat_id": chat_id, "id": topic_id, "name": name, "is_closed": False}
    store.put("topic", _key(chat_id, topic_id), topic)


def change(store: Store, chat_id: int, topic_id: int, *, is_closed: bool | None) -> None:
    """Close or reopen a topic; None: delete it. Raises: PersonError: there is none."""
    topic = need_topic(store, chat_id, topic_id)
    if is_closed is None:
        store.remove("topic", _key(chat_id, topic_id))
    else:
        store.put("topic", _key(chat_id, topic_id), topic | {"is_closed": is_closed})


def need_topic(store: Store, chat_id: int, topic_id: int) -> Json:
    """Raises: PersonError: there is none."""
    topic = store.get("topic", _key(chat_id, topic_id))
    if topic is None:
        raise PersonError(f"There is no topic {topic_id} in chat {chat_id}", status=404)
    return topic


def for_bot(store: Store, chat_id: int, topic_id: int | None) -> int | None:
    """Where the bot may speak; None: in the chat at large. Raises: BotApiError."""
    if not topic_id:
        return None
    topic = store.get("topic", _key(chat_id, topic_id))
    if topic is None:
        raise bad_request("message thread not found")
    if topic["is_closed"]:
        raise bad_request("TOPIC_CLOSED")
    return topic_id


def topic_name(store: Store, message: Message) -> str | None:
    """Of the topic that a message stands in."""
    topic_id = message.body.get("message_thread_id")
    topic = store.get("topic", _key(message.chat_id, topic_id)) if topic_id else None
    return None if topic is None else str(topic["name"])


def _key(chat_id: int, topic_id: int) -> str:
    return f"{chat_id}/{topic_id}"
