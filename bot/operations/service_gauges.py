"""The gauges that SQL knows: read when Prometheus asks, and not again for a few seconds.

SQL is the truth about the queue, so a wiped Redis silences no alert.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from prometheus_client import Gauge

from bot.domain.jobs import JobState
from bot.domain.money.current_tiers import CurrentTiers
from bot.domain.pools import Pool
from bot.errors import StorageError
from bot.metrics import (
    LEDGER_IMBALANCE_STARS,
    QUEUE_EXPECTED_S,
    QUEUE_JOBS,
    QUEUE_OLDEST_S,
    REFUNDS_DUE_S,
)
from bot.storage import payments, refunds
from bot.storage.database import Database
from bot.storage.jobs.queue_figures import OpenJobs, open_jobs

logger = logging.getLogger(__name__)

# However many ask.
KEPT_S = 5.0
# Prometheus itself gives up after 10 s.
LONGEST_READ_S = 3.0
# As far back as Telegram's own list is looked through (bot.money.star_check).
BALANCED_FOR = timedelta(days=30)
_Figures = dict[tuple[str, ...], float]  # by the labels' values
_OPEN_STATES = [state.value for state in JobState if state.is_open]


class ServiceGauges:
    """All tiers are told of, even while nobody in them waits: no alert lacks its figure."""

    def __init__(
        self,
        db: Database,
        *,
        tiers: CurrentTiers,
        kept_s: float = KEPT_S,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._db = db
        self._tiers = tiers
        self._kept_s = kept_s
        self._clock = clock
        self._read_at: float | None = None
        self._reading = asyncio.Lock()

    async def are_read(self) -> bool:
        """Whether the gauges tell how things are now; False: SQL is away or too slow."""
        async with self._reading:
            if self._read_at is not None and time.monotonic() - self._read_at < self._kept_s:
                return True
            try:
                async with asyncio.timeout(LONGEST_READ_S):
                    await self._read()
            except (StorageError, TimeoutError) as exc:
                logger.warning("no figures of the queue", extra={"why": repr(exc)})
                return False
            self._read_at = time.monotonic()
            return True

    async def _read(self) -> None:
        now = self._clock()
        self._show_queue(await open_jobs(self._db), now=now)
        REFUNDS_DUE_S.set(_age_s(await refunds.due_since(self._db), now))
        stars = await payments.imbalance_stars(self._db, since=now - BALANCED_FOR)
        LEDGER_IMBALANCE_STARS.set(stars)

    def _show_queue(self, groups: list[OpenJobs], *, now: datetime) -> None:
        tiers = [tier.name for tier in self._tiers.now.all]
        jobs: _Figures = {(tier, state): 0.0 for tier in tiers for state in _OPEN_STATES}
        oldest_s: _Figures = {(tier,): 0.0 for tier in tiers}
        expected_s: _Figures = {(pool.value,): 0.0 for pool in Pool}
        for group in groups:
            _add(jobs, group.jobs, group.tier, group.state)
            if group.state == JobState.WAITING.value:
                age_s = _age_s(group.oldest, now)
                oldest_s[group.tier,] = max(age_s, oldest_s.get((group.tier,), 0.0))
                _add(expected_s, group.expected_s, group.pool)
        _show(QUEUE_JOBS, jobs)
        _show(QUEUE_OLDEST_S, oldest_s)
        _show(QUEUE_EXPECTED_S, expected_s)


def _add(figures: _Figures, figure: float, *labels: str) -> None:
    figures[labels] = figures.get(labels, 0.0) + figure


def _show(gauge: Gauge, figures: _Figures) -> None:
    gauge.clear()
    for labels, figure in figures.items():
        gauge.labels(*labels).set(figure)


def _age_s(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())
