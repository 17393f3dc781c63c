"""A person's jobs come one after the other: whose turn it is once one of them is begun."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select, update

from bot.domain.fair_queue import called
from bot.domain.jobs import JobState
from bot.domain.money.current_tiers import CurrentTiers
from bot.storage.database import Database
from bot.storage.jobs.job_queries import Standing, waiting_in_turn
from bot.storage.subscriptions import running
from bot.storage.tables.jobs import JobRow


async def call_next(db: Database, tiers: CurrentTiers, job_id: str) -> Sequence[Standing]:
    """This job is begun: those behind it of its person stand in line as if ordered from now on.

    Returns: those that moved, to be moved in Redis as well.
    """
    async with db.read() as session:
        own = (
            await session.execute(
                select(JobRow.user_id, JobRow.tier, JobRow.pool).where(JobRow.id == job_id)
            )
        ).one_or_none()
        if own is None:
            return []
        user_id, tier_name, pool = own
        now = datetime.now(UTC)
        own_boost_s = await running.boost_within(session, user_id, now=now)
        line = await waiting_in_turn(session, user_id=user_id, tier=tier_name, pool=pool)
    behind = [standing for standing in line if standing.id != job_id]
    tier = tiers.now.get(tier_name) or tiers.now.free
    before = [standing.score for standing in behind]
    scores = called(before, now=now, boost_s=max(tier.boost_s, own_boost_s))
    moved = [
        dataclasses.replace(standing, score=score)
        for standing, score in zip(behind, scores, strict=True)
        if score != standing.score
    ]
    if moved:
        await _move(db, moved)
    return moved


async def _move(db: Database, moved: Sequence[Standing]) -> None:
    async with db.write() as session:
        for standing in moved:
            await session.execute(
                update(JobRow)
                .where(JobRow.id == standing.id, JobRow.state == JobState.WAITING.value)
                .values(score=standing.score)
            )
