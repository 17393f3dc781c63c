"""Codes that are worth credits: each person once, and no more people than it has uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update

from bot.domain.ledger import CreditSource, Currency, Transfer, issued, purse
from bot.storage.database import Database, insert_once
from bot.storage.ledger.posting import post
from bot.storage.tables.gifts import PromoCodeRow
from bot.storage.tables.ledger import LedgerTransferRow


class PromoRefusal(StrEnum):
    """Why a code gives nothing; the value names its sentence under promo.refused."""

    UNKNOWN = "unknown"
    OVER = "over"
    USED_UP = "used_up"
    HAD = "had"


@dataclass(frozen=True, slots=True, kw_only=True)
class PromoCode:
    """``used``: by how many of ``uses`` people; ``until``: it counts before then."""

    code: str
    credits: int
    uses: int
    used: int
    until: datetime
    ended_at: datetime | None


async def create(
    db: Database, code: str, *, credits: int, uses: int, until: datetime, now: datetime
) -> bool:
    """Returns: False: there is or was one of that name, which stays as it is."""
    async with db.write() as session:
        key = await insert_once(
            session,
            PromoCodeRow,
            code=code,
            credits=credits,
            uses=uses,
            used=0,
            until=until,
            created_at=now,
        )
        return key is not None


async def every(db: Database) -> Sequence[PromoCode]:
    """All that there are and were, the newest first."""
    async with db.read() as session:
        rows = await session.scalars(
            select(PromoCodeRow).order_by(PromoCodeRow.created_at.desc(), PromoCodeRow.code)
        )
        return [
            PromoCode(
                code=row.code,
                credits=row.credits,
                uses=row.uses,
                used=row.used,
                until=row.until,
                ended_at=row.ended_at,
            )
            for row in rows
        ]


async def end(db: Database, code: str, *, now: datetime) -> bool:
    """It counts no more; what it gave stays. Returns: False: there is none that counts."""
    async with db.write() as session:
        ended = await session.scalar(
            update(PromoCodeRow)
            .where(PromoCodeRow.code == code, PromoCodeRow.ended_at.is_(None))
            .values(ended_at=now)
            .returning(PromoCodeRow.code)
        )
        return ended is not None


async def redeem(db: Database, code: str, *, user_id: int, now: datetime) -> int | PromoRefusal:
    """Give its credits to this person, once. Returns: how many, or why none."""
    given = f"promo:{code}:{user_id}"
    async with db.write() as session:
        # Two who use it at once come one after the other on Postgres too.
        row = await session.get(PromoCodeRow, code, with_for_update=True)
        if row is None:
            return PromoRefusal.UNKNOWN
        if await session.get(LedgerTransferRow, given) is not None:
            return PromoRefusal.HAD
        if row.ended_at is not None or row.until <= now:
            return PromoRefusal.OVER
        if row.used >= row.uses:
            return PromoRefusal.USED_UP
        row.used += 1
        transfer = Transfer(
            id=given,
            source=issued(CreditSource.PROMO),
            target=purse(user_id, Currency.CREDITS),
            amount=row.credits,
            event_at=now,
            user_id=user_id,
        )
        await post(session, transfer, now=now)
        return row.credits
