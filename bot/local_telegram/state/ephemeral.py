"""Whether a group takes messages that one member sees alone.

At first this Telegram is of a version before 10.2, and passes over what it does not know.
"""

from __future__ import annotations

from bot.local_telegram.errors import PersonError, bad_request
from bot.local_telegram.state.people import members, person
from bot.local_telegram.state.store import Json, Store


def allow(store: Store, chat_id: int, *, is_allowed: bool | None) -> None:
    """None: this Telegram knows of none."""
    if chat_id > 0:
        raise PersonError("Only in a group a message can be for one person alone")
    store.put("ephemeral", chat_id, {"is_allowed": is_allowed})


def is_allowed(store: Store, chat_id: int) -> bool | None:
    return (store.get("ephemeral", chat_id) or {}).get("is_allowed")


def receiver(store: Store, chat_id: int, whom: Json | None) -> Json:
    """The field of a Message that one person alone sees; empty of one that all see.

    ``whom``: EphemeralMessageParameters. Raises: BotApiError: refused.
    """
    allowed = is_allowed(store, chat_id)
    if not whom or allowed is None:
        return {}
    user_id = int(whom.get("receiver_user_id") or 0)
    if not allowed:
        raise bad_request("CHAT_ADMIN_REQUIRED")
    if user_id not in members(chat_id):
        raise bad_request("USER_ID_INVALID")
    return {"receiver_user": person(store, user_id)}
