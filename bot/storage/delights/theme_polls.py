"""Polls about a day's theme, and what was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update

from bot.domain.delights import themes
from bot.domain.delights.themes import Theme
from bot.storage.database import Database, insert_once
from bot.storage.tables.delights import ThemePollRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemePoll:
    """A poll that stands in a chat. ``message_id``: None: it is just being sent."""

    day: date
    chat_id: int
    message_id: int | None
    options: tuple[Theme, ...]


async def theme_of(db: Database, day: date) -> Theme:
    """What was voted for that day, else what the calendar says."""
    async with db.read() as session:
        row = await session.get(ThemePollRow, day.isoformat())
    return themes.of_date(day) if row is None or not row.winner else Theme.from_words(row.winner)


async def begin(
    db: Database, day: date, *, chat_id: int, closes_at: datetime, now: datetime
) -> bool:
    """The one poll of that day is sent to this chat. Returns: False: there is one already."""
    new = await _insert(db, day, chat_id=chat_id, closes_at=closes_at, now=now)
    return new is not None


async def _insert(
    db: Database, day: date, *, chat_id: int, closes_at: datetime, now: datetime
) -> object:
    async with db.write() as session:
        return await insert_once(
            session,
            ThemePollRow,
            day=day.isoformat(),
            chat_id=chat_id,
            message_id=None,
            options=[theme.words for theme in themes.candidates(day)],
            closes_at=closes_at,
            is_closed=False,
            winner=None,
            created_at=now,
        )


async def note_sent(db: Database, day: date, *, message_id: int) -> None:
    async with db.write() as session:
        row = ThemePollRow
        mine = update(row).where(row.day == day.isoformat())
        await session.execute(mine.values(message_id=message_id))


async def give_up(db: Database, day: date) -> None:
    """It could not be sent: another may be."""
    async with db.write() as session:
        row = await session.get(ThemePollRow, day.isoformat())
        if row is not None and row.message_id is None:
            await session.delete(row)


async def due(db: Database, *, now: datetime, limit: int) -> Sequence[ThemePoll]:
    """Those whose time is over."""
    row = ThemePollRow
    query = select(row).where(~row.is_closed, row.closes_at <= now).order_by(row.closes_at)
    async with db.read() as session:
        rows = await session.scalars(query.limit(limit))
        return [
            ThemePoll(
                day=date.fromisoformat(each.day),
                chat_id=each.chat_id,
                message_id=each.message_id,
                options=tuple(Theme.from_words(words) for words in each.options),
            )
            for each in rows
        ]


async def close(db: Database, day: date, *, winner: Theme | None) -> None:
    """``winner``: None: nobody voted, or nobody knows what."""
    row = ThemePollRow
    async with db.write() as session:
        words = winner.words if winner else None
        mine = update(row).where(row.day == day.isoformat())
        await session.execute(mine.values(is_closed=True, winner=words))
