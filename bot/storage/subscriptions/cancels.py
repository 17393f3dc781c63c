"""The outbox of subscriptions for which Telegram is to take no more Stars, however often asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.money.subscriptions import GRACE, PERIOD
from bot.storage.database import Database, insert_once
from bot.storage.tables.gifts import SubscriptionCancelRow

FIRST_PAUSE_S = 15
LONGEST_PAUSE_S = 3600
# By then its next month was paid, went back and asked for it anew; or Telegram knows of none.
TRIED_FOR = PERIOD + GRACE


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """``charge_id``: of the first month. ``language``: tell its person in this one, or nothing."""

    charge_id: str
    user_id: int
    language: str | None


async def add_within(
    session: AsyncSession,
    charge_id: str,
    *,
    user_id: int,
    now: datetime,
    language: str | None = None,
) -> None:
    """Ask Telegram soon, within the transaction that says why."""
    await insert_once(
        session,
        SubscriptionCancelRow,
        charge_id=charge_id,
        user_id=user_id,
        language=language,
        tries=0,
        next_try_at=now,
        created_at=now,
    )


async def due(db: Database, *, now: datetime, limit: int) -> Sequence[Cancel]:
    """Those that Telegram may be asked about now, the longest due first."""
    row = SubscriptionCancelRow
    async with db.read() as session:
        rows = await session.scalars(
            select(row)
            .where(row.next_try_at <= now)
            .order_by(row.next_try_at, row.charge_id)
            .limit(limit)
        )
        return [
            Cancel(charge_id=each.charge_id, user_id=each.user_id, language=each.language)
            for each in rows
        ]


async def done(db: Database, charge_id: str) -> bool:
    """Telegram takes no more. Returns: False: that was known, so that it is told once."""
    row = SubscriptionCancelRow
    async with db.write() as session:
        gone = await session.scalar(
            delete(row).where(row.charge_id == charge_id).returning(row.charge_id)
        )
        return gone is not None


async def postpone(db: Database, charge_id: str, *, now: datetime) -> bool:
    """Telegram did not do it: ask again later, ever more rarely. Returns: False: no more."""
    async with db.write() as session:
        row = await session.get(SubscriptionCancelRow, charge_id, with_for_update=True)
        if row is None:
            return True
        if row.created_at <= now - TRIED_FOR:
            await session.delete(row)
            return False
        # 2**8 * 15 s is past the longest pause; larger powers would only overflow.
        pause_s = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** min(row.tries, 8))
        row.tries += 1
        row.next_try_at = now + timedelta(seconds=pause_s)
        return True
