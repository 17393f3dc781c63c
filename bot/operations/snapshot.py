"""The service at one moment, as ``oneiro status`` and operators in the chat are told of it.

Only looks: nothing is migrated, written or started.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.errors import NotReadableError, QueueError, StorageError
from bot.queue.connection import connect
from bot.queue.workers import WorkerReport, alive
from bot.run.redis_server import own_redis_url
from bot.settings import Settings
from bot.storage import costs
from bot.storage.community import paintings
from bot.storage.community.paintings import PaintingCost
from bot.storage.costs import ArtCost
from bot.storage.database import Database
from bot.storage.money import earnings
from bot.storage.money.earnings import Earned
from bot.storage.operators import overview
from bot.storage.operators.overview import JobInHand, QueuePart, StarsToday
from bot.storage.tables.base import SCHEMA_VERSION
from bot.texts.catalogue import fact_text
from engine.texts.phrase import Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """How long half of a tier's jobs waited at most, and how long 95 % of them did."""

    p50_s: float
    p95_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """What SQL tells; all of it is of the UTC day but the queue, and what is waiting, by pool."""

    queue: Sequence[QueuePart] = ()
    waiting: Mapping[str, int] = field(default_factory=dict)
    in_hand: Mapping[str, JobInHand] = field(default_factory=dict)
    waits: Mapping[str, Wait] = field(default_factory=dict)
    costs: Sequence[ArtCost] = ()
    spare: Sequence[PaintingCost] = ()
    failures: Mapping[str, int] = field(default_factory=dict)
    stars: StarsToday = field(default_factory=lambda: StarsToday(came=0, went=0))
    earned: Sequence[Earned] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """``is_running``: its own Redis answers, or a worker has said so lately, on whatever Redis."""

    at: datetime
    is_running: bool
    workers: Sequence[WorkerReport]
    books: Books
    problems: Sequence[Phrase]

    def to_json(self) -> dict[str, Any]:
        """``oneiro status --json``; docs/OPERATIONS.md tells every key."""
        books = self.books
        gpu_seconds: dict[str, dict[str, float]] = {}
        for cost in books.costs:
            tiers = gpu_seconds.setdefault(cost.art, {})
            tiers[cost.tier] = round(tiers.get(cost.tier, 0.0) + cost.seconds, 3)
        return {
            "at": self.at.isoformat(),
            "running": self.is_running,
            "problems": [fact_text(problem) for problem in self.problems],
            "queue": [_queue_json(part) for part in books.queue],
            "workers": [self._worker_json(worker) for worker in self.workers],
            "wait_seconds": {
                tier: {"p50": wait.p50_s, "p95": wait.p95_s} for tier, wait in books.waits.items()
            },
            "gpu_seconds": gpu_seconds,
            "spare_seconds": round(sum(each.seconds for each in books.spare), 3),
            "painted": sum(each.shown for each in books.spare),
            "failures": sum(books.failures.values()),
            "failures_by_error": dict(books.failures),
            "stars": books.stars.came,
            "stars_refunded": books.stars.went,
            "earned": {
                each.product.value: {"stars": each.stars, "credits": each.credits}
                for each in books.earned
            },
        }

    def rendered_by(self, worker: WorkerReport) -> list[JobInHand]:
        """What it renders, as far as SQL knows of it."""
        in_hand = self.books.in_hand
        return [in_hand[job_id] for job_id in worker.job_ids if job_id in in_hand]

    def _worker_json(self, worker: WorkerReport) -> dict[str, Any]:
        return {
            "name": worker.name,
            "device": worker.device,
            "pools": list(worker.pools),
            "renders": [
                {"job": job.id, "art": job.art, "tier": job.tier, "progress": job.progress}
                for job in self.rendered_by(worker)
            ],
        }


def _queue_json(part: QueuePart) -> dict[str, Any]:
    return {
        "tier": part.tier,
        "state": part.state,
        "count": part.count,
        "oldest_seconds": round(part.oldest_s, 3),
    }


async def take(settings: Settings, *, now: datetime) -> Snapshot:
    """The service of these settings now; what cannot be seen stands among the problems."""
    problems: list[Phrase] = []
    workers, is_running = await _workers(settings, problems)
    books = await _books_if_any(settings, workers, problems, now=now)
    if is_running:
        problems += _unserved(workers, books.waiting)
    return Snapshot(
        at=now, is_running=is_running, workers=workers, books=books, problems=tuple(problems)
    )


def _unserved(workers: Sequence[WorkerReport], waiting: Mapping[str, int]) -> Iterator[Phrase]:
    """Pools in which jobs wait and that no worker serves."""
    for pool, count in sorted(waiting.items()):
        if not any(pool in worker.pools for worker in workers):
            yield Phrase("overview.unserved", pool=pool, count=count)


async def read_books(db: Database, workers: Sequence[WorkerReport], *, now: datetime) -> Books:
    """Raises: StorageError."""
    waited = await overview.waits(db, now=now)
    return Books(
        queue=await overview.queue_parts(db, now=now),
        waiting=await overview.waiting_by_pool(db),
        in_hand=await overview.jobs_in_hand(db, [i for w in workers for i in w.job_ids]),
        waits={
            tier: Wait(p50_s=_at_share(times, 0.5), p95_s=_at_share(times, 0.95))
            for tier, times in waited.items()
        },
        costs=await costs.by_art(db, now=now),
        spare=await paintings.cost_today(db, now=now),
        failures=await overview.failures(db, now=now),
        stars=await overview.stars(db, now=now),
        earned=await earnings.today(db, now=now),
    )


def _at_share(times: Sequence[float], share: float) -> float:
    """That of the sorted ``times`` which this share of them does not exceed (nearest rank)."""
    rank = -int(-share * len(times) // 1)  # rounded up
    return round(times[max(rank, 1) - 1], 3)


async def _workers(
    settings: Settings, problems: list[Phrase]
) -> tuple[Sequence[WorkerReport], bool]:
    own = settings.redis_url is None
    nothing_runs = Phrase("overview.nothing_runs", folder=str(settings.data_dir.resolve()))
    url = settings.redis_url.get_secret_value() if settings.redis_url else None
    try:
        async with contextlib.AsyncExitStack() as stack:
            pool = await connect(url or own_redis_url(settings.data_dir), patience=0)
            stack.push_async_callback(pool.aclose, close_connection_pool=True)
            workers = await alive(pool)
    except QueueError as exc:
        problems.append(nothing_runs if own else Phrase("overview.redis_away", why=exc.detail))
        return (), False
    if not own and not workers:
        problems.append(Phrase("overview.no_worker"))
    return workers, own or bool(workers)


async def _books_if_any(
    settings: Settings,
    workers: Sequence[WorkerReport],
    problems: list[Phrase],
    *,
    now: datetime,
) -> Books:
    try:
        async with opened_books(settings) as db:
            return await read_books(db, workers, now=now)
    except StorageError as exc:
        problems.append(Phrase("overview.database_away", why=exc.detail))
    except NotReadableError as exc:
        problems.append(Phrase("errors.NotReadableError", **exc.facts))
    return Books()


@contextlib.asynccontextmanager
async def opened_books(settings: Settings) -> AsyncIterator[Database]:
    """The database, as far as this version reads it; it is neither made nor migrated.

    Raises: NotReadableError: there is none, or its tables are of another version; StorageError.
    """
    file = settings.data_dir / "oneiro.sqlite3"
    # SQLite makes the file of whatever database is opened.
    if settings.database_url is None and not file.is_file():
        raise NotReadableError(problem=Phrase("overview.no_database", file=str(file)))
    db = Database(settings.sql_url)
    try:
        version = await db.version()
        if version is None:
            raise NotReadableError(problem=Phrase("overview.no_tables"))
        if version != SCHEMA_VERSION:
            tables = Phrase("overview.other_tables", found=version, known=SCHEMA_VERSION)
            raise NotReadableError(problem=tables)
        yield db
    finally:
        await db.close()
