"""Where a chat is now: a group may move to another id, and a person who shut us out may return."""

from __future__ import annotations

from datetime import datetime

from telegram import ChatMember, Update

from bot.storage import chats
from bot.storage.database import Database

_OUT = (ChatMember.LEFT, ChatMember.BANNED)


async def note_chat(db: Database, update: Update, *, now: datetime) -> None:
    """Follow a group that moved; put in line again what waits for this chat.

    Raises: StorageError: the database is away.
    """
    chat, message = update.effective_chat, update.message
    if chat is None:
        return
    if message is not None and message.migrate_to_chat_id is not None:
        await chats.move(db, old_chat_id=chat.id, new_chat_id=message.migrate_to_chat_id, now=now)
    elif message is not None and message.migrate_from_chat_id is not None:
        await chats.move(db, old_chat_id=message.migrate_from_chat_id, new_chat_id=chat.id, now=now)
    elif not _shuts_us_out(update):
        await chats.let_in(db, chat.id)


def _shuts_us_out(update: Update) -> bool:
    change = update.my_chat_member
    return change is not None and change.new_chat_member.status in _OUT
