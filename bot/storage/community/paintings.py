"""What the house paints for the feed: who paints what, so that nobody does it twice.

A row is a place of a day and a look of a picture, for as long as it is painted and once it is
shown. What is put down, and what a dead worker leaves, goes: others may take both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.community.paintings import places_open
from bot.domain.community.works import NewWork, Work
from bot.domain.jobs import JobState
from bot.storage.community import works
from bot.storage.costs import day_of
from bot.storage.database import Database, insert_once, new_id
from bot.storage.jobs.unreadable_jobs import IN_USE
from bot.storage.tables.community import FeedPaintingDayRow, FeedPaintingRow
from bot.storage.tables.jobs import JobRow

ID_CHARS = 12
_BEGUN = FeedPaintingRow.shown_at.is_(None)
# A picture's digest, and the name of a look.
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Painting:
    """One that is being painted, by whoever began it."""

    id: str
    picture: str
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaintingCost:
    """What a day's paintings took of a device, and how many are shown."""

    device: str
    seconds: float
    shown: int


async def may_begin(db: Database, *, per_day: int, now: datetime) -> bool:
    """Whether there is a place for one, and nobody waits. Only looks."""
    async with db.read() as session:
        if await _somebody_waits(session):
            return False
        row = FeedPaintingRow
        count = select(func.count()).where(row.day == day_of(now), ~_lost(now))
        return (await session.scalar(count) or 0) < places_open(now, per_day=per_day)


async def begin(
    db: Database,
    pairs: Sequence[Pair],
    *,
    per_day: int,
    now: datetime,
    lease_s: float,
    draw: Callable[[int], int],
) -> Painting | None:
    """Take one of the pairs that are due, at random.

    Args:
        pairs: every look of every picture that there is.
        draw: a whole number below the one given.
    Returns: None: somebody waits, the day is full, no pair is left, or another was quicker.
    """
    async with db.write() as session:
        await session.execute(delete(FeedPaintingRow).where(_lost(now)))
        if await _somebody_waits(session):
            return None
        place = await _free_place(session, per_day=per_day, now=now)
        round_, due = await _due(session, pairs)
        if place is None or not due:
            return None
        picture, look = due[draw(len(due))]
        begun = await insert_once(
            session,
            FeedPaintingRow,
            id=new_id(ID_CHARS),
            day=day_of(now),
            place=place,
            round=round_,
            picture=picture,
            look=look,
            leased_until=now + timedelta(seconds=lease_s),
            shown_at=None,
        )
        return None if begun is None else Painting(id=begun, picture=picture, look=look)


async def renew(db: Database, painting_id: str, *, now: datetime, lease_s: float) -> bool:
    """Whoever paints it lives. False: it was given to others."""
    async with db.write() as session:
        renewed = await session.scalar(
            update(FeedPaintingRow)
            .where(FeedPaintingRow.id == painting_id, _BEGUN)
            .values(leased_until=now + timedelta(seconds=lease_s))
            .returning(FeedPaintingRow.id)
        )
        return renewed is not None


async def put_down(db: Database, painting_id: str) -> None:
    """It is not finished: its place and its pair are anybody's again."""
    async with db.write() as session:
        await session.execute(
            delete(FeedPaintingRow).where(FeedPaintingRow.id == painting_id, _BEGUN)
        )


async def show(db: Database, new: NewWork, *, now: datetime) -> Work | None:
    """Show a finished one, whose pictures are written. ``new.job_id``: the painting's id.

    Returns: None: it was given to others; the pictures are left to be deleted.
    """
    async with db.write() as session:
        is_ours = await session.scalar(
            update(FeedPaintingRow)
            .where(FeedPaintingRow.id == new.job_id, _BEGUN)
            .values(shown_at=now)
            .returning(FeedPaintingRow.id)
        )
        if is_ours is not None:
            return await works.add_within(session, new, now=now)
        await works.leave_within(session, new.token)
        return None


async def note_cost(
    db: Database, *, device: str, seconds: float, is_shown: bool, now: datetime
) -> None:
    """So many seconds more, of no person and no product."""
    key, row = {"day": day_of(now), "device": device}, FeedPaintingDayRow
    async with db.write() as session:
        await insert_once(session, row, **key, seconds=0.0, shown=0)
        more = {"seconds": row.seconds + seconds, "shown": row.shown + int(is_shown)}
        await session.execute(update(row).filter_by(**key).values(more))


async def cost_today(db: Database, *, now: datetime) -> Sequence[PaintingCost]:
    """Of every device that has painted."""
    row = FeedPaintingDayRow
    statement = select(row).where(row.day == day_of(now)).order_by(row.device)
    async with db.read() as session:
        return [
            PaintingCost(device=each.device, seconds=each.seconds, shown=each.shown)
            for each in await session.scalars(statement)
        ]


def _lost(now: datetime) -> ColumnElement[bool]:
    """Begun by somebody who is dead by now."""
    return _BEGUN & (FeedPaintingRow.leased_until < now)


async def _somebody_waits(session: AsyncSession) -> bool:
    waiting = select(JobRow.id).where(JobRow.state == JobState.WAITING.value, IN_USE).limit(1)
    return await session.scalar(waiting) is not None


async def _free_place(session: AsyncSession, *, per_day: int, now: datetime) -> int | None:
    taken = set(
        await session.scalars(
            select(FeedPaintingRow.place).where(FeedPaintingRow.day == day_of(now))
        )
    )
    places = range(1, places_open(now, per_day=per_day) + 1)
    return next((place for place in places if place not in taken), None)


async def _due(session: AsyncSession, pairs: Sequence[Pair]) -> tuple[int, list[Pair]]:
    """The round, and what is left of it; the next begins once all of this one are shown."""
    row = FeedPaintingRow
    latest: int = await session.scalar(select(func.max(row.round))) or 1
    had = {
        (picture, look): shown_at is not None
        for picture, look, shown_at in await session.execute(
            select(row.picture, row.look, row.shown_at).where(row.round == latest)
        )
    }
    if not (left := [pair for pair in pairs if pair not in had]):
        is_over = all(had[pair] for pair in pairs)
        return (latest + 1, list(pairs)) if is_over else (latest, [])
    begun = set(await session.scalars(select(row.picture).where(_BEGUN)))
    return latest, [pair for pair in left if pair[0] not in begun]
