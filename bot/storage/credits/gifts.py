"""Credits that lie ready for whoever opens a link. Each gift ends once: opened, or back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.ledger import Account, Currency, Transfer, held, hold_id, purse
from bot.domain.money.entries import GIFT
from bot.storage.database import Database
from bot.storage.ledger.posting import post, resolve
from bot.storage.tables.gifts import GiftRow

LIES_FOR = timedelta(days=7)
_BATCH = 100


class Opened(StrEnum):
    """What became of a link that was opened; the value names its sentence under gift.opened."""

    RECEIVED = "received"
    YOURS = "yours"
    OWN = "own"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """``id`` stands in its link."""

    id: str
    giver_id: int
    credits: int
    expires_at: datetime
    is_open: bool


async def create(
    db: Database, gift_id: str, *, giver_id: int, credits: int, now: datetime
) -> Gift | None:
    """Put credits aside, once for this ``gift_id``.

    Returns: None: it was over when its giver had everything deleted, and this is an old order.
    Raises: NotEnoughError: there are fewer.
    """
    async with db.write() as session:
        row = await session.get(GiftRow, gift_id)
        if row is None:
            row = GiftRow(
                id=gift_id,
                giver_id=giver_id,
                credits=credits,
                created_at=now,
                expires_at=now + LIES_FOR,
            )
            if not await post(session, _hold(row), now=now):
                # Made at the same moment by another process, or forgotten since.
                made = await session.get(GiftRow, gift_id)
                return _gift(made) if made is not None else None
            session.add(row)
        return _gift(row)


async def open_link(
    db: Database, gift_id: str, *, user_id: int, now: datetime
) -> tuple[Opened, Gift | None]:
    """Whoever is first has it. Returns: what to tell, and the gift where there is or was one."""
    async with db.write() as session:
        row = await session.get(GiftRow, gift_id, with_for_update=True)
        if row is None:
            return Opened.GONE, None
        if row.receiver_id == user_id:
            return Opened.YOURS, _gift(row)
        if row.ended_at is not None or row.expires_at <= now:
            return Opened.GONE, _gift(row)
        if row.giver_id == user_id:
            return Opened.OWN, _gift(row)
        row.receiver_id = user_id
        await _end(session, row, to=purse(user_id, Currency.CREDITS), now=now)
        return Opened.RECEIVED, _gift(row)


async def take_back(db: Database, gift_id: str, *, user_id: int, now: datetime) -> Gift | None:
    """The giver wants it back. None: it is not theirs, or has ended."""
    async with db.write() as session:
        row = await session.get(GiftRow, gift_id, with_for_update=True)
        if row is None or row.giver_id != user_id or row.ended_at is not None:
            return None
        await _end(session, row, to=None, now=now)
        return _gift(row)


async def end_expired(db: Database, *, now: datetime) -> Sequence[Gift]:
    """Give back some of those that nobody has opened in time."""
    is_over = (GiftRow.ended_at.is_(None), GiftRow.expires_at <= now)
    async with db.read() as session:
        expired = (await session.scalars(select(GiftRow.id).where(*is_over).limit(_BATCH))).all()
    ended = []
    for gift_id in expired:
        async with db.write() as session:
            row = await session.get(GiftRow, gift_id, with_for_update=True)
            if row is not None and row.ended_at is None:
                await _end(session, row, to=None, now=now)
                ended.append(_gift(row))
    return ended


async def forget_within(session: AsyncSession, user_id: int, *, now: datetime) -> None:
    """A person's open gifts end, and who gave and who received is known to the ledger alone."""
    rows = await session.scalars(
        select(GiftRow)
        .where(GiftRow.giver_id == user_id, GiftRow.ended_at.is_(None))
        .with_for_update()
    )
    for row in rows.all():
        await _end(session, row, to=None, now=now)
    await session.flush()
    await session.execute(delete(GiftRow).where(GiftRow.giver_id == user_id))
    await session.execute(
        update(GiftRow).where(GiftRow.receiver_id == user_id).values(receiver_id=None)
    )


def _hold(row: GiftRow) -> Transfer:
    return Transfer(
        id=hold_id(f"{GIFT}{row.id}"),
        source=purse(row.giver_id, Currency.CREDITS),
        target=held(row.giver_id, Currency.CREDITS),
        amount=row.credits,
        event_at=row.created_at,
        user_id=row.giver_id,
        expires_at=row.expires_at,
    )


async def _end(session: AsyncSession, row: GiftRow, *, to: Account | None, now: datetime) -> None:
    """``to`` None: back to the giver."""
    row.ended_at = now
    own = purse(row.giver_id, Currency.CREDITS)
    amount = 0 if to is None else row.credits
    hold = hold_id(f"{GIFT}{row.id}")
    await resolve(session, hold, to=to or own, back_to=own, amount=amount, now=now)


def _gift(row: GiftRow) -> Gift:
    return Gift(
        id=row.id,
        giver_id=row.giver_id,
        credits=row.credits,
        expires_at=row.expires_at,
        is_open=row.ended_at is None,
    )
