"""Every test of storage that takes ``db`` runs on SQLite and on Postgres."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.database import Database, upgrade
from tests.bot.storage.postgres import new_postgres


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("storage") / "template.sqlite3"
    upgrade(f"sqlite+aiosqlite:///{file}")
    return file


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of its own, up to date and empty."""
    if request.param == "sqlite":
        file = tmp_path / "oneiro.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        return f"sqlite+aiosqlite:///{file}"
    return new_postgres(request.getfixturevalue("postgres_urls"))


@pytest.fixture
async def db(url: str) -> AsyncIterator[Database]:
    database = Database(url)
    yield database
    await database.close()


@pytest.fixture
async def rival(url: str) -> AsyncIterator[Database]:
    """Another process's view of the same database."""
    database = Database(url)
    yield database
    await database.close()
