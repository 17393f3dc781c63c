"""Who came by whose link, and what both have of it once the first result has arrived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, ScalarSelect, delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from bot.domain.jobs import JobState
from bot.domain.ledger import CreditSource, Currency, Transfer, issued, purse
from bot.domain.money.products import Invitations
from bot.domain.orders import Art
from bot.storage.database import Database, insert_once
from bot.storage.jobs.limits import one_at_a_time
from bot.storage.ledger.posting import post
from bot.storage.tables.conversation import PersonRow
from bot.storage.tables.gifts import InvitationRow
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.operators import BanRow

# Whoever has let no picture arrive by then does not come because of the link.
COUNTS_FOR = timedelta(days=30)
_BATCH = 100
_IN_WORDS = [art.value for art in Art if art.is_words]


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """``user_id`` came by the link of ``inviter_id``."""

    user_id: int
    inviter_id: int


async def arrive(
    db: Database, user_id: int, *, inviter_id: int, language: str, now: datetime
) -> bool:
    """Note who came by whose link. Returns: False: it counts for nothing.

    They were here before, invite themselves, or whoever invites is unknown or shut out.
    """
    if user_id == inviter_id:
        return False
    async with db.write() as session:
        if await session.get(PersonRow, inviter_id) is None:
            return False
        if await _is_banned(session, inviter_id):
            return False
        is_first = await insert_once(
            session,
            PersonRow,
            user_id=user_id,
            language=language,
            first_seen_at=now,
            last_seen_at=now,
        )
        if is_first is None:
            return False
        invited = await insert_once(
            session, InvitationRow, user_id=user_id, inviter_id=inviter_id, created_at=now
        )
        return invited is not None


async def due(db: Database, limits: Invitations, *, now: datetime) -> Sequence[Invitation]:
    """Some of those that are to be rewarded, as far as the limits go at this moment."""
    row = InvitationRow
    async with db.read() as session:
        found = await session.execute(
            select(row.user_id, row.inviter_id)
            .where(
                row.rewarded_at.is_(None),
                row.created_at > now - COUNTS_FOR,
                _has_result(),
                ~exists().where(BanRow.user_id.in_((row.user_id, row.inviter_id))),
                _rewards_of(row.inviter_id) < limits.per_person,
                _rewards_of(row.inviter_id, since=_midnight(now)) < limits.per_day,
            )
            .order_by(row.created_at)
            .limit(_BATCH)
        )
        return [Invitation(user_id=user, inviter_id=inviter) for user, inviter in found]


async def reward(
    db: Database, invitation: Invitation, limits: Invitations, *, now: datetime
) -> bool:
    """Give both their credits. Returns: False: they have them, or the limits are reached."""
    inviter_id, user_id = invitation.inviter_id, invitation.user_id
    async with db.write() as session:
        await one_at_a_time(session, inviter_id)
        row = await session.get(InvitationRow, user_id, with_for_update=True)
        if row is None or row.rewarded_at is not None:
            return False
        if await _is_over(session, inviter_id, limits, now=now):
            return False
        if await _is_banned(session, inviter_id) or await _is_banned(session, user_id):
            return False
        row.rewarded_at = now
        both = [
            _transfer(user_id, to=to, credits=limits.credits, now=now)
            for to in (user_id, inviter_id)
        ]
        return await post(session, *both, now=now)


async def forget_within(session: AsyncSession, user_id: int) -> None:
    """What was not rewarded will not be; what was counts on, so that nobody has it twice."""
    row = InvitationRow
    is_of = (row.user_id == user_id) | (row.inviter_id == user_id)
    await session.execute(delete(row).where(is_of, row.rewarded_at.is_(None)))


async def _is_over(
    session: AsyncSession, inviter_id: int, limits: Invitations, *, now: datetime
) -> bool:
    ever, today = _rewards_of(inviter_id), _rewards_of(inviter_id, since=_midnight(now))
    in_all, of_day = (await session.execute(select(ever, today))).one()
    return bool(in_all >= limits.per_person or of_day >= limits.per_day)


async def _is_banned(session: AsyncSession, user_id: int) -> bool:
    return await session.get(BanRow, user_id) is not None


def _rewards_of(
    inviter: InstrumentedAttribute[int] | int, *, since: datetime | None = None
) -> ScalarSelect[int]:
    had = aliased(InvitationRow)
    counted = had.rewarded_at.is_not(None) if since is None else had.rewarded_at >= since
    return select(func.count()).where(had.inviter_id == inviter, counted).scalar_subquery()


def _has_result() -> ColumnElement[bool]:
    return exists().where(
        JobRow.user_id == InvitationRow.user_id,
        JobRow.state == JobState.DONE.value,
        JobRow.order["art"].as_string().not_in(_IN_WORDS),
    )


def _transfer(user_id: int, *, to: int, credits: int, now: datetime) -> Transfer:
    return Transfer(
        id=f"invitation:{user_id}:{to}",
        source=issued(CreditSource.INVITATION),
        target=purse(to, Currency.CREDITS),
        amount=credits,
        event_at=now,
        user_id=to,
    )


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
