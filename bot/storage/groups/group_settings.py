"""What a group's administrators chose. Each choice is one column, so that of two made at once
neither is lost."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.groups.group_settings import USUAL, GroupSettings
from bot.storage.database import Database, insert_once
from bot.storage.tables.operators import ChatSettingsRow


async def settings_of(db: Database, chat_id: int) -> GroupSettings:
    """A group's settings; a private chat has none."""
    if chat_id > 0:
        return USUAL
    async with db.read() as session:
        return await settings_within(session, chat_id)


async def settings_within(session: AsyncSession, chat_id: int) -> GroupSettings:
    """As :func:`settings_of`, within somebody's transaction."""
    row = await session.get(ChatSettingsRow, chat_id)
    if row is None:
        return USUAL
    return GroupSettings(
        language=row.language,
        only_administrators=row.only_administrators,
        has_spoiler=row.has_spoiler,
        is_quiet=row.is_quiet,
        pictures_per_day=row.pictures_per_day,
    )


async def choose(db: Database, chat_id: int, **chosen: Any) -> GroupSettings:
    """Change what is named, by the fields of GroupSettings. Returns: all as it is now."""
    async with db.write() as session:
        await insert_once(session, ChatSettingsRow, chat_id=chat_id)
        await session.execute(
            update(ChatSettingsRow).where(ChatSettingsRow.chat_id == chat_id).values(**chosen)
        )
        return await settings_within(session, chat_id)
