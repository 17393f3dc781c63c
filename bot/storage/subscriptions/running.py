"""Who has a subscription, until when, and how it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.money.subscriptions import GRACE, Subscription, plan_of
from bot.domain.payments import Charge
from bot.storage.database import Database
from bot.storage.subscriptions import cancels
from bot.storage.tables.conversation import PersonRow
from bot.storage.tables.gifts import SubscriptionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse:
    """A subscription that is over, and whose person is told now."""

    user_id: int
    title: str
    expires_at: datetime
    is_cancelled: bool
    language: str | None


async def of(db: Database, user_id: int) -> Subscription | None:
    """A person's latest, running or not."""
    async with db.read() as session:
        row = await session.get(SubscriptionRow, user_id)
        return to_subscription(row) if row is not None else None


async def boost_within(session: AsyncSession, user_id: int, *, now: datetime) -> float:
    """How many seconds earlier all that a person orders counts as having come; 0 without one."""
    row = await session.get(SubscriptionRow, user_id)
    if row is None:
        return 0.0
    subscription = to_subscription(row)
    return subscription.plan.boost_s if subscription.is_running(now) else 0.0


async def note_cancelled(db: Database, user_id: int, *, offer_id: str, is_cancelled: bool) -> bool:
    """No further month is paid, or it is again. Returns: False: it is not that one."""
    row = SubscriptionRow
    async with db.write() as session:
        noted = await session.scalar(
            update(row)
            .where(row.user_id == user_id, row.offer_id == offer_id, row.ended_at.is_(None))
            .values(is_cancelled=is_cancelled)
            .returning(row.user_id)
        )
        return noted is not None


async def end_within(session: AsyncSession, charge: Charge, *, now: datetime) -> None:
    """A month's Stars go back: what they paid for ends with them, and no further month is paid."""
    row = await session.get(SubscriptionRow, charge.user_id, with_for_update=True)
    if row is None or row.offer_id != charge.offer_id or row.ended_at is not None:
        return
    row.ended_at, row.is_cancelled = now, True
    if row.charge_id is not None:
        await cancels.add_within(session, row.charge_id, user_id=row.user_id, now=now)


async def forget_within(session: AsyncSession, user_id: int, *, now: datetime) -> None:
    """A person has everything deleted: nothing more is taken from them, and that they are told."""
    row = await session.get(SubscriptionRow, user_id, with_for_update=True)
    if row is None:
        return
    if row.charge_id is not None and to_subscription(row).is_running(now):
        person = await session.get(PersonRow, user_id)
        language = person.language if person is not None else "en"
        await cancels.add_within(
            session, row.charge_id, user_id=user_id, now=now, language=language
        )
    await session.delete(row)


async def take_lapsed(db: Database, *, now: datetime, limit: int) -> Sequence[Lapse]:
    """Some of those that are over; each is handed out once."""
    row = SubscriptionRow
    over = (row.told_at.is_(None), row.ended_at.is_(None), row.expires_at <= now - GRACE)
    some = select(row.user_id).where(*over).order_by(row.expires_at).limit(limit)
    # Asked every few seconds: nobody who writes waits for what is rarely anything.
    async with db.read() as session:
        user_ids = (await session.scalars(some)).all()
    if not user_ids:
        return []
    async with db.write() as session:
        lapsed = await session.scalars(
            update(row).where(row.user_id.in_(user_ids), *over).values(told_at=now).returning(row)
        )
        return [
            Lapse(
                user_id=each.user_id,
                title=str(each.plan["title"]),
                expires_at=each.expires_at,
                is_cancelled=each.is_cancelled,
                language=person.language if person is not None else None,
            )
            for each in lapsed.all()
            for person in [await session.get(PersonRow, each.user_id)]
        ]


async def give_back(db: Database, lapse: Lapse) -> None:
    """They could not be told: another round does it."""
    row = SubscriptionRow
    async with db.write() as session:
        await session.execute(
            update(row)
            .where(row.user_id == lapse.user_id, row.expires_at == lapse.expires_at)
            .values(told_at=None)
        )


def to_subscription(row: SubscriptionRow) -> Subscription:
    plan = plan_of(row.plan)
    if plan is None:
        raise LookupError(f"an unreadable plan of {row.user_id}")
    return Subscription(
        user_id=row.user_id,
        offer_id=row.offer_id,
        charge_id=row.charge_id,
        plan=plan,
        expires_at=row.expires_at,
        is_cancelled=row.is_cancelled,
        ended_at=row.ended_at,
    )
