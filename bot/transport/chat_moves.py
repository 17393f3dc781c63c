"""Where a chat is now: a group may move to another id, and a person who shut us out may return."""

from __future__ import annotations

from datetime import datetime

from telegram import ChatMember, Update

from bot.storage import chats
from bot.storage.database import Database

_OUT = (ChatMember.LEFT, ChatMember.BANNED)


class ChatMoves:
    """Follows chats by the updates that come from them."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._closed = chats.ClosedChats(db)

    async def note(self, update: Update, *, now: datetime) -> None:
        """Follow a group that moved; put in line again what waits for this chat.

        Raises: StorageError: the database is away.
        """
        chat, message, change = update.effective_chat, update.message, update.my_chat_member
        # A guest's chat is none of ours, though its id may be that of one.
        if chat is None or update.guest_message is not None:
            return
        new_id = message.migrate_to_chat_id if message is not None else None
        old_id = message.migrate_from_chat_id if message is not None else None
        if new_id is not None:
            await chats.move(self._db, old_chat_id=chat.id, new_chat_id=new_id, now=now)
        elif old_id is not None:
            await chats.move(self._db, old_chat_id=old_id, new_chat_id=chat.id, now=now)
        elif change is not None and change.new_chat_member.status in _OUT:
            self._closed.forget()
        # Telegram tells at once of most who let us in again; of the others their next word does.
        elif change is not None or await self._closed.has(chat.id):
            await chats.let_in(self._db, chat.id)
            self._closed.forget()
