"""Each update of Telegram, stored before anything else: a crash loses no press and no payment."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database, insert_new
from bot.storage.old_rows import delete_some
from bot.storage.tables.conversation import UpdateRow

# Within a person's words every quotation mark is escaped, so that they never look like these.
_MONEY = ('"successful_payment"', '"refunded_payment"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """An update that nobody dealt with to the end; ``replays``: how often it was begun anew."""

    update_id: int
    payload: dict[str, Any]
    replays: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A process says what it has in hand, and no other begins that ``until`` it is overdue."""

    holder: str
    until: datetime


async def save(
    db: Database,
    payloads: Mapping[int, dict[str, Any]],
    *,
    now: datetime,
    hold: Hold | None = None,
) -> set[int]:
    """Keep updates by their numbers, for the process of ``hold`` to deal with; all or none.

    Returns: the numbers that were not known.
    """
    rows = [
        {
            "update_id": update_id,
            "payload": payload,
            "replays": 0,
            "received_at": now,
            "is_set_aside": False,
            "holder": hold.holder if hold else None,
            "held_until": hold.until if hold else None,
        }
        for update_id, payload in payloads.items()
    ]
    async with db.write() as session:
        return set(await insert_new(session, UpdateRow, rows))


async def unfinished(db: Database) -> list[Unfinished]:
    """What earlier processes left, in the order it came; what was set aside stays there."""
    async with db.read() as session:
        rows = await session.scalars(
            select(UpdateRow).where(_IS_UNFINISHED).order_by(UpdateRow.update_id)
        )
        return [_as_data(row) for row in rows]


async def take_over(db: Database, hold: Hold, *, now: datetime) -> list[Unfinished]:
    """What other processes left and none has in hand; from now on this one has."""
    is_free = _is_free(hold.holder, now)
    async with db.read() as session:
        # Mostly there is nothing, and looking holds nobody up.
        if await session.scalar(select(UpdateRow.update_id).where(is_free).limit(1)) is None:
            return []
    async with db.write() as session:
        rows = await session.scalars(
            update(UpdateRow)
            .where(is_free)
            .values(holder=hold.holder, held_until=hold.until)
            .returning(UpdateRow)
        )
        return sorted((_as_data(row) for row in rows), key=lambda stored: stored.update_id)


async def hold_on(db: Database, hold: Hold) -> None:
    """All that this process has in hand stays in its hand."""
    async with db.write() as session:
        await session.execute(
            update(UpdateRow)
            .where(_IS_UNFINISHED, UpdateRow.holder == hold.holder)
            .values(held_until=hold.until)
        )


async def let_go(db: Database, holder: str) -> None:
    """What this process has not finished is anybody's."""
    async with db.write() as session:
        await session.execute(
            update(UpdateRow)
            .where(_IS_UNFINISHED, UpdateRow.holder == holder)
            .values(holder=None, held_until=None)
        )


_IS_UNFINISHED = and_(UpdateRow.payload.is_not(None), UpdateRow.is_set_aside.is_(False))


def _is_free(holder: str, now: datetime) -> ColumnElement[bool]:
    """Nobody has it in hand, or a process that has not said so for long; another than ``holder``,
    which knows best what it does.
    """
    is_overdue = and_(UpdateRow.held_until <= now, UpdateRow.holder != holder)
    return and_(_IS_UNFINISHED, or_(UpdateRow.held_until.is_(None), is_overdue))


def _as_data(row: UpdateRow) -> Unfinished:
    return Unfinished(update_id=row.update_id, payload=row.payload or {}, replays=row.replays)


async def begin_again(db: Database, update_id: int) -> None:
    """One that an earlier process left is begun now: should it end this one too, that is known."""
    async with db.write() as session:
        await session.execute(
            update(UpdateRow)
            .where(UpdateRow.update_id == update_id)
            .values(replays=UpdateRow.replays + 1)
        )


async def take_back(db: Database, update_ids: Collection[int]) -> None:
    """These were begun again and cut short by a polite stop, which is no fault of theirs."""
    async with db.write() as session:
        await session.execute(
            update(UpdateRow)
            .where(UpdateRow.update_id.in_(update_ids), UpdateRow.replays > 0)
            .values(replays=UpdateRow.replays - 1)
        )


async def set_aside(db: Database, update_id: int) -> None:
    """Keep it as it came, and begin it no more."""
    async with db.write() as session:
        await session.execute(
            update(UpdateRow).where(UpdateRow.update_id == update_id).values(is_set_aside=True)
        )


async def count_set_aside(db: Database) -> int:
    async with db.read() as session:
        count = await session.scalar(
            select(func.count()).select_from(UpdateRow).where(UpdateRow.is_set_aside.is_(True))
        )
        return count or 0


async def finish(db: Database, update_ids: Collection[int]) -> None:
    """They were dealt with: only the numbers stay, so that they are known when they come again."""
    async with db.write() as session:
        await session.execute(
            update(UpdateRow).where(UpdateRow.update_id.in_(update_ids)).values(payload=None)
        )


async def forget(db: Database, *, before: datetime) -> None:
    """Drop the numbers of updates dealt with and received before that time."""
    await delete_some(
        db, UpdateRow.update_id, UpdateRow.payload.is_(None), UpdateRow.received_at < before
    )


async def forget_within(session: AsyncSession, user_id: int) -> None:
    """What a person sent and nobody could read; of a payment it stays until it is dealt with."""
    aside = select(UpdateRow).where(UpdateRow.is_set_aside.is_(True), ~is_money())
    for row in (await session.scalars(aside)).all():
        if _names(row.payload, user_id):
            row.payload = None
    await session.flush()


def is_money() -> ColumnElement[bool]:
    """Whether Stars came in or went back with it."""
    raw = cast(UpdateRow.payload, String)
    return or_(*(raw.contains(name) for name in _MONEY))


def _names(part: object, user_id: int) -> bool:
    """Whether this part of an update is about that person, or their private chat."""
    if isinstance(part, dict):
        return part.get("id") == user_id or any(_names(each, user_id) for each in part.values())
    return isinstance(part, list) and any(_names(each, user_id) for each in part)
