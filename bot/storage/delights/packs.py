"""Whose sticker packs there are at Telegram, and which pictures are in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database, insert_new, insert_once
from bot.storage.tables.delights import DroppedPackRow, StickerPackRow, StickerRow

# Longer than Telegram is waited for.
HELD = timedelta(minutes=2)
PAUSE = timedelta(seconds=5)
# A worker may just be making a pack whose person had all deleted.
LAST_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A person's pack. ``number``: from 1; ``is_made``: Telegram has it."""

    name: str
    number: int
    is_made: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sticker:
    """A picture's sticker, or where in its pack it was to come: see StickerRow."""

    pack: str
    place: int
    unique_id: str | None


async def hold(db: Database, user_id: int, *, new_name: str, now: datetime) -> Pack | None:
    """The pack that has room, for this process alone; one that is meant as ``new_name`` where none
    has. None: another process is at it.
    """
    row = StickerPackRow
    async with db.write() as session:
        mine = row.user_id == user_id
        open_pack = select(row).where(mine, ~row.is_closed).order_by(row.number.desc()).limit(1)
        found = await session.scalar(open_pack.with_for_update())
        if found is None:
            last = await session.scalar(select(func.max(row.number)).where(mine)) or 0
            values = {"is_made": False, "is_closed": False, "held_until": now + HELD}
            whose = {"user_id": user_id, "number": last + 1, "created_at": now}
            if await insert_once(session, row, name=new_name, **whose, **values) is None:
                return None
            return Pack(name=new_name, number=last + 1, is_made=False)
        if found.held_until is not None and found.held_until > now:
            return None
        found.held_until = now + HELD
        return Pack(name=found.name, number=found.number, is_made=found.is_made)


async def let_go(
    db: Database, name: str, *, is_made: bool | None = None, is_closed: bool = False
) -> None:
    """Others may put something in. ``is_made``: None: nothing new is known of that."""
    values: dict[str, object] = {"held_until": None, "is_closed": is_closed}
    if is_made is not None:
        values["is_made"] = is_made
    async with db.write() as session:
        await session.execute(
            update(StickerPackRow).where(StickerPackRow.name == name).values(**values)
        )


async def sticker_of(db: Database, user_id: int, picture: str) -> Sticker | None:
    """What there is of this picture in any pack of that person."""
    async with db.read() as session:
        row = await session.get(StickerRow, (user_id, picture))
        if row is None:
            return None
        return Sticker(pack=row.pack, place=row.place, unique_id=row.unique_id)


async def note(
    db: Database, user_id: int, picture: str, sticker: Sticker, *, now: datetime
) -> None:
    """This picture comes to that place, or is there by now."""
    async with db.write() as session:
        key = {"user_id": user_id, "picture": picture}
        await session.execute(delete(StickerRow).filter_by(**key))
        facts = {"pack": sticker.pack, "place": sticker.place, "unique_id": sticker.unique_id}
        # Another picture that was to come to this place did not.
        never = {"pack": sticker.pack, "place": sticker.place, "unique_id": None}
        await session.execute(delete(StickerRow).filter_by(user_id=user_id, **never))
        session.add(StickerRow(**key, **facts, created_at=now))


async def forget_within(session: AsyncSession, user_id: int, *, now: datetime) -> None:
    """Telegram is to delete this person's packs."""
    row = StickerPackRow
    names = (await session.scalars(select(row.name).where(row.user_id == user_id))).all()
    rows = [{"name": name, "created_at": now, "next_try_at": now} for name in names]
    if rows:
        await insert_new(session, DroppedPackRow, rows)


async def due(db: Database, *, now: datetime, limit: int) -> Sequence[str]:
    """Packs that Telegram is to delete now."""
    row = DroppedPackRow
    query = select(row.name).where(row.next_try_at <= now).order_by(row.next_try_at).limit(limit)
    async with db.read() as session:
        return (await session.scalars(query)).all()


async def dropped(db: Database, name: str, *, now: datetime) -> None:
    """It is gone: for good where no worker can still be making it."""
    row = DroppedPackRow
    async with db.write() as session:
        mine = row.name == name
        await session.execute(delete(row).where(mine, row.created_at <= now - LAST_AFTER))
        await session.execute(update(row).where(mine).values(next_try_at=now + LAST_AFTER))


async def postpone(db: Database, name: str, *, now: datetime) -> None:
    """Telegram is away."""
    row = DroppedPackRow
    async with db.write() as session:
        later = update(row).where(row.name == name).values(next_try_at=now + PAUSE)
        await session.execute(later)
