"""Months that were paid: charge, credits and the subscription itself in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.ledger import Product
from bot.domain.money.subscriptions import Plan, PlanRefusal, Subscription
from bot.domain.payments import ChargeState, Receipt
from bot.storage.database import Database, insert_once
from bot.storage.jobs.limits import one_at_a_time
from bot.storage.ledger import charges
from bot.storage.refunds import to_charge
from bot.storage.subscriptions import cancels
from bot.storage.subscriptions.running import to_subscription
from bot.storage.tables.gifts import SubscriptionRow
from bot.storage.tables.money import ChargeRow
from bot.storage.tables.operators import BanRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """Stars for one month, as Telegram tells of them.

    Attributes:
        offer_id: None: it fits none, and goes back.
        plan: as it was sold; None: nobody knows any more what, and it goes back.
        is_first: it begins a subscription; by its charge Telegram knows that.
    """

    charge_id: str
    offer_id: str | None
    user_id: int
    stars: int
    plan: Plan | None
    expires_at: datetime
    is_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """``refusal``: why the Stars go back. ``subscription``: as it is with them."""

    receipt: Receipt
    refusal: PlanRefusal | None = None
    subscription: Subscription | None = None


async def record(db: Database, month: Month, *, now: datetime) -> Recorded:
    """Give a month once, or make its Stars due for refund and end what would go on taking them."""
    async with db.write() as session:
        # Two payments of a person come one after the other on Postgres too.
        await one_at_a_time(session, month.user_id)
        key = await insert_once(
            session,
            ChargeRow,
            charge_id=month.charge_id,
            offer_id=month.offer_id,
            user_id=month.user_id,
            stars=month.stars,
            state=ChargeState.REFUND_DUE.value,
            charged_at=now,
            refund_tries=0,
            next_try_at=now,
            product=Product.SUBSCRIPTION.value,
        )
        charge = await session.get_one(ChargeRow, month.charge_id)
        row = await session.get(SubscriptionRow, month.user_id, with_for_update=True)
        refusal, credits = None, 0
        if key is not None:
            refusal = await _refusal(session, month, row, now=now)
            if refusal is None and month.plan is not None:
                charge.state, charge.next_try_at = ChargeState.PAID.value, None
                credits = month.plan.credits
                row = await _go_on(session, month, month.plan, row, now=now)
            else:
                await _end(session, month, row, refusal, now=now)
            await charges.came_in(session, to_charge(charge), credits=credits, now=now)
        return Recorded(
            receipt=Receipt(charge=to_charge(charge), job=None, is_new=key is not None),
            refusal=refusal,
            subscription=to_subscription(row) if row is not None and refusal is None else None,
        )


async def is_begun(db: Database, offer_id: str) -> bool:
    """Whether anything was ever paid by this invoice: it begins one subscription, not more."""
    async with db.read() as session:
        paid = exists().where(ChargeRow.offer_id == offer_id)
        return bool(await session.scalar(select(paid)))


async def _refusal(
    session: AsyncSession, month: Month, row: SubscriptionRow | None, *, now: datetime
) -> PlanRefusal | None:
    if month.offer_id is None or month.plan is None:
        return PlanRefusal.UNKNOWN
    if await session.get(BanRow, month.user_id) is not None:
        return PlanRefusal.BANNED
    if row is None:
        return None
    is_same = row.offer_id == month.offer_id
    if is_same and not month.is_first:
        return PlanRefusal.ENDED if row.ended_at is not None else None
    # Its first month, told of after the second.
    is_late = is_same and row.charge_id is None
    return PlanRefusal.SECOND if not is_late and to_subscription(row).is_running(now) else None


async def _go_on(
    session: AsyncSession, month: Month, plan: Plan, row: SubscriptionRow | None, *, now: datetime
) -> SubscriptionRow:
    first = month.charge_id if month.is_first else None
    if row is not None and row.offer_id == month.offer_id and row.ended_at is None:
        # Months may be told of in any order.
        if month.expires_at > row.expires_at:
            row.expires_at, row.is_cancelled, row.told_at = month.expires_at, False, None
        row.charge_id = row.charge_id or first
        return row
    if row is None:
        row = SubscriptionRow(user_id=month.user_id)
        session.add(row)
    row.offer_id, row.charge_id = month.offer_id or "", first
    row.plan, row.expires_at, row.is_cancelled = plan.to_sold(), month.expires_at, False
    row.created_at, row.ended_at, row.told_at = now, None, None
    await session.flush()
    return row


async def _end(
    session: AsyncSession,
    month: Month,
    row: SubscriptionRow | None,
    refusal: PlanRefusal | None,
    *,
    now: datetime,
) -> None:
    """Nothing more is to be taken for what this month belongs to."""
    own = row if row is not None and row.offer_id == month.offer_id else None
    first = month.charge_id if month.is_first else None
    if first is None and own is not None:
        first = own.charge_id
    if first is None:
        first = await _first_of(session, month)
    if first is not None:
        await cancels.add_within(session, first, user_id=month.user_id, now=now)
    if own is not None and refusal is PlanRefusal.BANNED and own.ended_at is None:
        own.ended_at, own.is_cancelled = now, True


async def _first_of(session: AsyncSession, month: Month) -> str | None:
    """The first that was paid by its invoice, as far as we were told."""
    if month.offer_id is None:
        return None
    first: str | None = await session.scalar(
        select(ChargeRow.charge_id)
        .where(ChargeRow.offer_id == month.offer_id, ChargeRow.charge_id != month.charge_id)
        .order_by(ChargeRow.charged_at, ChargeRow.charge_id)
        .limit(1)
    )
    return first
