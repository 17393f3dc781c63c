"""Who has talked to us, and how all of it is forgotten."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, String, cast, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.credits import gifts, invitations
from bot.storage.database import Database, insert_once
from bot.storage.jobs.job_rows import OPEN_STATES
from bot.storage.old_rows import delete_some
from bot.storage.prints import orders as print_orders
from bot.storage.refunds import make_due
from bot.storage.subscriptions import running
from bot.storage.tables.conversation import DraftRow, PersonRow, PhotoRow, UpdateRow
from bot.storage.tables.jobs import CachedResultRow, JobRow, RenderDayRow
from bot.storage.tables.live import LiveDreamRow, LiveWishRow
from bot.storage.tables.money import OfferRow
from bot.storage.tables.operators import ChatOptionsRow
from bot.storage.tables.prints import PrintOfferRow

_PERSONAL = (
    JobRow,
    CachedResultRow,
    DraftRow,
    PhotoRow,
    OfferRow,
    PrintOfferRow,
    PersonRow,
    LiveDreamRow,
    LiveWishRow,
    RenderDayRow,
)
_PASSING = (DraftRow, PhotoRow, LiveDreamRow, LiveWishRow)
# Within a person's words every quotation mark is escaped, so that they never look like these.
_MONEY = ('"successful_payment"', '"refunded_payment"')


async def remember(db: Database, user_id: int, *, language: str, now: datetime) -> None:
    """This person was here, and reads this language."""
    async with db.write() as session:
        await remember_within(session, user_id, language=language, now=now)


async def remember_within(
    session: AsyncSession, user_id: int, *, language: str, now: datetime
) -> None:
    """As :func:`remember`, within somebody's transaction."""
    is_new = await insert_once(
        session,
        PersonRow,
        user_id=user_id,
        language=language,
        first_seen_at=now,
        last_seen_at=now,
    )
    if is_new is None:
        await session.execute(
            update(PersonRow)
            .where(PersonRow.user_id == user_id)
            .values(language=language, last_seen_at=now)
        )


async def language_of(db: Database, user_id: int) -> str | None:
    """The language that this person reads; None for one who never ordered."""
    async with db.read() as session:
        row = await session.get(PersonRow, user_id)
        return row.language if row else None


async def forget_person(db: Database, user_id: int, *, now: datetime) -> list[str]:
    """Delete all of a person's rows but bans, orders of prints and what money was moved.

    Open jobs are paid back, orders lose their address. Their gifts that nobody has opened come
    back to them: in the ledger they keep what they have.

    Returns: ids of their jobs, whose stored pictures are to be deleted too.
    """
    async with db.write() as session:
        rows = await session.execute(
            select(JobRow.id, JobRow.state).where(JobRow.user_id == user_id)
        )
        jobs = [(job_id, state) for job_id, state in rows]
        for job_id, state in jobs:
            if state in OPEN_STATES:
                await make_due(session, job_id, now=now)
        await gifts.forget_within(session, user_id, now=now)
        await invitations.forget_within(session, user_id)
        await running.forget_within(session, user_id, now=now)
        for table in _PERSONAL:
            await session.execute(delete(table).where(table.user_id == user_id))
        await print_orders.forget_person(session, user_id)
        # Of the private chat, which has its person's id.
        await session.execute(delete(ChatOptionsRow).where(ChatOptionsRow.chat_id == user_id))
        return [job_id for job_id, _ in jobs]


async def forget_old(db: Database, *, before: datetime) -> None:
    """Delete menus, picture names, live dreams and updates from before that time, done or not.

    A payment that nobody dealt with stays: by it Stars can be given back by hand.
    """
    for table in _PASSING:
        await delete_some(db, table.id, table.created_at < before)
    may_go = or_(UpdateRow.payload.is_(None), ~_is_money())
    await delete_some(db, UpdateRow.update_id, UpdateRow.received_at < before, may_go)


def _is_money() -> ColumnElement[bool]:
    raw = cast(UpdateRow.payload, String)
    return or_(*(raw.contains(name) for name in _MONEY))
