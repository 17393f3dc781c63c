"""What operators did: a row for each, by the update that asked for it, so that it is done once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database, insert_once
from bot.storage.tables.operators import OperatorActionRow

# Among an action's facts: whether whom it is about was told of it.
IS_TOLD = "is_told"
# An action's name.
CREDIT = "credit"


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


async def take_untold(db: Database, name: str, *, limit: int) -> Sequence[Action]:
    """Some of those by that name whose person is to be told, each handed out once.

    Their facts hold :data:`IS_TOLD`, false.
    """
    row = OperatorActionRow
    untold = (row.action == name, row.facts[IS_TOLD].as_boolean().is_(False))
    some = select(row).where(*untold).order_by(row.id).limit(limit)
    # Asked every few seconds: nobody who writes waits for what is rarely anything.
    async with db.read() as session:
        if await session.scalar(some) is None:
            return []
    async with db.write() as session:
        rows = (await session.scalars(some.with_for_update(skip_locked=True))).all()
        for each in rows:
            each.facts = {**each.facts, IS_TOLD: True}
        return [_to_action(each) for each in rows]


async def give_back(db: Database, action: Action) -> None:
    """Its person could not be told: another round does it."""
    async with db.write() as session:
        row = await session.scalar(
            select(OperatorActionRow).where(OperatorActionRow.request_key == action.request_key)
        )
        if row is not None:
            row.facts = {**row.facts, IS_TOLD: False}


async def find(db: Database, request_key: str) -> Action | None:
    """What this command or press did when it was dealt with before."""
    async with db.read() as session:
        row = await session.scalar(
            select(OperatorActionRow).where(OperatorActionRow.request_key == request_key)
        )
    return _to_action(row) if row is not None else None


def _to_action(row: OperatorActionRow) -> Action:
    return Action(
        request_key=row.request_key,
        operator_id=row.operator_id,
        name=row.action,
        at=row.created_at,
        facts=row.facts,
    )
