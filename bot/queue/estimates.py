"""What renders of each kind have taken, and which workers live, as everybody sees it: in Redis.

A guess needs no Redis: where that is away, what was last known of it serves, or the seeds alone.
"""

from __future__ import annotations

import asyncio
import json
import logging
import math
import statistics
import time
from collections.abc import Mapping, Sequence

from arq.connections import ArqRedis

from bot.domain.durations import (
    CPU,
    FIRST_RENDER,
    Cost,
    Costs,
    Kind,
    around_of,
    expected_s,
    kind_of,
    measured,
    work_of,
)
from bot.domain.jobs import Outcome
from bot.domain.orders import Art, Order, PictureRef
from bot.domain.pools import pool_of
from bot.errors import QueueError
from bot.queue.connection import REDIS_TROUBLE
from bot.queue.workers import WorkerReport, alive

logger = logging.getLogger(__name__)

KEY = "oneiro:costs"
# So many are kept, the last seen; there are some 100 of what the menus offer.
MOST_KINDS = 300
# What was read serves for so long; after a failure to read, for longer.
FRESH_S = 1.0
AWAY_S = 5.0
_FIRST = Order(
    art=Art.DREAM, options=FIRST_RENDER, photo=PictureRef(id="", file_id="", message_id=0)
)
# Nobody's picture waits for a guess any longer than this.
_PATIENCE_S = 0.3


class Estimates:
    """Seconds of renders to come.

    Args:
        redis: None: not reached yet, see :meth:`reach`.
        cpu_budget_s: no render takes longer on a CPU.
        hand: a worker's: its ``device``, and the ``first_render_s`` that FIRST_RENDER took there.
    """

    def __init__(
        self,
        redis: ArqRedis | None,
        *,
        cpu_budget_s: float = math.inf,
        hand: Mapping[str, str] | None = None,
    ) -> None:
        self._redis = redis
        self._hand = hand or {}
        self._cpu_budget_s = cpu_budget_s
        self._costs: Costs = {}
        self._workers: Sequence[WorkerReport] | None = None
        self._read_again_at = -math.inf
        self._reading = asyncio.Lock()

    async def expected_s(self, order: Order) -> float:
        """How long ``order`` takes where it will be made, in s."""
        await self._refresh()
        return statistics.fmean(
            expected_s(order, self._costs, device=device, cpu_budget_s=self._cpu_budget_s)
            for device in self._devices(pool_of(order))
        )

    async def servers(self) -> list[tuple[str, ...]]:
        """The pools that each living worker serves; none, where nobody can say."""
        return [worker.pools for worker in await self.workers() or ()]

    async def workers(self) -> Sequence[WorkerReport] | None:
        """The living workers; None: nobody has been able to say."""
        await self._refresh()
        return self._workers

    async def hands(self, order: Order) -> int:
        """How many workers take such jobs; at least 1: where there is none it is about to come."""
        pool = pool_of(order)
        return max(1, sum(pool in pools for pools in await self.servers()))

    async def reach(self, redis: ArqRedis) -> None:
        """From now on note here what renders take, and first the one before any job.

        Where its device has made a picture, that says more.
        """
        self._redis = redis
        await self._refresh()
        device = self._hand.get("device", CPU)
        seconds = float(self._hand.get("first_render_s", 0))
        if seconds > 0 and all(kind.device != device for kind in self._costs):
            await self._try_note({kind_of(_FIRST, device): seconds / work_of(_FIRST)})

    async def note(self, order: Order, outcome: Outcome, *, took_s: float = 0.0) -> None:
        """A render took so long. What Redis does not take is forgotten.

        Args:
            took_s: of its worker's time, with what comes before and after it; 0: nobody knows.
        """
        # A print may be painted smaller than it was asked for.
        if outcome.seconds <= 0 or order.printed is not None:
            return
        seen = {kind_of(order, outcome.device): outcome.seconds / work_of(order)}
        if took_s > outcome.seconds:
            seen[around_of(order, outcome.device)] = took_s - outcome.seconds
        await self._try_note(seen)

    async def _try_note(self, seen: Mapping[Kind, float]) -> None:
        if self._redis is None:
            return
        try:
            async with asyncio.timeout(_PATIENCE_S):
                await _note(self._redis, seen)
        except REDIS_TROUBLE as exc:
            logger.info("seconds not noted", extra={"why": repr(exc)})

    def _devices(self, pool: str) -> Sequence[str]:
        """Those of the workers that take it; else those that made anything lately."""
        living = [worker.device for worker in self._workers or () if pool in worker.pools]
        return living or sorted({kind.device for kind in self._costs}) or [CPU]

    async def _refresh(self) -> None:
        """Read anew what is no longer fresh; whoever comes meanwhile waits for the same answer."""
        if time.monotonic() < self._read_again_at or self._redis is None:
            return
        async with self._reading:
            if time.monotonic() < self._read_again_at:
                return
            try:
                async with asyncio.timeout(_PATIENCE_S):
                    self._costs = _costs(await _all(self._redis))
                    self._workers = await alive(self._redis)
                self._read_again_at = time.monotonic() + FRESH_S
            except (*REDIS_TROUBLE, QueueError) as exc:
                logger.info("estimates are not to be read", extra={"why": repr(exc)})
                self._read_again_at = time.monotonic() + AWAY_S


async def _note(redis: ArqRedis, seen: Mapping[Kind, float]) -> None:
    """One more of each kind took so long, in s per unit of work.

    Two workers that note one kind at a time: one of the two is lost, which does no harm.
    """
    now = time.time()
    async with redis.pipeline(transaction=False) as pipe:
        pipe.hmget(KEY, [kind.key() for kind in seen])
        (payloads,) = await pipe.execute()
    entries = {}
    for (kind, work_s), payload in zip(seen.items(), payloads, strict=True):
        cost = measured(_cost(payload), work_s, now=now)
        entries[kind.key()] = json.dumps([cost.work_s, cost.renders, cost.at])
    async with redis.pipeline(transaction=False) as pipe:
        pipe.hset(KEY, mapping=entries)
        pipe.hlen(KEY)
        _, kinds = await pipe.execute()
    if kinds > MOST_KINDS:
        await _forget_oldest(redis)


async def _forget_oldest(redis: ArqRedis) -> None:
    """What cannot be read goes first."""
    entries = await _all(redis)
    costs = _costs(entries)
    kept = sorted(costs, key=lambda kind: costs[kind].at)[-MOST_KINDS:]
    keys = {kind.key().encode() for kind in kept}
    gone = [key for key in entries if key not in keys]
    async with redis.pipeline(transaction=False) as pipe:
        pipe.hdel(KEY, *gone)  # type: ignore[arg-type]  # bytes do as well as words
        await pipe.execute()


async def _all(redis: ArqRedis) -> dict[bytes, bytes]:
    async with redis.pipeline(transaction=False) as pipe:
        pipe.hgetall(KEY)
        (entries,) = await pipe.execute()
    return dict(entries)


def _costs(entries: dict[bytes, bytes]) -> dict[Kind, Cost]:
    """Those that can be read."""
    costs = {}
    for key, payload in entries.items():
        cost = _cost(payload)
        try:
            kind = Kind.from_key(key.decode())
        except ValueError:
            continue
        if cost is not None:
            costs[kind] = cost
    return costs


def _cost(payload: bytes | None) -> Cost | None:
    """None: never measured, or what another version or hand left there."""
    if payload is None:
        return None
    try:
        work_s, renders, at = json.loads(payload)
        return Cost(work_s=float(work_s), renders=int(renders), at=float(at))
    except (ValueError, TypeError, OverflowError):
        return None
