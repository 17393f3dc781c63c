"""Styles that people saved. A row is there as long as the style is, and its copy goes with it."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.community.saved_styles import (
    MOST_STYLES,
    POPULAR_PEOPLE,
    POPULAR_WITHIN,
    NewStyle,
    SavedStyle,
    Sharing,
    place_of,
)
from bot.storage.database import Database, insert_once
from bot.storage.jobs.limits import one_at_a_time
from bot.storage.tables.conversation import PhotoRow
from bot.storage.tables.operators import BanRow
from bot.storage.tables.saved_styles import (
    KeptStyleRow,
    SavedStyleRow,
    StyleLeftoverRow,
    StyleUseRow,
)

# A copy that is written is of no style yet, and of none ever if its process dies just then.
COPYING = timedelta(hours=1)
_AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
_STYLE = SavedStyleRow
_IS_SHARED = SavedStyleRow.sharing != Sharing.PRIVATE.value
_MAKER_IS_HERE = ~select(BanRow.user_id).where(BanRow.user_id == SavedStyleRow.user_id).exists()


class Refusal(StrEnum):
    """Why a style is not had; the value names its sentence under saved.refused."""

    FULL = "full"
    BANNED = "banned"
    GONE = "gone"
    OWN = "own"


async def begin(db: Database, style_id: str, *, now: datetime) -> None:
    """A copy by this name is about to be written."""
    async with db.write() as session:
        await insert_once(session, StyleLeftoverRow, style_id=style_id, due_at=now + COPYING)


async def save(db: Database, new: NewStyle, *, now: datetime) -> SavedStyle | Refusal:
    """Keep a style whose copy is written; the same picture again is the style that there is.

    The copy that is not needed is left to be deleted.
    """
    async with db.write() as session:
        await one_at_a_time(session, new.user_id)
        mine = (_STYLE.user_id == new.user_id, _STYLE.source == new.source)
        row = await session.scalar(select(_STYLE).where(*mine))
        refusal = None if row is not None else await _refusal(session, new.user_id)
        if row is None and refusal is None:
            sharing = Sharing.PRIVATE.value
            values = dataclasses.asdict(new) | {"sharing": sharing, "saved_at": now}
            number = await insert_once(session, _STYLE, **values)
            row = await session.get_one(_STYLE, number)
        is_needed = row is not None and row.id == new.id
        of_copy = StyleLeftoverRow.style_id == new.id
        if is_needed:
            await session.execute(delete(StyleLeftoverRow).where(of_copy))
        else:
            await session.execute(update(StyleLeftoverRow).where(of_copy).values(due_at=_AT_ONCE))
        return refusal or _style(row)


async def _refusal(session: AsyncSession, user_id: int) -> Refusal | None:
    if await session.get(BanRow, user_id) is not None:
        return Refusal.BANNED
    kept = _kept_by(user_id)
    count = await session.scalar(
        select(func.count()).where(or_(_STYLE.user_id == user_id, _STYLE.id.in_(kept)))
    )
    return Refusal.FULL if (count or 0) >= MOST_STYLES else None


async def of_source(db: Database, user_id: int, source: str) -> SavedStyle | None:
    """The style that this person saved of that picture."""
    return await _first(db, _STYLE.user_id == user_id, _STYLE.source == source)


async def usable(db: Database, style_id: str, *, user_id: int) -> SavedStyle | None:
    """The style, if this person may paint with it: it is theirs, or shared."""
    may = or_(_STYLE.user_id == user_id, _IS_SHARED)
    return await _first(db, _STYLE.id == style_id, may, _MAKER_IS_HERE)


async def usable_at(db: Database, number: int, *, user_id: int) -> SavedStyle | None:
    """As :func:`usable`, by its number."""
    may = or_(_STYLE.user_id == user_id, _IS_SHARED)
    return await _first(db, _STYLE.number == number, may, _MAKER_IS_HERE)


async def mine(db: Database, user_id: int) -> list[SavedStyle]:
    """A person's own, the newest first, and then those of others that they keep."""
    own = _STYLE.user_id == user_id
    kept = (_STYLE.id.in_(_kept_by(user_id))) & _IS_SHARED
    async with db.read() as session:
        rows = await session.scalars(
            select(_STYLE)
            .where(or_(own, kept), _MAKER_IS_HERE)
            .order_by(own.desc(), _STYLE.number.desc())
        )
        return [_style(row) for row in rows]


async def own(db: Database, user_id: int) -> list[SavedStyle]:
    """Those that this person saved themselves."""
    async with db.read() as session:
        rows = await session.scalars(select(_STYLE).where(_STYLE.user_id == user_id))
        return [_style(row) for row in rows]


async def popular(db: Database, *, besides: int, count: int, now: datetime) -> list[SavedStyle]:
    """Shown to everybody, and what most people painted with lately; without a person's own."""
    use = StyleUseRow
    people = func.count(use.user_id.distinct())
    used = (
        select(use.style_id, people.label("people"))
        .where(use.counted_at > now - POPULAR_WITHIN)
        .group_by(use.style_id)
        .having(people >= POPULAR_PEOPLE)
        .subquery()
    )
    async with db.read() as session:
        rows = await session.scalars(
            select(_STYLE)
            .join(used, used.c.style_id == _STYLE.id)
            .where(
                _STYLE.sharing == Sharing.EVERYBODY.value,
                _STYLE.file_id.is_not(None),
                _STYLE.user_id != besides,
                _STYLE.id.not_in(_kept_by(besides)),
                _MAKER_IS_HERE,
            )
            .order_by(used.c.people.desc(), _STYLE.number)
            .limit(count)
        )
        return [_style(row) for row in rows]


async def keep(db: Database, style_id: str, *, user_id: int, now: datetime) -> SavedStyle | Refusal:
    """Have another's shared style among one's own; once, however often."""
    async with db.write() as session:
        await one_at_a_time(session, user_id)
        row = await session.scalar(
            select(_STYLE).where(_STYLE.id == style_id, _MAKER_IS_HERE).with_for_update()
        )
        if row is None or (row.user_id != user_id and row.sharing == Sharing.PRIVATE.value):
            return Refusal.GONE
        if row.user_id == user_id:
            return Refusal.OWN
        if await session.get(KeptStyleRow, (style_id, user_id)) is None:
            refusal = await _refusal(session, user_id)
            if refusal is not None:
                return refusal
            session.add(KeptStyleRow(style_id=style_id, user_id=user_id, kept_at=now))
        return _style(row)


async def rename(db: Database, style_id: str, name: str, *, user_id: int) -> SavedStyle | None:
    """None: it is not this person's, or not there."""
    return await _change(db, style_id, user_id=user_id, name=name)


async def share(
    db: Database, style_id: str, sharing: Sharing, *, user_id: int
) -> SavedStyle | None:
    """As :func:`rename`. Who keeps what is shared no more has it no more."""
    if sharing is Sharing.PRIVATE:
        async with db.write() as session:
            own = select(_STYLE.id).where(_STYLE.id == style_id, _STYLE.user_id == user_id)
            await session.execute(delete(KeptStyleRow).where(KeptStyleRow.style_id.in_(own)))
            return await _change_within(session, style_id, user_id, sharing=sharing.value)
    return await _change(db, style_id, user_id=user_id, sharing=sharing.value)


async def set_file(db: Database, style_id: str, file_id: str) -> None:
    """Our copy was sent to somebody: Telegram has it by this id, wherever it is painted with."""
    async with db.write() as session:
        number = await session.scalar(
            update(_STYLE)
            .where(_STYLE.id == style_id)
            .values(file_id=file_id)
            .returning(_STYLE.number)
        )
        if number is not None:
            there = PhotoRow.message_id == place_of(number)
            await session.execute(update(PhotoRow).where(there).values(file_id=file_id))


async def remove(db: Database, style_id: str, *, user_id: int) -> bool:
    """Delete one's own for everybody, or put another's away for oneself. False: it is neither."""
    async with db.write() as session:
        if await _remove(session, _STYLE.id == style_id, _STYLE.user_id == user_id):
            return True
        row = KeptStyleRow
        gone = await session.scalar(
            delete(row)
            .where(row.style_id == style_id, row.user_id == user_id)
            .returning(row.style_id)
        )
        return gone is not None


async def remove_person_within(session: AsyncSession, user_id: int) -> None:
    """All that a person saved, whoever keeps it, and what they keep of others."""
    await _remove(session, _STYLE.user_id == user_id)
    await session.execute(delete(KeptStyleRow).where(KeptStyleRow.user_id == user_id))


async def _remove(session: AsyncSession, *conditions: ColumnElement[bool]) -> bool:
    gone = await session.execute(
        delete(_STYLE).where(*conditions).returning(_STYLE.id, _STYLE.number)
    )
    places = {style_id: place_of(number) for style_id, number in gone}
    if not places:
        return False
    for style_id in places:
        session.add(StyleLeftoverRow(style_id=style_id, due_at=_AT_ONCE))
    await session.execute(delete(KeptStyleRow).where(KeptStyleRow.style_id.in_(places)))
    # No command finds it any more by the short name that it had in somebody's chat.
    await session.execute(delete(PhotoRow).where(PhotoRow.message_id.in_(places.values())))
    return True


async def leftovers(db: Database, *, now: datetime, count: int) -> Sequence[str]:
    """Ids whose copies are to be deleted by now."""
    row = StyleLeftoverRow
    async with db.read() as session:
        due = select(row.style_id).where(row.due_at <= now).order_by(row.due_at).limit(count)
        return (await session.scalars(due)).all()


async def forget_leftovers(db: Database, style_ids: Collection[str]) -> None:
    """Their copies are deleted."""
    row = StyleLeftoverRow
    async with db.write() as session:
        await session.execute(delete(row).where(row.style_id.in_(style_ids)))


def _kept_by(user_id: int) -> Select[str]:
    return select(KeptStyleRow.style_id).where(KeptStyleRow.user_id == user_id)


async def _change(db: Database, style_id: str, *, user_id: int, **values: str) -> SavedStyle | None:
    async with db.write() as session:
        return await _change_within(session, style_id, user_id, **values)


async def _change_within(
    session: AsyncSession, style_id: str, user_id: int, **values: str
) -> SavedStyle | None:
    row = await session.scalar(
        update(_STYLE)
        .where(_STYLE.id == style_id, _STYLE.user_id == user_id)
        .values(values)
        .returning(_STYLE)
    )
    return _style(row) if row is not None else None


async def _first(db: Database, *conditions: ColumnElement[bool]) -> SavedStyle | None:
    async with db.read() as session:
        row = await session.scalar(select(_STYLE).where(*conditions))
        return _style(row) if row is not None else None


def _style(row: SavedStyleRow | None) -> SavedStyle:
    if row is None:
        raise LookupError("a style without a row")
    return SavedStyle(
        id=row.id,
        user_id=row.user_id,
        source=row.source,
        name=row.name,
        number=row.number,
        file_id=row.file_id,
        sharing=Sharing(row.sharing),
        uses=row.uses,
        saved_at=row.saved_at,
    )
