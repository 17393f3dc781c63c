"""What the ledger costs: pictures paid for and delivered with it and without, and a check of it.

``python -m benchmarks.books [--charges N]``, on SQLite and, where the machine has it, on Postgres.
Without: the same charges and jobs, and no entries written.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from unittest.mock import AsyncMock, patch

from bot.storage import payments
from bot.storage.database import Database, upgrade
from bot.storage.jobs import jobs
from bot.storage.ledger import charges, checking
from tests.bot.storage.examples import NOW, OUTCOME, new_job, start
from tests.bot.storage.postgres import find_program, new_postgres, postgres_server

PEOPLE = 100


def main(arguments: Sequence[str] | None = None) -> int:
    """Print lines for each database, with and without in alternation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charges", type=int, default=1000)
    charges_made = parser.parse_args(arguments).charges
    for name, new_url in _databases():
        for is_booked in (True, False) * 2:
            told = asyncio.run(_measure(new_url(), charges_made, is_booked=is_booked))
            sys.stdout.write(f"{name:<9} {told}\n")
    return 0


def _databases() -> Iterator[tuple[str, Callable[[], str]]]:
    with tempfile.TemporaryDirectory(prefix="oneiro-") as folder:
        numbers = count()

        def new_sqlite() -> str:
            url = f"sqlite+aiosqlite:///{Path(folder) / f'{next(numbers)}.sqlite3'}"
            upgrade(url)
            return url

        yield "SQLite", new_sqlite
    if find_program("postgres"):
        with postgres_server() as urls:
            yield "Postgres", lambda: new_postgres(urls)


async def _measure(url: str, number: int, *, is_booked: bool) -> str:
    db = Database(url)
    with ExitStack() as stack:
        if not is_booked:
            for name in ("came_in", "earned"):
                stack.enter_context(patch.object(charges, name, AsyncMock()))
        begun = time.perf_counter()
        for each in range(number):
            await _sell(db, each)
        each_ms = (time.perf_counter() - begun) / number * 1000
    told = f"{each_ms:.1f} ms a picture {'with' if is_booked else 'without'} the ledger"
    if is_booked:
        begun = time.perf_counter()
        books = await checking.check(db, now=NOW)
        check_s = time.perf_counter() - begun
        told += f"; {books.transfers} transfers checked in {check_s:.2f} s"
    await db.close()
    return told


async def _sell(db: Database, number: int) -> None:
    """Pay, render and deliver."""
    charge_id, user_id = f"c{number}", number % PEOPLE
    await payments.record_charge(
        db,
        charge_id=charge_id,
        offer_id=None,
        user_id=user_id,
        stars=25,
        job=new_job(f"p{charge_id}", user_id=user_id, charge_id=charge_id),
        now=NOW,
        score=NOW,
    )
    job = await jobs.find_request(db, f"p{charge_id}")
    assert job is not None
    job = await start(db, job)
    await jobs.mark_rendered(db, job.id, attempt=job.attempt, outcome=OUTCOME)
    await jobs.mark_done(db, job.id, attempt=job.attempt, now=NOW)


if __name__ == "__main__":
    sys.exit(main())
