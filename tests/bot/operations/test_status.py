"""`oneiro status` beside a real Redis and SQL, and beside nothing at all."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import os
import pty
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.domain.pools import Pool, pool_of
from bot.queue.connection import connect
from bot.queue.workers import WorkerReport, tell_alive
from bot.settings import Settings
from bot.storage import costs, payments
from bot.storage.community import paintings
from bot.storage.database import Database
from bot.storage.jobs import claims, jobs
from tests.bot.redises import TestRedis
from tests.bot.storage.examples import new_job
from tests.bot.storage.money.sales import delivered
from tests.places import ROOT

WORKER = WorkerReport(name="host:7", pools=("cpu", "instant"), device="cpu")


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "bot.cli", "status", *map(str, words)]


def environment(**variables: str) -> dict[str, str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("ONEIRO_")}
    return clean | {"PYTHONPATH": str(ROOT)} | variables


async def status(data_dir: Path, **variables: str) -> dict[str, Any]:
    """What the command prints, in a process of its own."""
    process = await asyncio.create_subprocess_exec(
        *command("--json", "--data-dir", data_dir),
        env=environment(**variables),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert (process.returncode, err) == (0, b"")
    found: dict[str, Any] = json.loads(out)
    return found


@pytest.fixture
def data_dir(redis_server: TestRedis, migrated: Path) -> Path:
    """Of a service whose own Redis runs."""
    folder = redis_server.server.folder.parent
    shutil.copytree(migrated, folder, dirs_exist_ok=True)
    return folder


@pytest.fixture
async def db(data_dir: Path) -> AsyncIterator[Database]:
    database = Database(Settings(_env_file=None, data_dir=data_dir).sql_url)
    yield database
    await database.close()


async def tell(redis: TestRedis, report: WorkerReport) -> None:
    pool = await connect(redis.url, patience=3)
    await tell_alive(pool, report)
    await pool.aclose(close_connection_pool=True)


async def test_it_finds_the_redis_and_the_books_of_its_data_folder(
    redis_server: TestRedis, data_dir: Path, db: Database
) -> None:
    now = datetime.now(UTC)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    ids = []
    for number in range(20):
        created = midnight - timedelta(seconds=number)
        job, _ = await jobs.create(db, new_job(f"u{number}"), now=created, score=created)
        await jobs.mark_begun(db, job.id, now=midnight)
        ids.append(job.id)
    claim = await claims.claim(db, ids[0], now=now, lease_s=60, max_attempts=5)
    assert claim.job is not None
    await jobs.heartbeat(db, ids[0], attempt=1, now=now, lease_s=60, progress=0.25)
    await costs.note_render(db, claim.job, device="cpu", seconds=4.5, now=now)
    await paintings.note_cost(db, device="cpu", seconds=2.5, is_shown=True, now=now)
    await jobs.fail(db, ids[1], attempt=None, error_code="OutOfMemoryError", facts={}, now=now)
    charge = {"offer_id": None, "user_id": 1, "job": None, "now": now, "score": now}
    await payments.record_charge(db, charge_id="c1", stars=75, **charge)
    await tell(redis_server, dataclasses.replace(WORKER, job_ids=(ids[0],)))

    found = await status(data_dir)

    assert (found["running"], found["problems"]) == (True, [])
    queue = {(part["tier"], part["state"]): part["count"] for part in found["queue"]}
    assert queue == {("free", "running"): 1, ("free", "waiting"): 18}
    assert all(part["oldest_seconds"] >= 0 for part in found["queue"])
    renders = [{"job": ids[0], "art": "dream", "tier": "free", "progress": 0.25}]
    assert found["workers"] == [
        {"name": "host:7", "device": "cpu", "pools": ["cpu", "instant"], "renders": renders}
    ]
    # They waited 0 to 19 s: by nearest rank the 10th and the 19th of them.
    assert found["wait_seconds"] == {"free": {"p50": 9.0, "p95": 18.0}}
    assert found["gpu_seconds"] == {"dream": {"free": 4.5}}
    assert (found["spare_seconds"], found["painted"]) == (2.5, 1)
    assert (found["failures"], found["failures_by_error"]) == (1, {"OutOfMemoryError": 1})
    assert (found["stars"], found["stars_refunded"]) == (75, 0)


async def test_what_is_left_once_the_device_is_paid_stands_below_what_was_earned(
    data_dir: Path, db: Database
) -> None:
    now = datetime.now(UTC)
    job = await jobs.get(db, await delivered(db, "c1", now=now))
    assert job is not None
    await costs.note_render(db, job, device="cuda:0", seconds=1800.0, now=now)
    process = await asyncio.create_subprocess_exec(
        *command("--data-dir", data_dir),
        env=environment(ONEIRO_DEVICE_HOUR_STARS="40"),
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()
    lines = out.decode().splitlines()
    at = lines.index("earned    picture: 75 ⭐ and 0 credits today, less what went back")
    assert lines[at + 1] == (
        "margin    55.0 ⭐ today: 75 ⭐ earned, 20.0 ⭐ for 1800.0 s of rendering"
    )


async def test_where_nothing_runs_it_says_so_and_makes_nothing(tmp_path: Path) -> None:
    nowhere = tmp_path / "none"
    found = await status(nowhere)
    assert found["running"] is False
    assert "Nothing runs on" in found["problems"][0]
    assert "no database" in found["problems"][1]
    assert not nowhere.exists()


async def test_the_books_are_read_though_nothing_runs(tmp_path: Path, migrated: Path) -> None:
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    found = await status(tmp_path)
    assert (found["running"], found["queue"], len(found["problems"])) == (False, [], 1)


async def test_tables_of_another_version_are_left_as_they_are(data_dir: Path, db: Database) -> None:
    async with db.write() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = 'v0005'"))
    found = await status(data_dir)
    assert (found["running"], found["queue"]) == (True, [])
    assert "of version v0005" in found["problems"][0]
    assert await db.version() == "v0005"


async def test_a_redis_of_the_settings_runs_nothing_until_a_worker_says_so(
    redis_server: TestRedis, tmp_path: Path, migrated: Path
) -> None:
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    found = await status(tmp_path, ONEIRO_REDIS_URL=redis_server.url)
    assert (found["running"], found["workers"]) == (False, [])
    await tell(redis_server, WORKER)
    found = await status(tmp_path, ONEIRO_REDIS_URL=redis_server.url)
    assert (found["running"], found["workers"][0]["renders"]) == (True, [])


async def test_a_pool_in_which_jobs_wait_and_that_nobody_serves_is_told_of(
    redis_server: TestRedis, data_dir: Path, db: Database
) -> None:
    now = datetime.now(UTC)
    job, _ = await jobs.create(db, new_job("u1"), now=now, score=now)
    pool = pool_of(job.order)
    others = tuple(other for other in Pool if other is not pool)
    await tell(redis_server, dataclasses.replace(WORKER, pools=others))
    (problem,) = (await status(data_dir))["problems"]
    assert problem.startswith(f"No worker at work serves the pool {pool}, in which jobs wait: 1.")
    await tell(redis_server, dataclasses.replace(WORKER, name="host:8", pools=(pool,)))
    assert (await status(data_dir))["problems"] == []


async def test_a_redis_and_a_database_that_are_away_are_told_of(tmp_path: Path) -> None:
    away = f"unix://{tmp_path}/none.sock"
    sql = f"postgresql://nobody@localhost:1/none?host={tmp_path}"
    found = await status(tmp_path, ONEIRO_REDIS_URL=away, ONEIRO_DATABASE_URL=sql)
    assert found["running"] is False
    assert [problem.split(" (")[0] for problem in found["problems"]] == [
        "Redis does not answer",
        "The database does not answer",
    ]


async def test_a_pipe_is_given_it_once_in_words(redis_server: TestRedis, data_dir: Path) -> None:
    await tell(redis_server, WORKER)
    done = await asyncio.to_thread(
        subprocess.run,
        command("--data-dir", data_dir),
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "worker    host:7 on cpu for cpu, instant: idle" in done.stdout
    assert "\x1b" not in done.stdout


async def test_a_terminal_is_drawn_anew_until_ctrl_c(data_dir: Path) -> None:
    ours, theirs = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        *command("--data-dir", data_dir), env=environment(), stdout=theirs, stdin=theirs
    )
    os.close(theirs)
    seen = ""
    while seen.count("Ctrl-C ends this view") < 2:
        seen += (await asyncio.to_thread(os.read, ours, 65536)).decode()
    process.send_signal(signal.SIGINT)
    assert await process.wait() == 0
    os.close(ours)
    assert seen.count("\x1b[H") == 2
    assert seen.count("queue     empty") == 2
