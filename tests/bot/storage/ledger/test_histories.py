"""`make ledger-fuzz` goes through 10,000 of them: ONEIRO_LEDGER_HISTORIES says how many."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from bot.storage.database import Database
from tests.bot.storage.ledger.histories import Histories
from tests.bot.storage.postgres import drop_postgres, new_name, new_postgres

HISTORIES = os.environ.get("ONEIRO_LEDGER_HISTORIES")


def go_through(url: str, empty: Callable[[], None], *, count: int) -> None:
    with asyncio.Runner() as runner:
        facts = {"db": Database(url), "loop": runner.get_loop(), "empty": staticmethod(empty)}
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


def test_no_history_makes_or_loses_anything_on_sqlite(
    sqlite_template: Path, tmp_path: Path
) -> None:
    file = tmp_path / "oneiro.sqlite3"

    def empty() -> None:
        for left in tmp_path.iterdir():
            left.unlink()
        shutil.copy(sqlite_template, file)

    go_through(f"sqlite+aiosqlite:///{file}", empty, count=100)


def test_no_history_makes_or_loses_anything_on_postgres(request: pytest.FixtureRequest) -> None:
    urls = request.getfixturevalue("postgres_urls")
    name = new_name()

    def empty() -> None:
        drop_postgres(urls, name)
        new_postgres(urls, name=name)

    go_through(urls.format(name), empty, count=30)
