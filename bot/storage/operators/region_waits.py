"""Who is to hear when we are open to them. Each is taken before they are told, and told once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, or_, select, update

from bot.storage.database import Database, insert_once
from bot.storage.tables.operators import BanRow
from bot.storage.tables.privacy import RegionWaitRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """``language``: as Telegram tells it; empty where it tells none."""

    user_id: int
    language: str


async def add(db: Database, user_id: int, *, language: str, now: datetime) -> bool:
    """Returns: False: they wait already."""
    async with db.write() as session:
        key = await insert_once(
            session, RegionWaitRow, user_id=user_id, language=language, created_at=now
        )
        return key is not None


async def by_language(db: Database) -> dict[str, int]:
    """How many wait, and are not told yet."""
    row = RegionWaitRow
    query = select(row.language, func.count()).where(row.told_at.is_(None)).group_by(row.language)
    async with db.read() as session:
        return {language: count for language, count in await session.execute(query)}


async def take(
    db: Database,
    *,
    languages: Collection[str],
    user_ids: Collection[int],
    besides: Collection[int],
    limit: int,
    now: datetime,
) -> Sequence[Waiting]:
    """Some of those of these languages or ids, the longest waiting first, for one to tell them.

    Nobody who is shut out, or among ``besides``. A process that dies after this leaves them out,
    and tells nobody twice.
    """
    row = RegionWaitRow
    untold = (
        row.told_at.is_(None),
        or_(row.language.in_(languages), row.user_id.in_(user_ids)),
        row.user_id.not_in(besides),
        row.user_id.not_in(select(BanRow.user_id)),
    )
    some = select(row.user_id).where(*untold).order_by(row.created_at).limit(limit)
    async with db.write() as session:
        taken = await session.execute(
            update(row)
            .where(row.user_id.in_(some), row.told_at.is_(None))
            .values(told_at=now)
            .returning(row.user_id, row.language)
        )
        return [Waiting(user_id=user_id, language=language) for user_id, language in taken]


async def done(db: Database, user_id: int) -> None:
    """They were told, or cannot be."""
    async with db.write() as session:
        await session.execute(delete(RegionWaitRow).where(RegionWaitRow.user_id == user_id))


async def give_back(db: Database, user_id: int) -> None:
    """Nothing reached them: another round does it."""
    async with db.write() as session:
        await session.execute(
            update(RegionWaitRow).where(RegionWaitRow.user_id == user_id).values(told_at=None)
        )
