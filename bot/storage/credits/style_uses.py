"""What others painted with somebody's style: counted once for each finished job, and paid for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.community.saved_styles import POPULAR_WITHIN
from bot.domain.jobs import Job, JobState
from bot.domain.ledger import CreditSource, Currency, Transfer, issued, purse
from bot.domain.money.products import StyleUses
from bot.storage.database import Database, insert_new
from bot.storage.jobs.limits import one_at_a_time
from bot.storage.ledger.posting import post
from bot.storage.old_rows import delete_some
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.operators import BanRow
from bot.storage.tables.saved_styles import SavedStyleRow, StyleUseRow

_BATCH = 100
# A job that is not finished by then never will be.
_WAITS = timedelta(days=30)
_ENDED_BADLY = (JobState.FAILED.value, JobState.CANCELLED.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleUse:
    """A finished job of somebody's in the style of ``maker_id``."""

    job_id: str
    style_id: str
    maker_id: int


async def note_within(session: AsyncSession, job: Job, *, now: datetime) -> None:
    """A new job is painted in saved styles of others, as it may turn out."""
    named = {style.saved for style in job.order.styles if style.saved is not None}
    if not named:
        return
    row = SavedStyleRow
    found = await session.execute(
        select(row.id, row.user_id).where(row.id.in_(named), row.user_id != job.user_id)
    )
    rows = [
        {
            "job_id": job.id,
            "style_id": style_id,
            "maker_id": maker_id,
            "user_id": job.user_id,
            "created_at": now,
        }
        for style_id, maker_id in found
    ]
    if rows:
        await insert_new(session, StyleUseRow, rows)


async def due(db: Database) -> Sequence[StyleUse]:
    """Some that are finished and not counted yet."""
    row = StyleUseRow
    async with db.read() as session:
        found = await session.execute(
            select(row.job_id, row.style_id, row.maker_id)
            .join(JobRow, JobRow.id == row.job_id)
            .where(row.counted_at.is_(None), JobRow.state == JobState.DONE.value)
            .order_by(row.created_at)
            .limit(_BATCH)
        )
        return [StyleUse(job_id=job, style_id=style, maker_id=maker) for job, style, maker in found]


async def count(db: Database, use: StyleUse, limits: StyleUses | None, *, now: datetime) -> bool:
    """Count it, and give the maker credits as far as the limits go; both once.

    A style that is deleted meanwhile, or whose maker is shut out, brings nothing. ``limits`` None:
    nor does any. Returns: whether the maker was paid.
    """
    async with db.write() as session:
        await one_at_a_time(session, use.maker_id)
        row = await session.get(StyleUseRow, (use.job_id, use.style_id), with_for_update=True)
        if row is None or row.counted_at is not None:
            return False
        row.counted_at = now
        style = SavedStyleRow
        is_there = await session.scalar(
            update(style)
            .where(style.id == use.style_id)
            .values(uses=style.uses + 1)
            .returning(style.id)
        )
        if is_there is None or limits is None or not await _may_have(session, use, limits, now):
            return False
        row.rewarded_at = now
        return await post(session, _transfer(use, credits=limits.credits, now=now), now=now)


async def _may_have(session: AsyncSession, use: StyleUse, limits: StyleUses, now: datetime) -> bool:
    if await session.get(BanRow, use.maker_id) is not None:
        return False
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    row = StyleUseRow
    had = await session.scalar(
        select(func.count()).where(row.maker_id == use.maker_id, row.rewarded_at >= midnight)
    )
    return (had or 0) < limits.per_day


async def forget(db: Database, *, now: datetime) -> None:
    """Delete what will never be counted, and what counts no more."""
    row = StyleUseRow
    failed = exists().where(JobRow.id == row.job_id, JobRow.state.in_(_ENDED_BADLY))
    not_counted = row.counted_at.is_(None)
    await delete_some(db, row.job_id, not_counted, failed)
    await delete_some(db, row.job_id, not_counted, row.created_at < now - _WAITS)
    await delete_some(db, row.job_id, row.counted_at < now - POPULAR_WITHIN)


async def forget_within(session: AsyncSession, user_id: int) -> None:
    """What others painted with a person's styles. What they painted with others' counts on, so
    that nobody is paid for more in a day than there may be; who it was is known no more.
    """
    row = StyleUseRow
    is_open = (row.user_id == user_id) & row.counted_at.is_(None)
    await session.execute(delete(row).where((row.maker_id == user_id) | is_open))
    await session.execute(update(row).where(row.user_id == user_id).values(user_id=0))


def _transfer(use: StyleUse, *, credits: int, now: datetime) -> Transfer:
    return Transfer(
        id=f"style:{use.job_id}:{use.style_id}",
        source=issued(CreditSource.STYLE_USE),
        target=purse(use.maker_id, Currency.CREDITS),
        amount=credits,
        event_at=now,
        user_id=use.maker_id,
    )
