"""What a long line costs the chat process: 10,000 jobs of 2,000 people wait, none is rendered.

``python -m benchmarks.long_line [--jobs N] [--people N]``, on SQLite and, where the machine has it,
on Postgres. Each kind of question is asked 100 times.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, text

from bot.delivery import reconciler as reconcile
from bot.delivery.reconciler import Reconciler
from bot.domain.fair_queue import score_of
from bot.domain.jobs import NewJob, StatusMessage
from bot.domain.orders import Art, Order
from bot.domain.pools import Pool
from bot.domain.waiting import ready_in_s
from bot.run.redis_server import embedded_redis
from bot.storage.jobs import job_queries, jobs, line_ahead
from bot.storage.jobs.job_queries import Standing
from bot.storage.jobs.orders import place_order
from bot.storage.tables.jobs import JobRow
from engine.options.interpret import DrawOptions
from tests.bot.redises import TestRedis
from tests.bot.scene import Scene, playing
from tests.bot.storage.postgres import find_program, new_postgres, postgres_server
from tests.telegrams import running_telegram

TIMES = 100
ROUNDS = 20
POOLS = (Pool.GPU, Pool.GPU, Pool.CPU, Pool.CPU, Pool.INSTANT)
Ask = Callable[[], Awaitable[object]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table for each database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=10_000)
    parser.add_argument("--people", type=int, default=2_000)
    options = parser.parse_args(arguments)
    for name, urls in _databases():
        sys.stdout.write(f"{options.jobs} jobs of {options.people} people wait, {name}\n")
        asyncio.run(_measure(options, urls))
    return 0


def _databases() -> Iterator[tuple[str, dict[str, str]]]:
    yield "SQLite", {}
    if find_program("postgres"):
        with postgres_server() as urls:
            yield "Postgres", {"database_url": new_postgres(urls)}


async def _measure(options: argparse.Namespace, changes: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory(prefix="oneiro-") as folder:
        redis = TestRedis(embedded_redis(Path(folder)))
        await redis.start()
        try:
            async with (
                running_telegram(Path(folder, "telegram"), shared=None) as telegram,
                playing(telegram, redis, Path(folder, "data"), **changes) as scene,
            ):
                await _fill(scene, options.jobs, options.people)
                await _tell(scene)
        finally:
            await redis.kill()


async def _tell(scene: Scene) -> None:
    reconciler = Reconciler(
        db=scene.db,
        queue=scene.queue,
        notifier=scene.notifier,
        bot=scene.bot,
        settings=scene.settings,
    )
    await _refill(scene, reconciler)
    new_people, numbers = itertools.count(10**6), itertools.count()
    first = await _asked(lambda: _order(scene, next(new_people), next(numbers)))
    second = await _asked(lambda: _order(scene, 7, next(numbers)))
    last = (await line_ahead.front(scene.db, count=10**6))[-1].id
    for what, ask in _questions(scene, last, numbers).items():
        _print_ms(what, await _asked(ask))
    _print_ms("order, place and line: a person's first", first)
    _print_ms("order, place and line: a person's next", second)
    began = time.process_time()
    for _ in range(ROUNDS):
        await reconciler.look()
    share = (time.process_time() - began) / ROUNDS / reconcile.INTERVAL_S
    _print("an idle round every 2 s, of a core", f"{share:.1%}")
    used_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _print("memory, with the local Telegram", f"{used_mb:.0f} MB")


def _questions(scene: Scene, last: str, numbers: Iterator[int]) -> dict[str, Ask]:
    """Each part of an order by itself, and what is asked of a line beside."""
    now = datetime.now(UTC)
    due = partial(score_of, now=now, boost_s=0.0, hands=1)

    async def make() -> None:
        await jobs.create(scene.db, _new(f"made{next(numbers)}", user_id=7), now=now, score=now)

    async def put() -> None:
        await scene.queue.put(
            Standing(id=f"p{next(numbers)}", score=now, created_at=now, pool="cpu")
        )

    return {
        "put in line (Redis)": put,
        "make a job (SQL, one row)": make,
        "when a person's next job is due": lambda: job_queries.score_now(
            scene.db, _new("due", user_id=7), due
        ),
        "place and work ahead of the last in line": lambda: line_ahead.ahead(scene.db, last),
        "place and time until it is ready": lambda: _ready_in_s(scene, last),
        "the first 200 in line": lambda: line_ahead.front(scene.db, count=200),
    }


async def _ready_in_s(scene: Scene, job_id: str) -> float | None:
    ahead = await line_ahead.ahead(scene.db, job_id)
    return ready_in_s(ahead, await scene.queue.estimates.servers()) if ahead else None


async def _refill(scene: Scene, reconciler: Reconciler) -> None:
    """Redis knows nothing; how long it takes, and how long whoever asks meanwhile waits."""
    await scene.queue._pool.flushall()
    waits_s: list[float] = []
    began = time.monotonic()
    filling = asyncio.create_task(reconciler._put_in_line())
    while not filling.done():
        asked = time.monotonic()
        await job_queries.open_jobs_of(scene.db, chat_id=1, user_id=7)
        waits_s.append(time.monotonic() - asked)
        await asyncio.sleep(0)
    await filling
    _print("a wiped Redis is full again", f"{time.monotonic() - began:.1f} s")
    _print("  the longest wait of who asked meanwhile", f"{max(waits_s) * 1000:.0f} ms")


async def _order(scene: Scene, user_id: int, number: int) -> None:
    """As a handler does it, without the message."""
    now = datetime.now(UTC)
    new = _new(f"new{number}", user_id=user_id)
    hands = await scene.queue.estimates.hands(new.order)
    due = partial(score_of, now=now, boost_s=0.0, hands=hands)
    placed = await place_order(scene.db, new, now=now, due=due)
    await scene.queue.put(placed.job)


async def _asked(ask: Ask) -> list[float]:
    """Seconds of each time."""
    taken_s = []
    for _ in range(TIMES):
        began = time.perf_counter()
        await ask()
        taken_s.append(time.perf_counter() - began)
    return taken_s


def _print_ms(what: str, taken_s: Sequence[float]) -> None:
    median, most = statistics.median(taken_s), statistics.quantiles(taken_s, n=20)[-1]
    _print(what, f"{median * 1000:.1f} ms", f"19 of 20 within {most * 1000:.1f} ms")


def _print(what: str, figure: str, more: str = "") -> None:
    sys.stdout.write(f"{what:45} {figure:>9} {more}\n")


def _new(request_key: str, *, user_id: int) -> NewJob:
    return NewJob(
        request_key=request_key,
        chat_id=1,
        user_id=user_id,
        language="en",
        order=Order(art=Art.DRAW, options=DrawOptions(), photo=None),
        tier="free",
        status=StatusMessage(message_id=1, has_media=False),
        expected_s=20.0,
    )


async def _fill(scene: Scene, count: int, people: int) -> None:
    """Rows alone, copies of one, of the last hour."""
    at = datetime.now(UTC) - timedelta(hours=1)
    job, _ = await jobs.create(scene.db, _new("first", user_id=0), now=at, score=at)
    async with scene.db.write() as session:
        query = select(JobRow.__table__).where(JobRow.id == job.id)
        common = dict((await session.execute(query)).mappings().one())
        rows = [_row(common, n, count=count, people=people) for n in range(1, count)]
        await session.execute(insert(JobRow), rows)
    if scene.db._engine.dialect.name == "postgresql":
        # As its autovacuum does within a minute of so many new rows. SQLite never does.
        options = {"isolation_level": "AUTOCOMMIT"}
        async with scene.db._engine.execution_options(**options).connect() as connection:
            await connection.execute(text("VACUUM ANALYZE jobs"))


def _row(common: dict[str, Any], n: int, *, count: int, people: int) -> dict[str, Any]:
    at = common["created_at"] + timedelta(seconds=3500 * n / count)
    return common | {
        "id": f"w{n}",
        "request_key": f"w{n}",
        "user_id": n % people,
        "pool": POOLS[n % len(POOLS)].value,
        "created_at": at,
        "score": at,
    }


if __name__ == "__main__":
    sys.exit(main())
