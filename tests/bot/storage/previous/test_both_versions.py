"""A database of the released version under this one's tables: both work on it at once."""

from __future__ import annotations

import asyncio
import importlib
import pkgutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy import Table, delete, insert, select, update

from bot.domain.jobs import JobState
from bot.storage.database import Database, upgrade
from bot.storage.jobs import job_queries, jobs
from bot.storage.ledger import catching_up, checking, listing
from bot.storage.live_dreams import running
from bot.storage.refunds import due
from bot.storage.tables.base import SCHEMA_VERSION
from bot.storage.tables.jobs import JobRow
from tests.bot.storage.examples import NOW, OUTCOME, add, after, start
from tests.bot.storage.postgres import new_postgres
from tests.bot.storage.previous import renew, tables
from tests.bot.storage.previous.tables import base

Row = dict[str, Any]

for module in pkgutil.iter_modules(tables.__path__, prefix=f"{tables.__name__}."):
    importlib.import_module(module.name)
OLD = base.Base.metadata
OLD_JOBS = OLD.tables["jobs"]


@pytest.fixture(params=["sqlite", "postgres"])
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of the released version, with rows of every kind."""
    if request.param == "sqlite":
        file = tmp_path / "oneiro.sqlite3"
        with closing(sqlite3.connect(file)) as connection:
            connection.executescript(renew.SQLITE.read_text("utf-8"))
        return f"sqlite+aiosqlite:///{file}"
    url = new_postgres(request.getfixturevalue("postgres_urls"), template="template0")
    asyncio.run(_load(url))
    return url


async def _load(url: str) -> None:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    await connection.execute(renew.POSTGRES.read_text("utf-8"))
    await connection.close()


@pytest.fixture
async def migrated(old_url: str) -> AsyncIterator[Database]:
    """The same after the upgrade."""
    await asyncio.to_thread(upgrade, old_url)
    database = Database(old_url)
    yield database
    await database.close()


async def rows_of(db: Database, table: Table) -> list[Row]:
    """As the released version reads them."""
    async with db.read() as session:
        found = await session.execute(select(table).order_by(*table.primary_key))
        return [dict(row) for row in found.mappings()]


async def all_rows(db: Database) -> dict[str, list[Row]]:
    return {name: await rows_of(db, table) for name, table in OLD.tables.items()}


async def test_an_upgrade_loses_nothing(old_url: str) -> None:
    db = Database(old_url)
    before = await all_rows(db)
    assert all(before.values()), "a table without rows tries nothing"
    assert await asyncio.to_thread(upgrade, old_url) == base.SCHEMA_VERSION
    assert await asyncio.to_thread(upgrade, old_url) == SCHEMA_VERSION
    assert await all_rows(db) == before
    await db.close()


async def test_what_the_released_version_writes_the_new_tables_take(migrated: Database) -> None:
    before = await all_rows(migrated)
    async with migrated.write() as session:
        for name, rows in before.items():
            await session.execute(delete(OLD.tables[name]))
            await session.execute(insert(OLD.tables[name]), rows)
    assert await all_rows(migrated) == before


async def test_a_job_of_the_released_version_is_made_by_this_one(migrated: Database) -> None:
    rows = {row["request_key"]: row for row in await rows_of(migrated, OLD_JOBS)}
    asked = rows["waiting"] | {"id": "from-old", "request_key": "from-old", "draft_id": None}
    async with migrated.write() as session:
        await session.execute(insert(OLD_JOBS), [asked])
    async with migrated.read() as session:
        row = await session.get_one(JobRow, "from-old")
        assert (row.pool, row.expected_s, row.render_s) == ("gpu", 0.0, 0.0)
        assert (row.begun_at, row.worker, row.in_tiles, row.is_cached) == (None, None, False, False)
    job = await jobs.get(migrated, "from-old")
    assert job is not None
    job = await start(migrated, job)
    assert await jobs.mark_rendered(migrated, job.id, attempt=job.attempt, outcome=OUTCOME)
    assert await jobs.mark_done(migrated, job.id, attempt=job.attempt, now=after(9))


async def test_a_job_of_this_version_is_made_by_the_released_one(migrated: Database) -> None:
    job = await add(migrated, "from-new")
    steps: list[tuple[JobState, Row]] = [
        (JobState.WAITING, {"state": "running", "attempt": 1, "lease_until": after(3)}),
        (JobState.RUNNING, {"state": "rendered", "outcome": OUTCOME.to_json(), "progress": 1.0}),
        (JobState.RENDERED, {"state": "done", "finished_at": after(9), "is_told": True}),
    ]
    for state, values in steps:
        async with migrated.write() as session:
            change = update(OLD_JOBS).where(OLD_JOBS.c.id == job.id, OLD_JOBS.c.state == state)
            assert await session.scalar(change.values(values).returning(OLD_JOBS.c.id)) == job.id
    done = await jobs.get(migrated, job.id)
    assert done is not None
    assert (done.state, done.outcome, done.attempt) == (JobState.DONE, OUTCOME, 1)


async def test_what_was_open_goes_on(migrated: Database) -> None:
    assert await job_queries.how_many_wait(migrated) == 4  # waiting, put off, bought, a piece
    assert [charge.charge_id for charge in await due(migrated, now=NOW)] == ["due"]
    (live,) = await running(migrated)
    assert (live.pieces, live.piece_id is not None) == (1, True)
    assert await _unreadable(migrated) == []


async def _unreadable(db: Database) -> list[str]:
    """Jobs that this version cannot read."""
    ids = [row["id"] for row in await rows_of(db, OLD_JOBS)]
    return [job_id for job_id in ids if await jobs.get(db, job_id) is None]


async def test_the_ledger_is_right_straight_after_an_upgrade(migrated: Database) -> None:
    books = await checking.check(migrated, now=NOW)
    assert (books.charges, books.differences) == (3, [])
    stands = {each.name: each.balance for each in await listing.balances(migrated) if each.balance}
    assert stands == {"telegram:stars": -150, "person:1:stars:held": 75, "refunds:due": 75}
    assert await catching_up.catch_up(migrated, now=NOW) == 0
