"""What is meant in a chat where an order leaves options open, art by art."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select

from bot.storage.database import Database
from bot.storage.tables.operators import ChatOptionsRow


async def of_chat(db: Database, chat_id: int) -> dict[str, dict[str, Any]]:
    """The options of each art that has some, by its name."""
    async with db.read() as session:
        rows = await session.scalars(
            select(ChatOptionsRow)
            .where(ChatOptionsRow.chat_id == chat_id)
            .order_by(ChatOptionsRow.art)
        )
        return {row.art: _from_json(row.options) for row in rows}


async def of_art(db: Database, chat_id: int, art: str) -> dict[str, Any]:
    """The options of one art."""
    async with db.read() as session:
        row = await session.get(ChatOptionsRow, (chat_id, art))
        return _from_json(row.options) if row is not None else {}


async def put(db: Database, chat_id: int, art: str, options: Mapping[str, Any]) -> None:
    """From now on these; of none nothing stays."""
    async with db.write() as session:
        await session.execute(
            delete(ChatOptionsRow).where(
                ChatOptionsRow.chat_id == chat_id, ChatOptionsRow.art == art
            )
        )
        if options:
            plain = {k: list(v) if isinstance(v, tuple) else v for k, v in options.items()}
            session.add(ChatOptionsRow(chat_id=chat_id, art=art, options=plain))


def _from_json(options: Mapping[str, Any]) -> dict[str, Any]:
    """JSON has no tuples."""
    return {name: tuple(v) if isinstance(v, list) else v for name, v in options.items()}
