"""What operators did: a row for each, by the update that asked for it, so that it is done once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database, insert_once
from bot.storage.tables.operators import OperatorActionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """``request_key`` names the command or press; ``facts`` are JSON."""

    request_key: str
    operator_id: int
    name: str
    at: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)


async def note(db: Database, action: Action) -> bool:
    """Returns: False when it was noted before."""
    async with db.write() as session:
        return await note_within(session, action)


async def note_within(session: AsyncSession, action: Action) -> bool:
    """As :func:`note`, within the transaction of what is done."""
    key = await insert_once(
        session,
        OperatorActionRow,
        request_key=action.request_key,
        operator_id=action.operator_id,
        action=action.name,
        facts=dict(action.facts),
        created_at=action.at,
    )
    return key is not None


async def find(db: Database, request_key: str) -> Action | None:
    """What this command or press did when it was dealt with before."""
    async with db.read() as session:
        row = await session.scalar(
            select(OperatorActionRow).where(OperatorActionRow.request_key == request_key)
        )
    if row is None:
        return None
    return Action(
        request_key=row.request_key,
        operator_id=row.operator_id,
        name=row.action,
        at=row.created_at,
        facts=row.facts,
    )
