"""Every test of storage that takes ``db`` runs on SQLite and, where there is one, on Postgres."""

from __future__ import annotations

import asyncio
import itertools
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest

from bot.storage.database import Database, upgrade
from tests.bot.storage.postgres import find_program, postgres_server

_numbers = itertools.count()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("storage") / "template.sqlite3"
    upgrade(f"sqlite+aiosqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres_urls() -> Iterator[str]:
    with postgres_server() as urls:
        new_postgres(urls, "template")
        upgrade(urls.format("template"))
        yield urls


def new_postgres(urls: str, name: str, *, template: str = "template1") -> None:
    async def create() -> None:
        server = urls.format("postgres").replace("+asyncpg", "")
        connection = await asyncpg.connect(server)
        await connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        await connection.close()

    asyncio.run(create())


@pytest.fixture(params=["sqlite", "postgres"] if find_program("postgres") else ["sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of its own, up to date and empty."""
    if request.param == "sqlite":
        file = tmp_path / "oneiro.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        return f"sqlite+aiosqlite:///{file}"
    urls: str = request.getfixturevalue("postgres_urls")
    name = f"test_{next(_numbers)}"
    new_postgres(urls, name, template="template")
    return urls.format(name)


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
