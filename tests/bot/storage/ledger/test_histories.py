"""`make ledger-fuzz` goes through 10,000 of them: ONEIRO_LEDGER_HISTORIES says how many."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import text

from bot.storage.database import Database
from bot.storage.tables.base import Base
from tests.bot.storage.ledger.histories import Histories
from tests.bot.storage.postgres import new_postgres

HISTORIES = os.environ.get("ONEIRO_LEDGER_HISTORIES")


def go_through(
    url: str, empty: Callable[[Database], Coroutine[Any, Any, None]], *, count: int
) -> None:
    with asyncio.Runner() as runner:
        db = Database(url)
        facts = {"db": db, "loop": runner.get_loop(), "empty": staticmethod(empty)}
        try:
            run_state_machine_as_test(
                type("OfThisDatabase", (Histories,), facts),
                settings=settings(
                    max_examples=int(HISTORIES or count),
                    stateful_step_count=12,
                    deadline=None,
                    derandomize=HISTORIES is None,
                    database=None,
                    suppress_health_check=list(HealthCheck),
                ),
            )
        finally:
            runner.run(db.close())


def test_no_history_makes_or_loses_anything_on_sqlite(
    sqlite_template: Path, tmp_path: Path
) -> None:
    file = tmp_path / "oneiro.sqlite3"

    def renew() -> None:
        for left in tmp_path.iterdir():
            left.unlink()
        shutil.copy(sqlite_template, file)

    async def empty(db: Database) -> None:
        await db.close()
        renew()

    go_through(f"sqlite+aiosqlite:///{file}", empty, count=100)


def test_no_history_makes_or_loses_anything_on_postgres(request: pytest.FixtureRequest) -> None:
    # Six times as fast as a new database. The ledger's own triggers would refuse it.
    rows_of = ";".join(f"DELETE FROM {table.name}" for table in Base.metadata.sorted_tables)
    words = f"DO $$ BEGIN SET LOCAL session_replication_role = replica; {rows_of}; END $$"

    async def empty(db: Database) -> None:
        async with db.write() as session:
            await session.execute(text(words))

    go_through(new_postgres(request.getfixturevalue("postgres_urls")), empty, count=30)
