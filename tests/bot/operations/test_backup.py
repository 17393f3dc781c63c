"""A backup made while everything runs comes back whole into an empty folder, or not at all."""

from __future__ import annotations

import asyncio
import io
import json
import sqlite3
import tarfile
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot import cli
from bot.community.copies import open_feed, open_styles
from bot.domain.jobs import Job
from bot.errors import BackupError, NotReadableError
from bot.operations.backup import DATABASE, run_backup, run_restore
from bot.settings import Settings
from bot.storage.database import Database, upgrade
from bot.storage.tables.base import SCHEMA_VERSION
from tests.bot.storage.examples import add
from tests.places import ROOT


def settings_at(folder: Path, **changes: Any) -> Settings:
    return Settings(_env_file=None, data_dir=folder, **changes)


async def two_jobs(url: str) -> list[Job]:
    db = Database(url)
    try:
        return [await add(db, f"u{number}") for number in range(2)]
    finally:
        await db.close()


@pytest.fixture
def busy(tmp_path: Path) -> Settings:
    """A service with two jobs and their results."""
    settings = settings_at(tmp_path / "data")
    upgrade(settings.sql_url)
    jobs = asyncio.run(two_jobs(settings.sql_url))
    settings.results_dir.mkdir()
    for job in jobs:
        (settings.results_dir / f"{job.id}.png").write_bytes(job.id.encode())
    (settings.results_dir / f"{jobs[0].id}-1.png").write_bytes(b"on the way")
    open_feed(settings).write("shown-work.jpg", b"shown")
    open_styles(settings).write("saved.jpg", b"saved")
    return settings


def rows(folder: Path) -> dict[str, list[Any]]:
    """Every row of every table."""
    with closing(sqlite3.connect(folder / DATABASE)) as db:
        tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {name: db.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in tables}


def manifest_of(file: Path) -> dict[str, Any]:
    with tarfile.open(file) as archive:
        member = archive.extractfile("manifest.json")
        assert member is not None
        found: dict[str, Any] = json.load(member)
        return found


def rewritten(file: Path, name: str, data: bytes) -> None:
    """One part of a backup replaced by another."""
    with tarfile.open(file) as archive:
        parts = {part.name: archive.extractfile(part) for part in archive.getmembers()}
        whole = {key: part.read() for key, part in parts.items() if part is not None}
    with tarfile.open(file, "w:gz") as archive:
        for key, part in {**whole, name: data}.items():
            member = tarfile.TarInfo(key)
            member.size = len(part)
            archive.addfile(member, io.BytesIO(part))


def test_every_row_and_every_result_comes_back(busy: Settings, tmp_path: Path) -> None:
    file = tmp_path / "b.tar.gz"
    assert run_backup(busy, file, with_results=True) == 0
    assert file.stat().st_mode & 0o777 == 0o600
    there = settings_at(tmp_path / "new")
    there.data_dir.mkdir()
    run_restore(there, file)
    assert rows(there.data_dir) == rows(busy.data_dir)
    assert len(rows(there.data_dir)["jobs"]) == 2
    results = {path.name: path.read_bytes() for path in there.results_dir.iterdir()}
    assert results == {path.name: path.read_bytes() for path in busy.results_dir.iterdir()}
    assert open_feed(there).read("shown-work.jpg") == b"shown"
    assert open_styles(there).read("saved.jpg") == b"saved"
    assert {path.name for path in tmp_path.iterdir()} == {"data", "new", "b.tar.gz"}


def test_the_index_names_every_file_of_every_job(busy: Settings, tmp_path: Path) -> None:
    file = tmp_path / "b.tar.gz"
    run_backup(busy, file, with_results=False)
    index = manifest_of(file)["results"]
    assert {entry["name"] for entry in index} == {path.name for path in busy.results_dir.iterdir()}
    assert {entry["job"] for entry in index} == {row[0] for row in rows(busy.data_dir)["jobs"]}
    with tarfile.open(file) as archive:
        assert archive.getnames() == [DATABASE, "manifest.json"]


def test_a_backup_beside_a_writer_is_one_moment(busy: Settings, tmp_path: Path) -> None:
    """The writer keeps two rows equal; no backup ever sees them differ."""
    stop, wrote = threading.Event(), threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(busy.data_dir / DATABASE, timeout=30)) as db:
            number = 0
            while not stop.is_set():
                number += 1
                with db:
                    db.execute("UPDATE jobs SET attempt = ?", (number,))
                wrote.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        wrote.wait()
        for number in range(3):
            run_backup(busy, tmp_path / f"{number}.tar.gz", with_results=False)
    finally:
        stop.set()
        writer.join()
    for number in range(3):
        there = tmp_path / f"there{number}"
        run_restore(settings_at(there), tmp_path / f"{number}.tar.gz")
        with closing(sqlite3.connect(there / DATABASE)) as db:
            assert db.execute("SELECT count(DISTINCT attempt) FROM jobs").fetchone() == (1,)
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("how", ["cut off", "no archive", "other rows", "no manifest"])
def test_a_damaged_backup_changes_nothing(busy: Settings, tmp_path: Path, how: str) -> None:
    file = tmp_path / "b.tar.gz"
    run_backup(busy, file, with_results=True)
    if how == "cut off":
        file.write_bytes(file.read_bytes()[:-2000])
    elif how == "no archive":
        file.write_bytes(b"this is text")
    else:
        rewritten(file, DATABASE if how == "other rows" else "manifest.json", b"{}")
    with pytest.raises(BackupError, match="damaged"):
        run_restore(settings_at(tmp_path / "new"), file)
    assert {path.name for path in tmp_path.iterdir()} == {"data", "b.tar.gz"}


def test_nothing_that_is_there_is_overwritten(busy: Settings, tmp_path: Path) -> None:
    file = tmp_path / "b.tar.gz"
    run_backup(busy, file, with_results=False)
    before = rows(busy.data_dir)
    with pytest.raises(BackupError, match="is not empty"):
        run_restore(busy, file)
    assert rows(busy.data_dir) == before


def test_a_newer_backup_is_refused_and_an_older_one_is_migrated(
    busy: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "b.tar.gz"
    run_backup(busy, file, with_results=False)
    newer = {**manifest_of(file), "version": "v9999"}
    rewritten(file, "manifest.json", json.dumps(newer).encode())
    with pytest.raises(BackupError, match="newer Oneiro"):
        run_restore(settings_at(tmp_path / "new"), file)
    older = tmp_path / "older"
    older.mkdir()
    with closing(sqlite3.connect(older / DATABASE)) as db:
        db.executescript((ROOT / "tests/bot/storage/previous/sqlite.sql").read_text("utf-8"))
    run_backup(settings_at(older), tmp_path / "old.tar.gz", with_results=False)
    run_restore(settings_at(tmp_path / "new"), tmp_path / "old.tar.gz")
    assert rows(tmp_path / "new")["alembic_version"] == [(SCHEMA_VERSION,)]


def test_a_postgres_is_left_to_its_own_tool(tmp_path: Path) -> None:
    url = SecretStr("postgresql://oneiro:hidden@db/oneiro")
    settings = settings_at(tmp_path, database_url=url)
    with pytest.raises(BackupError, match="pg_dump --format=custom") as refused:
        run_backup(settings, tmp_path / "b.tar.gz", with_results=False)
    assert "hidden" not in str(refused.value)
    with pytest.raises(BackupError, match="pg_restore"):
        run_restore(settings, tmp_path / "b.tar.gz")


def test_without_a_database_there_is_no_backup(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(NotReadableError):
        run_backup(settings_at(tmp_path), tmp_path / "b.tar.gz", with_results=False)
    words = ["restore", str(tmp_path / "none.tar.gz"), "--data-dir", str(tmp_path / "new")]
    assert cli.main(words) == 2
    assert "No such file" in capsys.readouterr().err
