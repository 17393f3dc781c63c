"""What somebody loses who has everything deleted, told before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.domain.money.subscriptions import Subscription
from bot.domain.prints.orders import PrintState
from bot.storage.credits import balance
from bot.storage.database import Database
from bot.storage.jobs.job_rows import OPEN_STATES
from bot.storage.privacy import holdings
from bot.storage.subscriptions import running
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.prints import PrintOrderRow

_OPEN_PRINTS = tuple(state.value for state in PrintState if state.is_open)


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """At one moment.

    Attributes:
        credits: with those in gifts that nobody has opened, and those that are held.
        subscription: one that runs.
        waiting: jobs in line or in work, wherever they were asked for.
        results: that are kept for Full size.
        prints: ordered, and not ended: they go on.
    """

    credits: int
    subscription: Subscription | None
    waiting: int
    results: int
    prints: int


async def look(db: Database, user_id: int, *, results_since: datetime, now: datetime) -> Losses:
    """``results_since``: what ended before is not kept any more."""
    purse = await balance.look(db, user_id, entries=0)
    subscription = await running.of(db, user_id)
    own = JobRow.user_id == user_id
    kept = holdings.kept(user_id, since=results_since)
    prints = (PrintOrderRow.user_id == user_id, PrintOrderRow.state.in_(_OPEN_PRINTS))
    async with db.read() as session:
        counts = await session.execute(
            select(
                select(func.count()).where(own, JobRow.state.in_(OPEN_STATES)).scalar_subquery(),
                select(func.count()).where(*kept).scalar_subquery(),
                select(func.count())
                .where(*prints, PrintOrderRow.problem.is_(None))
                .scalar_subquery(),
            )
        )
        waiting, results, printing = counts.one()
    return Losses(
        credits=purse.credits + purse.held + purse.given,
        subscription=subscription if subscription and subscription.is_running(now) else None,
        waiting=waiting,
        results=results,
        prints=printing,
    )
