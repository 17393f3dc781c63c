"""One door to SQL: SQLite by default, Postgres by URL; the same statements for both."""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
import string
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from bot.errors import SettingsError, StorageError
from bot.storage.database_errors import is_away
from bot.storage.tables.base import SCHEMA_VERSION, Base
from engine.texts.phrase import Phrase

# For another process that writes to the same SQLite file; within one, writers take turns.
BUSY_TIMEOUT_S = 10
WAL_RETRY_S = 0.01
SQLITE_CONNECTIONS = 15
MIGRATIONS = Path(__file__).with_name("migrations")
# Any number that no other program uses: processes that start together migrate one by one.
MIGRATION_LOCK = 0x0E1E0

# What may say that the database is away, locked or damaged. OSError: asyncpg cannot connect.
_TROUBLE = (DBAPIError, PoolTimeoutError, sqlite3.Error, OSError)
_ID_LETTERS = string.ascii_lowercase + string.digits


def new_id(length: int = 12) -> str:
    """A random name that nobody guesses: it stands in buttons and file names."""
    return "".join(secrets.choice(_ID_LETTERS) for _ in range(length))


class Database:
    """A pool of connections of one process; opened by the first use.

    Everything done within one ``read`` or ``write`` is one transaction.
    """

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        self._readers = async_sessionmaker(self._engine, expire_on_commit=False)
        self._writers = async_sessionmaker(
            self._engine.execution_options(writes=True), expire_on_commit=False
        )
        # SQLite takes one writer at a time and lets the others poll; in turn is quicker.
        self._turn = asyncio.Lock() if self._engine.dialect.name == "sqlite" else None

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A transaction that only looks.

        Raises: StorageError: the database is away.
        """
        with _translated():
            async with self._readers.begin() as session:
                yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """A transaction that is stored as a whole when the block ends without an error.

        Raises: StorageError: the database is away.
        """
        with _translated():
            async with AsyncExitStack() as stack:
                if self._turn is not None:
                    await stack.enter_async_context(self._turn)
                yield await stack.enter_async_context(self._writers.begin())

    async def ping(self) -> None:
        """Write something that changes nothing, for ``doctor``.

        Raises: StorageError: that did not work.
        """
        async with self.write() as session:
            await session.execute(text("UPDATE alembic_version SET version_num = version_num"))

    async def version(self) -> str | None:
        """The newest migration that its tables have had; None: it has no tables.

        Raises: StorageError: the database is away.
        """
        async with self.read() as session:
            return await (await session.connection()).run_sync(_version)

    async def close(self) -> None:
        await self._engine.dispose()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except _TROUBLE as exc:
        if not is_away(exc):
            raise
        # The first line alone: the others repeat the statement and its values.
        raise StorageError(str(exc).partition("\n")[0]) from exc


def _engine(url: str) -> AsyncEngine:
    if not url.startswith("sqlite"):
        return create_async_engine(url, pool_pre_ping=True)
    # Each is a thread of its own, and opening one costs more than what it is asked.
    engine = create_async_engine(url, pool_size=SQLITE_CONNECTIONS, max_overflow=0)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, record: object) -> None:
    # The driver's own BEGIN comes late and is never IMMEDIATE.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_S * 1000}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that starts by reading and then writes cannot wait for another writer:
    # SQLite fails it at once. So writers say so at the start.
    writes = connection.get_execution_options().get("writes")
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"
    # Straight to the driver: it costs a third of a statement, and every transaction begins so.
    driver: Any = connection.connection.dbapi_connection
    driver.run_async(lambda opened: opened.execute(begin))


async def insert_once(session: AsyncSession, row: type[Base], **values: object) -> Any | None:
    """Insert unless some unique column is already taken; the new primary key, or None."""
    keys = await insert_new(session, row, [values])
    return keys[0] if keys else None


async def insert_new(
    session: AsyncSession, row: type[Base], rows: Sequence[Mapping[str, object]]
) -> Sequence[Any]:
    """Insert those of which no unique column is already taken; their primary keys."""
    # Each dialect takes a while to load, and only one is needed.
    if session.get_bind().dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert
    else:
        from sqlalchemy.dialects.postgresql import insert  # type: ignore[assignment]  # a twin
    key = inspect(row).primary_key[0]
    statement = insert(row).values(list(rows)).on_conflict_do_nothing().returning(key)
    return (await session.scalars(statement)).all()


def make_ready(url: str, *, may_upgrade: bool) -> None:
    """As :func:`upgrade`; where it may not, see that it is not needed.

    Raises: SettingsError: it is needed.
    """
    if may_upgrade:
        upgrade(url)
        return
    with _translated():
        version = asyncio.run(_version_at(url))
    if _is_older(version):
        raise SettingsError(
            name=Phrase("settings.database"),
            problem=Phrase("problems.older_tables", version=str(version)),
            remedy=Phrase("remedies.migrate"),
        )
    _check_newer(version)


def upgrade(url: str) -> str | None:
    """Bring the database's tables up to date; quick when they are. Not within an event loop.

    Returns: the version that they had; None: there were none.
    Raises:
        StorageError: the database is away.
        SettingsError: a newer Oneiro has changed the tables, and this one cannot work on them.
    """
    file = make_url(url).database if url.startswith("sqlite") else None
    with _translated():
        if file:
            Path(file).parent.mkdir(parents=True, exist_ok=True)
            _use_wal(file)
        version = asyncio.run(_upgrade(url))
    _check_newer(version)
    return version


def _is_older(version: str | None) -> bool:
    return version is None or version < SCHEMA_VERSION


def _check_newer(version: str | None) -> None:
    """A newer version of the tables names the oldest Oneiro that still works on them."""
    if version is None or version <= SCHEMA_VERSION:
        return
    _, _, oldest = version.partition("_for_")
    if not oldest or oldest > SCHEMA_VERSION:
        raise SettingsError(
            name=Phrase("settings.database"),
            problem=Phrase("problems.other_tables", version=version),
            remedy=Phrase("remedies.update"),
        )


async def _version_at(url: str) -> str | None:
    engine = _engine(url)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_version)
    finally:
        await engine.dispose()


async def _upgrade(url: str) -> str | None:
    engine = _engine(url)
    try:
        async with engine.connect() as connection:
            version = await connection.run_sync(_version)
        if not _is_older(version):
            return version
        async with engine.execution_options(writes=True).begin() as connection:
            if engine.dialect.name == "postgresql":
                await connection.execute(text(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"))
            # Another process may have done it meanwhile.
            version = await connection.run_sync(_version)
            if _is_older(version):
                await connection.run_sync(_migrate)
        return version
    finally:
        await engine.dispose()


def _use_wal(file: str) -> None:
    """Let readers and a writer work side by side; the file remembers it."""
    until = time.monotonic() + BUSY_TIMEOUT_S
    with closing(sqlite3.connect(file, timeout=BUSY_TIMEOUT_S)) as connection:
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError:
                # Where two processes begin at once, SQLite refuses one of them without a wait.
                if time.monotonic() > until:
                    raise
                time.sleep(WAL_RETRY_S)
            else:
                return


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version


def _migrate(connection: Connection) -> None:
    # Loaded only when there is something to do: the chat process starts in under a second.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
