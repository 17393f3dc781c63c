"""`make ledger-fuzz` goes through 10,000 of them: ONEIRO_LEDGER_HISTORIES says how many."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.bot.storage.ledger.histories import Histories
from tests.bot.storage.postgres import new_postgres

HISTORIES = os.environ.get("ONEIRO_LEDGER_HISTORIES")


def go_through(open_database: Callable[[], str], *, count: int) -> None:
    machine = type("OfThisDatabase", (Histories,), {"open_database": staticmethod(open_database)})
    run_state_machine_as_test(
        machine,
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
    numbers = itertools.count()

    def fresh() -> str:
        shutil.rmtree(tmp_path)
        tmp_path.mkdir()
        file = shutil.copy(sqlite_template, tmp_path / f"{next(numbers)}.sqlite3")
        return f"sqlite+aiosqlite:///{file}"

    go_through(fresh, count=100)


def test_no_history_makes_or_loses_anything_on_postgres(request: pytest.FixtureRequest) -> None:
    urls = request.getfixturevalue("postgres_urls")
    go_through(lambda: new_postgres(urls), count=30)
