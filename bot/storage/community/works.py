"""Works that are shown: a row is there as long as the work is, and its pictures go with it."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, delete, select, true, union_all, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.community.paintings import Credit
from bot.domain.community.works import NewWork, Recipe, Size, Work
from bot.storage.database import Database, insert_once
from bot.storage.tables.community import (
    FeedLeftoverRow,
    FeedLikeRow,
    FeedReportRow,
    FeedWorkRow,
)
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.operators import BanRow

# Copies that are written are of no work yet, and of none ever if their process dies just then.
COPYING = timedelta(hours=1)
_AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
_PICTURES = ("size", "photo", "style", "film")
_SHOWN = FeedWorkRow.is_hidden.is_(False)


class Refusal(StrEnum):
    """Why a result is not shown; the value names its sentence under feed.refused."""

    SHOWN = "shown"
    GONE = "gone"
    BANNED = "banned"


async def begin(db: Database, token: str, *, now: datetime) -> None:
    """Pictures of this name are about to be written."""
    async with db.write() as session:
        await insert_once(session, FeedLeftoverRow, token=token, due_at=now + COPYING)


async def show(db: Database, new: NewWork, *, now: datetime) -> Work | Refusal:
    """Show a work whose pictures are written. What is refused leaves them to be deleted."""
    async with db.write() as session:
        refusal = await _refusal(session, new)
        if refusal is None:
            return await add_within(session, new, now=now) or Refusal.SHOWN
        await leave_within(session, new.token)
        return refusal


async def add_within(session: AsyncSession, new: NewWork, *, now: datetime) -> Work | None:
    """Show it, whoever may. None: its job's is shown already; the pictures are left over."""
    number = await insert_once(session, FeedWorkRow, **_values(new), shown_at=now)
    if number is None:
        await leave_within(session, new.token)
        return None
    await session.execute(delete(FeedLeftoverRow).where(FeedLeftoverRow.token == new.token))
    return _work(await session.get_one(FeedWorkRow, number))


async def leave_within(session: AsyncSession, token: str) -> None:
    """Pictures that were written are to be deleted at once."""
    await session.execute(
        update(FeedLeftoverRow).where(FeedLeftoverRow.token == token).values(due_at=_AT_ONCE)
    )


async def _refusal(session: AsyncSession, new: NewWork) -> Refusal | None:
    # Locked: Delete may be pressed at this moment.
    job = await session.get(JobRow, new.job_id, with_for_update=True)
    if job is None or job.is_deleted:
        return Refusal.GONE
    banned = await session.scalar(select(BanRow.user_id).where(BanRow.user_id == new.user_id))
    return None if banned is None else Refusal.BANNED


async def get(db: Database, work_id: str) -> Work | None:
    """Also a hidden one."""
    return await _first(db, FeedWorkRow.id == work_id)


async def of_job(db: Database, job_id: str) -> Work | None:
    return await _first(db, FeedWorkRow.job_id == job_id)


async def is_public(db: Database, token: str) -> bool:
    """Whether the pictures of this name may be looked at."""
    async with db.read() as session:
        found = select(FeedWorkRow.number).where(FeedWorkRow.token == token, _SHOWN)
        return await session.scalar(found) is not None


async def newest(
    db: Database, *, before: int | None, count: int, user_id: int | None = None
) -> list[Work]:
    """The latest that were shown before ``before``; a person's own ones, hidden ones too."""
    return await _works(
        db,
        true() if before is None else FeedWorkRow.number < before,
        _SHOWN if user_id is None else FeedWorkRow.user_id == user_id,
        count=count,
    )


async def near(db: Database, numbers: Sequence[int]) -> list[Work]:
    """For each number the work that has it, or the next older one; the least seen come first."""
    if not numbers:
        return []
    each = [
        select(
            select(FeedWorkRow.number)
            .where(FeedWorkRow.number <= number, _SHOWN)
            .order_by(FeedWorkRow.number.desc())
            .limit(1)
            .scalar_subquery()
        )
        for number in numbers
    ]
    async with db.read() as session:
        rows = await session.scalars(
            select(FeedWorkRow)
            .where(FeedWorkRow.number.in_(union_all(*each)))
            .order_by(FeedWorkRow.seen, FeedWorkRow.number)
        )
        return [_work(row) for row in rows]


async def note_seen(db: Database, work_id: str) -> None:
    """Somebody was shown it."""
    async with db.write() as session:
        await session.execute(
            update(FeedWorkRow).where(FeedWorkRow.id == work_id).values(seen=FeedWorkRow.seen + 1)
        )


async def take_back(db: Database, work_id: str, *, user_id: int) -> bool:
    """Show it no more. False: it is not this person's, or was not shown."""
    mine = FeedWorkRow.user_id == user_id
    async with db.write() as session:
        return bool(await _remove(session, FeedWorkRow.id == work_id, mine))


async def remove(db: Database, work_id: str) -> bool:
    """As :func:`take_back`, whosever it is."""
    async with db.write() as session:
        return bool(await _remove(session, FeedWorkRow.id == work_id))


async def remove_of_job_within(session: AsyncSession, job_id: str) -> None:
    """Show a result no more, within the transaction that deletes it."""
    await _remove(session, FeedWorkRow.job_id == job_id)


async def remove_person_within(session: AsyncSession, user_id: int) -> None:
    """All that a person shows, likes and has reported."""
    await _remove(session, FeedWorkRow.user_id == user_id)
    # A hidden one waits for an operator, whoever reported it.
    counts = FeedWorkRow.reports > 0  # as before reports were marked when they were dismissed
    for table, column, is_counted, still_counts in (
        (FeedLikeRow, FeedWorkRow.likes, true(), true()),
        (
            FeedReportRow,
            FeedWorkRow.reports,
            FeedReportRow.is_dismissed.is_(False),
            and_(_SHOWN, counts),
        ),
    ):
        theirs = select(table.work_id).where(table.user_id == user_id, is_counted)
        await session.execute(
            update(FeedWorkRow)
            .where(FeedWorkRow.id.in_(theirs), still_counts)
            .values({column: column - 1})
        )
        await session.execute(delete(table).where(table.user_id == user_id))


async def _remove(session: AsyncSession, *conditions: ColumnElement[bool]) -> list[str]:
    """Ids of those that were there."""
    gone = await session.execute(
        delete(FeedWorkRow).where(*conditions).returning(FeedWorkRow.id, FeedWorkRow.token)
    )
    tokens = {work_id: token for work_id, token in gone}
    for token in tokens.values():
        session.add(FeedLeftoverRow(token=token, due_at=_AT_ONCE))
    for table in (FeedLikeRow, FeedReportRow):
        await session.execute(delete(table).where(table.work_id.in_(tokens)))
    return list(tokens)


async def leftovers(db: Database, *, now: datetime, count: int) -> list[str]:
    """Names of pictures that are to be deleted by now."""
    async with db.read() as session:
        due = select(FeedLeftoverRow.token).where(FeedLeftoverRow.due_at <= now)
        return list(await session.scalars(due.order_by(FeedLeftoverRow.due_at).limit(count)))


async def forget_leftovers(db: Database, tokens: Collection[str]) -> None:
    """They are deleted."""
    async with db.write() as session:
        await session.execute(delete(FeedLeftoverRow).where(FeedLeftoverRow.token.in_(tokens)))


async def _first(db: Database, condition: ColumnElement[bool]) -> Work | None:
    async with db.read() as session:
        row = await session.scalar(select(FeedWorkRow).where(condition))
        return _work(row) if row else None


async def _works(db: Database, *conditions: ColumnElement[bool], count: int) -> list[Work]:
    async with db.read() as session:
        rows = await session.scalars(
            select(FeedWorkRow).where(*conditions).order_by(FeedWorkRow.number.desc()).limit(count)
        )
        return [_work(row) for row in rows]


def _values(new: NewWork) -> dict[str, object]:
    sizes = {name: getattr(new, name) for name in _PICTURES}
    values = {
        field.name: getattr(new, field.name)
        for field in dataclasses.fields(new)
        if field.name not in _PICTURES
    }
    told = {name: [size.width, size.height] for name, size in sizes.items() if size}
    credit = new.credit.to_json() if new.credit else None
    return {**values, "recipe": new.recipe.to_json(), "sizes": told, "credit": credit}


def _work(row: FeedWorkRow) -> Work:
    sizes = {name: Size(width=w, height=h) for name, (w, h) in row.sizes.items()}
    return Work(
        id=row.id,
        job_id=row.job_id,
        user_id=row.user_id,
        token=row.token,
        recipe=Recipe.from_json(row.recipe),
        size=sizes["size"],
        signature=row.signature,
        credit=Credit.from_json(row.credit) if row.credit else None,
        photo=sizes.get("photo"),
        style=sizes.get("style"),
        film=sizes.get("film"),
        number=row.number,
        likes=row.likes,
        reports=row.reports,
        is_hidden=row.is_hidden,
        shown_at=row.shown_at,
    )
