"""What an operator sees of a person: counts, and nothing that they said or sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.domain.payments import ChargeState
from bot.storage.database import Database
from bot.storage.tables.conversation import PersonRow
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.money import IS_STARS, ChargeRow
from bot.storage.tables.operators import BanRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSeen:
    """``jobs``: how many are stored, by state; ``stars``: paid, and not given back."""

    user_id: int
    language: str | None
    first_seen_at: datetime | None
    last_seen_at: datetime | None
    jobs: Mapping[str, int]
    stars: int
    ban_reason: str | None


async def look_at(db: Database, user_id: int) -> PersonSeen:
    """Of somebody who was never here nothing is known."""
    own = JobRow.user_id == user_id
    counts = select(JobRow.state, func.count()).where(own).group_by(JobRow.state)
    kept = (ChargeRow.state == ChargeState.PAID.value) & IS_STARS
    total = select(func.sum(ChargeRow.stars)).where(ChargeRow.user_id == user_id, kept)
    async with db.read() as session:
        row = await session.get(PersonRow, user_id)
        ban = await session.get(BanRow, user_id)
        jobs = {state: number for state, number in await session.execute(counts)}
        return PersonSeen(
            user_id=user_id,
            language=row.language if row else None,
            first_seen_at=row.first_seen_at if row else None,
            last_seen_at=row.last_seen_at if row else None,
            jobs=jobs,
            stars=int(await session.scalar(total) or 0),
            ban_reason=ban.reason if ban else None,
        )
