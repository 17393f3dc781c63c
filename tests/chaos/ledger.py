"""What became of every job and every Star: by SQL, and by what Telegram itself has."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg

OPEN = frozenset({"waiting", "running", "rendered"})
LOOK_S = 0.5
ANSWER_S = 5.0
# Until a job that a killed worker had, or a message that Telegram refused, comes to its end.
PATIENCE_S = 300.0
_AWAY = (
    OSError,
    TimeoutError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # it was killed amid an answer
)
_JOBS = (
    "SELECT id, chat_id, state, is_told, reply_to, parent_id, charge_id, error_code, attempt, "
    "given_back, status_message_id, worker, lease_until, troubles FROM jobs"
)
_CHARGES = "SELECT charge_id, state, job_id, refund_tries FROM charges"
_UPDATES = "SELECT update_id FROM updates WHERE payload IS NOT NULL"
Row = dict[str, Any]


@dataclass(slots=True)
class Ledger:
    """SQL as last seen; Postgres may be away for a while."""

    database_url: str
    jobs: list[Row] = field(default_factory=list)
    charges: list[Row] = field(default_factory=list)
    updates: list[Row] = field(default_factory=list)
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    @asynccontextmanager
    async def looking(self) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as group:  # whatever fails in there ends the block
            task = group.create_task(self._look_on())
            yield
            task.cancel()

    async def _look_on(self) -> None:
        while True:
            with contextlib.suppress(*_AWAY):
                await self._look()
            async with self._news:
                self._news.notify_all()
            await asyncio.sleep(LOOK_S)

    async def _look(self) -> None:
        async with asyncio.timeout(ANSWER_S):
            connection = await asyncpg.connect(self.database_url)
        try:
            async with asyncio.timeout(ANSWER_S):
                jobs = await connection.fetch(_JOBS)
                charges = await connection.fetch(_CHARGES)
                updates = await connection.fetch(_UPDATES)
        finally:
            connection.terminate()
        self.jobs, self.charges, self.updates = (
            [dict(row) for row in rows] for rows in (jobs, charges, updates)
        )

    async def until(
        self, is_so: Callable[[], Any], what: str, *, within_s: float = PATIENCE_S
    ) -> None:
        """Raises: AssertionError: it is not so after that time."""
        try:
            async with asyncio.timeout(within_s), self._news:
                await self._news.wait_for(is_so)
        except TimeoutError:
            raise AssertionError(f"{what}: not within {within_s:g} s") from None

    def of_photo(self, chat_id: int, photo_id: int) -> list[Row]:
        """The jobs that answer it."""
        return [
            job
            for job in self.jobs
            if (job["chat_id"], job["reply_to"], job["parent_id"]) == (chat_id, photo_id, None)
        ]

    def open_jobs(self) -> list[Row]:
        return [job for job in self.jobs if is_open(job)]

    def is_settled(self) -> bool:
        """Nothing waits for anybody any more."""
        is_due = any(charge["state"] == "refund_due" for charge in self.charges)
        return not (self.open_jobs() or self.updates or is_due)

    def outcomes(self) -> Counter[str]:
        return Counter(
            job["state"] + (f" {job['error_code']}" if job["error_code"] else "")
            for job in self.jobs
        )

    def troubles(self) -> str:
        """How much the blows were felt."""
        again = sum(job["attempt"] > 1 for job in self.jobs)
        given_back = sum(job["given_back"] for job in self.jobs)
        put_off = sum(job["troubles"] > 0 for job in self.jobs)
        return f"{again} begun again, given back {given_back} times, {put_off} put off"


def is_open(job: Row) -> bool:
    """Not at its end, or its person was not told of it."""
    return job["state"] in OPEN or not (job["is_told"] or job["state"] == "done")


def telegram_charges(data_dir: Path) -> dict[str, bool]:
    """By charge id: whether the Stars were given back, as the local Telegram has it."""
    with contextlib.closing(sqlite3.connect(data_dir / "telegram" / "telegram.sqlite3")) as sql:
        rows = sql.execute("SELECT body FROM records WHERE kind = 'charge'").fetchall()
    charges = [json.loads(body) for (body,) in rows]
    return {charge["id"]: charge["refunded_at"] is not None for charge in charges}
