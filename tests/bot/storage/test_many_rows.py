"""What is asked often is found by an index, and what is old is deleted, but nothing of money."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, insert, select, text

from bot.storage import old_rows, payments, people, updates
from bot.storage.database import Database
from bot.storage.jobs import job_queries, jobs, line_ahead
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.money import ChargeRow, OfferRow
from tests.bot.storage.examples import NOW, add, at_once, new_job

OLD = NOW - timedelta(days=100)
BEFORE = NOW - timedelta(days=90)
Ask = Callable[[Database], Awaitable[object]]

HOT: dict[str, Ask] = {
    "front": lambda db: line_ahead.front(db, count=200),
    "ahead": lambda db: line_ahead.ahead(db, "j299"),
    "slice": lambda db: job_queries.slice_of_line(
        db, after=None, now=NOW, shown_before=NOW, made_before=NOW, count=200
    ),
    "stale": lambda db: job_queries.stale(db, now=NOW),
    "untold": lambda db: job_queries.untold(db, before=NOW),
    "how_many_wait": job_queries.how_many_wait,
    "score_now": lambda db: job_queries.score_now(db, new_job("u", user_id=7), at_once, now=NOW),
    "open_jobs_of": lambda db: job_queries.open_jobs_of(db, chat_id=7, user_id=7),
    "open_job_of": lambda db: job_queries.open_job_of(db, draft_id=7),
    "paid_of": lambda db: job_queries.paid_of(db, 7),
    "spent_by": lambda db: job_queries.spent_by(db, 7, tier="free", now=NOW),
    "find_request": lambda db: jobs.find_request(db, "u7"),
    "old_rows": lambda db: old_rows.forget(db, before=BEFORE),
    "forget_old": lambda db: people.forget_old(db, before=BEFORE),
    "forget_updates": lambda db: updates.forget(db, before=BEFORE),
}


@contextmanager
def statements(db: Database) -> Iterator[list[tuple[str, Any]]]:
    seen: list[tuple[str, Any]] = []

    def note(conn: Any, cursor: Any, statement: str, parameters: Any, *_: object) -> None:
        if statement.startswith(("SELECT", "DELETE", "UPDATE")):
            seen.append((statement, parameters))

    engine = db._engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


async def fill(db: Database, count: int = 3000) -> None:
    """Many ended jobs and some that wait, as rows alone."""
    await add(db, "u0")
    async with db.write() as session:
        row = (await session.execute(select(JobRow.__table__))).mappings().one()
        common = dict(row) | {"finished_at": NOW, "is_told": True, "state": "done"}
        rows = [
            common | {"id": f"j{n}", "request_key": f"k{n}", "user_id": n % 97, "draft_id": n}
            for n in range(count)
        ]
        for n in range(300):
            rows[n] |= {"state": "waiting", "finished_at": None, "is_told": False}
        await session.execute(insert(JobRow), rows)


@pytest.mark.parametrize("name", HOT)
async def test_no_question_of_every_day_reads_a_whole_table(db: Database, name: str) -> None:
    await fill(db)
    with statements(db) as seen:
        await HOT[name](db)
    assert seen
    is_sqlite = db._engine.dialect.name == "sqlite"
    for statement, parameters in seen:
        async with db.read() as session:
            connection = await session.connection()
            if not is_sqlite:
                # Small tables are read whole whatever indexes there are.
                await session.execute(text("SET LOCAL enable_seqscan = off"))
            explain = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
            plan = await connection.exec_driver_sql(explain + statement, parameters)
            lines = [str(row[-1]) for row in plan]
        whole = [line for line in lines if _is_whole(line, is_sqlite=is_sqlite)]
        assert not whole, (statement, lines)


def _is_whole(line: str, *, is_sqlite: bool) -> bool:
    if is_sqlite:
        # NULL stands there in nearly every row: to look them up is to read them all.
        is_of_all = "jobs_unreachable (unreachable_since=?)" in line
        is_of_none = line == "SCAN CONSTANT ROW"  # questions within a question
        return is_of_all or (line.startswith("SCAN") and "INDEX" not in line and not is_of_none)
    return "Seq Scan on jobs" in line


async def ended(db: Database, key: str, **values: Any) -> str:
    job = await add(db, key)
    async with db.write() as session:
        row = await session.get_one(JobRow, job.id)
        for name, value in {"state": "done", "is_told": True, "finished_at": OLD, **values}.items():
            setattr(row, name, value)
    return job.id


async def test_jobs_that_ended_long_ago_are_forgotten_however_many(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(old_rows, "BATCH", 2)
    for number in range(5):
        await ended(db, f"old{number}")
    kept = {
        await ended(db, "young", finished_at=NOW),
        await ended(db, "paid", charge_id="c"),
        await ended(db, "untold", is_told=False, state="failed"),
        await ended(db, "aside", is_set_aside=True),
        await ended(db, "open", state="waiting", finished_at=None),
    }
    await old_rows.forget(db, before=BEFORE)
    async with db.read() as session:
        assert set(await session.scalars(select(JobRow.id))) == kept


@pytest.mark.parametrize("forget", [people.forget_old, updates.forget])
async def test_old_menus_names_and_updates_are_deleted_a_few_at_a_time(
    db: Database, monkeypatch: pytest.MonkeyPatch, forget: Callable[..., Awaitable[None]]
) -> None:
    """No lock is held for longer than a batch takes, however many there are."""
    monkeypatch.setattr(old_rows, "BATCH", 2)
    for number in range(5):
        await updates.save(db, {number: {}}, now=OLD)
        await updates.finish(db, {number})
    with statements(db) as seen:
        await forget(db, before=BEFORE)
    of_updates = [statement for statement, _ in seen if "FROM updates" in statement]
    assert len(of_updates) == 3
    assert await updates.save(db, {number: {} for number in range(5)}, now=NOW) == set(range(5))


async def test_a_charge_keeps_its_job_and_its_offer_and_is_never_forgotten(db: Database) -> None:
    async def offer(key: str) -> str:
        made, _ = await payments.create_offer(
            db,
            request_key=key,
            user_id=1,
            chat_id=1,
            parent_job_id="p",
            tier="large",
            steps=10,
            stars=5,
            now=OLD,
        )
        return made.id

    paid, _ = await offer("paid"), await offer("never paid")
    receipt = await payments.record_charge(
        db,
        charge_id="c",
        offer_id=paid,
        user_id=1,
        stars=5,
        job=new_job("bought"),
        now=OLD,
        score=OLD,
    )
    assert receipt.job is not None
    await jobs.cancel(db, receipt.job.id, user_id=receipt.job.user_id, now=OLD)
    await jobs.mark_told(db, receipt.job.id)
    await old_rows.forget(db, before=BEFORE)
    async with db.read() as session:
        assert list(await session.scalars(select(OfferRow.id))) == [paid]
        assert list(await session.scalars(select(JobRow.id))) == [receipt.job.id]
        assert await session.scalar(select(func.count()).select_from(ChargeRow)) == 1
