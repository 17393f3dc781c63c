from __future__ import annotations

import asyncio
import importlib
import pkgutil
import sqlite3
import sys
import time
from collections import Counter
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, event

from bot.errors import SettingsError, StorageError
from bot.storage import tables, updates
from bot.storage.database import MIGRATIONS, Database, make_ready, upgrade
from bot.storage.jobs import job_queries, jobs, new_jobs
from bot.storage.tables.base import SCHEMA_VERSION, Base
from tests.bot.storage.examples import NOW, add, new_job


async def test_the_migrations_make_the_tables_that_the_models_describe(db: Database) -> None:
    for module in pkgutil.iter_modules(tables.__path__, prefix=f"{tables.__name__}."):
        importlib.import_module(module.name)

    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))

    async with db.read() as session:
        connection = await session.connection()
        assert await connection.run_sync(differences) == []


def test_the_tables_are_of_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [SCHEMA_VERSION]


async def test_a_database_that_is_up_to_date_opens_without_alembic(url: str) -> None:
    program = (
        "import sys; from bot.storage.database import upgrade; "
        "upgrade(sys.argv[1]); sys.exit('alembic' in sys.modules)"
    )
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", program, url)
    assert await process.wait() == 0


async def rivals(task: str, url: str, count: int = 3) -> list[str]:
    """What several processes print that do the same at once."""
    processes = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.bot.storage.rival", task, url),
            stdout=asyncio.subprocess.PIPE,
        )
        for _ in range(count)
    ]
    outputs = [await process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0] * count
    return [output.decode() for output, _ in outputs]


async def test_processes_that_start_together_make_the_tables_once(tmp_path: Path) -> None:
    file = tmp_path / "new" / "oneiro.sqlite3"
    await rivals("upgrade", f"sqlite+aiosqlite:///{file}")
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        versions = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    connection.close()
    assert versions == [(SCHEMA_VERSION,)]


def test_a_start_beside_another_s_first_write_waits_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "oneiro.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None)) as rival:
        rival.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(time, "sleep", lambda _: rival.in_transaction and rival.rollback())
        upgrade(f"sqlite+aiosqlite:///{file}")
        assert not rival.in_transaction


async def test_processes_share_the_jobs_and_none_is_claimed_twice(url: str, db: Database) -> None:
    made = [(await add(db, f"u{number}", chat_id=number)).id for number in range(30)]
    outputs = await rivals("claim", url)
    claimed = Counter(line for output in outputs for line in output.split())
    assert claimed == Counter(made)


def make_version(file: Path, version: str) -> str:
    """Tables that say they are of that version. Returns: their URL."""
    url = f"sqlite+aiosqlite:///{file}"
    upgrade(url)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
    return url


@pytest.mark.parametrize("may_upgrade", [True, False])
@pytest.mark.parametrize("version", ["v9999", "v9999_for_v9998"])
def test_a_database_that_is_too_new_is_refused_in_plain_words(
    tmp_path: Path, version: str, may_upgrade: bool
) -> None:
    url = make_version(tmp_path / "oneiro.sqlite3", version)
    with pytest.raises(SettingsError, match=rf"another version.*{version}.*Update Oneiro"):
        make_ready(url, may_upgrade=may_upgrade)


@pytest.mark.parametrize("may_upgrade", [True, False])
def test_a_newer_database_is_used_when_it_was_made_for_this_version_too(
    tmp_path: Path, may_upgrade: bool
) -> None:
    version = f"v9999_for_{SCHEMA_VERSION}"
    url = make_version(tmp_path / "oneiro.sqlite3", version)
    make_ready(url, may_upgrade=may_upgrade)
    assert upgrade(url) == version


@pytest.mark.parametrize("version", ["v0001", "none"])
def test_who_may_not_migrate_refuses_older_tables_and_leaves_them(
    tmp_path: Path, version: str
) -> None:
    file = tmp_path / "oneiro.sqlite3"
    url = f"sqlite+aiosqlite:///{file}"
    if version != "none":
        make_version(file, version)
    before = file.read_bytes() if file.exists() else b""
    with pytest.raises(SettingsError, match=r"too old.*oneiro migrate"):
        make_ready(url, may_upgrade=False)
    assert file.read_bytes() == before


async def test_what_fails_midway_leaves_nothing(db: Database) -> None:
    async def fail_midway() -> None:
        async with db.write() as session:
            await new_jobs.insert(session, new_job(), now=NOW, score=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail_midway()
    assert await job_queries.how_many_wait(db) == 0


async def test_reading_does_not_wait_for_a_writer(db: Database, rival: Database) -> None:
    async with db.write() as session:
        job, _ = await new_jobs.insert(session, new_job(), now=NOW, score=NOW)
        assert await jobs.get(rival, job.id) is None
    assert await jobs.get(rival, job.id) == job


async def test_a_time_without_a_zone_is_refused(db: Database) -> None:
    naive = datetime(2026, 1, 1)  # noqa: DTZ001  # the point of the test
    with pytest.raises(Exception, match="without a zone"):
        await updates.save(db, {1: {}}, now=naive)


async def test_a_database_that_is_away_is_a_storage_error(url: str, tmp_path: Path) -> None:
    (tmp_path / "no database").write_text("This is a text that is longer than a header." * 40)
    urls = [
        url.replace("/test_", "/no_such_").replace("oneiro.sqlite3", "no/folder"),
        f"sqlite+aiosqlite:///{tmp_path}",
        f"sqlite+aiosqlite:///{tmp_path / 'no database'}",
        f"postgresql+asyncpg://oneiro@/oneiro?host={tmp_path}",
        "postgresql+asyncpg://oneiro@127.0.0.1:1/oneiro",
    ]
    for away in urls:
        db = Database(away)
        with pytest.raises(StorageError):
            await jobs.get(db, "x")
        with pytest.raises(StorageError):
            await updates.save(db, {1: {}}, now=NOW)
        await db.close()
    for away in urls[1:]:
        with pytest.raises(StorageError):
            await asyncio.to_thread(upgrade, away)


async def test_ping_needs_the_tables(db: Database, tmp_path: Path) -> None:
    await db.ping()
    empty = Database(f"sqlite+aiosqlite:///{tmp_path / 'empty.sqlite3'}")
    with pytest.raises(StorageError):
        await empty.ping()
    await empty.close()


async def test_values_of_statements_stay_out_of_the_log(tmp_path: Path) -> None:
    db = Database(f"sqlite+aiosqlite:///{tmp_path / 'empty.sqlite3'}")
    with pytest.raises(StorageError) as caught:
        await updates.save(db, {1: {"text": "a secret"}}, now=NOW)
    assert "no such table" in caught.value.detail
    assert "secret" not in caught.value.detail
    await db.close()


async def test_a_writer_that_is_given_up_at_its_begin_holds_nobody_up(tmp_path: Path) -> None:
    file = tmp_path / "oneiro.sqlite3"
    url = f"sqlite+aiosqlite:///{file}"
    await asyncio.to_thread(upgrade, url)
    db = Database(url)
    begun = asyncio.Event()

    def note(_: Connection) -> None:
        begun.set()

    event.listen(Engine, "begin", note)
    with closing(sqlite3.connect(file, isolation_level=None)) as rival:
        rival.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(db.ping())
        await begun.wait()
        event.remove(Engine, "begin", note)
        waiting.cancel()
        rival.execute("COMMIT")
        await asyncio.wait([waiting])
        rival.execute("BEGIN IMMEDIATE")
        rival.execute("COMMIT")
        await db.ping()
    await db.close()
