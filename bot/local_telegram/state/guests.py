"""A chat that the bot is not in, the messages that it has there, and what is switched on for it."""

from __future__ import annotations

import secrets

from bot.local_telegram.errors import bad_request
from bot.local_telegram.state.store import Json, Message, Store

# As getMe tells them; the same names switch them at the site.
MODES = ("supports_guest_queries", "supports_inline_queries")


class Guests:
    """Inline messages by the ids under which the bot knows them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def modes(self) -> Json:
        """What @BotFather has switched on: everything, until somebody says otherwise."""
        return {name: True for name in MODES} | (self._store.get("setting", "modes") or {})

    def switch(self, modes: Json) -> None:
        self._store.put("setting", "modes", self.modes() | modes)

    def note(self, message: Message) -> str:
        """The id of a message that the bot may edit and cannot see."""
        inline_id = secrets.token_urlsafe(20)
        place = {"chat_id": message.chat_id, "message_id": message.message_id}
        self._store.put("inline", inline_id, place)
        self._store.put("inline_of", f"{message.chat_id}/{message.message_id}", {"id": inline_id})
        return inline_id

    def id_of(self, message: Message) -> str | None:
        """None: the bot sees this message as any other."""
        row = self._store.get("inline_of", f"{message.chat_id}/{message.message_id}")
        return None if row is None else str(row["id"])

    def message(self, inline_id: str) -> Message:
        """Raises: BotApiError: there is none, or no more."""
        place = self._store.get("inline", inline_id)
        found = place and self._store.get_message(place["chat_id"], place["message_id"])
        if not found:
            raise bad_request("MESSAGE_ID_INVALID")
        return found
