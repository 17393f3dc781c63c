"""The gauges of the queue and of money are what SQL says, at the moment that somebody asks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import update

from bot import metrics
from bot.domain.jobs import JobState
from bot.domain.money.current_tiers import CurrentTiers
from bot.operations.service_gauges import ServiceGauges
from bot.storage import payments
from bot.storage.database import Database
from bot.storage.tables.jobs import JobRow
from tests.bot.operations.counts import value
from tests.bot.storage.examples import NOW, add, after, start

TIERS = ("free", "premium", "hd")


@pytest.fixture
async def db(tmp_path: Path, migrated: Path) -> AsyncIterator[Database]:
    file = tmp_path / "oneiro.sqlite3"
    file.write_bytes((migrated / "oneiro.sqlite3").read_bytes())
    database = Database(f"sqlite+aiosqlite:///{file}")
    yield database
    await database.close()


def gauges(db: Database, *, kept_s: float = 0.0) -> ServiceGauges:
    return ServiceGauges(db, tiers=CurrentTiers(), kept_s=kept_s, clock=lambda: after(100))


def shown(name: str, **labels: str) -> float | None:
    return metrics.SERVICE.get_sample_value(f"oneiro_{name}", labels)


async def test_an_empty_queue_has_figures_for_every_tier_state_and_pool(db: Database) -> None:
    assert await gauges(db).are_read()
    for tier in TIERS:
        assert shown("queue_oldest_seconds", tier=tier) == 0
        for state in ("waiting", "running", "rendered"):
            assert shown("queue_jobs", tier=tier, state=state) == 0
    for pool in ("gpu", "cpu", "instant"):
        assert shown("queue_expected_seconds", pool=pool) == 0
    assert shown("ledger_imbalance_stars") == shown("refunds_due_seconds") == 0


async def test_jobs_count_by_tier_and_state_and_only_the_waiting_grow_old(db: Database) -> None:
    await start(db, await add(db, "u1"))
    await add(db, "u2", at=40)
    await add(db, "u3", at=60)
    await add(db, "u4", tier="of another time", at=90)
    await gauges(db).are_read()
    assert shown("queue_jobs", tier="free", state="running") == 1
    assert shown("queue_jobs", tier="free", state="waiting") == 2
    assert shown("queue_jobs", tier="of another time", state="waiting") == 1
    assert shown("queue_oldest_seconds", tier="free") == 60
    assert shown("queue_oldest_seconds", tier="hd") == 0


async def test_what_is_gone_is_told_no_more(db: Database) -> None:
    job = await add(db, "u1", tier="of another time")
    await gauges(db).are_read()
    async with db.write() as session:
        await session.execute(update(JobRow).values(state=JobState.DONE.value))
    await gauges(db).are_read()
    assert shown("queue_jobs", tier=job.tier, state="waiting") is None


async def test_a_due_refund_is_told_with_its_age(db: Database) -> None:
    await payments.record_charge(
        db, charge_id="c", offer_id=None, user_id=1, stars=25, job=None, now=NOW, score=NOW
    )
    await gauges(db).are_read()
    assert shown("refunds_due_seconds") == 100


async def test_however_many_ask_sql_is_asked_once_in_a_while(db: Database) -> None:
    kept = gauges(db, kept_s=3600)
    await kept.are_read()
    await add(db, "u1")
    assert await kept.are_read()
    assert shown("queue_jobs", tier="free", state="waiting") == 0
    assert await gauges(db).are_read()
    assert value("oneiro_queue_jobs", registry=metrics.SERVICE, tier="free", state="waiting") == 1


async def test_without_sql_there_are_no_figures_rather_than_old_ones() -> None:
    db = Database("postgresql+asyncpg://oneiro@127.0.0.1:1/nothing-listens-there")
    assert not await gauges(db).are_read()
    await db.close()
